"""Find the values that a plan lacks: what prints 【待补】, and what would be printed once it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from generator.base.diagnostics import Place
from generator.base.values import ValueKind
from generator.check.context import ReviewContext
from generator.check.plan_paths import paths_in_text
from generator.document import Document, Gap
from generator.document.occurrences import Headings, headings_by_key, occurrences
from generator.library.outline import OutlineBlock
from generator.library.period import CATALOGUES
from generator.library.template_index import paths_in_topic
from generator.library.topic_titles import shown_topic
from generator.locality.origins import origin
from generator.locality.profile import Profile
from generator.pipeline.support.marks import GapState, Marks, is_whole
from generator.yaml_source import mapping, strings


class MissingKind(StrEnum):
    """Name what is to be done about a missing value, in the order in which it is to be done.

    A question is one to the national set, about an indicator as a whole.
    """

    FILL = "fill"
    CONFIRM = "confirm"
    OFFER = "offer"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class MissingValue:
    """Hold a missing value: its path, name, unit, department and places in the plan.

    `topics` are those of the plan that print it; `text` is what the profile has so far, if anything.
    `figure` is False for a question about an indicator as a whole, which is no figure, and `indicator` its
    name. `marks` is the number of places that the draft marks for it.
    """

    path: str
    name: str
    unit: str
    department: str
    place: Place
    where: tuple[Headings, ...]
    topics: tuple[str, ...]
    state: GapState
    text: str = ""
    figure: bool = True
    marks: int = 0
    indicator: str = ""

    @property
    def kind(self) -> MissingKind:
        """Return what has to be done about it."""
        return MissingKind(self.state.value) if self.figure else MissingKind.QUESTION

    @property
    def needed(self) -> bool:
        """Return whether the plan is not complete without it: it is a figure whose place is marked."""
        return self.figure and self.state is not GapState.OFFER


class PlanPaths:
    """Hold which paths one plan prints, and where.

    `used` are the paths that its topics and own sentences read, `gaps` the headings of the marked places of
    `document` by path, `printed` those of its figures.
    """

    def __init__(self, profile: Profile, document: Document) -> None:
        self.profile = profile
        self.marks = Marks(profile, document)
        self.figures = self.marks.figures
        self.used = paths_in_text(ReviewContext(profile))
        self.gaps: dict[str, list[Headings]] = {}
        self.printed: dict[str, list[Headings]] = {}
        for run, where in occurrences(document):
            found = self.gaps if isinstance(run, Gap) else self.printed
            found.setdefault(run.source, []).append(where)
        self._titles = headings_by_key(document)

    def missing(self) -> list[MissingValue]:
        """Return all that is missing, in the order of the profile.

        First of all what the plan marks; then what the profile lists without a value, if its sentence would
        be printed: what no sentence of this plan says is not asked for.
        """
        listed = (path for path in self.listed() if self._is_open(path))
        paths = dict.fromkeys([*self.gaps, *listed])
        return sorted((self._missing_value(path) for path in paths), key=lambda each: (each.place, each.path))

    def filled(self) -> set[str]:
        """Return the paths that have a value and are printed, or would be if it were not 0."""
        given = {path for path in (*self.printed, *self.listed()) if self.figures.is_filled(path)}
        return given - self.gaps.keys()

    def listed(self) -> Iterator[str]:
        """Yield the paths of the figures, documents and names of the profile that the plan uses."""
        known = self.profile.period.catalogue
        for group in CATALOGUES:
            for key, item in mapping(self.profile.at(group)).items():
                path, result = f"{group}.{key}", f"results.{strings(item).get('group')}"
                if (path in self.used or result in self.used) and not any(
                    other.startswith(f"{path}.") for other in known
                ):
                    yield path

    def _is_open(self, path: str) -> bool:
        """Return whether nothing is given at `path`; a dash is no value, yet nothing is missing."""
        value = self.profile.value(path)
        return not (self.figures.is_filled(path) or (value and value.kind is ValueKind.NONE))

    def where(self, path: str) -> tuple[Headings, ...]:
        """Return the headings under which the value at `path` or its mark is printed, or would be."""
        printed = self.gaps.get(path) or self.printed.get(path)
        return tuple(dict.fromkeys(printed or [each.where for each in self._asking(path)]))

    def _missing_value(self, path: str) -> MissingValue:
        found, value = origin(path, self.figures), self.profile.value(path)
        return MissingValue(
            path=path,
            name=self.marks.name(found),
            unit=found.unit,
            department=found.department,
            place=found.place,
            where=self.where(path),
            topics=tuple(dict.fromkeys(each.shown for each in self._asking(path))),
            state=self.marks.state(path),
            text=value.text if value else "",
            figure=not is_whole(path),
            marks=len(self.marks.gaps.get(path, ())),
            indicator=self._indicator(path),
        )

    def _indicator(self, path: str) -> str:
        """Return the name of the indicator that `path` is the whole of, else ""."""
        row = self.figures.indicators.get(path.removeprefix("indicators.")) if is_whole(path) else None
        return row.name if row else ""

    @cached_property
    def _topics(self) -> dict[str, list[_Topic]]:
        return _topics_by_path(self.profile, self._titles)

    def _asking(self, path: str) -> list[_Topic]:
        """Return the topics that print the value at `path`, or would once it is there."""
        group = strings(self.profile.at(path)).get("group", "")
        places = self._topics
        return [*places.get(path, []), *(places.get(f"results.{group}", []) if group else [])]


class _Topic(NamedTuple):
    """Hold a topic of a plan as messages show it, and the headings under which it stands."""

    shown: str
    where: Headings


def _topics_by_path(profile: Profile, titles: Mapping[str, str]) -> dict[str, list[_Topic]]:
    """Return the topics that ask for each path; `titles` are the printed headings by key."""
    found: dict[str, list[_Topic]] = {}
    folders, place = profile.period.folders, profile.locality
    for node, where in _nodes(profile.outline.body, (), titles):
        for entry in node.entries:
            for path in paths_in_topic(entry.shelf, entry.topic, folders, place.tier, place.setting):
                topic = _Topic(shown_topic(entry.shelf, entry.topic, folders), where)
                found.setdefault(path, []).append(topic)
    return found


def _nodes(
    nodes: Iterable[OutlineBlock], where: Headings, titles: Mapping[str, str]
) -> Iterator[tuple[OutlineBlock, Headings]]:
    """Yield every node of an outline with the printed headings down to it."""
    for node in nodes:
        title = titles.get(node.key, node.title)
        below = (*where, title) if title else where
        yield node, below
        yield from _nodes(node.body, below, titles)
