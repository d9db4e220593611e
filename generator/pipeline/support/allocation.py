"""Compare the counted targets of a plan with their allocation to the plans of the level below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from os.path import realpath

from generator.base.diagnostics import Finding
from generator.base.units import base_unit, plain_digits
from generator.check.value_kinds import is_count
from generator.locality.figures import Figures, Slot
from generator.locality.indicators import PlanIndicator, plan_indicators, rows_by_word
from generator.locality.profile import Profile


@dataclass(frozen=True, slots=True)
class Allocation:
    """Hold who contributes how much to one counted target; `whole` is the target of the level above.

    All amounts are in `unit`. `parts` are the localities below by name, in the order of their files, each
    with its target, or None if that is not a number. Localities of the same name stay separate. `left_out`
    are findings about those that do not count.
    """

    indicator: str
    name: str
    unit: str
    whole: Decimal
    parts: tuple[tuple[str, Decimal | None], ...]
    left_out: tuple[Finding, ...] = ()

    @property
    def total(self) -> Decimal:
        """Return the sum of all parts, in `unit`."""
        return sum((amount for _, amount in self.parts if amount is not None), Decimal(0))


def allocations(upper: Profile, parts: list[Profile]) -> Iterator[Allocation]:
    """Yield the allocation of each counted target of `upper` among `parts`.

    Count only parts of the same period, each file once, and never `upper` itself, nor what is below another
    place or within another part. Yield nothing without parts, and of an indicator of the upper level's own
    only what some part has too, by its key or its name.
    """
    files = {realpath(part.source.file): part for part in parts if part.period.id == upper.period.id}
    files.pop(realpath(upper.source.file), None)
    left_out = {
        file: found for file, part in files.items() if (found := _left_out(upper, part, files.values()))
    }
    above = Figures(upper)
    below = [
        (Figures(part), rows_by_word(plan_indicators(part)))
        for file, part in files.items()
        if file not in left_out
    ]
    national = [row for key in upper.period.indicators if (row := above.indicators.get(key))]
    own = [row for row in above.indicators.values() if not row.national]
    for row in [*national, *own] if files else []:
        whole = above.slot(f"indicators.{row.id}.target")
        same = [rows.get(row.id) or (None if row.national else rows.get(row.name)) for _, rows in below]
        if is_count(row) and whole.amount is not None and (row.national or any(same)):
            amounts = (_amount(one, its, whole) for (one, _), its in zip(below, same, strict=True))
            names = (one.profile.locality.name for one, _ in below)
            given = tuple(zip(names, amounts, strict=True))
            name, unit = (row.national.name, row.national.unit) if row.national else (row.name, row.unit)
            apart = tuple(left_out.values())
            yield Allocation(row.id, name, base_unit(unit), whole.amount, given, apart)


def _amount(figures: Figures, row: PlanIndicator | None, whole: Slot) -> Decimal | None:
    """Return the target of a part's `row` that counts towards `whole`; None if it has none or other units."""
    slot = figures.slot(f"indicators.{row.id}.target") if row else None
    alike = slot and (row is None or row.national or base_unit(slot.unit) == base_unit(whole.unit))
    return slot.amount if slot and alike else None


def _left_out(upper: Profile, part: Profile, parts: Iterable[Profile]) -> Finding | None:
    """Return a finding if `part` does not count: it is below another place, or within another of `parts`."""
    names, above = part.locality.upper, upper.locality
    facts = {"place": part.locality.name, "upper": above.name}
    for name in reversed(names[names.index(above.name) + 1 :] if above.name in names else ()):
        if any(other.locality.name == name for other in parts):
            return Finding("part-within", part.place("locality.upper"), {**facts, "other": name})
    elsewhere = [name for name in names if name not in above.upper]
    if above.name not in names and elsewhere:
        return Finding("part-elsewhere", part.place("locality.upper"), {**facts, "other": elsewhere[-1]})
    return None


def shortfalls(upper: Profile, found: list[Allocation]) -> list[Finding]:
    """Return findings: who does not count, and targets of `upper` that its parts together do not reach."""
    left_out = found[0].left_out if found else ()  # the same for each target
    return [*left_out, *_shortfalls(upper, found)]


def _shortfalls(upper: Profile, found: list[Allocation]) -> list[Finding]:
    return [
        Finding(
            "parts-below-whole",
            upper.place(f"indicators.{allocation.indicator}.target"),
            {
                "indicator": allocation.name,
                "sum": plain_digits(allocation.total),
                "whole": plain_digits(allocation.whole),
                "unit": allocation.unit,
            },
        )
        for allocation in found
        if allocation.total < allocation.whole
        and len(allocation.parts) > 1  # a single part says nothing about the others
        and all(amount is not None for _, amount in allocation.parts)
    ]
