"""Hold what stands in a workbook that came back: sheets, rows and cells, as text and how it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 8_000_000
"""Bytes of a workbook; one with all departments of a county takes 60,000."""

MOST_UNPACKED = 32_000_000
"""… unpacked."""

MOST_PARTS = 1_000
"""Parts of a workbook's zip; real ones have 40."""

MOST_SHEETS = 100
"""Sheets; one for each department makes 20."""

MOST_CELLS = 100_000
"""Cells of a workbook that hold something or have a look of their own; real ones have 5,000."""

MOST_AREA = 1_000_000
"""Cells from the first to the last one that hold something, of all sheets."""

MOST_CHARACTERS = 4_000_000
"""Characters of all cells."""

MOST_FILES = 300
"""Workbooks that one command reads; a county with copies of each makes 60."""

MOST_CELLS_OF_ALL = 400_000
"""Cells of these that hold something or have a look of their own, before the last one of them."""

MOST_SECONDS_OF_ALL = 60
"""Seconds of the processor to read them; a county's take 2."""

MOST_SECONDS = 10
"""Seconds of the processor to read a workbook (not on Windows); a real one takes 0.1."""


class CellKind(StrEnum):
    """Name how a cell holds what it shows."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"  # a number that is shown with %: 0.886 is 88.6%
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"  # #N/A and the like
    FORMULA = "formula"  # without a value that was kept


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold one cell: `row` and `column` count from 0, `text` is what it holds (a number in digits)."""

    row: int
    column: int
    kind: CellKind
    text: str

    @property
    def is_filled(self) -> bool:
        """Return whether the cell has words or a number, or an error or a formula in their stead."""
        return self.kind is not CellKind.TEXT or bool(self.text.strip())

    @property
    def name(self) -> str:
        """Return what people call the cell: H12."""
        letters, number = "", self.column + 1
        while number:
            number, digit = divmod(number - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return f"{letters}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold one sheet, its cells in order, and whether it is hidden."""

    name: str
    hidden: bool
    cells: tuple[Cell, ...]

    def rows(self) -> Iterator[dict[int, Cell]]:
        """Yield the cells of each row that has any, by column."""
        found: dict[int, dict[int, Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, {})[cell.column] = cell
        yield from (found[row] for row in sorted(found))


@dataclass(frozen=True, slots=True)
class Book:
    """Hold one workbook that was read from `file`."""

    file: str
    sheets: tuple[Sheet, ...]
