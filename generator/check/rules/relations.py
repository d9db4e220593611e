"""Report figures that cannot all be true beside one another: templates/<period>/relations.yaml."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from generator.base.diagnostics import Finding
from generator.base.units import plain_digits
from generator.base.values import ComparisonSign
from generator.check.context import ReviewContext
from generator.check.relations import Relation, related_slots, relations
from generator.locality.figures import Figures, Slot

_UP, _DOWN = {ComparisonSign.ABOVE, ComparisonSign.AT_LEAST}, {ComparisonSign.BELOW, ComparisonSign.AT_MOST}
_ROUNDED = Decimal("0.1")  # 9800余 is less than a tenth more
_WHOLE = Decimal(100)
_Told = set[str]


def relations_broken(subject: ReviewContext) -> Iterator[Finding]:
    """Report each relation of the period that figures break, and no figure twice."""
    told: _Told = set()
    for relation in relations(subject.profile.period.folders):
        yield from _COMPARED[relation.kind](subject, relation, told)


def _sum(subject: ReviewContext, relation: Relation, told: _Told) -> Iterator[Finding]:
    """Report exact parts that do not add up to the whole."""
    slots = list(related_slots(subject, relation, relation.parts))
    whole = subject.figures.slot(relation.whole)
    known = [slot.amount for slot in slots if slot.amount is not None and _is_exact(slot)]
    if whole.amount is None or not _is_exact(whole) or len(known) < len(relation.parts):
        return
    total, amount = sum(known, Decimal()), whole.amount
    if total != amount:
        told.update(slot.path for slot in slots)
        facts = {"sum": plain_digits(total), "whole": whole.name, "total": plain_digits(amount)}
        parts = "、".join(slot.name for slot in slots)
        yield subject.finding_at(relation.rule, whole.path, parts=parts, **facts)


def _part(subject: ReviewContext, relation: Relation, told: _Told) -> Iterator[Finding]:
    """Report parts that are more than the whole."""
    whole = subject.figures.slot(relation.whole)
    slots = list(related_slots(subject, relation, relation.parts))
    groups = [slots] if relation.together else [[slot] for slot in slots]
    for group in groups:
        fresh = [slot for slot in group if slot.path not in told and slot.path != whole.path]
        if len(fresh) < max(len(group), 1) or not exceed(group, whole, relation.tolerance):
            continue
        told.update(slot.path for slot in group)
        facts = {"part": "、".join(slot.name for slot in group), "value": "、".join(map(_full, group))}
        yield subject.finding_at(
            relation.rule, group[0].path, whole=whole.name, total=_full(whole), reason=relation.why, **facts
        )


def _rate(subject: ReviewContext, relation: Relation, told: _Told) -> Iterator[Finding]:
    """Report a rate that is not the share of the count in the whole."""
    rate, whole = subject.figures.slot(relation.rate), subject.figures.slot(relation.whole)
    for count in related_slots(subject, relation, (relation.count,)):
        if rate.value is None or rate.value.end or rate.amount is None:
            continue
        if not count.amount or not whole.amount:
            continue
        share = count.amount / whole.amount * _WHOLE
        too_high = rate.amount > share + relation.tolerance and rate.value.relation not in _DOWN
        too_low = rate.amount < share - relation.tolerance and rate.value.relation not in _UP
        if (too_high or too_low) and not {rate.path, count.path} & told:
            told |= {rate.path, count.path}
            facts = {
                "rate": rate.name,
                "value": rate.value.cell("%").removesuffix("%"),
                "count": count.name,
                "number": _full(count),
            }
            yield subject.finding_at(
                relation.rule,
                rate.path,
                whole=whole.name,
                total=_full(whole),
                share=plain_digits(round(share, 1)),
                **facts,
            )


def _upper(subject: ReviewContext, relation: Relation, told: _Told) -> Iterator[Finding]:
    """Report figures that are more than those of a level above, of the same period."""
    period = subject.profile.period.id
    above = [Figures(upper) for upper in subject.uppers if upper.period.id == period]
    for slot in related_slots(subject, relation, relation.parts) if above else ():
        for figures in above:
            whole = figures.slot(slot.path)
            alike = whole.value and slot.value and whole.value.cumulative == slot.value.cumulative
            if slot.path not in told and alike and exceed([slot], whole, relation.tolerance):
                told.add(slot.path)
                facts = {"part": slot.name, "value": _full(slot), "total": _full(whole)}
                yield subject.finding_at(
                    relation.rule, slot.path, upper=figures.profile.locality.name, **facts
                )


def exceed(parts: list[Slot], whole: Slot, tolerance: Decimal) -> bool:
    """Return whether figures together are more than the `whole` whatever their rounding."""
    amounts = [part.amount for part in parts if part.amount is not None and _is_at_least(part)]
    unbound = whole.value is None or whole.value.relation in _UP
    if unbound or whole.amount is None or not amounts:
        return False
    rounding = _beyond(whole) + sum(map(_short, parts)) + sum(map(_step, (*parts, whole)))
    slack = whole.amount * tolerance / _WHOLE + rounding
    return len(amounts) == len(parts) and sum(amounts) > whole.amount + slack


def _is_at_least(slot: Slot) -> bool:
    """Return whether a figure is what it says or more."""
    return slot.value is not None and slot.value.relation not in _DOWN


def _is_exact(slot: Slot) -> bool:
    """Return whether a figure is a number without sign and rounding."""
    return slot.value is not None and slot.value.exact


def _step(slot: Slot) -> Decimal:
    """Return half a unit of a scaled figure's last digit: 500 for 3.1万, 0 for a figure without scale."""
    value, amount = slot.value, slot.amount
    if value is None or not amount or not value.amount:
        return Decimal()
    scale = amount / value.amount * value.scale
    return scale.scaleb(-len(value.digits.partition(".")[2])) / 2 if scale > 1 else Decimal()


def _beyond(slot: Slot) -> Decimal:
    """Return how much more than its number a figure may be: a range, 余, 约."""
    value, amount = slot.value, slot.amount
    if value is None or not amount or not value.rounded:
        return Decimal()
    if value.end is not None and value.end.amount and value.amount:
        return amount / value.amount * value.end.amount - amount
    return amount * _ROUNDED


def _short(slot: Slot) -> Decimal:
    """Return how much less than its number a figure may be: 约, 近, but not 余 and not a range."""
    value, amount = slot.value, slot.amount
    round_about = value is not None and value.rounded and not value.approximate and value.end is None
    return amount * _ROUNDED if round_about and amount else Decimal()


def _full(slot: Slot) -> str:
    """Return a figure with its unit: 3.1万人."""
    return slot.said


_COMPARED: dict[str, Callable[[ReviewContext, Relation, _Told], Iterator[Finding]]] = {
    "sum": _sum,
    "part": _part,
    "rate": _rate,
    "upper": _upper,
}

RULES = (relations_broken,)
