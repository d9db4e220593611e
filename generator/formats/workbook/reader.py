"""Read workbooks that came back (.xlsx, .xls, .ods): as cells of text, whatever their formulas would do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from typing import Any

from generator.base.archives import ZIP_START
from generator.base.children import run_child
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.base.temporary_folders import temporary_folder
from generator.formats.workbook.allowance import BEYOND, Allowance, unread
from generator.formats.workbook.cells import MOST_BYTES, MOST_SECONDS, Book, Cell, CellKind, Sheet

_CHILD = (
    "import sys; sys.path.append(sys.argv.pop(1)); from generator.formats.workbook.child import main; main()"
)
_WALL, _WALL_EACH = 60, 10  # seconds by the clock: the processor's are counted, and others may want it too
_FILES_AT_ONCE = 50  # or so many as MOST_BYTES hold
MEMORY = 200_000_000  # bytes of the process that reads; a real workbook takes a tenth
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, .doc and encrypted .xlsx
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# The first record of an .xls, and the one that says how it is encrypted ([MS-XLS], 2.4.21 and 2.4.117).
_XLS_LOCKED = re.compile(rb"\x09\x08\x10\0\0\x06\x05\0.{12}(?:\x86\0\0\0)?\x2f\0", re.DOTALL)
_OTHERS = {b"%PDF": "Pdf", b"{\\rt": "RichText"}
_MARKUP = ("<!doctype", "<html", "<?xml", "<table", "<head", "<meta")
_FLAT = {"opendocument": "FlatXml", "office:spreadsheet": "XmlSpreadsheet", "excel.sheet": "XmlSpreadsheet"}
_LARGE = 200_000  # bytes; a workbook with all departments of a county takes 60,000
_BEGINNING = 1_000  # bytes of a file that tell what it is


def read_files(files: Iterable[Path]) -> Iterator[tuple[Path, Book | list[Finding]]]:
    """Yield each workbook of `files`, or the findings by which it is refused; hold only some at a time.

    Large files come last, so that they leave the others room; those that are left when others have taken all
    that one command may take are told at the end.
    """
    contents: dict[str, bytes] = {}
    allowance, left = Allowance(), list[str]()
    for file in sorted(files, key=_is_large):
        if len(contents) >= allowance.files or allowance.is_used_up:
            left.append(str(file))
            continue
        try:
            contents[str(file)] = read_whole(file, MOST_BYTES)
        except PlanError as error:
            yield file, error.findings
        if len(contents) == _FILES_AT_ONCE or sum(map(len, contents.values())) > MOST_BYTES:
            yield from _books(contents, allowance, left)
            contents = {}
    yield from _books(contents, allowance, left)
    if left:
        yield Path(left[0]), [unread(left)]


def _is_large(file: Path) -> bool:
    """Return whether a file is larger than any that asks a department; one that cannot be read is not."""
    with suppress(OSError, ValueError):
        return file.stat().st_size > _LARGE
    return False


def _books(
    contents: Mapping[str, bytes], allowance: Allowance, left: list[str]
) -> Iterator[tuple[Path, Book | list[Finding]]]:
    """Yield the workbooks of `contents` that the allowance has room for; add the others to `left`."""
    beyond: list[str] = []
    for name, book in read_books(contents, allowance):
        if isinstance(book, Finding) and book.rule == BEYOND:
            beyond.append(name)
        else:
            yield Path(name), [book] if isinstance(book, Finding) else book
    left[:0] = beyond


def read_books(
    contents: Mapping[str, bytes], allowance: Allowance | None = None
) -> Iterator[tuple[str, Book | Finding]]:
    """Yield each workbook of `contents` with its file's name, or the finding by which it is refused.

    What they take goes off the `allowance`. All are read by one process, which has limits of time and memory;
    where it does not come to its end, the file at which it stopped is read by one of its own, so that no file
    can take another along.
    """
    refused = {file: finding for file, content in contents.items() if (finding := _refusal(file, content))}
    with temporary_folder() as folder:
        copies = {file: Path(folder, str(n)) for n, file in enumerate(contents) if file not in refused}
        for file, copy in copies.items():
            copy.write_bytes(contents[file])
        told = _told([*copies.values()], Path(folder, "told"), allowance or Allowance())
        for file in contents:
            yield file, refused[file] if file in refused else _book(file, next(told))


def _told(files: Sequence[Path], result: Path, allowance: Allowance) -> Iterator[Mapping[str, Any]]:
    """Yield what processes say of each of `files`, nothing of one at which even one of its own stopped."""
    rest = list(files)
    while rest and not allowance.is_used_up:
        count = 0
        for each in _read(rest, result, allowance):
            if each.get("rule") == BEYOND:
                break
            allowance.spend(each)
            count += 1
            yield each
        else:
            if count < len(rest):
                yield _alone(rest[count], result, allowance) if len(rest) > 1 else {}
                allowance.spend({})
            count += 1
        rest = rest[count:]
    yield from repeat({"rule": BEYOND}, len(rest))


def _alone(file: Path, result: Path, allowance: Allowance) -> Mapping[str, Any]:
    """Return what a process of its own says of a file at which that of many stopped, {} if it stops too."""
    allowance.seconds -= MOST_SECONDS
    return next(_read([file], result, allowance), {})


def _refusal(file: str, content: bytes) -> Finding | None:
    """Return the finding for a file that is no workbook of a kind that is read, by how it begins."""
    place = Place(file)
    if content.startswith(_COMPOUND):
        locked = _LOCKED in content or _XLS_LOCKED.search(content)
        return Finding("workbook-locked", place, {}) if locked else None
    if content.startswith(ZIP_START):
        return None
    begins = content[:_BEGINNING].decode("utf-8", errors="ignore").lstrip("\ufeff \t\r\n").lower()
    if begins.startswith(_MARKUP):
        kind = next((name for words, name in _FLAT.items() if words in begins), "Html")
        return Finding("workbook-other-kind", place, {"reason": kind})
    other = next((name for start, name in _OTHERS.items() if content.startswith(start)), "")
    return Finding(
        "workbook-other-kind", place, {"reason": other or ("NoWorkbook" if b"\0" in content else "Csv")}
    )


def _read(files: Sequence[Path], result: Path, allowance: Allowance) -> Iterator[Mapping[str, Any]]:
    """Yield what a process says of `files`, into the file `result`, as far as it came."""
    home = str(Path(__file__).resolve().parents[3])
    words = (result, allowance.files, allowance.cells, allowance.seconds, *files)
    command = [sys.executable, "-P", "-c", _CHILD, home, *map(str, words)]
    seconds = _WALL + _WALL_EACH * len(files)
    result.write_bytes(b"")
    with suppress(OSError, subprocess.TimeoutExpired):
        run_child(command, variables=os.environ, seconds=seconds, memory=MEMORY)
    with result.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.endswith("\n"))


def _book(file: str, told: Mapping[str, Any]) -> Book | Finding:
    """Return the workbook that a process has `told` of, or the finding by which it is refused."""
    place = Place(file)
    if "sheets" in told:
        return Book(file, tuple(_sheet(each) for each in told["sheets"]))
    rule = told.get("rule", "workbook-unreadable")
    if rule == BEYOND:
        return unread([file])
    if rule == "workbook-locked":
        return Finding(rule, place, {})
    facts = {"reason": str(told.get("reason", "ReaderStopped"))}
    return Finding(rule, place, facts | ({"limit": f"{told['limit']:,}"} if told.get("limit") else {}))


def _sheet(told: Mapping[str, Any]) -> Sheet:
    cells = (Cell(row, column, CellKind(kind), text) for row, column, kind, text in told["cells"])
    return Sheet(told["name"], told["hidden"], tuple(cells))
