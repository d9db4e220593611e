"""Let every key of a profile grow: the work grows with it, or the profile is refused by a rule.

Each thing is doubled twice. The time of the larger profile may be 1.3 times what is linear; it is processor
time, the best of a few runs, and differences of some milliseconds do not count.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import pytest
from commands import SOUND, Command
from conftest import ROOT
from grown_pairs import PAIRS
from grown_words import GROWING
from growth import Growing, growing
from marks import attack, sampled
from samples import written

from generator.base.diagnostics import MORE, Finding, Place, few_of_each
from generator.base.limits import MOST_ENTRIES, MOST_ENTRIES_AT, MOST_FINDINGS
from generator.check.findings.rulebook import rulebook

_T = TypeVar("_T")
SIZES = (450, 900, 1_800)  # entries; the largest is below the limit
LINEAR = 1.3
NOISE = 0.03  # seconds
TRIES = 3
TIMES = 20  # what the longest real plan takes
BASE: dict[str, Any] = {"period": "2021-2025", "locality": {"name": "安泽县", "kind": "county"}}
ALL = {each.name: each for each in growing()}
FEW = ["profile unknown keys", "profile.locality.name of '{a'", "entry.own of '省委，党的二十大。'"]


def profile_file(grown: Growing, size: int, folder: Path) -> Path:
    """Write the profile with so much of one thing; return its file."""
    file = folder / f"p{size}.yaml"
    file.write_text(json.dumps({**BASE, **grown.make(size)}, ensure_ascii=False), "utf-8")
    return file


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("name", sampled(ALL, FEW, attack))
def test_the_work_grows_no_faster_than_what_grows(name: str, command: Command, tmp_path: Path) -> None:
    files = [profile_file(ALL[name], size, tmp_path) for size in SIZES]
    sound = tmp_path / "sound.yaml"
    sound.write_text(SOUND.replace("安泽县", "蒲县"), "utf-8")  # data and outline differ: a stage more

    def work(file: Path) -> None:
        if command("check", file).code == 0:
            command("draft", file, "--format", "docx", "--format", "md", "-o", tmp_path / "out", "--force")
            command("gaps", file)
            command("request", file, "-o", tmp_path / "request", "--force")
            command("roll", file, "-o", tmp_path / "new.yaml", "--force")
            command("diff", sound, file)

    grows_linearly(work, files)


def grows_linearly(work: Callable[[_T], object], files: Sequence[_T]) -> None:
    """Check that `work` takes little more than twice as long for each file as for the one half as large."""
    best = [seconds(lambda file=file: work(file)) for file in files]  # type: ignore[misc]
    for _ in range(TRIES):
        if all(more <= 2 * LINEAR * less + NOISE for less, more in pairwise(best)):
            break
        again = [seconds(lambda file=file: work(file)) for file in files]  # type: ignore[misc]
        best = [min(pair) for pair in zip(best, again, strict=True)]
    else:
        pytest.fail(f"{best}")


WORD_SIZES = (500, 1_000, 2_000)
WORD_FEW = ["draft: line breaks"]


@pytest.mark.parametrize("kind", sampled(GROWING, WORD_FEW, attack))
def test_the_work_grows_no_faster_than_a_word_file(kind: str, command: Command, tmp_path: Path) -> None:
    sound = written("dengkou")
    files = [tmp_path / f"{size}.docx" for size in WORD_SIZES]
    for file, size in zip(files, WORD_SIZES, strict=True):
        file.write_bytes(GROWING[kind](sound, size))
    (tmp_path / "sound.docx").write_bytes(sound)

    def work(file: Path) -> None:
        command("verify", file)
        command("diff", "sound.docx", file)

    grows_linearly(work, files)


@pytest.mark.parametrize("form", ["docx", "html", "table"])
@pytest.mark.parametrize("kind", sampled(PAIRS, (), attack))
def test_the_work_grows_no_faster_than_what_differs(
    kind: str, form: str, command: Command, tmp_path: Path
) -> None:
    files = [tmp_path / f"{size}.docx" for size in WORD_SIZES]
    for file, size in zip(files, WORD_SIZES, strict=True):
        file.write_bytes(PAIRS[kind](written("dengkou"), size, "new"))
        file.with_name(f"old{file.name}").write_bytes(PAIRS[kind](written("dengkou"), size, "old"))
    told = tmp_path / ("told.html" if form == "html" else "told.docx")

    def work(file: Path) -> None:
        old = file.with_name(f"old{file.name}")
        assert command("diff", old, file, "--format", form, "-o", told, "--force").code == 1

    grows_linearly(work, files)


@cache
def _yardstick() -> float:
    """Return the seconds that a check of the longest real plan takes, once its templates are read."""
    from generator.pipeline.check import check  # noqa: PLC0415  # the same as the command's

    file = ROOT / "profiles" / "luojiang.yaml"
    return min(seconds(lambda: check(file)) for _ in range(3))


def _nested(path: str, value: object) -> dict[str, object]:
    """Return a profile's data with a value at a dotted path."""
    first, _, rest = path.partition(".")
    beside = BASE["locality"] if first == "locality" else {}
    return {first: {**beside, **_nested(rest, value)} if rest else value}


EXCESS = {
    "nodes": json.dumps({**BASE, "outline": {"preamble": [[None] * 100] * 300}}),
    "entries": json.dumps({**BASE, "names": {f"x{n}": "1" for n in range(MOST_ENTRIES + 1)}}),
    "digits": json.dumps({**BASE, "population": {"certified": "9" * 900_000}}),
    "few digits too many": json.dumps({**BASE, "population": {"certified": "9" * 201}}),
    "braces": json.dumps({**BASE, "names": {f"x{n}": "{" * 1_000 for n in range(6)}}),
    "text": json.dumps({**BASE, "status": "a" * 50_001}),
    "key": json.dumps({**BASE, "names": {"a" * 201: "1"}}),
    "slips": "period: 2021-2025\n" + "".join(f"k{n}：1\n" for n in range(9_000)),
    "a flat list": "a: [" + "1," * 400_000 + "]",
    "nulls": "a: [" + "~," * 200_000 + "]",
    "changes of many measures": json.dumps(
        {
            **BASE,
            "outline": {
                "chapters": [
                    {
                        "chapter": "c",
                        "title": "章",
                        "body": [
                            {"measure": f"m{n}", "title": f"条{n}", "own": "话。"} for n in range(1_000)
                        ],
                    }
                ],
                "changes": [{"at": f"m{n}", "title": "新的"} for n in range(300)],
            },
        }
    ),
    **{
        f"entries of {path}": json.dumps({**BASE, **_nested(path, ["plan"] * (most + 1))})
        for path, most in MOST_ENTRIES_AT.items()
    },
}


@pytest.mark.parametrize("kind", EXCESS)
def test_too_much_of_one_thing_is_soon_refused_with_its_limit(
    kind: str, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(EXCESS[kind], "utf-8")
    _yardstick()
    start = time.process_time()
    said = command("check", file)
    assert time.process_time() - start < TIMES * _yardstick()
    assert said.code == 1
    assert " 错误 yaml-excess\n" in said.all
    assert "没有读下去" in said.all


def test_a_file_above_the_size_of_any_profile_is_refused_by_every_command(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "p.yaml"
    file.write_bytes(b"#" * 1_000_001)
    commands: tuple[list[str | Path], ...] = (
        ["check"],
        ["gaps"],
        ["roll"],
        ["draft", "-o", "."],
        ["text"],
        ["diff", file],
    )
    for words in commands:
        assert " 错误 file-large\n" in command(words[0], file, *words[1:]).all, words


def test_of_one_rule_few_findings_are_listed_and_that_is_said(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(json.dumps({**BASE, **{f"foo{n}": "1" for n in range(1_500)}}), "utf-8")
    found = json.loads(command("check", file, "--format", "json").out)["findings"]
    rules = [each["rule"] for each in found]
    assert (rules.count("key-unknown"), rules.count(MORE)) == (MOST_FINDINGS, 1)


def test_few_of_each_rule_and_file_are_listed_in_their_order() -> None:
    one, other = (Finding("gap", Place(file), {}) for file in ("a.yaml", "b.yaml"))
    listed = list(few_of_each([one, other, one, one, one, other], 2))
    assert [(each.rule, each.place.file) for each in listed] == [
        ("gap", "a.yaml"),
        ("gap", "b.yaml"),
        ("gap", "a.yaml"),
        (MORE, "a.yaml"),
        ("gap", "b.yaml"),
    ]
    assert rulebook()[MORE].severity == "note"


def test_numbers_in_sentences_are_compared_as_long_as_a_plan_needs(command: Command, tmp_path: Path) -> None:
    figures = {f"x{n}": {"value": str(n + 1), "name": f"名称{n}", "unit": "人"} for n in range(1_000)}
    own = {
        "outline": {
            "chapters": [{"chapter": "c", "title": "章", "body": [[{"own": "共有8412人，" * 3_000}]]}]
        }
    }
    file = tmp_path / "p.yaml"
    file.write_text(json.dumps({**BASE, "achievements": figures, **own}), "utf-8")
    assert " 提醒 text-uncompared\n" in command("check", file).all
