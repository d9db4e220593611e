"""The context of a review: a profile with its figures, its outline and its own texts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding, Place
from generator.base.values import Value
from generator.library.outline import OutlineBlock, block_place, walk_outline
from generator.library.period import FIGURE_GROUPS, Indicator
from generator.locality.figures import Figures
from generator.locality.indicators import PlanIndicator
from generator.locality.profile import Profile, drafting_month
from generator.yaml_source import Data, KeyPath, mapping, strings

CELLS = ("baseline", "target")
FIGURED = {"own", "sentence", "task"}  # keys of texts that name figures by their paths
WORDED = {"title", *FIGURED}  # keys of texts in which a figure may be typed
_OWN_TEXTS = {"title", "status", "name", *FIGURED}
_PATTERNS = "numbering"  # patterns by the same keys, which are no texts
_OWN_TABLES = {"names", "terms"}


class ReviewContext:
    """Hold one profile under review; `uppers` are the profiles of the levels above, the nearest first.

    `nodes` are the blocks of its outline in order, `own_texts` all texts in the locality's own words, each
    with its path: titles, own sentences, names.
    """

    def __init__(self, profile: Profile, uppers: tuple[Profile, ...] = ()) -> None:
        self.profile = profile
        self.uppers = uppers
        self.figures = Figures(profile)
        self.nodes = tuple(walk_outline(profile.outline.body))
        self.own_texts = tuple(_texts(mapping(profile.source.data), ()))

    def national(self) -> Iterator[tuple[PlanIndicator, Indicator]]:
        """Yield each plan indicator that is confirmed as national, with the national one."""
        for row in self.figures.indicators.values():
            if row.national and row.confirmed:
                yield row, row.national

    def indicator_finding(self, rule: str, row: PlanIndicator, column: str, /, **facts: str) -> Finding:
        """Make a finding about one cell of an indicator, at its place."""
        source = row.national.target.source if row.national else ""
        return self.finding_at(
            rule, f"indicators.{row.id}.{column}", indicator=row.name, source=source, **facts
        )

    def finding_at(self, rule: str, path: str, /, **facts: str) -> Finding:
        """Make a finding about the node at the dotted `path`."""
        return Finding(rule, self.profile.place(path), facts)

    def value(self, row: PlanIndicator, column: str) -> Value | None:
        """Return the value of one cell of an indicator, or None."""
        return self.profile.value(f"indicators.{row.id}.{column}")

    def results(self) -> Iterator[tuple[str, str]]:
        """Yield the path of each result of the last period that has an indicator, with the indicator's id."""
        catalogue = self.profile.period.catalogue
        for key, item in mapping(self.profile.at("achievements")).items():
            path = f"achievements.{key}"
            known = catalogue[path].indicator if path in catalogue else ""
            if indicator := strings(item).get("indicator", known):
                yield path, indicator
        for key, item in mapping(self.profile.at("completion")).items():
            yield f"completion.{key}.result", strings(item).get("indicator", key)

    @property
    def drafted(self) -> str:
        """Return the month in which the plan is drafted, as year-month: the profile's own or the period's."""
        return drafting_month(mapping(self.profile.source.data), self.profile.period)

    def figure_paths(self) -> list[str]:
        """Return the paths of the profile's figures, and of every cell of the indicator table."""
        cells = [f"indicators.{key}.{column}" for key in self.figures.indicators for column in CELLS]
        return [*self.named_figures(), *cells]

    def named_figures(self) -> Iterator[str]:
        """Yield the paths of the figures that the profile names outside its tables, filled in or not."""
        tables = {path.rpartition(".")[0] for path in self.profile.period.catalogue}
        for group in FIGURE_GROUPS:
            for key in mapping(self.profile.at(group)):
                path = f"{group}.{key}"
                within = mapping(self.profile.at(path)) if path in tables else {}
                yield from (f"{path}.{part}" for part in within)
                if path not in tables:
                    yield path

    def node_place(self, node: OutlineBlock) -> Place:
        """Return the place of `node` in the profile; of `outline` or the file if a default outline has it."""
        return block_place(self.profile.source, node.key)


def _texts(data: Data, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if not isinstance(value, str):
                yield from _texts(value, (*path, key)) if key != _PATTERNS else ()
            elif key in _OWN_TEXTS or not _OWN_TABLES.isdisjoint(path):
                yield (*path, key), value
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if not isinstance(value, str):
                yield from _texts(value, (*path, index))
