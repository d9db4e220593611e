"""A Document as a page: every figure leads to where it comes from.

The page asks for ids that are unique, and where the figures and gaps that it has printed stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from generator.diagnostics import Place
from generator.document import Document, Figure, Gap, IndicatorRow, IndicatorTable
from generator.origins import Origin
from generator.templating import fill_in
from generator.write_html.page_templates import page_templates

_BLANK = re.compile(r"\s")


def write_html(document: Document, origins: Mapping[str, Origin]) -> str:
    """The whole document as a page; `origins` tells of the paths that its figures and gaps name.

    The same document gives the same text. Raises PlanError where a template fails.
    """
    context = {"document": document, "page": _Page(origins), "kind": _kind, "categories": _categories}
    return fill_in(page_templates(), "draft.html.j2", context, document.title)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A figure or gap as it stands on the page: its id, and the heading or table row it stands under.

    `nth` tells it from others of its path under the same heading; 0 where there are none.
    """

    id: str
    text: str
    where: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """All the spots of one path, in printed order; `id` is that of its row among the sources or gaps."""

    id: str
    origin: Origin
    spots: tuple[Occurrence, ...]

    @property
    def texts(self) -> list[str]:
        """What is printed of it, each wording once."""
        return list(dict.fromkeys(spot.text for spot in self.spots))


class _Page:
    """What a page has printed so far."""

    def __init__(self, origins: Mapping[str, Origin]) -> None:
        self._origins = origins
        self._ids: set[str] = set()
        self._figures: dict[str, list[Occurrence]] = {}
        self._gaps: dict[str, dict[str, list[Occurrence]]] = {}

    def id(self, key: str) -> str:
        """An id for the block of this key: the key itself, with a count where two blocks share it."""
        name = found = _BLANK.sub("_", key) or "_"
        count = 1
        while found in self._ids:
            count += 1
            found = f"{name}~{count}"
        self._ids.add(found)
        return found

    def link(self, key: str) -> str:
        """A link to the first block of this key."""
        return f"#{quote(_BLANK.sub('_', key))}"

    def stand(self, run: Figure | Gap, where: str) -> str:
        """Note that a figure or gap stands here; returns its id."""
        if isinstance(run, Figure):
            spots = self._figures.setdefault(run.source, [])
        else:
            spots = self._gaps.setdefault(run.department, {}).setdefault(run.source, [])
        spot = Occurrence(self.id(f"{_kind(run).lower()}:{run.source}"), run.text, where)
        spots.append(spot)
        return spot.id

    def figures(self) -> list[SourceEntry]:
        """Where the figures printed so far come from and stand, in the order of the profile."""
        order = {path: n for n, path in enumerate(self._origins)}
        paths = sorted(self._figures, key=lambda path: order.get(path, len(order)))
        return [self._source_entry("source", path, self._figures[path]) for path in paths]

    def gaps(self) -> dict[str, list[SourceEntry]]:
        """The gaps printed so far, by the department that should fill them."""
        return {
            department: [self._source_entry("missing", path, spots) for path, spots in found.items()]
            for department, found in self._gaps.items()
        }

    def _source_entry(self, kind: str, path: str, spots: list[Occurrence]) -> SourceEntry:
        origin = self._origins.get(path, Origin(path, "", "", "", Place("")))
        often = Counter(spot.where for spot in spots)
        seen: Counter[str] = Counter()
        counted = []
        for spot in spots:
            seen[spot.where] += 1
            counted.append(replace(spot, nth=seen[spot.where] if often[spot.where] > 1 else 0))
        return SourceEntry(f"{kind}:{path}", origin, tuple(counted))


def _kind(thing: object) -> str:
    """What a part, a block or a run is, by the name of its class."""
    return type(thing).__name__


def _categories(table: IndicatorTable) -> list[tuple[str, list[IndicatorRow]]]:
    """The rows by category as the table shows them: neighbours together, or all in one."""
    if table.categories == "none":
        return [("", list(table.rows))]
    return [(category, list(rows)) for category, rows in groupby(table.rows, key=lambda row: row.category)]
