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
from generator.write_html.shelf import shelf

_BLANK = re.compile(r"\s")


def write_html(document: Document, origins: Mapping[str, Origin]) -> str:
    """Return the whole document as a page; `origins` explain the paths that its figures and gaps name.

    The same document gives the same text. Raises PlanError where a template fails.
    """
    context = {"document": document, "page": _Page(origins), "kind": _kind, "categories": _categories}
    return fill_in(shelf(), "draft.html.j2", context, document.title)


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
class Trace:
    """All occurrences of one path, in printed order; `id` is that of its row among the sources or gaps."""

    id: str
    origin: Origin
    occurrences: tuple[Occurrence, ...]

    @property
    def texts(self) -> list[str]:
        """Return what is printed of it, each wording once."""
        return list(dict.fromkeys(each.text for each in self.occurrences))


class _Page:
    """What a page has printed so far."""

    def __init__(self, origins: Mapping[str, Origin]) -> None:
        self._origins = origins
        self._ids: set[str] = set()
        self._figures: dict[str, list[Occurrence]] = {}
        self._gaps: dict[str, dict[str, list[Occurrence]]] = {}

    def id(self, key: str) -> str:
        """Return an id for the block of this key: the key itself, with a count where two blocks share it."""
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

    def stand(self, run: Figure | Gap, where: str) -> str:
        """Record that a figure or gap stands here under the heading or row `where`; return its id."""
        if isinstance(run, Figure):
            found = self._figures.setdefault(run.source, [])
        else:
            found = self._gaps.setdefault(run.department, {}).setdefault(run.source, [])
        occurrence = Occurrence(self.id(f"{_kind(run).lower()}:{run.source}"), run.text, where)
        found.append(occurrence)
        return occurrence.id

    def figures(self) -> list[Trace]:
        """Return where the figures printed so far come from and stand, in the order of the profile."""
        order = {path: n for n, path in enumerate(self._origins)}
        paths = sorted(self._figures, key=lambda path: order.get(path, len(order)))
        return [self._trace("source", path, self._figures[path]) for path in paths]

    def gaps(self) -> dict[str, list[Trace]]:
        """Return the gaps printed so far, by the department that should fill them."""
        return {
            department: [self._trace("missing", path, gaps) for path, gaps in found.items()]
            for department, found in self._gaps.items()
        }

    def _trace(self, kind: str, path: str, found: list[Occurrence]) -> Trace:
        origin = self._origins.get(path, Origin(path, "", "", "", Place("")))
        often = Counter(each.where for each in found)
        seen: Counter[str] = Counter()
        counted = []
        for each in found:
            seen[each.where] += 1
            counted.append(replace(each, nth=seen[each.where] if often[each.where] > 1 else 0))
        return Trace(f"{kind}:{path}", origin, tuple(counted))


def _kind(thing: object) -> str:
    """Return the name of the class of a part, a block or a run."""
    return type(thing).__name__


def _categories(table: IndicatorTable) -> list[tuple[str, list[IndicatorRow]]]:
    """Return the rows of a table by category as it shows them: neighbours together, or all in one."""
    if table.categories == "none":
        return [("", list(table.rows))]
    return [(category, list(rows)) for category, rows in groupby(table.rows, key=lambda row: row.category)]
