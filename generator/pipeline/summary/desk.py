"""Look at the plans of many places at once: who has sent what, what they come to, who is unlike whom."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from sys import intern

from generator.base.diagnostics import Diagnostic, Finding, Place, Severity
from generator.check.findings.rulebook import rulebook, to_diagnostic
from generator.formats.summary import Arrival, Likeness, OwnWords, PlaceRow, Remark, Summary
from generator.library.divisions import all_divisions
from generator.locality.indicators import PlanIndicator, rows_by_word
from generator.locality.levels import Levels, Standing, full_path
from generator.locality.profile import Profile
from generator.pipeline.batch import one_at_a_time, share_out
from generator.pipeline.summary.above import Above
from generator.pipeline.summary.gathering import Gathered, gather, letters
from generator.pipeline.summary.likeness import likenesses
from generator.pipeline.summary.own_words import own_words
from generator.pipeline.summary.put_together import figure_rows
from generator.pipeline.support.allocation import Below, Part, allocations
from generator.pipeline.support.shortfalls import all_shortfalls

MOST_ALIKE = 200  # pairs that a summary names
_OF_PLACES = {f"part-{why}" for why in ("annual", "total", "unit", "unlike", "unlike-others")}
_WITHIN = "part-within"  # it is listed where it stands


def gather_files(above: Above, files: Sequence[Path], jobs: int = 0) -> Generator[Gathered]:
    """Yield what each of `files` says, in their order, by `jobs` processes; one that is broken stops none."""
    rows: dict[PlanIndicator, PlanIndicator] = {}
    with closing(share_out(partial(_gather, above=above), files, jobs)) as found:
        for each in found:
            yield _sharing(each, rows)


def _sharing(one: Gathered, rows: dict[PlanIndicator, PlanIndicator]) -> Gathered:
    """Return `one` with the words that others have too, of whom there may be thousands, held once."""
    slots = {
        intern(path): slot._replace(
            path=intern(path),
            name=intern(slot.name),
            unit=intern(slot.unit),
            department=intern(slot.department),
        )
        for path, slot in one.slots.items()
    }
    return replace(one, slots=slots, rows=tuple(rows.setdefault(row, row) for row in one.rows))


def _gather(file: Path, above: Above) -> Gathered:
    with one_at_a_time():
        return gather(file, above)


def summarize(above: Profile, gathered: Sequence[Gathered], today: date, deadline: date | None) -> Summary:
    """Return the summary of what was `gathered` below the place `above`, whatever the order of the files."""
    return _Desk(above, gathered, today, deadline).summary()


class _Desk:
    """Hold what was gathered, and how it stands to the place above."""

    def __init__(
        self, above: Profile, gathered: Sequence[Gathered], today: date, deadline: date | None
    ) -> None:
        self.above, self.today, self.deadline = above, today, deadline
        ordered = sorted(gathered, key=_position)
        self.usable = [each for each in ordered if each.locality and each.period == above.period.id]
        self.broken = [each for each in ordered if each not in self.usable]
        ranks = [f"{int(not each.is_draft)}{each.file.name}" for each in self.usable]
        self.below = Below(above, list(map(_part, self.usable)), ranks)
        self.levels: Levels = self.below.levels
        self.parts = [self.usable[number] for number in self.levels.parts]
        self.rows = tuple(figure_rows(self.below, (path for one in self.parts for path in one.slots)))
        self.told = list(all_shortfalls(self.below, list(allocations(self.below)), alone=True))

    def summary(self) -> Summary:
        """Return all of it."""
        return Summary(
            self.above.locality.name,
            self.above.period.id,
            self.deadline.isoformat() if self.deadline else "",
            self.today.isoformat(),
            tuple(self._places()),
            tuple(_where(one)[-1] for one in self.parts),
            self.rows,
            tuple(self._alike()),
            tuple(_remark(to_diagnostic(finding)) for finding in self._together()),
            own=tuple(self._own()),
        )

    def _received(self) -> list[int]:
        """Return the numbers of the places below, one a place, whether they count or are within others."""
        counted = {Standing.PART, Standing.WITHIN}
        return [number for number, stand in enumerate(self.levels.stands) if stand.standing in counted]

    def _places(self) -> Iterator[PlaceRow]:
        """Yield the places that the divisions have below, in their order, then the files nobody can use."""
        odd: dict[int, list[Remark]] = {}
        for number, finding in self.told:
            if number is not None and finding.rule in _OF_PLACES:
                odd.setdefault(number, []).append(_remark(to_diagnostic(finding)))
        found = {_where(self.usable[n]): self._row(self.usable[n], odd.get(n, [])) for n in self._received()}
        late = self.deadline is not None and self.today > self.deadline
        for each in self.levels.missing:
            found[*each.upper, each.name] = PlaceRow(
                each.name, "".join(each.upper[-1:]), Arrival.MISSING, late=late
            )
        yield from (found[path] for path in sorted(found, key=_rank))
        for one in self.broken:
            remarks = tuple(map(_remark, one.diagnostics)) or self._other_period(one)
            name = one.locality.name if one.locality else one.file.stem
            yield PlaceRow(name, "", Arrival.BROKEN, one.file.name, errors=1, remarks=remarks)

    def _other_period(self, one: Gathered) -> tuple[Remark, ...]:
        """Return the remark on a file of another period."""
        facts = {"upper": self.above.locality.name, "other": self.above.period.id, "period": one.period}
        return (_remark(to_diagnostic(Finding("upper-period", Place(str(one.file)), facts))),)

    def _row(self, one: Gathered, odd: list[Remark]) -> PlaceRow:
        found = [each.severity for each in one.diagnostics]
        path = _where(one)
        return PlaceRow(
            path[-1],
            path[-2] if len(path) > 1 else "",
            Arrival.RECEIVED,
            one.file.name,
            one.saved,
            self.deadline is not None and one.saved > self.deadline.isoformat(),
            one.asked,
            one.filled,
            found.count(Severity.ERROR),
            found.count(Severity.WARNING) + len(odd),
            one.lacking,
            (*odd, *map(_remark, one.diagnostics)),
            next((number for number, part in enumerate(self.parts) if part is one), None),
        )

    def _neighbours(self) -> Iterator[list[Gathered]]:
        """Yield the places that have sent something, those of one place above together."""
        received = sorted((self.usable[n] for n in self._received()), key=lambda one: _where(one)[:-1])
        for _, group in groupby(received, key=lambda one: _where(one)[:-1]):
            yield list(group)

    def _own(self) -> Iterator[OwnWords]:
        """Yield what is each place's own."""
        for near in self._neighbours():
            names = [_where(each)[-1] for each in near]
            yield from own_words(names, [each.sentences for each in near], letters)

    def _alike(self) -> list[Likeness]:
        """Return the likest pairs of neighbours, those of one place above."""
        found = []
        for near in self._neighbours():
            for (one, other), (there, back) in likenesses([each.text for each in near]).items():
                found.append(Likeness(_where(near[one])[-1], _where(near[other])[-1], there, back))
        return sorted(found, key=lambda each: (-max(each.there, each.back), each.one, each.other))[
            :MOST_ALIKE
        ]

    def _together(self) -> Iterator[Finding]:
        """Yield findings on the places together: who does not count, who is missing, what is short."""
        apart = {*_OF_PLACES, _WITHIN}
        return (finding for _, finding in self.told if finding.rule not in apart)


def _part(one: Gathered) -> Part:
    """Return what was gathered of a place as a part of what is above it."""
    if one.locality is None:
        raise ValueError(one.file)
    at = Place(str(one.file))
    return Part(one.locality, at.file, one.slots.get, rows_by_word(one.rows), lambda _: at)


def _remark(diagnostic: Diagnostic) -> Remark:
    title = rulebook()[diagnostic.rule].title
    return Remark(diagnostic.rule, diagnostic.severity.value, title, diagnostic.message, diagnostic.remedy)


def _where(one: Gathered) -> tuple[str, ...]:
    """Return the name of a place behind the levels above it."""
    return full_path(one.locality) if one.locality else (one.file.name,)


@cache
def _order() -> dict[tuple[str, ...], int]:
    """Return the place of each division in their order."""
    return {(*each.upper, each.name): number for number, each in enumerate(all_divisions())}


def _rank(path: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Sort a place as the divisions do, one that they do not have behind those of its level above."""
    known = _order()
    return known.get(path, known.get(path[:-1], len(known))), path


def _position(one: Gathered) -> tuple[tuple[int, tuple[str, ...]], str]:
    return _rank(_where(one)), str(one.file)
