"""Fill in workbooks as a person would, without the program's own reader; hidden keys find the cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_S = f"{{{_MAIN}}}"
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_CELL = re.compile(r"([A-Z]+)(\d+)")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,6})?")
HEADER = "columns"


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a row with a key: its part of the file, its number, its cells by the titles of their columns."""

    sheet: str
    number: int
    key: str
    cells: Mapping[str, str]
    letters: Mapping[str, str]


def rows(content: bytes) -> list[Row]:
    """Return the rows of a workbook that have a key, below the header row of their sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        shared = _shared(package)
        found = [name for name in package.namelist() if _SHEET.fullmatch(name)]
        return [row for name in found for row in _rows_of(name, etree.fromstring(package.read(name)), shared)]


def fill(content: bytes, answer: Callable[[Row], str], *, titles: tuple[str, ...], person: str = "") -> bytes:
    """Return a workbook with what `answer` gives for each row in the first column called one of `titles`.

    `person` is put beside 填报人. Numbers are stored as numbers, as Excel does with what is typed.
    """
    put: dict[str, dict[str, str]] = {}
    for row in rows(content):
        letter = next((row.letters[title] for title in titles if title in row.letters), "")
        if row.key == "head.person" and person:
            put.setdefault(row.sheet, {})[f"C{row.number}"] = person
        elif letter and not row.key.startswith(("head.", "columns")) and (text := answer(row)):
            put.setdefault(row.sheet, {})[f"{letter}{row.number}"] = text
    return _with_cells(content, put)


def _with_cells(content: bytes, put: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return the workbook with the texts of `put` in its cells, by sheet and address."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name in put:
                data = _sheet_with(data, put[name])
            new.writestr(name, data)
    return stream.getvalue()


def _sheet_with(data: bytes, put: Mapping[str, str]) -> bytes:
    root = etree.fromstring(data)
    cells = {cell.get("r", ""): cell for cell in root.iter(f"{_S}c")}
    for address, text in put.items():
        cell = cells[address]
        for child in list(cell):
            cell.remove(child)
        if _NUMBER.fullmatch(text):
            cell.attrib.pop("t", None)
            etree.SubElement(cell, f"{_S}v").text = text
        else:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{_S}is"), f"{_S}t").text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _shared(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = etree.fromstring(package.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in item.iter(f"{_S}t")) for item in root.iter(f"{_S}si")]


def _rows_of(name: str, root: etree._Element, shared: list[str]) -> list[Row]:
    """Return the rows of one sheet; the last column of the header row has the keys."""
    found = [(int(row.get("r", "0")), _texts(row, shared)) for row in root.iter(f"{_S}row")]
    header = next((cells for _, cells in found if HEADER in cells.values()), None)
    if header is None:
        return []
    key = next(letter for letter, text in header.items() if text == HEADER)
    letters = {text: letter for letter, text in header.items()}
    return [
        Row(name, number, cells[key], {header.get(at, at): text for at, text in cells.items()}, letters)
        for number, cells in found
        if cells.get(key)
    ]


def _texts(row: etree._Element, shared: list[str]) -> dict[str, str]:
    """Return the texts of a row by the letters of their columns."""
    texts: dict[str, str] = {}
    for cell in row.iter(f"{_S}c"):
        at = _CELL.fullmatch(cell.get("r", ""))
        value = cell.findtext(f"{_S}v") or ""
        inline = "".join(text.text or "" for text in cell.iter(f"{_S}t"))
        if at:
            texts[at[1]] = shared[int(value)] if cell.get("t") == "s" and value else value or inline
    return texts


def filled(content: bytes, answers: Mapping[str, str], *, person: str = "") -> bytes:
    """Return a workbook with `answers` by the keys of their rows, in the column for them."""
    return fill(content, lambda row: answers.get(row.key, ""), titles=("填报数", "填写"), person=person)
