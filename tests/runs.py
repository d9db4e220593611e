"""Run the command in this process on a mutated profile, and check what must hold of each run."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import workbooks
from output_checks import broken_output, broken_words
from revisions import accepted, rejected
from watch import watched

from generator.check.findings.rulebook import rulebook
from generator.cli import run

OTHER = "other.yaml"  # what a profile is compared with
_DIFFS = ["text", "json", "html", "docx", "table"]
_FORMATS = ["docx", "md", "html"]


@dataclass(slots=True)
class Trial:
    """Record one input: its origin, how far it got, and what is wrong with the output."""

    number: int
    kind: str
    reached: str = ""
    errors: bool = False  # found by the check
    lines: list[list[str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Runner:
    """Run the command in this process and check what holds of every run."""

    def __init__(self, tried: Trial, folder: Path) -> None:
        self.tried = tried
        self.folder = folder

    def __call__(self, *words: str | Path) -> tuple[int, str, str]:
        """Run the command; return its exit code, and its output on both streams."""
        line = [*map(str, words)]
        self.tried.lines.append(line)
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        sys.argv = ["plandraft", *line]
        code: object = None
        with watched(self.tried.problems, " ".join(line)), redirect_stdout(out), redirect_stderr(err):
            try:
                run()
            except SystemExit as stopped:
                code = stopped.code or 0
        said = [_text(stream) for stream in (out, err)]
        self.hold(code in {0, 1, 2}, f"exit {code}")
        self.tried.problems += broken_words(*said)
        return int(str(code)), said[0], said[1]

    def hold(self, holds: bool, otherwise: str) -> None:  # noqa: FBT001  # a condition
        """Note `otherwise` unless the condition holds."""
        if not holds:
            self.tried.problems.append(f"{self.tried.lines[-1]}: {otherwise}")


def checked(runner: Runner, file: Path, chance: Random) -> str:
    """Check the profile; return what stopped it, or nothing."""
    more = [["--strict"], ["--fix"], [], [], []]
    before = file.read_bytes()
    code, out, _ = runner("check", file, "--format", "json", *chance.choice(more))
    found = json.loads(out)["findings"]
    grave = runner.tried.errors = any(each["severity"] == "error" for each in found)
    runner.hold("--strict" in runner.tried.lines[-1] or code == grave, f"exit {code} with errors: {grave}")
    if "--fix" in runner.tried.lines[-1]:
        again = json.loads(runner("check", file, "--format", "json")[1])["findings"]
        kept = {"yaml-mended", "file-encoding"}
        runner.hold(
            file.read_bytes() == before or not kept & {each["rule"] for each in again}, "fixed in part"
        )
    stops = [each["rule"] for each in found if rulebook()[each["rule"]].stops]
    return (
        "drafted"
        if not stops
        else "yaml"
        if stops[0].startswith(("yaml", "file", "char", "key-d"))
        else "schema"
    )


def _draft(runner: Runner, file: Path, chance: Random) -> None:
    formats = chance.sample(_FORMATS, chance.randrange(1, 4))
    out = runner.folder / "out"
    words: list[str | Path] = [word for each in formats for word in ("--format", each)]
    words += ["--comments"] if chance.random() < 0.5 else []
    before = sorted(runner.folder.iterdir())
    code, _, _ = runner("draft", file, "-o", out, *words)
    expected = sorted(f"{file.stem}.{name}" for name in formats)
    made = sorted(each.name for each in out.iterdir()) if out.is_dir() else []
    runner.hold(made == expected or (made == [] and code == 1), f"exit {code} with {made}")
    runner.hold([each for each in sorted(runner.folder.iterdir()) if each != out] == before, "litter")
    if runner.tried.reached == "drafted" and not made:
        runner.tried.reached = "content"
    if made:
        runner.hold(code == runner.tried.errors, f"exit {code} with errors: {runner.tried.errors}")
        runner.hold(runner.tried.reached == "drafted", "drafted what the check refused")
        runner.tried.problems += [problem for name in made for problem in broken_output(out / name)]
    if "docx" in formats and made and chance.random() < 0.3:
        word = out / f"{file.stem}.docx"
        runner.hold(runner("diff", word, file)[0] == 0, "the draft differs from its own profile")
        runner.hold(runner("verify", word, "--profile", file)[0] == 0, "the draft is not what was written")


def _gaps(runner: Runner, file: Path, chance: Random) -> None:
    _, out, _ = runner("gaps", file, "--format", form := chance.choice(["text", "json"]))
    if form == "json":
        json.loads(out)


def _request(runner: Runner, file: Path, chance: Random) -> None:
    into = runner.folder / "填报"
    words = [word for word in ("--letters", "--all", "--force") if chance.random() < 0.3]
    code, out, _ = runner("request", file, "-o", into, *words)
    runner.hold(into.is_dir() or code == 1 or "没有写填报表" in out, f"exit {code} and no workbooks")
    for made in sorted(into.glob("*.xlsx")):
        content = made.read_bytes()
        runner.hold(bool(workbooks.visible(content)), f"{made.name} has no sheets")
        held = workbooks.parts(content).values()
        runner.hold(not any("<f>" in part for part in held), f"{made.name} has a formula")


def _roll(runner: Runner, file: Path, chance: Random) -> None:
    into = runner.folder / "rolled.yaml"
    words = chance.choice([[], ["--keep-outline"], ["--period", "2026-2030"]])
    code, _, _ = runner("roll", file, "-o", into, *words)
    runner.hold(into.exists() == (code == 0), f"exit {code} and the new file")
    if into.exists():
        found = json.loads(runner("check", into, "--format", "json")[1])["findings"]
        refused = [each for each in found if rulebook()[each["rule"]].stops]
        runner.hold(not refused, f"the new profile is refused: {refused}")


def _diff(runner: Runner, file: Path, chance: Random) -> None:
    sides = [file, runner.folder / OTHER] if chance.random() < 0.9 else [file, file]
    chance.shuffle(sides)
    form = chance.choice(_DIFFS)
    out = runner.folder / f"changes.{'docx' if form in {'docx', 'table'} else form}"
    code, _, _ = runner("diff", *sides, "--format", form, "-o", out)
    runner.hold(out.exists() == (code < 2), f"exit {code} and the file of changes")  # misuse
    runner.hold(sides[0] != sides[1] or code != 1, "a profile differs from itself")
    if out.exists():
        runner.tried.problems += broken_output(out, draft=False)
    if form == "docx" and out.exists():
        _redline(runner, out, sides)


def _redline(runner: Runner, tracked: Path, sides: list[Path]) -> None:
    """Check that accepting the changes gives the words of the new draft, rejecting those of the old one."""
    drafts = [runner.folder / f"side-{n}" for n in range(2)]
    for side, into in zip(sides, drafts, strict=True):
        runner("draft", side, "-o", into, "--format", "docx")
    old, new = (Counter(accepted(next(into.iterdir()).read_bytes())) for into in drafts)
    content = tracked.read_bytes()
    runner.hold(Counter(accepted(content)) == new, "accepting does not give the new words")
    runner.hold(Counter(rejected(content)) == old, "rejecting does not give the old words")


def _text_of(runner: Runner, file: Path, chance: Random) -> None:
    code, _, _ = runner("text", file, *chance.choice([[], ["--textconv"]]))
    runner.hold("--textconv" not in runner.tried.lines[-1] or code == 0, f"git gets exit {code}")


def _upper(runner: Runner, file: Path, chance: Random) -> None:
    other = chance.choice(sorted(runner.folder.glob("*.yaml")) or [file])
    runner(
        "check",
        file,
        other,
        "--upper",
        chance.choice([file, other]),
        "--format",
        chance.choice(["text", "sarif", "github"]),
    )


COMMANDS: list[Callable[[Runner, Path, Random], None]] = [
    _draft, _draft, _draft, _draft, _draft, _gaps, _request, _roll, _diff, _diff, _text_of, _upper,
]  # fmt: skip


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
