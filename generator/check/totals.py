"""Put figures of several places together: what adds up, what does not and why, what is unlike others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from generator.base.units import base_unit
from generator.base.values import ComparisonSign, Value, ValueKind
from generator.check.value_kinds import is_count, is_growth, is_share, usual_unit
from generator.locality.figures import Slot
from generator.locality.indicators import PlanIndicator

_UNLIKE = 3  # times what is to be expected: places differ, but not so much in what each does per person
_FEW = 2  # other places that show what is usual
_UP, _DOWN = {ComparisonSign.ABOVE, ComparisonSign.AT_LEAST}, {ComparisonSign.BELOW, ComparisonSign.AT_MOST}


class Nature(StrEnum):
    """Name what an indicator measures, which says whether places add up."""

    COUNT = "count"  # of people or things: adds up
    SHARE = "share"  # of a whole that differs from place to place
    GROWTH = "growth"
    OTHER = "other"  # what is better the lower it is, a rate, a figure without a unit


class Apart(StrEnum):
    """Name why a figure is not added to others."""

    MISSING = "missing"
    OPEN = "open"  # XX, or to be confirmed
    DASH = "dash"
    WORDS = "words"
    UNIT = "unit"
    ANNUAL = "annual"  # not written as a total over the period, as the others are
    TOTAL = "total"  # written as a total over the period, as the others are not


class Addend(NamedTuple):
    """Hold what a figure adds, in the base unit; None with the reason why it adds nothing."""

    amount: Decimal | None
    why: Apart | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """Hold the sum of what adds up, in the base unit; `sign` is "", ≥, ≤, or ≈ where it may be either.

    `complete` is false where a figure was not added.
    """

    amount: Decimal
    sign: str = ""
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Unlike:
    """Hold a place's number that is far from what its population lets expect, and what that is.

    `of_whole` says whether that is its share of the whole, or what the other places do.
    """

    number: int
    amount: Decimal
    expected: Decimal
    of_whole: bool


def nature(row: PlanIndicator) -> Nature:
    """Return what a `row` of the indicator table measures."""
    if is_growth(row):
        return Nature.GROWTH
    if is_share(row):
        return Nature.SHARE
    return Nature.COUNT if is_count(row) else Nature.OTHER


def is_total(whole: Slot | None, parts: Sequence[Slot | None]) -> bool:
    """Return whether figures are totals over the period: as the whole says, or else all of the parts.

    Where the whole has no figure, most of the parts say it.
    """
    if whole and whole.value and whole.value.cumulative:
        return True
    numbers = [slot.value for slot in parts if slot and slot.value and slot.value.kind is ValueKind.NUMBER]
    totals = sum(value.cumulative for value in numbers)
    return totals * 2 > len(numbers) if not (whole and whole.value) else 0 < totals == len(numbers)


def addend(slot: Slot | None, unit: str, *, total: bool) -> Addend:
    """Return what a figure adds to others in `unit` that are totals over the period, or are not (`total`)."""
    value = slot.value if slot else None
    if slot is None or value is None:
        return Addend(None, Apart.MISSING)
    if why := _WORDLESS.get(value.kind):
        return Addend(None, why)
    if value.ratio or value.percent or not _alike(slot, value, unit):
        return Addend(None, Apart.UNIT)
    if value.cumulative != total:
        return Addend(None, Apart.ANNUAL if total else Apart.TOTAL)
    return Addend(slot.amount)


def total_of(slots: Sequence[Slot | None], addends: Sequence[Addend]) -> Total:
    """Return the sum of what `slots` add."""
    added = [
        (slot.value, each.amount)
        for slot, each in zip(slots, addends, strict=True)
        if each.amount is not None and slot and slot.value
    ]
    amount = sum((amount for _, amount in added), Decimal())
    return Total(amount, _sign([value for value, _ in added]), len(added) == len(addends))


def unlike(
    addends: Sequence[Addend],
    weights: Sequence[Decimal | None],
    whole: Decimal | None = None,
    of: Decimal | None = None,
) -> list[Unlike]:
    """Return the places whose number is more than three times what is to be expected, or less than a third.

    `weights` are the populations of the places, `of` that of the whole. A place is expected to have its share
    of the `whole`, unless most places are off on the same side (then the whole is), and as much a person as
    half of the others.
    """
    known = {
        number: (each.amount, weight)
        for number, (each, weight) in enumerate(zip(addends, weights, strict=True))
        if each.amount is not None and weight
    }
    shares = {number: whole * weight / of for number, (_, weight) in known.items()} if whole and of else {}
    off = _most_agree({number: _side(known[number][0], expected) for number, expected in shares.items()})
    found, usually = [], _usual(known)
    for number, (amount, _) in known.items():
        usual = usually.get(number)
        if number in off:
            found.append(Unlike(number, amount, shares[number], of_whole=True))
        elif usual and _side(amount, usual) and not _is_near(amount, shares.get(number)):
            found.append(Unlike(number, amount, usual, of_whole=False))
    return found


def without_excess(addends: Sequence[Addend], found: Sequence[Unlike]) -> Decimal:
    """Return the sum with what is far above expectation cut down to it, so that it hides no shortfall."""
    above = {each.number: each.expected for each in found if each.amount > each.expected}
    return sum(
        (above.get(number, each.amount) for number, each in enumerate(addends) if each.amount is not None),
        Decimal(),
    )


def _most_agree(sides: dict[int, int]) -> set[int]:
    """Return the numbers of those that are off, unless more than half of all are, on one side."""
    off = {side: {number for number, its in sides.items() if its == side} for side in (1, -1)}
    return {number for numbers in off.values() if len(numbers) * 2 <= len(sides) for number in numbers}


def _side(amount: Decimal, expected: Decimal) -> int:
    """Return 1 for an amount far above what is expected, -1 for one far below, else 0."""
    return (amount > expected * _UNLIKE) - (amount * _UNLIKE < expected)


def _is_near(amount: Decimal, share: Decimal | None) -> bool:
    """Return whether an amount is its share of the whole, give or take a half; not if that is not known."""
    return share is not None and share <= amount * 2 and amount <= share * 2


def _usual(known: dict[int, tuple[Decimal, Decimal]]) -> dict[int, Decimal]:
    """Return what each place would have if it had as much a person as half of the others; none of too few."""
    if len(known) <= _FEW:
        return {}
    ordered = sorted((amount / weight, number) for number, (amount, weight) in known.items())
    rates = [rate for rate, _ in ordered]
    return {
        number: _median_without(rank, rates) * known[number][1] for rank, (_, number) in enumerate(ordered)
    }


def _median_without(rank: int, rates: Sequence[Decimal]) -> Decimal:
    """Return the median of sorted `rates` but that at `rank`."""
    half, odd = divmod(len(rates) - 1, 2)
    lower, upper = (rates[place + (place >= rank)] for place in (half - 1, half))
    return upper if odd else (lower + upper) / 2


_WORDLESS = {
    ValueKind.PLACEHOLDER: Apart.OPEN,
    ValueKind.NONE: Apart.DASH,
    ValueKind.WORDS: Apart.WORDS,
}


def _alike(slot: Slot, value: Value, unit: str) -> bool:
    """Return whether a figure counts in `unit`; a unit that only scales (万) counts in any."""
    own = base_unit(value.unit or slot.unit)
    return not own or usual_unit(own) == usual_unit(base_unit(unit))


def _sign(values: Sequence[Value]) -> str:
    """Return what stands before the sum of `values`: ≥ for lower bounds, ≈ where it may be more or less."""
    up = any(value.relation in _UP or value.approximate or value.end for value in values)
    down = any(value.relation in _DOWN for value in values)
    about = any(
        value.about or (value.rounded and not value.approximate and not value.end) for value in values
    )
    return "≈" if about or (up and down) else "≥" if up else "≤" if down else ""
