"""Report figures that are readable and yet unlikely: a year elsewhere, a fraction for a per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.base.units import base_unit, plain_digits
from generator.base.values import Value, ValueKind
from generator.check.context import CELLS, FIGURED, ReviewContext
from generator.check.language import sentence_patterns
from generator.check.value_kinds import is_share
from generator.locality.figures import Slot
from generator.locality.sentences import typed_unit
from generator.yaml_source import mapping, strings

_FIGURE = re.compile(r"\{([\w.-]+)\}")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_FEW = 10  # up to ten a plan may write in Chinese (GB/T 15835)
_LARGE = 10  # a share in per cent that is no fraction


def unit_said(subject: ReviewContext) -> Iterator[Finding]:
    """Report a figure in a sentence of one's own with a unit that counts something else: 人次 for 人."""
    for path, text in subject.own_texts:
        if path[-1] not in FIGURED or "{" not in text:
            continue
        for match in _FIGURE.finditer(text):
            own = match[1] == "value"
            slot = subject.figures.slot(".".join(map(str, path[:-1])) if own else match[1])
            typed = typed_unit(slot.unit, text[match.end() :])
            # a result's sentence says what is counted, unless the profile says it beside the value
            if (slot.own_unit or not own) and _counts_else(slot, typed):
                facts = {"what": slot.name, "unit": typed, "usual": slot.unit, "value": slot.text}
                yield Finding("unit-said", subject.profile.source.place(path), facts)


def _counts_else(slot: Slot, typed: str) -> bool:
    """Return whether a `typed` unit counts something else than the figure does."""
    if slot.value is None or slot.amount is None or slot.value.unit or slot.value.percent:
        return False
    patterns = sentence_patterns()
    units = {base_unit(typed), base_unit(slot.unit)}
    if not units <= patterns.counted or units & patterns.general:
        return False
    return len({patterns.alike_units.get(unit, unit) for unit in units}) > 1


def year_unlikely(subject: ReviewContext) -> Iterator[Finding]:
    """Report a year of a commitment outside the period, or another year behind its end."""
    words = subject.profile.period.words
    first, last = words["first_year"], words["last_year"]
    for slot in map(subject.figures.slot, subject.named_figures()):
        years = [each.digits for each in _ends(slot.value) if _YEAR.fullmatch(each.digits)]
        if slot.unit[:1] != _year_unit() or not years:
            continue
        floor = first if slot.path.startswith("commitments.") else ""
        if not all(floor <= year <= last for year in years):
            facts = {"what": slot.name, "value": slot.text, "years": f"{first}—{last}"}
            yield subject.finding_at("year-unlikely", slot.path, **facts)


def _year_unit() -> str:
    return sentence_patterns().year


def _ends(value: Value | None) -> list[Value]:
    """Return a number, of a range both ends; nothing for what is no number."""
    found = [value, value.end] if value and value.kind is ValueKind.NUMBER else []
    return [each for each in found if each]


def fraction_for_percent(subject: ReviewContext) -> Iterator[Finding]:
    """Report a share written as a fraction (0.95) beside one of the same indicator in per cent (98)."""
    for row in subject.figures.indicators.values():
        if not is_share(row):
            continue
        results = [path for path, indicator in subject.results() if indicator == row.id]
        paths = [*(f"indicators.{row.id}.{column}" for column in CELLS), *results]
        slots = [slot for slot in map(subject.figures.slot, paths) if _in_percent(slot)]
        if not any(slot.amount > _LARGE for slot in slots if slot.amount is not None):
            continue
        for slot in slots:
            if slot.amount is not None and 0 < slot.amount <= 1:
                facts = {"what": slot.name, "value": slot.text, "better": plain_digits(slot.amount * 100)}
                yield subject.finding_at("fraction-for-percent", slot.path, **facts)


def _in_percent(slot: Slot) -> bool:
    """Return whether a figure is a number in per cent without a % or ratio of its own."""
    value = slot.value
    return bool(value and value.amount is not None and not value.ratio and not value.percent)


def value_unprinted(subject: ReviewContext) -> Iterator[Finding]:
    """Report the value of a result whose own sentence does not print it."""
    for key, item in mapping(subject.profile.at("achievements")).items():
        path, words = f"achievements.{key}", strings(item)
        sentence = words.get("sentence", "")
        if (
            sentence
            and subject.figures.is_filled(path)
            and not {"value", path} & {*_FIGURE.findall(sentence)}
        ):
            facts = {"value": subject.figures.slot(path).text, "path": path}
            yield subject.finding_at("value-unprinted", f"{path}.sentence", **facts)


def numeral_typed(subject: ReviewContext) -> Iterator[Finding]:
    """Report an exact number above ten in Chinese digits, which stands among Arabic ones in the plan."""
    for slot in map(subject.figures.slot, subject.figure_paths()):
        value = slot.value
        if not slot.unit or value is None or not value.exact or value.digits.isascii() or slot.unit == "%":
            continue
        if value.number > _FEW:
            better = f"{plain_digits(value.number / value.scale)}{value.scale_words}"
            better = f"[{better}]" if value.cumulative else better
            yield subject.finding_at(
                "numeral-typed", slot.path, what=slot.name, value=slot.text, better=better
            )


RULES = (unit_said, year_unlikely, fraction_for_percent, value_unprinted, numeral_typed)
