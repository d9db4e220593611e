"""Put the figures of the places that count together, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.base.units import base_unit
from generator.base.values import ValueKind
from generator.check.context import ReviewContext
from generator.check.totals import Apart, Nature, addend, is_total, nature, total_of, unlike
from generator.check.value_kinds import figure_kind, higher_is_better
from generator.formats.summary import FigureRow, SummaryCell
from generator.locality.figures import Slot
from generator.locality.indicators import PlanIndicator
from generator.pipeline.support.allocation import Below

_CELLS = ("target", "baseline")
_NOTHING = SummaryCell("", why=Apart.MISSING)
_KINDS = {"count": Nature.COUNT, "percent": Nature.SHARE, "growth": Nature.GROWTH}


def figure_rows(below: Below, paths: Iterable[str]) -> Iterator[FigureRow]:
    """Yield a row for each indicator's target and baseline, then for each figure of whole or parts (`paths`).

    A figure that one place alone has, and no catalogue, is that place's own matter.
    """
    for row in below.above.indicators.values():
        yield from _indicator_rows(below, row)
    for path in dict.fromkeys([*ReviewContext(below.upper).named_figures(), *paths]):
        if path.startswith("indicators."):
            continue
        slots = [part.slot(path) for part in below.parts]
        whole = below.above.slot(path)
        having = [slot for slot in (whole, *slots) if slot and slot.value]
        if having and (whole.value or len(having) > 1 or path in below.upper.period.catalogue):
            known = having[0]
            kind = _KINDS.get(figure_kind(known.name, known.unit), Nature.OTHER)
            yield _row(below, path, known._replace(value=whole.value), slots, kind)


def _indicator_rows(below: Below, row: PlanIndicator) -> Iterator[FigureRow]:
    """Yield the target and the baseline of an indicator of the whole."""
    same = [part.same(row) for part in below.parts]
    for column in _CELLS:
        slots = [
            part.slot(f"indicators.{its.id}.{column}") if its else None
            for part, its in zip(below.parts, same, strict=True)
        ]
        whole = below.above.slot(f"indicators.{row.id}.{column}")
        yield _row(below, whole.path, whole, slots, nature(row), row)


def _row(  # noqa: PLR0913, PLR0917  # what makes up a row
    below: Below,
    path: str,
    whole: Slot,
    slots: Sequence[Slot | None],
    kind: Nature,
    row: PlanIndicator | None = None,
) -> FigureRow:
    facts = (path, whole.name, base_unit(whole.unit), row.attribute if row else "", kind.value)
    if kind is not Nature.COUNT:
        cells = tuple(_cell(slot, whole, row) for slot in slots)
        return FigureRow(*facts, _cell(whole, None, None), cells)
    total = is_total(whole, slots)
    addends = [addend(slot, whole.unit, total=total) for slot in slots]
    found = unlike(addends, below.weights, whole.amount, below.weight) if path.endswith(".target") else []
    odd = {each.number: each for each in found}
    cells = tuple(
        SummaryCell(
            slot.text,
            each.amount,
            each.why or "",
            expected=round(odd[number].expected, 0) if number in odd else None,
            unit=slot.unit,
        )
        if slot and slot.value
        else _NOTHING
        for number, (slot, each) in enumerate(zip(slots, addends, strict=True))
    )
    added = total_of(slots, addends)
    alone = addend(whole, whole.unit, total=total)
    amount = whole.amount if alone.amount is None else alone.amount
    said = SummaryCell(whole.text, amount, alone.why or "", unit=whole.unit)
    due = below.weights if path.endswith(".target") else ()
    shares = tuple(_share(whole.amount, weight, below.weight) for weight in due)
    amount = added.amount if any(each.amount is not None for each in addends) else None
    return FigureRow(*facts, said, cells, amount, added.sign, added.complete, shares)


def _cell(slot: Slot | None, whole: Slot | None, row: PlanIndicator | None) -> SummaryCell:
    """Return the cell of what is not added; it is `below` where it falls short of the `whole`."""
    value = slot.value if slot else None
    if slot is None or value is None:
        return _NOTHING
    bound = whole.value if whole else None
    target = row is not None and slot.path.endswith(".target")
    met = value.meets(bound, higher_is_better=higher_is_better(row)) if row and target and bound else None
    why = "" if value.kind is ValueKind.NUMBER else addend(slot, slot.unit, total=value.cumulative).why or ""
    return SummaryCell(slot.text, slot.amount, why, below=met is False, unit=slot.unit)


def _share(whole: Decimal | None, weight: Decimal | None, of: Decimal | None) -> Decimal | None:
    """Return what a part has of the `whole` by its population, rounded; None where that is not known."""
    return round(whole * weight / of, 0) if whole is not None and weight is not None and of else None
