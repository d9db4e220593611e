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
from generator.locality.figures import Figures
from generator.locality.indicators import PlanIndicator
from generator.locality.levels import Levels, Standing, full_path, levels
from generator.locality.profile import Profile
from generator.pipeline.batch import one_at_a_time, share_out
from generator.pipeline.summary.gathering import Gathered, gather, letters
from generator.pipeline.summary.likeness import likenesses
from generator.pipeline.summary.own_words import own_words
from generator.pipeline.summary.put_together import Parts, figure_rows, remarks_on

MOST_ALIKE = 200  # pairs that a summary names
_SAID = 30  # missing places that a remark names
_APART = {
    Standing.ELSEWHERE: "part-elsewhere",
    Standing.NOT_BELOW: "part-not-below",
    Standing.TWICE: "place-twice",
}


def gather_files(above: Path, files: Sequence[Path], jobs: int = 0) -> Generator[Gathered]:
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


def _gather(file: Path, above: Path) -> Gathered:
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
        places = [each.locality for each in self.usable if each.locality]
        self.levels: Levels = levels(above.locality, places, ranks)
        self.parts = Parts(Figures(above), [self.usable[number] for number in self.levels.parts])
        self.rows = tuple(figure_rows(self.parts))

    def summary(self) -> Summary:
        """Return all of it."""
        return Summary(
            self.above.locality.name,
            self.above.period.id,
            self.deadline.isoformat() if self.deadline else "",
            self.today.isoformat(),
            tuple(self._places()),
            tuple(self.parts.name(number) for number in range(len(self.parts.gathered))),
            self.rows,
            tuple(self._alike()),
            tuple(map(_remark, map(to_diagnostic, self._beside()))),
            own=tuple(self._own()),
        )

    def _received(self) -> list[Gathered]:
        """Return the files of the places below, one a place, whether they count or are within others."""
        counted = {Standing.PART, Standing.WITHIN}
        stands = zip(self.usable, self.levels.stands, strict=True)
        return [one for one, stand in stands if stand.standing in counted]

    def _places(self) -> Iterator[PlaceRow]:
        """Yield the places that the divisions have below, in their order, then the files nobody can use."""
        odd: dict[Path, list[Remark]] = {}
        for number, finding in remarks_on(self.parts, self.rows):
            odd.setdefault(self.parts.gathered[number].file, []).append(_remark(to_diagnostic(finding)))
        found = {_where(one): self._row(one, odd.get(one.file, [])) for one in self._received()}
        late = self.deadline is not None and self.today > self.deadline
        for each in self.levels.missing:
            found[*each.upper, each.name] = PlaceRow(each.name, each.upper[-1], Arrival.MISSING, late=late)
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
            next((number for number, part in enumerate(self.parts.gathered) if part is one), None),
        )

    def _neighbours(self) -> Iterator[list[Gathered]]:
        """Yield the places that have sent something, those of one place above together."""
        received = sorted(self._received(), key=lambda one: _where(one)[:-1])
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

    def _beside(self) -> Iterator[Finding]:
        """Yield findings on the places together: who does not count, who is missing."""
        upper = self.above.locality.name
        for one, stand in zip(self.usable, self.levels.stands, strict=True):
            facts = {"place": _where(one)[-1], "upper": upper, "other": stand.other}
            if stand.standing is Standing.TWICE:
                facts["file"] = self.usable[int(stand.other)].file.name
            if rule := _APART.get(stand.standing):
                yield Finding(rule, Place(str(one.file)), facts)
            elif stand.standing is Standing.PART and not stand.listed:
                yield Finding("part-unknown", Place(str(one.file)), facts)
        if names := [each.name for each in self.levels.missing]:
            said = "、".join(names[:_SAID]) + ("……" if len(names) > _SAID else "")
            facts = {"upper": upper, "count": str(len(names)), "names": said}
            yield Finding("parts-missing", Place(self.above.source.file), facts)


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
