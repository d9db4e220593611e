"""Read workbooks that came back (.xlsx, .xls, .ods): as cells of text, whatever their formulas would do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.base.archives import ZIP_START
from generator.base.children import run_child
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.base.temporary_folders import temporary_folder
from generator.formats.workbook.cells import MOST_BYTES, Book, Cell, CellKind, Sheet

_CHILD = (
    "import sys; sys.path.append(sys.argv.pop(1)); from generator.formats.workbook.child import main; main()"
)
_SECONDS, _SECONDS_EACH = 10, 2
_FILES_AT_ONCE = 50  # or so many as MOST_BYTES hold
MEMORY = 200_000_000  # bytes of the process that reads; a real workbook takes a tenth
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, .doc and encrypted .xlsx
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# The first record of an .xls, and the one that says how it is encrypted ([MS-XLS], 2.4.21 and 2.4.117).
_XLS_LOCKED = re.compile(rb"\x09\x08\x10\0\0\x06\x05\0.{12}(?:\x86\0\0\0)?\x2f\0", re.DOTALL)
_OTHERS = {b"%PDF": "Pdf", b"{\\rt": "RichText"}
_MARKUP = ("<!doctype", "<html", "<?xml", "<table", "<head", "<meta")
_BEGINNING = 1_000  # bytes of a file that tell what it is


def read_files(files: Iterable[Path]) -> Iterator[tuple[Path, Book | list[Finding]]]:
    """Yield each workbook of `files`, or the findings by which it is refused; hold only some at a time."""
    contents: dict[str, bytes] = {}
    for file in files:
        try:
            contents[str(file)] = read_whole(file, MOST_BYTES)
        except PlanError as error:
            yield file, error.findings
        if len(contents) == _FILES_AT_ONCE or sum(map(len, contents.values())) > MOST_BYTES:
            yield from _books(contents)
            contents = {}
    yield from _books(contents)


def _books(contents: Mapping[str, bytes]) -> Iterator[tuple[Path, Book | list[Finding]]]:
    for name, book in read_books(contents):
        yield Path(name), [book] if isinstance(book, Finding) else book


def read_books(contents: Mapping[str, bytes]) -> Iterator[tuple[str, Book | Finding]]:
    """Yield each workbook of `contents` with its file's name, or the finding by which it is refused.

    All are read by one process, which has limits of time and memory; where it does not come to its end, the
    file at which it stopped is read by one of its own, so that no file can take another along.
    """
    refused = {file: finding for file, content in contents.items() if (finding := _refusal(file, content))}
    with temporary_folder() as folder:
        copies = {file: Path(folder, str(n)) for n, file in enumerate(contents) if file not in refused}
        for file, copy in copies.items():
            copy.write_bytes(contents[file])
        told = _told([*copies.values()], Path(folder, "told"))
        for file in contents:
            yield file, refused[file] if file in refused else _book(file, next(told))


def _told(files: Sequence[Path], result: Path) -> Iterator[Mapping[str, Any]]:
    """Yield what processes say of each of `files`, nothing of one at which even one of its own stopped."""
    rest = list(files)
    while rest:
        count = 0
        for count, each in enumerate(_read(rest, result), start=1):  # noqa: B007  # counts to the end
            yield each
        if count < len(rest):
            yield next(_read([rest[count]], result), {}) if len(rest) > 1 else {}
        rest = rest[count + 1 :]


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
        return Finding("workbook-other-kind", place, {"reason": "Html"})
    other = next((name for start, name in _OTHERS.items() if content.startswith(start)), "")
    return Finding(
        "workbook-other-kind", place, {"reason": other or ("NoWorkbook" if b"\0" in content else "Csv")}
    )


def _read(files: Sequence[Path], result: Path) -> Iterator[Mapping[str, Any]]:
    """Yield what a process says of `files`, into the file `result`, as far as it came."""
    home = str(Path(__file__).resolve().parents[3])
    command = [sys.executable, "-P", "-c", _CHILD, home, *map(str, (result, *files))]
    seconds = _SECONDS + _SECONDS_EACH * len(files)
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
    if rule == "workbook-locked":
        return Finding(rule, place, {})
    facts = {"reason": str(told.get("reason", "ReaderStopped"))}
    return Finding(rule, place, facts | ({"limit": f"{told['limit']:,}"} if told.get("limit") else {}))


def _sheet(told: Mapping[str, Any]) -> Sheet:
    cells = (Cell(row, column, CellKind(kind), text) for row, column, kind, text in told["cells"])
    return Sheet(told["name"], told["hidden"], tuple(cells))
