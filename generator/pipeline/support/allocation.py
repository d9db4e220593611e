"""Compare the counted targets of a plan with their allocation to the plans of the level below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from os.path import realpath
from typing import NamedTuple

from generator.base.diagnostics import Place
from generator.base.units import base_unit
from generator.check.totals import (
    Addend,
    Apart,
    Unlike,
    addend,
    is_total,
    unlike,
    without_excess,
)
from generator.check.value_kinds import is_count
from generator.library.lexicon import Locality
from generator.locality.figures import Figures, Slot
from generator.locality.indicators import PlanIndicator, plan_indicators, rows_by_word
from generator.locality.levels import Levels, levels
from generator.locality.profile import Profile


@dataclass(frozen=True, slots=True)
class Allocation:
    """Hold who contributes how much to one counted target; `whole` is the target of the level above.

    All amounts are in `unit`. `parts` are the localities below by name, in the order of their files, each
    with its target, or None if that is not added, for the reason in `why`. `unlike` are those far from what
    their population lets expect. `share` is what the parts together have of the whole by their population,
    None where that is not known.
    """

    indicator: str
    name: str
    unit: str
    whole: Decimal
    parts: tuple[tuple[str, Decimal | None], ...]
    why: tuple[Apart | None, ...] = ()
    unlike: tuple[Unlike, ...] = ()
    share: Decimal | None = None

    @property
    def total(self) -> Decimal:
        """Return the sum of all parts, in `unit`."""
        return sum((amount for _, amount in self.parts if amount is not None), Decimal(0))

    @property
    def complete(self) -> bool:
        """Return whether every part has an amount."""
        return all(amount is not None for _, amount in self.parts)

    @property
    def sound_total(self) -> Decimal:
        """Return the sum of all parts without what is far above expectation, in `unit`."""
        return without_excess([Addend(amount) for _, amount in self.parts], self.unlike)


class Part(NamedTuple):
    """Hold what is known of a place below: its figures by path, its indicators by key and name.

    `place` tells where in `file` a path stands; `profile` is None where there is none.
    """

    locality: Locality
    file: str
    slot: Callable[[str], Slot | None]
    rows: Mapping[str, PlanIndicator]
    place: Callable[[str], Place]
    profile: Profile | None = None

    def same(self, row: PlanIndicator) -> PlanIndicator | None:
        """Return the part's indicator that is `row` of the level above: by key, its own ones by name too."""
        return self.rows.get(row.id) or (None if row.national else self.rows.get(row.name))


_WEIGHT = "population.certified"


class Below:
    """Hold the places below a level: those that count, how the others stand, who is missing.

    Of several files of one place that with the greatest of the `ranks` counts.
    """

    def __init__(self, upper: Profile, given: Sequence[Part], ranks: Sequence[str] = ()) -> None:
        self.upper, self.given = upper, given
        places, files = [part.locality for part in given], [part.file for part in given]
        self.levels: Levels = levels(upper.locality, places, ranks or files)
        self.parts = [given[number] for number in self.levels.parts]
        self.above = Figures(upper)
        slots = [part.slot(_WEIGHT) for part in self.parts]
        self.weights = [slot.amount if slot else None for slot in slots]

    @property
    def weight(self) -> Decimal | None:
        """Return the certified persons of the level above."""
        return self.above.slot(_WEIGHT).amount


def profiles_below(upper: Profile, profiles: Iterable[Profile]) -> Below:
    """Return the `profiles` below that of a level.

    Profiles of other periods, files given twice and that of the level itself are no matter.
    """
    files = {realpath(each.source.file): each for each in profiles if each.period.id == upper.period.id}
    files.pop(realpath(upper.source.file), None)
    return Below(upper, [_part(each) for each in files.values()])


def _part(profile: Profile) -> Part:
    rows = rows_by_word(plan_indicators(profile))
    return Part(profile.locality, profile.source.file, Figures(profile).slot, rows, profile.place, profile)


def allocations(below: Below) -> Iterator[Allocation]:
    """Yield the allocation of each counted target of the upper level of `below` among the parts.

    Count no place twice: neither a file, nor a place and what is within it, nor what is below another place.
    Yield nothing without parts, and of an indicator of the upper level's own only what some part has too, by
    its key or its name.
    """
    upper, above = below.upper, below.above
    national = [row for key in upper.period.indicators if (row := above.indicators.get(key))]
    own = [row for row in above.indicators.values() if not row.national]
    for row in [*national, *own] if below.given else []:
        whole = above.slot(f"indicators.{row.id}.target")
        same = [part.same(row) for part in below.parts]
        if is_count(row) and whole.amount is not None and (row.national or any(same)):
            yield _allocation(below, row, whole, same)


def _allocation(
    below: Below, row: PlanIndicator, whole: Slot, same: list[PlanIndicator | None]
) -> Allocation:
    """Return how `whole`, the target of `row`, is allocated to the parts' rows of the `same` indicator."""
    slots = [
        part.slot(f"indicators.{its.id}.target") if its else None
        for part, its in zip(below.parts, same, strict=True)
    ]
    total = is_total(whole, slots)
    addends = [addend(slot, whole.unit, total=total) for slot in slots]
    names = [part.locality.name for part in below.parts]
    amount, certified = whole.amount or Decimal(), below.weight
    known = [weight for weight in below.weights if weight]
    share = amount * sum(known) / certified if certified and len(known) == len(names) else None
    name, unit = (row.national.name, row.national.unit) if row.national else (row.name, row.unit)
    return Allocation(
        row.id,
        name,
        base_unit(unit),
        amount,
        tuple(zip(names, (each.amount for each in addends), strict=True)),
        tuple(each.why for each in addends),
        tuple(unlike(addends, below.weights, amount, certified)),
        share,
    )
