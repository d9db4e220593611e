"""Find what a plan still lacks, which department has it, and where in the plan it goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.values import ValueKind
from generator.document import Gap
from generator.document.occurrences import Headings, headings_by_key, occurrences
from generator.library.outline import OutlineBlock
from generator.library.period import CATALOGUES
from generator.library.template_index import paths_in_topic
from generator.locality.figures import Figures
from generator.locality.origins import origin
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose
from generator.yaml_source import mapping, strings

_MARK = re.compile(r"【待补：(.*)】")


class GapState(StrEnum):
    """Name what to do about a missing value."""

    FILL = "fill"  # the profile has no value
    CONFIRM = "confirm"  # it has a value that somebody has yet to check


@dataclass(frozen=True, slots=True)
class MissingValue:
    """Hold a missing value: its path, name, unit, department and places in the plan.

    `text` is what the profile has so far, if anything; `figure` is False for a question about an indicator as
    a whole, which is no figure.
    """

    path: str
    name: str
    unit: str
    department: str
    place: Place
    where: tuple[Headings, ...]
    state: GapState
    text: str = ""
    figure: bool = True


@dataclass(frozen=True, slots=True)
class Gaps:
    """Hold what one profile lacks; `profile` is None if its file cannot be used, and `findings` say why.

    `given` names the department of each figure, document and name that has a value.
    """

    file: Path
    profile: Profile | None
    findings: tuple[Finding, ...]
    given: tuple[str, ...] = ()
    missing: tuple[MissingValue, ...] = ()

    @property
    def filled(self) -> int:
        """Return the number of figures, documents and names that have a value."""
        return len(self.given)

    @property
    def questions(self) -> int:
        """Return the number of indicators to be confirmed as a whole.

        They count among `missing`, but are no figures.
        """
        return sum(not each.figure for each in self.missing)

    @property
    def asked(self) -> int:
        """Return the number of figures, documents and names that the plan asks for."""
        return self.filled + sum(each.figure for each in self.missing)

    @property
    def share(self) -> int:
        """Return the per cent of them that have a value, rounded down: 100 only if all have."""
        return self.filled * 100 // self.asked if self.asked else 100

    @property
    def owners(self) -> list[str]:
        """Return the departments of all that the plan asks for, in the order of the lexicon.

        Return "" (nobody) last.
        """
        order = list(self.profile.lexicon.departments.values()) if self.profile else []
        found = {*self.given, *(each.department for each in self.missing)}
        return sorted(
            found, key=lambda name: (not name, order.index(name) if name in order else len(order), name)
        )

    def departments(self) -> dict[str, list[MissingValue]]:
        """Return the missing values by department, in the order of `owners`."""
        found: dict[str, list[MissingValue]] = {}
        for each in self.missing:
            found.setdefault(each.department, []).append(each)
        return {name: found[name] for name in self.owners if name in found}

    def only(self, names: Collection[str]) -> Gaps:
        """Return only what these departments are asked for."""
        given = tuple(name for name in self.given if name in names)
        missing = tuple(each for each in self.missing if each.department in names)
        return replace(self, given=given, missing=missing)


def find_gaps(file: Path) -> Gaps:
    """Find what the plan of the profile in `file` lacks.

    Report whatever is wrong with it as findings, and never raise.
    """
    checked = check(file)
    profile = checked.profile
    if profile is None:
        return Gaps(file, None, tuple(checked.findings))
    try:
        document = compose(profile)
    except PlanError as error:
        return Gaps(file, None, tuple(error.findings))
    gaps: dict[str, list[tuple[Gap, Headings]]] = {}
    printed = set()
    for run, where in occurrences(document):
        if isinstance(run, Gap):
            gaps.setdefault(run.source, []).append((run, where))
        else:
            printed.add(run.source)
    figures = Figures(profile)
    places = _headings_by_path(profile, headings_by_key(document))
    asked = dict.fromkeys([*gaps, *(path for path in _paths(profile) if path not in gaps)])
    missing = [
        _missing_value(path, figures, gaps.get(path, []), places)
        for path in asked
        if _lacks(path, figures, gaps)
    ]
    filled = {path for path in (*printed, *_paths(profile)) if figures.is_filled(path)}
    ordered = sorted(missing, key=lambda each: (each.place, each.path))
    given = tuple(figures.slot(path).department for path in filled - gaps.keys())
    return Gaps(file, profile, (), given, tuple(ordered))


def _paths(profile: Profile) -> Iterator[str]:
    """Yield the paths of the figures, documents and names that the profile lists, with or without a value."""
    known = profile.period.catalogue
    for group in CATALOGUES:
        for key in mapping(profile.at(group)):
            if not any(path.startswith(f"{group}.{key}.") for path in known):
                yield f"{group}.{key}"
    for key, row in mapping(profile.at("completion")).items():
        yield from (f"completion.{key}.{column}" for column in ("target", "result") if column in mapping(row))


def _lacks(path: str, figures: Figures, gaps: Mapping[str, object]) -> bool:
    """Return whether a value is missing at `path`; a dash is no value, yet nothing is missing."""
    value = figures.profile.value(path)
    return path in gaps or not (figures.is_filled(path) or (value and value.kind is ValueKind.NONE))


def _missing_value(
    path: str, figures: Figures, gaps: list[tuple[Gap, Headings]], places: Mapping[str, list[Headings]]
) -> MissingValue:
    """Return the missing value at `path`.

    `gaps` are its gaps in the document, `places` where topics would print it.
    """
    found, value = origin(path, figures), figures.profile.value(path)
    where = [where for _, where in gaps] or _expected_at(path, figures, places)
    marked = next((match[1] for gap, _ in gaps if (match := _MARK.fullmatch(gap.text))), "")
    whole = path.startswith("indicators.") and path.count(".") == 1
    confirm = whole or bool(value and value.unconfirmed)
    return MissingValue(
        path=path,
        name=found.name or marked,
        unit=found.unit,
        department=found.department,
        place=found.place,
        where=tuple(dict.fromkeys(where)),
        state=GapState.CONFIRM if confirm else GapState.FILL,
        text=value.text if value else "",
        figure=not whole,
    )


def _expected_at(path: str, figures: Figures, places: Mapping[str, list[Headings]]) -> list[Headings]:
    """Return the headings under which topics would print the value at `path` once the profile has it."""
    group = strings(figures.profile.at(path)).get("group", "")
    return [*places.get(path, []), *(places.get(f"results.{group}", []) if group else [])]


def _headings_by_path(profile: Profile, titles: Mapping[str, str]) -> dict[str, list[Headings]]:
    """Return the headings under which topics ask for each path; `titles` are the printed headings by key."""
    found: dict[str, list[Headings]] = {}
    folders, place = profile.period.folders, profile.locality
    for node, where in _nodes(profile.outline.body, (), titles):
        for entry in node.entries:
            for path in paths_in_topic(entry.shelf, entry.topic, folders, place.tier, place.setting):
                found.setdefault(path, []).append(where)
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
