"""Test that a hostile workbook is refused by a rule that names it, or is read as plain values."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest
from collecting import LIVING, RATE, new
from commands import Command
from conftest import ROOT
from hostile_books import MAIN, REFUSED, WORKBOOK, cell, ods, ods_cell, xlsx
from marks import attack, sampled

from generator.base.diagnostics import Finding
from generator.formats.workbook import reader
from generator.formats.workbook.allowance import Allowance
from generator.formats.workbook.cells import Book
from generator.formats.workbook.reader import read_books
from generator.pipeline.support.upper_plans import load_profile

FEW = (
    "an encrypted .ods",
    "an encrypted .xls",
    "a cell far out",
    "an .ods of repeated rows",
    "a page",
    "an .xls of noise",
    "a lie about a size",
)
MOST = 250_000_000  # bytes


@pytest.mark.parametrize("name", sampled(REFUSED, FEW, attack))
def test_a_hostile_workbook_is_refused_within_bounds(name: str) -> None:
    rule, reason, content = REFUSED[name]
    begun = time.process_time() + _children()
    found = dict(read_books({"a.xlsx": content}))["a.xlsx"]
    spent = time.process_time() + _children() - begun
    assert isinstance(found, Finding), found
    assert (found.rule, found.facts.get("reason", "")) == (rule, reason)
    assert spent < max(20 * _honest(), 2)


@cache
def _honest() -> float:
    """Return the seconds of the processor that an honest workbook takes."""
    rows = "".join(f'<row r="{n}">{cell(f"A{n}")}</row>' for n in range(1, 200))
    begun = time.process_time() + _children()
    assert isinstance(dict(read_books({"a.xlsx": xlsx(rows)}))["a.xlsx"], Book)
    return time.process_time() + _children() - begun


def _children() -> float:
    """Return the seconds of the processor that our ended processes took; 0 where nothing counts them."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415  # not everywhere

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@attack
@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts no memory of children")
def test_no_workbook_takes_more_memory_than_it_may() -> None:
    """Count in a process of its own: what this one takes would count for those that it starts."""
    code = (
        "import resource; from hostile_books import REFUSED;"
        "from generator.formats.workbook.reader import read_books;"
        "[list(read_books({'a': content})) for *_, content in REFUSED.values()];"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    told = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=True
    )
    unit = 1 if sys.platform == "darwin" else 1_024
    assert int(told.stdout) * unit < MOST


@pytest.mark.parametrize("file", ["a.xlsx", "a.ods"])
def test_characters_are_counted_once(file: str) -> None:
    text = "甲" * 3_000_000
    content = xlsx(f"<row>{cell('A1', text)}</row>")
    if file.endswith(".ods"):
        content = ods(f"<table:table-row>{ods_cell(text=text)}</table:table-row>")
    [(_, book)] = read_books({file: content})
    assert isinstance(book, Book)
    assert len(book.sheets[0].cells[0].text) == len(text)


def test_what_a_cell_would_do_is_words_or_told() -> None:
    rows = (
        f'<row>{cell("A1", "=cmd|&apos; /C calc&apos;!A0")}<c r="B1"><f>HYPERLINK("http://x.example")</f><v>7</v></c>'
        '<c r="C1"><f>1+1</f></c><c r="D1" t="e"><f>NA()</f><v>#N/A</v></c>'
        '<c r="E1"><f>1+1</f>\n<v/>\n</c><c r="F1" t="str"><f>""</f><v></v></c></row>'
    )
    macros: dict[str, str | bytes] = {
        "xl/vbaProject.bin": b"\xd0\xcf",
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
    }
    book = dict(read_books({"a.xlsm": xlsx(rows, more=macros)}))["a.xlsm"]
    assert isinstance(book, Book)
    assert [(each.name, each.kind.value, each.text) for each in book.sheets[0].cells] == [
        ("A1", "text", "=cmd|' /C calc'!A0"),
        ("B1", "number", "7"),
        ("C1", "formula", ""),
        ("D1", "error", ""),
        ("E1", "formula", ""),
    ]


def test_days_of_a_book_that_counts_from_1904_are_those_that_it_shows() -> None:
    more: dict[str, str | bytes] = {
        "xl/workbook.xml": WORKBOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>'),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    [(_, book)] = read_books({"a.xlsx": xlsx('<row><c r="A1" s="1"><v>44531</v></c></row>', more=more)})
    assert isinstance(book, Book)
    assert [(each.kind.value, each.text[:10]) for each in book.sheets[0].cells] == [("date", "2025-12-02")]


def _sheet(*rows: tuple[str, ...]) -> bytes:
    """Return an .xlsx whose sheet has these rows of texts from A on."""
    cells = (
        (f"{letter}{n}", text)
        for n, row in enumerate(rows, 1)
        for letter, text in zip("ABCDE", row, strict=False)
    )
    return xlsx("<row>" + "".join(cell(*each) for each in cells) + "</row>")


HEAD = ("项目", "单位", "填报数", "说明", "columns")


def test_what_is_too_long_or_too_much_takes_nothing_else_along(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pipeline.support.writing_in.MOST_ANSWERS", 20)
    profile, book = new(tmp_path), tmp_path / "a.xlsx"
    rows = [("", "", "8" * 600_000, "", RATE), ("", "", "《甲》" * 20_000, "", "documents.minimum_living")]
    own = ("补充的成效（表里没有的）", "单位", "填报数", "归类", "columns.own")
    more = [(f"甲{n}", "个", "3", "就业", "") for n in range(25)]
    book.write_bytes(_sheet(HEAD, *rows, ("", "", "1500", "", LIVING), own, *more))
    said = command("collect", profile, book)
    assert (said.code, "file-large" in said.all) == (1, False)
    found = load_profile(profile)
    assert found.text(LIVING) == "1500"
    assert [n for n in range(25) if found.at(f"achievements.甲{n}")] == [*range(19)]
    assert said.all.count("档案里写不下") == 6
    assert said.all.count("字太多") == 2


def test_a_place_whose_name_ends_alike_is_another(tmp_path: Path, command: Command) -> None:
    profile, book, head = new(tmp_path), tmp_path / "a.xlsx", ("", "地方", "新青石县")
    book.write_bytes(_sheet(head, HEAD, ("", "", "1500", "", LIVING)))
    before = profile.read_bytes()
    said = command("collect", profile, book)
    assert (said.code, "workbook-elsewhere" in said.all) == (1, True)
    assert profile.read_bytes() == before


def test_one_that_stops_the_reader_takes_no_other_along(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    read = reader._read

    def stopped(files: list[Path], result: Path, most: Allowance) -> Iterator[Mapping[str, object]]:
        asked.append(len(files))
        sound = takewhile(lambda file: b"content.xml" not in file.read_bytes(), files)
        return read([*sound], result, most)

    monkeypatch.setattr(reader, "_read", stopped)
    sound, other = xlsx(f"<row>{cell('A1')}</row>"), ods(f"<table:table-row>{ods_cell()}</table:table-row>")
    found = dict(read_books({"a.xlsx": sound, "b.ods": other, "c.xlsx": sound}))
    assert asked == [3, 1, 1]
    assert [isinstance(each, Book) for each in found.values()] == [True, False, True]
    told = found["b.ods"]
    assert isinstance(told, Finding)
    assert told.facts == {"reason": "ReaderStopped"}


@pytest.mark.parametrize("most", ["MOST_FILES", "MOST_CELLS_OF_ALL", "MOST_SECONDS_OF_ALL"])
def test_what_others_leave_no_room_for_is_told_and_the_rest_taken(
    most: str, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (HEAD, ("", "", "1500", "", LIVING)), (HEAD, ("", "", "90", "", RATE))
    for name, each in zip("甲乙丙", (*rows, (HEAD,)), strict=True):
        (tmp_path / f"{name}.xlsx").write_bytes(_sheet(*each))
    monkeypatch.setattr(f"generator.formats.workbook.allowance.{most}", 1e-9 if "SECONDS" in most else 1)
    profile = new(tmp_path)
    said = command("collect", profile, *(f"{name}.xlsx" for name in "甲乙丙"))
    [told] = said.findings
    assert (said.code, "workbook-beyond" in told) == (1, True)
    assert "还有 2 份没有读（乙.xlsx、丙.xlsx）" in told
    assert (load_profile(profile).text(LIVING), load_profile(profile).text(RATE)) == ("1500", "")


def test_a_large_file_leaves_the_others_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / f"{name}.xlsx" for name in "乙甲丁"]
    for file, text in zip(files, ("甲" * 99, "甲", "甲"), strict=True):
        file.write_bytes(xlsx(f"<row>{cell('A1', text)}</row>", more={"x": os.urandom(len(text))}))
    monkeypatch.setattr(reader, "_LARGE", files[1].stat().st_size + 9)
    monkeypatch.setattr("generator.formats.workbook.allowance.MOST_FILES", 2)
    found = reader.read_files([tmp_path / "无", *files])
    read = [(file.stem, isinstance(book, Book)) for file, book in found]
    assert read == [("无", False), ("甲", True), ("丁", True), ("乙", False)]


def test_one_that_stopped_has_used_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_read", lambda *_: iter(()))
    most = Allowance()
    sound = xlsx(f"<row>{cell('A1')}</row>")
    found = dict(read_books({f"{n}.xlsx": sound for n in range(9)}, most))
    rules = [each.rule for each in found.values() if isinstance(each, Finding)]
    assert rules == ["workbook-unreadable"] * 3 + ["workbook-beyond"] * 6
    assert most.seconds <= 0


@attack
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_reader_ends_that_takes_too_much_of_the_processor() -> None:
    code = "from generator.formats.workbook.child import _limit; _limit(1)\nwhile True: pass"
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", code], env=path, check=False)  # noqa: S603  # our own words
    assert ended.returncode == -signal.SIGXCPU
