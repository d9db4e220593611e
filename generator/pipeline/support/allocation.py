"""Compare the counted targets of a plan with their allocation to the plans of the level below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from os.path import realpath

from generator.base.diagnostics import Finding
from generator.base.values import base_unit, plain_digits
from generator.locality.figures import Figures
from generator.locality.profile import Profile


@dataclass(frozen=True, slots=True)
class Allocation:
    """Hold who contributes how much to one counted target; `whole` is the target of the level above.

    All amounts are in `unit`. `parts` are the localities below by name, in the order of their files, each
    with its target, or None if that is not a number. Localities of the same name stay separate.
    """

    indicator: str
    name: str
    unit: str
    whole: Decimal
    parts: tuple[tuple[str, Decimal | None], ...]

    @property
    def total(self) -> Decimal:
        """Return the sum of all parts, in `unit`."""
        return sum((amount for _, amount in self.parts if amount is not None), Decimal(0))


def allocations(upper: Profile, parts: list[Profile]) -> Iterator[Allocation]:
    """Yield the allocation of each counted target of `upper` among `parts`.

    Count only parts of the same period, each file once, and never `upper` itself. Yield nothing without
    parts.
    """
    files = {realpath(part.source.file): part for part in parts if part.period.id == upper.period.id}
    files.pop(realpath(upper.source.file), None)
    above, below = Figures(upper), [Figures(part) for part in files.values()]
    for indicator in upper.period.indicators.values():
        path = f"indicators.{indicator.id}.target"
        whole = above.slot(path).amount
        if below and indicator.kind == "count" and whole is not None:
            given = tuple((one.profile.locality.name, one.slot(path).amount) for one in below)
            yield Allocation(indicator.id, indicator.name, base_unit(indicator.unit), whole, given)


def shortfalls(upper: Profile, found: list[Allocation]) -> list[Finding]:
    """Return a finding for each target of `upper` that its parts together do not reach."""
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
