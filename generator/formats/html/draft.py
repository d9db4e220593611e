"""Write a Document as a page on which every figure links to its source.

The template asks for unique ids, and for where it has printed each figure and gap.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from generator.base.diagnostics import Place
from generator.base.templating import fill_in
from generator.base.value_grammar import BEHIND, UNCONFIRMED
from generator.document import Document, Figure, Gap, IndicatorRow, IndicatorTable
from generator.formats.html.page_templates import page_templates
from generator.locality.origins import Origin

_BLANK = re.compile(r"\s")
_NEXT = re.compile("|".join(BEHIND))
_TAIL = re.compile(rf"[\u4e00-\u9fff]{{0,3}}?(?:{_NEXT.pattern})")  # 个月以上
_IN_DIGITS = re.compile(r"[0-9万亿余多]\Z")


def write_html(document: Document, origins: Mapping[str, Origin]) -> str:
    """Return the whole document as a page; `origins` describe the profile paths of its figures and gaps.

    The same document gives the same text. Raise PlanError if a template fails.
    """
    context = {"document": document, "page": _PageState(origins), "kind": _kind, "categories": _categories}
    return fill_in(page_templates(), "draft.html.j2", context, document.title)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Hold a figure or gap as printed: its id, its text, and the heading or table row above it.

    `nth` counts those of the same path under one heading; 0 if there is only one.
    """

    id: str
    text: str
    where: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """Hold all occurrences of one path, in printed order.

    `id` is that of its row in the table of sources or gaps.
    """

    id: str
    origin: Origin
    occurrences: tuple[Occurrence, ...]

    @property
    def to_confirm(self) -> bool:
        """Return whether what is printed is a value that somebody has yet to confirm, and not missing."""
        return all(UNCONFIRMED.match(each.text) for each in self.occurrences)

    @property
    def texts(self) -> list[str]:
        """Return the printed texts, each once."""
        return list(dict.fromkeys(each.text for each in self.occurrences))


class _PageState:
    """Record what the page has printed so far."""

    def __init__(self, origins: Mapping[str, Origin]) -> None:
        self._origins = origins
        self._ids: set[str] = set()
        self._figures: dict[str, list[Occurrence]] = {}
        self._gaps: dict[str, dict[str, list[Occurrence]]] = {}

    def id(self, key: str) -> str:
        """Return a unique id for the block of this key: the key itself, with a count if blocks share it."""
        name = found = _BLANK.sub("_", key) or "_"
        count = 1
        while found in self._ids:
            count += 1
            found = f"{name}~{count}"
        self._ids.add(found)
        return found

    def link(self, key: str) -> str:
        """Return a link to the first block of this key."""
        return f"#{quote(_BLANK.sub('_', key))}"

    def stand(self, run: Figure | Gap, where: str, after: str = "") -> str:
        """Record that a figure or gap stands here, under the heading `where`, and return its id.

        Of the text `after` a figure its 以上, 左右 belong to it, with a unit that stands before them.
        """
        if isinstance(run, Figure):
            found = self._figures.setdefault(run.source, [])
        else:
            found = self._gaps.setdefault(run.department, {}).setdefault(run.source, [])
        tail = (_TAIL if _IN_DIGITS.search(run.text) else _NEXT).match(after or "")
        text = f"{run.text}{tail[0] if tail else ''}"
        occurrence = Occurrence(self.id(f"{_kind(run).lower()}:{run.source}"), text, where)
        found.append(occurrence)
        return occurrence.id

    def figures(self) -> list[SourceEntry]:
        """Return the sources and occurrences of the figures printed so far, in the order of the profile."""
        order = {path: n for n, path in enumerate(self._origins)}
        paths = sorted(self._figures, key=lambda path: order.get(path, len(order)))
        return [self._source_entry("source", path, self._figures[path]) for path in paths]

    def gaps(self) -> dict[str, list[SourceEntry]]:
        """Return the gaps printed so far, by the department that should fill them, what is missing first."""
        return {
            department: sorted(
                (self._source_entry("missing", path, gaps) for path, gaps in found.items()),
                key=lambda entry: entry.to_confirm,
            )
            for department, found in self._gaps.items()
        }

    def _source_entry(self, kind: str, path: str, found: list[Occurrence]) -> SourceEntry:
        """Return the entry of `path`; `kind` is the prefix of its id."""
        origin = self._origins.get(path, Origin(path, "", "", "", Place("")))
        often = Counter(each.where for each in found)
        seen: Counter[str] = Counter()
        counted = []
        for each in found:
            seen[each.where] += 1
            counted.append(replace(each, nth=seen[each.where] if often[each.where] > 1 else 0))
        return SourceEntry(f"{kind}:{path}", origin, tuple(counted))


def _kind(thing: object) -> str:
    """Return the class name of a part, a block or a run."""
    return type(thing).__name__


def _categories(table: IndicatorTable) -> list[tuple[str, list[IndicatorRow]]]:
    """Return the rows by category as the table prints them.

    Group neighbours of one category, or put all in one group.
    """
    if table.categories == "none":
        return [("", list(table.rows))]
    return [(category, list(rows)) for category, rows in groupby(table.rows, key=lambda row: row.category)]
