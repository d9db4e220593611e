"""Compare how the rows of two Word files hang together in tables, which no comparison of rows does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from generator.word.ooxml.names import WORD
from generator.word.reader.package import Package
from generator.word.reader.words import words_of

_W = f"{{{WORD}}}"
_SHORT = 40  # characters of a text that is only to be found again


class _Table(NamedTuple):
    """Hold the place of a table among the others, and the words that it begins with."""

    number: int
    beginning: str


def parted_tables(package: Package, written: Package) -> list[str]:
    """Return the beginnings of the tables of `written` whose rows stand in several tables of `package`."""
    return _parted(_tables_by_row(written), _tables_by_row(package))


def joined_tables(package: Package, written: Package) -> list[str]:
    """Return the beginnings of the tables of `package` whose rows stood in several tables of `written`."""
    return _parted(_tables_by_row(package), _tables_by_row(written))


def _parted(wholes: Mapping[str, _Table], others: Mapping[str, _Table]) -> list[str]:
    """Return the beginnings of those of `wholes` whose rows are in several of `others`."""
    found: dict[_Table, set[_Table]] = defaultdict(set)
    for row, table in wholes.items():
        if row in others:
            found[table].add(others[row])
    return [table.beginning for table, parts in found.items() if len(parts) > 1]


def _tables_by_row(package: Package) -> dict[str, _Table]:
    """Return the table of each row, by the words of the row; of rows with the same words none."""
    tables: dict[etree._Element, _Table] = {}
    found: dict[str, list[_Table]] = defaultdict(list)
    for row in package.xml(package.main).iter(f"{_W}tr"):
        if words := "".join("".join(map(words_of, row.iter(f"{_W}p"))).split()):
            element = next(row.iterancestors(f"{_W}tbl"), row)
            table = tables.setdefault(element, _Table(len(tables), words[:_SHORT]))
            found[words].append(table)
    return {words: stand[0] for words, stand in found.items() if len(stand) == 1}
