"""Hold what the plans of many counties come to: who has sent what, what adds up, who is unlike whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.base.patterns import fill
from generator.base.units import plain_digits

_PER_CENT = 100


class Arrival(StrEnum):
    """Name what has come of a place."""

    RECEIVED = "received"
    MISSING = "missing"
    BROKEN = "broken"  # a file that cannot be used


@dataclass(frozen=True, slots=True)
class Remark:
    """Hold a finding in words, without its place in a file."""

    rule: str
    severity: str
    title: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Hold how far one place is; `saved` is the day its file last changed, "" if unknown.

    `lacking` counts what each department still has to give. `late` is against the deadline, if there is one.
    `part` is the number of its cells among those of a figure, None if it does not count. `kind` is its
    locality's, "" if unknown, `above` are the levels above, the highest first.
    """

    name: str
    upper: str
    arrival: Arrival
    file: str = ""
    saved: str = ""
    late: bool = False
    asked: int = 0
    filled: int = 0
    errors: int = 0
    warnings: int = 0
    lacking: tuple[tuple[str, int], ...] = ()
    remarks: tuple[Remark, ...] = ()
    part: int | None = None
    kind: str = ""
    above: tuple[str, ...] = ()

    @property
    def share(self) -> int:
        """Return the per cent of what is asked that has a value, rounded down; 0 where nothing has come."""
        return self.filled * _PER_CENT // self.asked if self.asked else 0

    @property
    def slowest(self) -> tuple[str, int]:
        """Return the department that lacks the most, and how much; "" and 0 where none lacks anything."""
        return max(self.lacking, key=lambda each: each[1], default=("", 0))


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """Hold one place's figure as its plan writes it; `amount` is what it adds, `why` why it adds nothing.

    `below` says that it falls short of the level above, `expected` what the population lets expect where the
    figure is far from it, `unit` in what `text` counts.
    """

    text: str
    amount: Decimal | None = None
    why: str = ""
    below: bool = False
    expected: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Hold a figure of all places: the whole's own, each part's in the order of the parts, what they come to.

    `nature` is count, share, growth or other: only counts have a `total`, of which `sign` says how exact it
    is and `complete` whether every part is in it. `shares` are what each part has of a count of the whole by
    its population, None where that is not known. Amounts are in the base unit.
    """

    path: str
    name: str
    unit: str
    attribute: str
    nature: str
    whole: SummaryCell
    cells: tuple[SummaryCell, ...]
    total: Decimal | None = None
    sign: str = ""
    complete: bool = True
    shares: tuple[Decimal | None, ...] = ()

    @property
    def known(self) -> list[Decimal]:
        """Return the amounts of the parts that have one."""
        return [cell.amount for cell in self.cells if cell.amount is not None]

    @property
    def gap(self) -> Decimal | None:
        """Return what the total is short of the whole, below 0 if it is more; None if there is no such."""
        return None if self.total is None or self.whole.amount is None else self.whole.amount - self.total


@dataclass(frozen=True, slots=True)
class Likeness:
    """Hold how much of one place's text stands word for word in another's, and back, in per cent."""

    one: str
    other: str
    there: float
    back: float


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Hold what is a place's own: the per cent of its text that no neighbour has, its longest sentences."""

    name: str
    share: float
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """Hold what changed in one place since the last summary; "" where there was or is nothing.

    `arrival` and `share` (per cent) are as they were and are, None if they are the same; of `figures` each is
    a name with its unit, as it was and is. `came` and `gone` are the titles of kinds of remarks.
    """

    name: str
    arrival: tuple[str, str] | None = None
    share: tuple[str, str] | None = None
    figures: tuple[tuple[str, str, str], ...] = ()
    came: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed."""
        return not (self.arrival or self.share or self.figures or self.came or self.gone)


@dataclass(frozen=True, slots=True)
class Summary:
    """Hold all of it; `parts` are the names of the places that count, in the order of the cells.

    `remarks` are about the places together. `alike` are the likest pairs, the likest first, `own` what
    each place has that its neighbours do not. `changes` are those since the last summary of the day `since`,
    "" if it was not compared with any. `kind`, `upper` are the place's.
    """

    place: str
    period: str
    deadline: str
    made: str
    places: tuple[PlaceRow, ...]
    parts: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    alike: tuple[Likeness, ...] = ()
    remarks: tuple[Remark, ...] = ()
    since: str = ""
    changes: tuple[PlaceChange, ...] = ()
    kind: str = ""
    upper: tuple[str, ...] = ()
    own: tuple[OwnWords, ...] = ()

    def common(self) -> list[tuple[Remark, list[str]]]:
        """Return each kind of remark that several places have, with their names, the commonest first."""
        found: dict[str, tuple[Remark, dict[str, None]]] = {}
        for place in self.places:
            for remark in place.remarks:
                found.setdefault(remark.rule, (remark, {}))[1][place.name] = None
        several = [(remark, list(names)) for remark, names in found.values() if len(names) > 1]
        return sorted(several, key=lambda each: -len(each[1]))

    def departments(self) -> dict[str, list[tuple[str, int]]]:
        """Return the departments that still have to give something, each with the places and how much."""
        found: dict[str, list[tuple[str, int]]] = {}
        for place in self.places:
            for name, count in place.lacking:
                found.setdefault(name, []).append((place.name, count))
        return found


def digits(amount: Decimal | None) -> str | None:
    """Return an amount with all its digits, None for none."""
    return None if amount is None else plain_digits(amount)


def said_changes(change: PlaceChange, words: Mapping[str, str]) -> Iterator[str]:
    """Yield what changed in a place, in `words` of the summary in templates/report.yaml."""
    nothing = words["blank"]
    if change.arrival:
        old, new = (words.get(each, nothing) for each in change.arrival)
        yield fill(words["became"], {"name": words["arrival"], "old": old, "new": new})
    if change.share:
        old, new = (each or nothing for each in change.share)
        yield fill(words["became"], {"name": words["share"], "old": old, "new": new})
    for name, old, new in change.figures:
        yield fill(words["became"], {"name": name, "old": old or nothing, "new": new or nothing})
    for key, titles in (("came", change.came), ("gone", change.gone)):
        if titles:
            yield fill(words[key], {"titles": "、".join(titles)})


def cell_note(cell: SummaryCell, words: Mapping[str, str]) -> str:
    """Return what is to be said of a figure: below the level above, unlikely, not added; "" for nothing."""
    if cell.below:
        return fill(words["below_mark"], {"text": cell.text})
    if cell.expected is not None:
        return fill(words["odd_mark"], {"text": cell.text, "expected": f"{cell.expected:f}"})
    why = words.get(f"why_{cell.why}", "") if cell.why else ""
    return fill(words["apart_mark"], {"text": cell.text, "why": why}) if why else ""
