"""Part the words of a line on the pages of a PDF by the columns of a table."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from generator.word.outside.columns import role_of, roles_of
from generator.word.outside.printed_lines import PrintedLine


@dataclass(frozen=True, slots=True)
class CellLine:
    """Hold the texts of a line by column, where they end, and its height on the strip of all pages."""

    texts: dict[int, str]
    rights: dict[int, float]
    height: float
    size: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Hold the places of the columns of names, of numbers and of values; -1 for what is missing."""

    name: int
    number: int
    value: int
    category: int

    @classmethod
    def of(cls, headings: Sequence[str]) -> Columns:
        """Return the columns with these `headings`."""
        roles = list(roles_of(headings))
        if "name" not in roles:
            roles = [role_of(text, "tasks") for text in headings]
        place = {role: n for n, role in reversed(list(enumerate(roles)))}
        values = (place[each] for each in ("target", "baseline", "result", "duties", "lead") if each in place)
        name = place.get("name", place.get("task", 0))
        return cls(name, place.get("number", -1), next(values, len(roles) - 1), place.get("category", -1))


def cell_line(line: PrintedLine, bounds: Sequence[float]) -> CellLine:
    """Return `line` by the columns of a table, which part at `bounds`."""
    texts: dict[int, str] = {}
    rights: dict[int, float] = {}
    for word in line.words:
        column = bisect(bounds, (word.left + word.right) / 2)
        texts[column] = texts.get(column, "") + word.text
        rights[column] = word.right
    return CellLine(texts, rights, line.height, line.size, line.left, line.right)
