"""Tell what is wrong with the plans below a level beside its own: who counts, what is odd, what is short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.base.units import plain_digits
from generator.check.acceptance import accept_among_others
from generator.check.context import ReviewContext
from generator.check.relations import related_slots, relations
from generator.check.rules.relations import exceed
from generator.check.totals import Apart, addend, is_total
from generator.locality.figures import Slot
from generator.locality.levels import Standing
from generator.pipeline.support.allocation import Allocation, Below

_SAID = 30  # missing places that a finding names


def shortfalls(below: Below, found: Sequence[Allocation]) -> list[Finding]:
    """Return findings, with those that profiles accept set apart.

    They tell who does not count, who is missing, what is not added or unlike the others, and which targets
    the parts together do not reach.
    """
    said = [finding for _, finding in all_shortfalls(below, found)]
    for profile in (below.upper, *(part.profile for part in below.given if part.profile)):
        own = [number for number, each in enumerate(said) if each.place.file == profile.source.file]
        settled = accept_among_others(profile, [said[number] for number in own]) if own else []
        for number, finding in zip(own, settled, strict=True):
            said[number] = finding
    return said


def all_shortfalls(below: Below, found: Sequence[Allocation], *, alone: bool = False) -> Iterator[Told]:
    """Yield the findings of `shortfalls`, each with the number of the place given that it is about, if any.

    With `alone`, who is missing is told beside a single place too.
    """
    yield from _standing(below)
    if alone or len(below.parts) > 1:  # a single part is no consolidation
        yield from _missing(below)
    yield from _above_upper(below)
    for each in found:
        yield from _odd(below, each)
        yield from _short(below, each)


Told = tuple[int | None, Finding]
_STANDING = {
    Standing.WITHIN: "part-within",
    Standing.ELSEWHERE: "part-elsewhere",
    Standing.NOT_BELOW: "part-not-below",
    Standing.TWICE: "place-twice",
}


def _standing(below: Below) -> Iterator[Told]:
    """Yield a finding for each place that does not count, or that the divisions do not know there."""
    for number, (part, stand) in enumerate(zip(below.given, below.levels.stands, strict=True)):
        facts = {"place": part.locality.name, "upper": below.upper.locality.name}
        at = part.place("locality.upper")
        if stand.standing is Standing.TWICE:
            file = Path(below.given[int(stand.other)].file).name
            yield number, Finding("place-twice", part.place("locality.name"), {**facts, "file": file})
        elif rule := _STANDING.get(stand.standing):
            yield number, Finding(rule, at, {**facts, "other": stand.other} if stand.other else facts)
        elif not stand.listed:
            yield number, Finding("part-unknown", at, facts)


def _missing(below: Below) -> Iterator[Told]:
    """Yield a finding that names the divisions below that are not given."""
    names = [each.name for each in below.levels.missing]
    if names:
        said = "、".join(names[:_SAID]) + ("……" if len(names) > _SAID else "")
        facts = {"upper": below.upper.locality.name, "count": str(len(names)), "names": said}
        yield None, Finding("parts-missing", below.upper.place("locality.name"), facts)


def _odd(below: Below, found: Allocation) -> Iterator[Told]:
    """Yield findings on targets that are not added because of their span, and on those unlike the others."""
    path = f"indicators.{found.indicator}.target"
    for number, part, why in zip(below.levels.parts, below.parts, found.why, strict=True):
        row = part.rows.get(found.indicator) or part.rows.get(found.name)
        slot = part.slot(f"indicators.{row.id}.target") if row else None
        if slot and why in {Apart.ANNUAL, Apart.TOTAL, Apart.UNIT}:
            facts = {"place": part.locality.name, "indicator": found.name, "value": slot.in_full}
            facts |= {"upper": below.upper.locality.name, "whole": below.above.slot(path).in_full}
            yield number, Finding(f"part-{why}", part.place(slot.path), facts)
    for each in found.unlike:
        part = below.parts[each.number]
        row = part.rows.get(found.indicator) or part.rows.get(found.name)
        facts = {"place": part.locality.name, "indicator": found.name, "unit": found.unit}
        facts |= {"value": plain_digits(each.amount), "expected": plain_digits(round(each.expected, 0))}
        rule = "part-unlike" if each.of_whole else "part-unlike-others"
        at = part.place(f"indicators.{row.id if row else found.indicator}.target")
        yield below.levels.parts[each.number], Finding(rule, at, facts)


def _short(below: Below, found: Allocation) -> Iterator[Told]:
    """Yield a finding if the parts do not reach the target of the level above together.

    Where some are missing and all others promise their share by population, nothing is short.
    """
    total = found.sound_total
    fine = bool(below.levels.missing) and found.share is not None and round(found.share, 0) <= total
    if total < found.whole and not fine and found.complete and len(found.parts) > 1:
        facts = {
            "indicator": found.name,
            "sum": plain_digits(round(total, 2)),
            "whole": plain_digits(found.whole),
            "unit": found.unit,
        }
        rule = "parts-below-whole" if total == found.total else "parts-below-whole-hidden"
        facts |= {"total": plain_digits(found.total)} if total != found.total else {}
        yield None, Finding(rule, below.upper.place(f"indicators.{found.indicator}.target"), facts)


def _above_upper(below: Below) -> Iterator[Told]:
    """Yield a finding for each count of people or things of which the parts have more than the whole.

    They are those that no single place may have more of than a level above (relations.yaml).
    """
    if len(below.parts) < 2:  # noqa: PLR2004  # `above-upper` tells of a single place
        return
    subject = ReviewContext(below.upper)
    alike = [each for each in relations(below.upper.period.folders) if each.kind == "upper"]
    slots = {slot.path: slot for each in alike for slot in related_slots(subject, each, each.parts)}
    for path, whole in slots.items():
        if not path.startswith(_SUMMED):
            continue
        theirs = (part.slot(path) for part in below.parts)
        known = [slot for slot in theirs if slot and _counts(slot, whole)]
        amounts = [slot.amount or Decimal() for slot in known]
        if whole.amount and max(amounts, default=0) <= whole.amount and exceed(known, whole, Decimal()):
            facts = {"what": whole.name, "sum": plain_digits(sum(amounts, Decimal()))}
            facts |= {"upper": below.upper.locality.name, "total": whole.said}
            yield None, Finding("parts-above-upper", below.upper.place(path), facts)


_SUMMED = ("population.", "achievements.")  # a commitment may be a standard, the same everywhere


def _counts(slot: Slot, whole: Slot) -> bool:
    """Return whether a part's figure is one of those that make up `whole`."""
    total = is_total(whole, [slot])
    return slot.name == whole.name and addend(slot, whole.unit, total=total).amount is not None
