"""Put the figures of the places that count together, row by row, and remark on what is odd in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.base.diagnostics import Finding, Place
from generator.base.units import base_unit, plain_digits
from generator.base.values import ValueKind
from generator.check.context import ReviewContext
from generator.check.totals import Apart, Nature, addend, is_total, nature, total_of, unlike
from generator.check.value_kinds import figure_kind, higher_is_better
from generator.formats.summary import FigureRow, SummaryCell
from generator.locality.figures import Figures, Slot
from generator.locality.indicators import PlanIndicator, rows_by_word
from generator.pipeline.summary.gathering import Gathered

_WEIGHT = "population.certified"
_CELLS = ("target", "baseline")
_KINDS = {"count": Nature.COUNT, "percent": Nature.SHARE, "growth": Nature.GROWTH}


@dataclass(frozen=True)
class Parts:
    """Hold the figures of the whole and what was gathered of its parts, in the order of the divisions."""

    above: Figures
    gathered: list[Gathered]

    @cached_property
    def weights(self) -> list[Decimal | None]:
        """Return the certified persons of each part."""
        return [one.slots[_WEIGHT].amount if _WEIGHT in one.slots else None for one in self.gathered]

    @property
    def weight(self) -> Decimal | None:
        """Return the certified persons of the whole."""
        return self.above.slot(_WEIGHT).amount

    @cached_property
    def rows(self) -> list[dict[str, PlanIndicator]]:
        """Return each part's indicators by key and name."""
        return [rows_by_word(one.rows) for one in self.gathered]

    def name(self, number: int) -> str:
        """Return the name of a part."""
        place = self.gathered[number].locality
        return place.name if place else ""


def figure_rows(parts: Parts) -> Iterator[FigureRow]:
    """Yield a row for each indicator's target and baseline, then for each other figure of whole or part."""
    for row in parts.above.indicators.values():
        yield from _indicator_rows(parts, row)
    paths = dict.fromkeys(ReviewContext(parts.above.profile).named_figures())
    paths |= dict.fromkeys(path for one in parts.gathered for path in one.slots)
    for path in paths:
        if path.startswith("indicators."):
            continue
        slots = [one.slots.get(path) for one in parts.gathered]
        whole = parts.above.slot(path)
        known = next((slot for slot in (whole, *slots) if slot and slot.value), None)
        if known:
            kind = _KINDS.get(figure_kind(known.name, known.unit), Nature.OTHER)
            yield _row(parts, path, known._replace(value=whole.value), slots, kind)


def _indicator_rows(parts: Parts, row: PlanIndicator) -> Iterator[FigureRow]:
    """Yield the target and the baseline of an indicator of the whole."""
    same = [rows.get(row.id) or (None if row.national else rows.get(row.name)) for rows in parts.rows]
    for column in _CELLS:
        slots = [
            one.slots.get(f"indicators.{its.id}.{column}") if its else None
            for one, its in zip(parts.gathered, same, strict=True)
        ]
        whole = parts.above.slot(f"indicators.{row.id}.{column}")
        yield _row(parts, whole.path, whole, slots, nature(row), row)


def _row(  # noqa: PLR0913, PLR0917  # what makes up a row
    parts: Parts,
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
    odd = {each.number: each for each in unlike(addends, parts.weights, whole.amount, parts.weight)}
    odd = odd if path.endswith(".target") else {}
    cells = tuple(
        SummaryCell(
            slot.text if slot else "",
            each.amount,
            each.why or "",
            expected=round(odd[number].expected, 0) if number in odd else None,
        )
        for number, (slot, each) in enumerate(zip(slots, addends, strict=True))
    )
    added = total_of(slots, addends)
    alone = addend(whole, whole.unit, total=total)
    said = SummaryCell(whole.text, whole.amount if alone.amount is None else alone.amount, alone.why or "")
    shares = tuple(_share(whole.amount, weight, parts.weight) for weight in parts.weights)
    amount = added.amount if any(each.amount is not None for each in addends) else None
    return FigureRow(*facts, said, cells, amount, added.sign, added.complete, shares)


def _cell(slot: Slot | None, whole: Slot | None, row: PlanIndicator | None) -> SummaryCell:
    """Return the cell of what is not added; it is `below` where it falls short of the `whole`."""
    value = slot.value if slot else None
    if slot is None or value is None:
        return SummaryCell("", why=Apart.MISSING)
    bound = whole.value if whole else None
    target = row is not None and slot.path.endswith(".target")
    met = value.meets(bound, higher_is_better=higher_is_better(row)) if row and target and bound else None
    why = "" if value.kind is ValueKind.NUMBER else addend(slot, slot.unit, total=value.cumulative).why or ""
    return SummaryCell(slot.text, slot.amount, why, below=met is False)


def _share(whole: Decimal | None, weight: Decimal | None, of: Decimal | None) -> Decimal | None:
    """Return what a part has of the `whole` by its population, rounded; None where that is not known."""
    return round(whole * weight / of, 0) if whole is not None and weight is not None and of else None


def remarks_on(parts: Parts, rows: Sequence[FigureRow]) -> Iterator[tuple[int, Finding]]:
    """Yield findings on what is odd in the targets of a part, each with the number of the part."""
    upper = parts.above.profile.locality.name
    for row in (row for row in rows if row.path.endswith(".target") and row.nature == Nature.COUNT):
        whole = parts.above.slot(row.path)
        name = row.name.partition("（")[0]
        for number, cell in enumerate(row.cells):
            facts = {"place": parts.name(number), "indicator": name, "upper": upper, "unit": row.unit}
            place = Place(str(parts.gathered[number].file))
            if cell.why in {Apart.ANNUAL, Apart.TOTAL, Apart.UNIT}:
                told = {"value": cell.text, "whole": whole.in_full}
                yield number, Finding(f"part-{cell.why}", place, {**facts, **told})
            if cell.expected is not None and cell.amount is not None:
                told = {"value": plain_digits(cell.amount), "expected": plain_digits(cell.expected)}
                yield number, Finding("part-unlike", place, {**facts, **told})
