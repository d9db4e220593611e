"""Read workbooks that came back (.xlsx, .xls, .ods): as cells of text, whatever their formulas would do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.base.archives import ZIP_START
from generator.base.children import run_child
from generator.base.diagnostics import Finding, Place
from generator.base.temporary_folders import temporary_folder
from generator.formats.workbook.cells import Book, Cell, CellKind, Sheet

_CHILD = (
    "import sys; sys.path.append(sys.argv.pop(1)); from generator.formats.workbook.child import main; main()"
)
_SECONDS, _SECONDS_EACH = 10, 2
MEMORY = 200_000_000  # bytes of the process that reads; a real workbook takes a tenth
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, .doc and encrypted .xlsx
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {b"%PDF": "Pdf", b"{\\rt": "RichText"}
_MARKUP = ("<!doctype", "<html", "<?xml", "<table", "<head", "<meta")
_BEGINNING = 1_000  # bytes of a file that tell what it is


def read_books(contents: Mapping[str, bytes]) -> dict[str, Book | Finding]:
    """Return each workbook of `contents` by its file's name, or the finding by which it is refused.

    All are read by one process, which has limits of time and memory; where it does not come to its end, each
    is read by one of its own, so that no file can take another along.
    """
    found: dict[str, Book | Finding] = {
        file: refusal for file, content in contents.items() if (refusal := _refusal(file, content))
    }
    rest = [file for file in contents if file not in found]
    with temporary_folder() as folder:
        copies = {file: Path(folder, str(n)) for n, file in enumerate(rest)}
        for file, copy in copies.items():
            copy.write_bytes(contents[file])
        told = _read([*copies.values()])
        for file, copy in copies.items():
            one = told[rest.index(file)] if told else (_read([copy]) or [{}])[0]
            found[file] = _book(file, one)
    return {file: found[file] for file in contents}


def _refusal(file: str, content: bytes) -> Finding | None:
    """Return the finding for a file that is no workbook of a kind that is read, by how it begins."""
    place = Place(file)
    if content.startswith(_COMPOUND):
        return Finding("workbook-locked", place, {}) if _LOCKED in content else None
    if content.startswith(ZIP_START):
        return None
    begins = content[:_BEGINNING].decode("utf-8", errors="ignore").lstrip("\ufeff \t\r\n").lower()
    if begins.startswith(_MARKUP):
        return Finding("workbook-other-kind", place, {"reason": "Html"})
    other = next((name for start, name in _OTHERS.items() if content.startswith(start)), "")
    return Finding(
        "workbook-other-kind", place, {"reason": other or ("NoWorkbook" if b"\0" in content else "Csv")}
    )


def _read(files: Sequence[Path]) -> list[dict[str, Any]]:
    """Return what a process says of `files`; nothing if it did not come to its end."""
    if not files:
        return []
    home = str(Path(__file__).resolve().parents[3])
    command = [sys.executable, "-P", "-c", _CHILD, home, *map(str, files)]
    seconds = _SECONDS + _SECONDS_EACH * len(files)
    with suppress(OSError, subprocess.TimeoutExpired, ValueError):
        done = run_child(command, variables=os.environ, seconds=seconds, memory=MEMORY, captured=True)
        if done.returncode == 0:
            return list(json.loads(done.stdout))
    return []


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
