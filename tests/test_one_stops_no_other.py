"""Make any step of one file's work fail in any way: the finding names the file, the others are done."""

from __future__ import annotations

import decimal
import errno
import shutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from commands import SOUND, Command, Said
from hypothesis import given
from hypothesis import strategies as st
from marks import fault

from generator.base.diagnostics import Finding, Place, PlanError
from generator.pipeline.support import paginate

NAMES = ("甲", "乙", "丙")
BAD = "乙.yaml"
CONTENTS = "parts: [{form: contents, levels: [chapter]}, plan]\n"


class Speechless(Exception):  # noqa: N818  # no error of ours: a library's exception without a message
    """An exception that fails to say what happened."""

    def __str__(self) -> str:
        raise ValueError


ERRORS: list[Exception] = [
    decimal.Overflow(),
    OSError(errno.ENOSPC, "No space left on device"),
    ValueError("x\ny"),
    KeyError("x"),
    AttributeError("x"),
    AssertionError(),
    RecursionError("maximum recursion depth exceeded"),
    MemoryError(),
    ZeroDivisionError(),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"),
    EOFError(),
    PermissionError(errno.EACCES, "Permission denied"),
    Speechless(),
    PlanError([Finding("file-missing", Place(BAD), {})]),
]
STEPS = {
    "draft": [
        "batch.check",
        "batch.draft",
        "check.load_source",
        "check.check_form",
        "check.make_profile",
        "check.check_content",
        "draft.compose",
        "draft.placed",
        "draft.write_md",
        "draft.word_draft",
        "draft.output_in",
        "draft.write_outputs",
        "support.paginate._laid_out",
        "support.paginate._destinations",
    ],
    "check": ["check.load_source", "check.check_form", "check.make_profile", "check.check_content"],
    "gaps": ["gaps.check", "gaps.compose", "gaps.PlanPaths", "check.check_content"],
    "verify": ["verify.open_word", "verify.compose"],
}


TIMES = {"word_draft": 2, "output_in": 3}  # a file: for the pages and for the file; for each format


def ids(error: Exception) -> str:
    """Return the name of an error's class, as that of a case."""
    return type(error).__name__


def failures(command: str) -> list[Any]:
    """Return a case for each step of a command with two kinds of error, and for its first with every kind.

    One a step runs by default.
    """
    first, *steps = STEPS[command]
    pairs = [(first, error) for error in ERRORS] + [(step, error) for step in steps for error in ERRORS[:2]]
    return [
        pytest.param(step, error, id=f"{step}-{ids(error)}", marks=() if error is ERRORS[0] else fault)
        for step, error in pairs
    ]


def failing_at(nth: int, error: Exception, step: Callable[..., object]) -> Callable[..., object]:
    """Return `step`, made to raise `error` when it is called for the `nth` time."""
    calls = 0

    def instead(*words: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise error
        return step(*words, **options)

    return instead


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Write three profiles, and return their names."""
    for name in NAMES:
        (tmp_path / f"{name}.yaml").write_text(f"{CONTENTS}{SOUND.replace('安泽', name)}", "utf-8")
    return [f"{name}.yaml" for name in NAMES]


@pytest.fixture
def _laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every heading for one on page 7, as there may be no LibreOffice."""
    monkeypatch.setattr(paginate, "_laid_out", lambda *_: Path())
    monkeypatch.setattr(paginate, "_destinations", lambda *_: {})


def fail_with_second(monkeypatch: pytest.MonkeyPatch, step: str, error: Exception) -> None:
    """Make the step of the pipeline that `step` names fail with the second file."""
    owner, _, name = f"generator.pipeline.{step}".rpartition(".")
    sound = getattr(import_module(owner), name)
    each_file = TIMES.get(name, 1)
    monkeypatch.setattr(f"{owner}.{name}", failing_at(each_file + 1, error, sound))


def names_only_the_bad(said: Said) -> bool:
    """Return whether one finding is an error, names the file that failed, and shows no traceback."""
    wrong = [finding for finding in said.findings if " 错误 " in finding]
    named = [finding.split(" ")[0].split(":")[0] for finding in wrong]
    return named == [BAD] and "Traceback" not in said.all


@fault
@pytest.mark.parametrize(("step", "error"), failures("draft"))
@pytest.mark.usefixtures("_laid_out")
def test_one_that_cannot_be_drafted_stops_no_other(
    step: str, error: Exception, files: list[str], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with_second(monkeypatch, step, error)
    said = command("draft", *files, "--paginate", "--jobs", "1", "-o", "out")
    assert said.code == 1
    assert "共 3 份：写出 2 份，没写出 1 份" in said.out
    assert {file.stem for file in Path("out").iterdir()} == {"甲", "丙"}
    assert names_only_the_bad(said)


@pytest.mark.parametrize(("step", "error"), failures("check"))
def test_one_that_cannot_be_checked_stops_no_other(
    step: str, error: Exception, files: list[str], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with_second(monkeypatch, step, error)
    said = command("check", *files)
    assert said.code == 1
    assert "检查了 2 个地区" in said.out
    assert {finding.split(":")[0] for finding in said.findings} >= {"甲.yaml", "丙.yaml"}
    assert names_only_the_bad(said)


@fault
@pytest.mark.parametrize("error", ERRORS, ids=ids)
def test_one_that_cannot_be_fixed_stops_no_other(
    error: Exception, files: list[str], command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in files:
        (tmp_path / file).write_text((tmp_path / file).read_text("utf-8").replace(": ", "：", 1), "utf-8")
    fail_with_second(monkeypatch, "fix.correct_slips", error)
    assert command("check", "--fix", *files).code == 1
    assert ["：" in (tmp_path / file).read_text("utf-8") for file in files] == [False, True, False]


@fault
@pytest.mark.parametrize(("step", "error"), failures("gaps"))
def test_one_whose_gaps_cannot_be_found_stops_no_other(
    step: str, error: Exception, files: list[str], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with_second(monkeypatch, step, error)
    said = command("gaps", *files)
    assert said.code == 1
    assert [line.split("：")[0] for line in said.out.splitlines() if ".yaml：" in line] == [
        "甲.yaml",
        "丙.yaml",
    ]
    assert names_only_the_bad(said)


@fault
@pytest.mark.parametrize(("step", "error"), failures("verify"))
def test_one_word_file_that_cannot_be_read_stops_no_other(
    step: str, error: Exception, files: list[str], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("draft", files[0])
    drafts = [shutil.copy("drafts/甲.docx", name) for name in ("甲.docx", "乙.docx", "丙.docx")]
    fail_with_second(monkeypatch, step, error)
    said = command("verify", *drafts, "--profile", files[0])
    assert said.code == 2
    assert [line.split("：")[0] for line in said.out.splitlines() if "原样" in line] == ["甲.docx", "丙.docx"]
    assert "Traceback" not in said.all


def test_an_upper_plan_that_cannot_be_read_stops_nothing(
    command: Command, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cli.check.load_profile", failing_at(1, decimal.Overflow(), lambda: None))
    said = command("check", "--upper", BAD, files[0])
    assert "检查了 1 个地区" in said.out
    assert names_only_the_bad(said)


def test_a_figure_too_long_to_be_reckoned_with_stops_no_other(
    command: Command, files: list[str], tmp_path: Path
) -> None:
    figure = "1" * 1_000_001
    (tmp_path / BAD).write_text(f"{SOUND}population: {{certified: {figure}}}\n", "utf-8")
    said = command("draft", *files, "--jobs", "1", "-o", "out")
    assert said.code == 1
    assert {file.stem for file in (tmp_path / "out").iterdir()} == {"甲", "丙"}
    assert BAD in said.all
    assert figure not in said.all


@pytest.mark.parametrize("content", [b"", b"\0", b"%PDF-1.7", b"%PDF-1.7\n%%EOF\n", b"<html>", b"PK\3\4"])
def test_a_pdf_that_is_none_is_told(content: bytes, tmp_path: Path) -> None:
    assert reads_or_tells(content, tmp_path)


@given(chance=st.randoms(use_true_random=False))
def test_a_damaged_pdf_is_read_or_told(chance: Random, tmp_path_factory: pytest.TempPathFactory) -> None:
    content = bytearray(a_pdf())
    for _ in range(chance.randint(0, 3)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    assert reads_or_tells(bytes(content[: chance.randrange(len(content))]), tmp_path_factory.mktemp("pdf"))


@cache
def a_pdf() -> bytes:
    """Return a PDF with a named destination, as LibreOffice writes one for a bookmark."""
    pypdf = pytest.importorskip("pypdf")
    writer, stream = pypdf.PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_named_destination("chapter", 0)
    writer.write(stream)
    return stream.getvalue()


def reads_or_tells(content: bytes, folder: Path) -> bool:
    """Return whether the pages of a PDF are found, or it is reported as one that cannot be read."""
    pytest.importorskip("pypdf")
    file = folder / "draft.pdf"
    file.write_bytes(content)
    try:
        return set(paginate._destinations(file, Path(BAD)).values()) <= {1}
    except PlanError as error:
        (finding,) = error.findings
    return (finding.rule, finding.place.file, finding.facts) == (
        "paginate-unavailable",
        BAD,
        {"reason": "PdfBroken"},
    )
