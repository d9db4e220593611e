"""Look at the plans of many places at once: who has sent what, what they come to, who is unlike whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from generator.base.diagnostics import Finding, Place, Severity
from generator.base.patterns import fill
from generator.check.acceptance import accept_among_others
from generator.check.findings.groups import report_words
from generator.check.findings.rulebook import to_diagnostic
from generator.formats.summary import Arrival, PlaceRow, Remark, Summary
from generator.library.divisions import all_divisions
from generator.locality.indicators import rows_by_word
from generator.locality.levels import Levels, Standing, full_path
from generator.locality.profile import Profile
from generator.pipeline.summary.accepted import OF_PLACES
from generator.pipeline.summary.gathering import Gathered, remark_of
from generator.pipeline.summary.neighbours import alike, own, where
from generator.pipeline.summary.put_together import figure_rows
from generator.pipeline.support.allocation import Below, Part, allocations
from generator.pipeline.support.shortfalls import all_shortfalls

_SAID = 30  # places that a remark names
_TWICE = "place-twice"
_WITHIN = "part-within"  # it is listed where it stands


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
        fit = [bool(each.locality) and each.period == above.period.id for each in ordered]
        self.usable = [each for each, fits in zip(ordered, fit, strict=True) if fits]
        self.broken = [each for each, fits in zip(ordered, fit, strict=True) if not fits]
        ranks = [_standing(each) for each in self.usable]
        self.below = Below(above, list(map(_part, self.usable)), ranks)
        self.levels: Levels = self.below.levels
        self.parts = [self.usable[number] for number in self.levels.parts]
        self.numbers = {id(part): number for number, part in enumerate(self.parts)}
        self.rows = tuple(figure_rows(self.below, (path for one in self.parts for path in one.slots)))
        self.told = list(all_shortfalls(self.below, list(allocations(self.below)), alone=True))

    def summary(self) -> Summary:
        """Return all of it."""
        received = [self.usable[number] for number in self._received()]
        return Summary(
            self.above.locality.name,
            self.above.period.id,
            self.deadline.isoformat() if self.deadline else "",
            self.today.isoformat(),
            tuple(self._places()),
            tuple(self._labels()),
            self.rows,
            tuple(alike(received, self.usable)),
            tuple(map(self._said, self._together())),
            kind=self.above.locality.kind,
            upper=full_path(self.above.locality)[:-1],
            own=tuple(own(received, self.usable)),
        )

    def _said(self, finding: Finding) -> Remark:
        """Return a finding on the places together in words; where it is on one file, they name that."""
        said, file = remark_of(to_diagnostic(finding)), finding.place.file
        if file == self.above.source.file:
            return said
        facts = {"file": Path(file).name, "said": said.message}
        return replace(said, message=fill(report_words("summary")["of_file"], facts))

    def _accepts(self, number: int, finding: Finding) -> bool:
        """Return whether a place accepts what is found of its target, whose path `_part` names."""
        return (finding.rule, finding.place.words) in self.usable[number].accepted

    def _received(self) -> list[int]:
        """Return the numbers of the places below, one a place, whether they count or are within others."""
        counted = {Standing.PART, Standing.WITHIN}
        return [number for number, stand in enumerate(self.levels.stands) if stand.standing in counted]

    def _places(self) -> Iterator[PlaceRow]:
        """Yield the places that the divisions have below, in their order, then the files nobody can use."""
        odd: dict[int, list[Remark]] = {}
        for number, finding in self.told:
            if number is not None and finding.rule in OF_PLACES and not self._accepts(number, finding):
                odd.setdefault(number, []).append(remark_of(to_diagnostic(finding)))
        found = {where(self.usable[n]): self._row(self.usable[n], odd.get(n, [])) for n in self._received()}
        late = self.deadline is not None and self.today > self.deadline
        for path in self._missing():
            if path not in found:
                upper = "".join(path[-2:-1])
                found[path] = PlaceRow(path[-1], upper, Arrival.MISSING, late=late, above=path[:-1])
        yield from (found[path] for path in sorted(found, key=_rank))
        for one in self.broken:
            remarks = one.remarks or self._other_period(one)
            name = one.locality.name if one.locality else one.file.stem
            yield PlaceRow(name, "", Arrival.BROKEN, one.file.name, errors=1, remarks=remarks)

    def _missing(self) -> Iterator[tuple[str, ...]]:
        """Yield the places that nothing has come of, as the divisions and the summaries of cities say."""
        yield from ((*each.upper, each.name) for each in self.levels.missing)
        for one in self.usable:
            yield from (path for path in one.missing if path)

    def _other_period(self, one: Gathered) -> tuple[Remark, ...]:
        """Return the remark on a file of another period."""
        facts = {"upper": self.above.locality.name, "other": self.above.period.id, "period": one.period}
        return (remark_of(to_diagnostic(Finding("upper-period", Place(str(one.file)), facts))),)

    def _row(self, one: Gathered, odd: list[Remark]) -> PlaceRow:
        found = [each.severity for each in one.remarks]
        path = where(one)
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
            (*odd, *one.remarks),
            self.numbers.get(id(one)),
            one.locality.kind if one.locality else "",
            path[:-1],
        )

    def _labels(self) -> Iterator[str]:
        """Yield the names of the places that count; of several of one name, behind the level above."""
        names = Counter(where(one)[-1] for one in self.parts)
        for path in map(where, self.parts):
            yield "".join(path[-2:]) if names[path[-1]] > 1 else path[-1]

    def _together(self) -> Iterator[Finding]:
        """Yield findings on the places together: who does not count, who is missing, what is short."""
        apart, twice, rest = {*OF_PLACES, _WITHIN}, dict[str, list[Finding]](), list[Finding]()
        for number, finding in self.told:
            if finding.rule == _TWICE and number is not None and self.usable[number].is_summary:
                twice.setdefault(finding.place.file, []).append(finding)
            elif finding.rule not in apart:
                rest.append(finding)
        own = [number for number, each in enumerate(rest) if each.place.file == self.above.source.file]
        settled = accept_among_others(self.above, [rest[number] for number in own])
        accepted = {number for number, each in zip(own, settled, strict=True) if each.accepted}
        yield from (each for number, each in enumerate(rest) if number not in accepted)
        yield from map(_once, twice.values())


def _once(findings: list[Finding]) -> Finding:
    """Return as one the findings on the places of a summary of which other files count."""
    joined = {key: dict.fromkeys(str(each.facts[key]) for each in findings) for key in ("place", "file")}
    said = {
        key: "、".join([*words][:_SAID]) + ("……" if len(words) > _SAID else "")
        for key, words in joined.items()
    }
    return replace(findings[0], facts={**findings[0].facts, **said})


def _part(one: Gathered) -> Part:
    """Return what was gathered of a place as a part of what is above it."""
    if one.locality is None:
        raise ValueError(one.file)
    file = str(one.file)
    return Part(
        one.locality, file, one.slots.get, rows_by_word(one.rows), lambda path: Place(file, words=path)
    )


def _standing(one: Gathered) -> str:
    """Return the rank of what was gathered among files of one place: the nearest to the place counts."""
    return f"{0 if one.is_summary else 1 if one.is_draft else 2}{one.file.name}"


@cache
def _order() -> dict[tuple[str, ...], int]:
    """Return the place of each division in their order."""
    return {(*each.upper, each.name): number for number, each in enumerate(all_divisions())}


def _rank(path: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Sort a place as the divisions do, one that they do not have behind those of its level above."""
    known = _order()
    return known.get(path, known.get(path[:-1], len(known))), path


def _position(one: Gathered) -> tuple[tuple[int, tuple[str, ...]], str]:
    return _rank(where(one)), str(one.file)
