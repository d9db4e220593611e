"""Test that a hostile workbook is refused by a rule that names it, or is read as plain values."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from hostile_books import REFUSED, cell, ods, ods_cell, xlsx
from marks import attack, sampled

from generator.base.diagnostics import Finding
from generator.formats.workbook import reader
from generator.formats.workbook.cells import Book
from generator.formats.workbook.reader import read_books

FEW = ("a cell far out", "an .ods of repeated rows", "a page", "an .xls of noise", "a lie about a size")
MOST = 250_000_000  # bytes


@pytest.mark.parametrize("name", sampled(REFUSED, FEW, attack))
def test_a_hostile_workbook_is_refused_within_bounds(name: str) -> None:
    rule, reason, content = REFUSED[name]
    begun = time.process_time() + _children()
    found = read_books({"a.xlsx": content})["a.xlsx"]
    spent = time.process_time() + _children() - begun
    assert isinstance(found, Finding), found
    assert (found.rule, found.facts.get("reason", "")) == (rule, reason)
    assert spent < max(20 * _honest(), 2)


@cache
def _honest() -> float:
    """Return the seconds of the processor that an honest workbook takes."""
    rows = "".join(f'<row r="{n}">{cell(f"A{n}")}</row>' for n in range(1, 200))
    begun = time.process_time() + _children()
    assert isinstance(read_books({"a.xlsx": xlsx(rows)})["a.xlsx"], Book)
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
        "[read_books({'a': content}) for *_, content in REFUSED.values()];"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    told = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=True
    )
    unit = 1 if sys.platform == "darwin" else 1_024
    assert int(told.stdout) * unit < MOST


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
    book = read_books({"a.xlsm": xlsx(rows, more=macros)})["a.xlsm"]
    assert isinstance(book, Book)
    assert [(each.name, each.kind.value, each.text) for each in book.sheets[0].cells] == [
        ("A1", "text", "=cmd|' /C calc'!A0"),
        ("B1", "number", "7"),
        ("C1", "formula", ""),
        ("D1", "error", ""),
        ("E1", "formula", ""),
    ]


def test_one_that_stops_the_reader_takes_no_other_along(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    read = reader._read

    def stopped(files: list[Path]) -> list[dict[str, object]]:
        asked.append(len(files))
        return [] if len(files) > 1 or b"content.xml" in files[0].read_bytes() else read(files)

    monkeypatch.setattr(reader, "_read", stopped)
    sound, other = xlsx(f"<row>{cell('A1')}</row>"), ods(f"<table:table-row>{ods_cell()}</table:table-row>")
    found = read_books({"a.xlsx": sound, "b.ods": other, "c.xlsx": sound})
    assert asked == [3, 1, 1, 1]
    assert [isinstance(each, Book) for each in found.values()] == [True, False, True]
    told = found["b.ods"]
    assert isinstance(told, Finding)
    assert told.facts == {"reason": "ReaderStopped"}
