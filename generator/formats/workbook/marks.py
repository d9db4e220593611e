"""Count what a workbook holds before it is read, and keep what its reader does not tell.

python-calamine gives the value of a cell and not how it is shown; an error, and a formula without a kept
value, read as nothing; and it makes room for every cell up to the last. Nothing here is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from xml.parsers.expat import ExpatError, ParserCreate

from generator.formats.workbook.cells import MOST_AREA, MOST_CELLS, MOST_CHARACTERS, CellKind

Marks = dict[tuple[int, int], CellKind]
"""The cells of a sheet that are shown as a percentage, have an error or a formula without a value."""


class Excess(StrEnum):
    """Name what a workbook has too much of; keys of system_problems.yaml."""

    CELLS = "ManyCells"
    AREA = "WideSheet"
    CHARACTERS = "LongTexts"
    SHEETS = "ManySheets"


class TooMuchError(Exception):
    """Signal that a workbook holds more than `limit` of what `reason` names."""

    def __init__(self, reason: Excess, limit: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.limit = limit


class BrokenMarkupError(Exception):
    """Signal a part that is missing, no XML, or declares entities."""


class Counts:
    """Count what the sheets of one workbook hold; raise TooMuchError beyond a limit."""

    def __init__(self) -> None:
        self.cells = self.area = self.characters = 0

    def add(self, *, cells: int = 0, area: int = 0, characters: int = 0) -> None:
        """Add to what was counted."""
        self.cells += cells
        self.area += area
        self.characters += characters
        for reason, count, limit in (
            (Excess.CELLS, self.cells, MOST_CELLS),
            (Excess.AREA, self.area, MOST_AREA),
            (Excess.CHARACTERS, self.characters, MOST_CHARACTERS),
        ):
            if count > limit:
                raise TooMuchError(reason, limit)


def parse_part(
    content: bytes,
    begin: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] = lambda _: None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call `begin`, `end` and `text` for the elements of a part, by their names without namespaces."""
    parser = ParserCreate()
    parser.buffer_text = True

    def local(name: str) -> str:
        return name.rpartition(":")[2]

    def refuse(*_: object) -> None:
        raise BrokenMarkupError

    parser.StartElementHandler = lambda name, attributes: begin(
        local(name), {local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: end(local(name))
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003  # expat takes it by its place only
    except (ExpatError, ValueError) as error:
        raise BrokenMarkupError from error
