"""Look through the XML of an .xlsx (ECMA-376-1, 18.3) before it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import join, normpath

from generator.formats.workbook.cells import MOST_CELLS, MOST_CHARACTERS, CellKind
from generator.formats.workbook.marks import BrokenMarkupError, Counts, Marks, parse_part

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PERCENT_FORMATS = {"9", "10"}  # of ECMA-376-1, 18.8.30
_LETTERS = 26


def xlsx_marks(parts: Mapping[str, bytes], counts: Counts) -> dict[str, Marks]:
    """Return the marks of each sheet of an .xlsx by its name."""
    styles = _percent_styles(parts.get("xl/styles.xml", b""))
    lengths = _text_lengths(parts.get("xl/sharedStrings.xml", b""), counts)
    found = {}
    for name, part in _sheet_parts(parts).items():
        sheet = _XlsxSheet(styles, lengths, counts)
        if part in parts:
            parse_part(parts[part], sheet.begin, sheet.end, sheet.text)
        counts.add(area=sheet.bottom * sheet.right)
        found[name] = sheet.marks
    return found


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet by its name, in order."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = target[1:] if target.startswith("/") else normpath(join("xl", target))
            targets[attributes.get("Id", "")] = whole

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            sheets[attributes.get("name", "")] = attributes.get("id", "")

    if "xl/workbook.xml" not in parts or "xl/_rels/workbook.xml.rels" not in parts:
        raise BrokenMarkupError
    parse_part(parts["xl/_rels/workbook.xml.rels"], relation)
    parse_part(parts["xl/workbook.xml"], sheet)
    return {name: targets.get(key, "") for name, key in sheets.items()}


def _percent_styles(content: bytes) -> set[str]:
    """Return the numbers of the cell styles that show a percentage."""
    percent, formats, inside = set(_PERCENT_FORMATS), list[str](), list[str]()

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt" and "%" in attributes.get("formatCode", ""):
            percent.add(attributes.get("numFmtId", ""))
        elif name == "cellXfs":
            inside.append(name)
        elif name == "xf" and inside:
            formats.append(attributes.get("numFmtId", ""))

    if content:
        parse_part(content, begin, lambda name: inside.clear() if name == "cellXfs" else None)
    return {str(n) for n, number in enumerate(formats) if number in percent}


def _text_lengths(content: bytes, counts: Counts) -> list[int]:
    """Return the lengths of the texts that cells share; each cell gets a copy of its own."""
    lengths: list[int] = []

    def begin(name: str, _: dict[str, str]) -> None:
        if name == "si":
            lengths.append(0)
            if len(lengths) > MOST_CELLS:
                counts.add(cells=len(lengths))

    def text(words: str) -> None:
        if lengths:
            lengths[-1] += len(words)
            if lengths[-1] > MOST_CHARACTERS:
                counts.add(characters=lengths[-1])

    if content:
        parse_part(content, begin, text=text)
    return lengths


class _XlsxSheet:
    """Take in the elements of one sheet; `bottom` and `right` count the rows and columns with a value."""

    def __init__(self, percent: set[str], lengths: list[int], counts: Counts) -> None:
        self.percent, self.lengths, self.counts = percent, lengths, counts
        self.marks: Marks = {}
        self.bottom = self.right = 0
        self._row, self._column = -1, -1
        self._cell: dict[str, str] = {}
        self._formula = self._value = self._said = False
        self._words = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        match name:
            case "row":
                number = attributes.get("r", "")
                self._row = int(number) - 1 if number.isdigit() and len(number) < 9 else self._row + 1  # noqa: PLR2004  # digits of any row
                self._column = -1
            case "c":
                self.counts.add(cells=1)
                self._cell, self._formula, self._value, self._words = attributes, False, False, ""
                self._said = attributes.get("t") == "str"  # a formula may give an empty text
                self._row, self._column = self._place(attributes.get("r", ""))
            case "f":
                self._formula = True
            case "v" | "is":
                self._value = True
            case _:
                pass

    def text(self, words: str) -> None:
        """Take in characters."""
        if self._value:
            self._said = self._said or bool(words.strip())
            self._words += words[:20] if self._cell.get("t") == "s" else ""
            self.counts.add(characters=len(words))

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if name != "c":
            return
        if self._value or self._formula:
            self.bottom, self.right = max(self.bottom, self._row + 1), max(self.right, self._column + 1)
        if self._cell.get("t") == "s" and self._words.strip().isdigit():
            number = int(self._words)
            self.counts.add(characters=self.lengths[number] if number < len(self.lengths) else 0)
        if self._cell.get("t") == "e":
            self.marks[self._row, self._column] = CellKind.ERROR
        elif self._formula and not (self._value and self._said):
            self.marks[self._row, self._column] = CellKind.FORMULA
        elif self._value and self._cell.get("s", "") in self.percent and self._cell.get("t", "n") == "n":
            self.marks[self._row, self._column] = CellKind.PERCENT
        self._value = False

    def _place(self, reference: str) -> tuple[int, int]:
        match = _REFERENCE.fullmatch(reference)
        if not match:
            return self._row, self._column + 1
        column = 0
        for letter in match[1]:
            column = column * _LETTERS + ord(letter) - ord("A") + 1
        return int(match[2]) - 1, column - 1
