"""Open the two sides of a comparison, whoever wrote them."""

from __future__ import annotations

from generator.base.diagnostics import PlanError
from generator.pipeline.support.outside_plans import open_any
from generator.pipeline.support.sides import Side, open_sides
from generator.pipeline.support.word_files import Pending
from generator.word.outside import OutsidePlan


def open_compared(old: str, new: str, pending: Pending = Pending.TOLD) -> tuple[Side, Side]:
    """Return the plans that `old` and `new` stand for: as `open_sides` does, else as they look.

    Raise PlanError, which names the file, for whatever goes wrong.
    """
    try:
        return open_sides(old, new, pending)
    except PlanError:
        sides = tuple(_open(name) for name in (old, new))
        if not any(side.outside for side in sides):
            raise
    return sides[0], sides[1]


def _open(name: str) -> Side:
    opened = open_any(name)
    return opened if isinstance(opened, Side) else outside_side(name, opened)


def outside_side(name: str, plan: OutsidePlan) -> Side:
    """Return an outside plan, read from the file `name`, as a side of a comparison."""
    return Side(name, plan.document, plan.document, None, fresh=False, notes=plan.notes, outside=plan)
