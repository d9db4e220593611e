"""Find what is left open in a plan as people read it, whoever wrote it, and which department has it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.check.outside.as_profile import is_past
from generator.check.outside.context import PlanContext, plan_context
from generator.check.outside.lines import PlanLine
from generator.check.outside.vocabulary import pattern
from generator.check.rules.indicators import indicator_missing
from generator.document import (
    Division,
    Duties,
    IndicatorRow,
    Item,
    Node,
    Paragraph,
    Passage,
    Task,
    plain,
)
from generator.locality.profile import Profile
from generator.pipeline.support.national_names import national_id
from generator.pipeline.support.outside_plans import open_any
from generator.pipeline.support.plan_files import Given
from generator.pipeline.support.whose_plan import whose_plan
from generator.word.outside import OutsidePlan, place_in_words

# What is looked for, by what is to be done; the first that fits is it.
_EXPRESSIONS = {"open-mark": "open_mark", "confirm": "open_unconfirmed", "open": "open_place"}
_CELLS = ("baseline", "target")
_AROUND = 20  # characters shown on either side of what is open
_STOP = re.compile(r"[。；;！？，,、：:｜]")


class OpenKind(StrEnum):
    """Name what is to be done about an open place."""

    OPEN = "open"  # a figure, or a word, is to be put there
    CONFIRM = "confirm"  # the figure that stands there is to be confirmed
    EMPTY = "empty"  # a cell of an indicator's row has nothing in it
    LACKING = "lacking"  # the table has no row for a national indicator


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """Hold an open place: the words around it, where it stands, what is meant, and who has it.

    `name` is what our own mark says, or the indicator's; `column` is the heading of an empty cell. A place is
    nobody's ("") where the plan does not say who is responsible.
    """

    kind: OpenKind
    words: str
    where: str
    name: str = ""
    department: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class PlanGaps:
    """Hold what is open in the plan in a file; `findings` say why it cannot be read, or how it was.

    `title` is the plan's, `profile` what its tables say, None where it was not read;
    `table` tells that it has indicators.
    """

    file: Path
    findings: tuple[Finding, ...] = ()
    title: str = ""
    profile: Profile | None = None
    places: tuple[OpenPlace, ...] = ()
    table: bool = True

    @property
    def owners(self) -> list[str]:
        """Return who has what is open, those who have most first, nobody ("") last."""
        counts = self.counts
        return sorted(counts, key=lambda name: (not name, -counts[name], name))

    @property
    def counts(self) -> dict[str, int]:
        """Return how many places each department has."""
        found: dict[str, int] = {}
        for place in self.places:
            found[place.department] = found.get(place.department, 0) + 1
        return found

    def count(self, *kinds: OpenKind) -> int:
        """Return how many places are of these kinds."""
        return sum(place.kind in kinds for place in self.places)

    def only(self, names: Collection[str]) -> PlanGaps:
        """Return only what these departments have."""
        return replace(self, places=tuple(each for each in self.places if each.department in names))


def find_plan_gaps(file: Path) -> PlanGaps:
    """Find what is open in the plan in `file`. Raise PlanError if it cannot be read."""
    opened = open_any(str(file))
    profile = None if isinstance(opened, OutsidePlan) else opened.profile
    found = whose_plan(str(file), opened.document, Given(), profile)
    subject = plan_context(str(file), opened.document, found.whose, place_in_words, found.known)
    places = (*_in_lines(subject), *_in_rows(subject), *_lacking(subject))
    notes, title = (*opened.notes, *found.notes), opened.document.title
    return PlanGaps(file, notes, title, subject.profile, places, bool(subject.rows))


def _in_lines(subject: PlanContext) -> Iterator[OpenPlace]:
    """Yield what is open in the words of a plan: our own marks, figures to be confirmed, signs and blanks."""
    for line in subject.lines:
        department = _department(subject, line)
        marked: list[tuple[int, int]] = []
        for kind, expression in _EXPRESSIONS.items():
            for match in pattern(expression).finditer(line.text):
                if any(start < match.end() and match.start() < end for start, end in marked):
                    continue
                marked.append(match.span())
                said = match.groupdict()
                yield OpenPlace(
                    OpenKind(kind.partition("-")[0]),
                    _clause(line.text, *match.span()),
                    line.where,
                    said.get("name") or "",
                    said.get("department") or department,
                )


def _in_rows(subject: PlanContext) -> Iterator[OpenPlace]:
    """Yield the empty cells of baselines and targets, of rows that have another one that says something."""
    for row in filter(lambda row: not is_past(row), subject.rows):
        headings = {column.id: column.heading for column in row.table.columns if column.id in _CELLS}
        empty = [column for column in headings if not row.cells.get(column, "")]
        for column in empty if len(empty) < len(headings) else []:
            heading = "".join(headings[column].split())
            department = _of_row(subject, row.name)
            yield OpenPlace(OpenKind.EMPTY, row.line.text, row.line.where, row.name, department, heading)


def _lacking(subject: PlanContext) -> Iterator[OpenPlace]:
    """Yield the national indicators of which no row of the plan's tables is one."""
    if not (subject.known.period and subject.rows):
        return
    for finding in indicator_missing(subject):
        national = subject.profile.period.indicators[finding.facts["id"]]
        name = _named(subject, national.department)
        yield OpenPlace(OpenKind.LACKING, "", finding.place.where, national.name, name)


def _department(subject: PlanContext, line: PlanLine) -> str:
    """Return who has what `line` says: who leads what it stands in, or measures its indicator."""
    if isinstance(line.node, IndicatorRow):
        name = next((plain(cell.runs) for cell in line.node.cells if cell.column == "name"), "")
        return _of_row(subject, name)
    for node in reversed(line.path):
        if duties := _duties(node):
            return next((each.name for each in (*duties.lead, *duties.support)), "")
    return ""


def _duties(node: Node) -> Duties | None:
    match node:
        case Division() | Item() | Passage() | Task():
            return node.duties
        case Paragraph():
            return next((each.duties for each in node.passages if each.duties), None)
        case _:
            return None


def _of_row(subject: PlanContext, name: str) -> str:
    """Return which department measures the indicator that a row names, "" for one that is no national one."""
    national = subject.profile.period.indicators.get(national_id(name))
    return _named(subject, national.department) if national else ""


def _named(subject: PlanContext, function: str) -> str:
    """Return what the department of a function is called at the place of a plan, "" if that is not known."""
    return subject.profile.lexicon.departments.get(function, "") if subject.known.place else ""


def _clause(text: str, start: int, end: int) -> str:
    """Return the clause of `text` in which what stands from `start` to `end` is open."""
    before = _STOP.split(text[max(start - _AROUND, 0) : start])[-1]
    behind = _STOP.split(text[end : end + _AROUND])[0]
    return f"{before}{text[start:end]}{behind}".strip()
