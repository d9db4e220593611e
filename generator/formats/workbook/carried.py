"""The data of a summary that its workbook carries, and what somebody typed over the figures in its sheets."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.formats.workbook.cells import Book, Cell

MOST_CARRIED = 40_000_000
"""Bytes of the data of a summary that a workbook carries; those of a hundred counties take four million."""

_MARK = "plandraft-summary"
_CHUNK = 30_000  # characters of a cell, which holds 32,767


class Typed(NamedTuple):
    """Hold what a sheet has for a figure: its path, the number of the place (-1 for the whole), the cell."""

    path: str
    part: int
    cell: Cell | None


def carry(book: Workbook, name: str, pieces: Iterable[str]) -> None:
    """Add a hidden sheet `name` to `book` that carries the text of `pieces`."""
    page = book.add_worksheet(name)
    packer = zlib.compressobj()
    packed = b"".join([*(packer.compress(piece.encode()) for piece in pieces), packer.flush()])
    text = base64.b64encode(packed).decode()
    page.write_string(0, 0, _MARK)
    for row, start in enumerate(range(0, len(text), _CHUNK), start=1):
        page.write_string(row, 0, text[start : start + _CHUNK])
    page.protect()
    page.hide()


def row_key(number: int) -> str:
    """Return what stands hidden in the last column of a matrix behind a place, or the whole (-1).

    By it the cells are known wherever they are moved.
    """
    return f"{_MARK}:{number}"


def write_keys(page: Worksheet, paths: Iterable[str], at: tuple[int, int]) -> None:
    """Write the last row of a matrix, hidden: the `paths` of the columns from the second on.

    The column of `at`, where the keys of rows stand, is hidden too.
    """
    last_row, last_column = at
    page.set_row(last_row, None, None, {"hidden": True})
    page.set_column(last_column, last_column, None, None, {"hidden": True})
    page.write_string(last_row, 0, _MARK)
    for column, path in enumerate(paths, start=1):
        page.write_string(last_row, column, path)


def carried(book: Book) -> str:
    """Return the text that a workbook carries, "" if it carries none that can be read."""
    for sheet in book.sheets:
        cells = [cell.text for cell in sheet.cells if cell.column == 0]
        if cells[:1] == [_MARK] and sheet.cells[0].row == 0:
            return _unpacked("".join(cells[1:]))
    return ""


def _unpacked(text: str) -> str:
    reader = zlib.decompressobj()
    try:
        content = reader.decompress(base64.b64decode(text, validate=True), MOST_CARRIED)
        return "" if reader.unconsumed_tail else content.decode()
    except (binascii.Error, zlib.error, ValueError):
        return ""


def typed(book: Book) -> Iterator[Typed]:
    """Yield what the sheets of a workbook have for each figure of each place that has keys."""
    for sheet in book.sheets:
        rows = list(sheet.rows())
        keys = next((row for row in rows if _is_keys(row)), None)
        if keys is not None:
            paths = {column: cell.text for column, cell in keys.items() if column}
            yield from _typed(rows, paths)


def _is_keys(row: dict[int, Cell]) -> bool:
    return 0 in row and row[0].text == _MARK and len(row) > 1


def _typed(rows: list[dict[int, Cell]], paths: dict[int, str]) -> Iterator[Typed]:
    for row in rows:
        part = next((number for cell in row.values() if (number := _part(cell)) is not None), None)
        if part is not None:
            yield from (Typed(path, part, row.get(column)) for column, path in paths.items())


def _part(cell: Cell) -> int | None:
    """Return the number of the place whose key a cell holds, None if it holds none."""
    mark, _, number = cell.text.partition(":")
    return int(number) if mark == _MARK and number.removeprefix("-").isdecimal() else None
