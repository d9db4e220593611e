"""Raise in any function of ours while a file is worked on: it is told by name, and all else is done."""

from __future__ import annotations

import shutil
from itertools import cycle
from pathlib import Path
from random import Random

import pytest
from commands import CASES, Command, Said
from every_step import Steps, steps_of, watching
from marks import fault, sampled
from test_one_stops_no_other import ERRORS

from generator.pipeline.support import upper_plans

OLD = CASES / "diff/figures-and-a-box/old.yaml"
NAMES = ("甲", "乙", "丙")
BAD = "乙"
FILES = [f"{name}.yaml" for name in NAMES]
SEVERAL = {
    "draft": [
        "draft",
        *FILES,
        "-o",
        "out",
        "--jobs",
        "1",
        "--format",
        "docx",
        "--format",
        "html",
        "--comments",
    ],
    "check": ["check", *FILES],
    "check --upper": ["check", *FILES, "--upper", "上级.yaml", "--format", "github"],
    "check --fix": ["check", *FILES, "--fix"],
    "gaps": ["gaps", *FILES],
    "verify": ["verify", *(f"{name}.docx" for name in NAMES), "--profile", "甲.yaml"],
}
ALONE = {
    "roll": ["roll", f"{BAD}.yaml", "-o", "new.yaml"],
    "new": ["new", f"{BAD}.yaml", "--name", "磴口县", "--force"],
    "text": ["text", f"{BAD}.yaml"],
    "diff": ["diff", "甲.yaml", f"{BAD}.yaml"],
    "diff to a table": ["diff", "甲.yaml", f"{BAD}.yaml", "--format", "table", "-o", "new.docx"],
    "diff to a page": ["diff", f"{BAD}.docx", "甲.yaml", "--format", "html", "-o", "new.html"],
    "diff to changes": ["diff", "甲.yaml", f"{BAD}.yaml", "--format", "docx", "-o", "new.docx"],
}
FEW = 1  # functions of a command in the default run
MORE = 3  # … and in the slow one: all of them take hours
SLIP = "locality：\n"  # what --fix mends


@pytest.fixture
def folder(tmp_path: Path, command: Command) -> Path:
    """Return a folder with three profiles, their drafts, and a profile of a level above."""
    text = OLD.read_text("utf-8")
    for name in (*NAMES, "上级"):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    command("draft", "甲.yaml", "--format", "docx", "-o", ".")
    for name in NAMES[1:]:
        shutil.copy(tmp_path / "甲.docx", tmp_path / f"{name}.docx")
    return tmp_path


def again(folder: Path, words: list[str]) -> None:
    """Set up the folder for another run."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    for file in (*folder.glob("new.*"), *folder.glob("*.kept-*")):
        file.unlink()
    for name in NAMES:
        slip = "--fix" in words
        text = OLD.read_text("utf-8")
        (folder / f"{name}.yaml").write_text(text.replace("locality:\n", SLIP) if slip else text, "utf-8")
    upper_plans._read.cache_clear()
    upper_plans._folder.cache_clear()


def done(folder: Path, name: str, said: Said) -> set[str]:
    """Return the files with which the command is done."""
    if name == "draft":
        made = {file.name for file in (folder / "out").glob("*")} if (folder / "out").is_dir() else set()
        return {each for each in NAMES if {f"{each}.docx", f"{each}.html"} <= made}
    if name == "check --fix":
        return {each for each in NAMES if SLIP not in (folder / f"{each}.yaml").read_text("utf-8")}
    if name.startswith("check"):
        wrong = {line.partition(".")[0] for line in told(said)}
        return {*NAMES} - wrong
    ending = "：原样" if name == "verify" else ".yaml："
    return {
        each
        for each in NAMES
        if any(line.startswith(each) and ending in line for line in said.out.split("\n"))
    }


def told(said: Said) -> list[str]:
    """Return the first lines of the findings that are errors."""
    github = [line.partition("file=")[2] for line in said.out.splitlines() if line.startswith("::error")]
    return [*github, *(line for line in said.all.splitlines() if " 错误 " in line)]


def chosen(name: str, steps: list[str], *, more: bool) -> list[tuple[str, Exception]]:
    """Return functions to fail, each with an error: a few by chance, or with `more` some others."""
    errors = cycle(Random(name).sample(ERRORS, len(ERRORS)))
    few = Random(name).sample(steps, min(MORE if more else FEW, len(steps)))
    return [(step, next(errors)) for step in few]


def fail(name: str, words: list[str], folder: Path, command: Command, *, more: bool) -> int:
    """Fail the functions of a command one after the other; return how many."""
    again(folder, words)
    command(*words)  # what is read once for all is read
    again(folder, words)
    steps = steps_of(BAD, lambda: command(*words))
    for step, error in chosen(name, steps, more=more):
        again(folder, words)
        before = {file.name for file in folder.iterdir()}
        watch = Steps(BAD, strike=step, error=error)
        with watching(watch):
            said = command(*words)
        where = f"{step} {type(error).__name__}: {said.code} {said.all[-500:]}"
        assert said.code in {0, 1, 2}, where
        assert "Traceback" not in said.all, where
        assert "请把档案和这句话" not in said.all, where  # what is said of a command that has ended
        left = {file.name for file in folder.iterdir() if ".kept-" not in file.name} - before
        assert left <= {"out", "new.yaml", "new.docx", "new.html"}, where
        if name in SEVERAL:
            good = done(folder, name, said)
            assert good >= {*NAMES} - {BAD}, where
            assert BAD in good or any(line.startswith((BAD, f"out/{BAD}")) for line in told(said)), where
        elif left == set() and said.code == (2 if name.startswith(("diff", "text")) else 1):
            assert told(said), where
    return len(steps)


@pytest.mark.parametrize("name", sampled(SEVERAL, ("check",), fault))
def test_one_that_fails_anywhere_stops_no_other(name: str, folder: Path, command: Command) -> None:
    assert fail(name, SEVERAL[name], folder, command, more=False) > 20


@pytest.mark.parametrize("name", sampled(ALONE, ("text",), fault))
def test_one_alone_that_fails_anywhere_is_told(name: str, folder: Path, command: Command) -> None:
    assert fail(name, ALONE[name], folder, command, more=False) > 20


@pytest.mark.slow
@pytest.mark.parametrize("name", [*SEVERAL, *ALONE])
def test_more_functions_fail_in_some_way(name: str, folder: Path, command: Command) -> None:
    assert fail(name, {**SEVERAL, **ALONE}[name], folder, command, more=True) > 20
