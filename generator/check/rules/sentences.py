"""The rules about sentences: a typed number or unit contradicts a figure of the profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.base.diagnostics import Finding
from generator.base.values import Value, base_unit, read_value
from generator.check.context import WORDED, ReviewContext
from generator.check.language import sentence_patterns
from generator.locality.figures import Slot
from generator.yaml_source import KeyPath

_SENTENCE = re.compile(r"[^。；]+")
_CLAUSE = re.compile(r"[^，：]+")
_YEAR = re.compile(r"(20\d\d)年")
_BEFORE_UNIT = re.compile(r"\{([\w.-]+)\}(%|％|[\u4e00-\u9fff]{1,4})")
_LIKE = 0.6  # share of the character pairs of a figure's name


class _Mention(NamedTuple):
    """Describe a figure as a sentence would write it: name, unit and amount."""

    slot: Slot
    name: str
    unit: str
    amount: Decimal


def sentence_contradicts(subject: ReviewContext) -> Iterator[Finding]:
    """Report each number typed into a sentence that names a figure of the profile with another value."""
    typed = list(_typed_numbers(subject))
    figures = list(_mentionable(subject)) if typed else []
    for path, clause, written, unit in typed:
        alike = [one for one in figures if one.unit == _unit(unit) and _is_about(clause, written, one)]
        if found := _contradicted(read_value(written), alike):
            slot = found.slot
            facts = {"what": found.name, "where": f"档案 {slot.path}", "other": slot.in_full}
            place = subject.profile.source.place(path)
            yield Finding("text-contradicts", place, {**facts, "value": f"{written}{unit}"})


def sentence_unit(subject: ReviewContext) -> Iterator[Finding]:
    """Report a figure's path before a unit of another kind: {population.certified}%, {…rate}人."""
    for path, text in subject.own_texts:
        if path[-1] not in {"own", "sentence"} or "{" not in text:
            continue
        for name, typed in _BEFORE_UNIT.findall(text):
            slot = subject.figures.slot(".".join(map(str, path[:-1])) if name == "value" else name)
            if slot.unit and slot.amount is not None and _clash(typed.replace("％", "%"), slot.unit):
                facts = {"what": slot.name, "value": f"{slot.text}{typed}", "unit": slot.unit}
                yield Finding("value-unit", subject.profile.source.place(path), facts)


def _clash(typed: str, unit: str) -> bool:
    """Return whether one of two units is % and the other counts things; `typed` may go on behind its unit."""
    if typed == "%":
        return unit != "%"
    share = unit == "%" and sentence_patterns().points not in typed
    return share and any(typed.startswith(each) for each in sentence_patterns().counted)


def _typed_numbers(subject: ReviewContext) -> Iterator[tuple[KeyPath, str, str, str]]:
    """Yield every number in sentences that mention no other year: its path, clause, digits and unit."""
    years = {subject.figures.baseline_year, subject.profile.period.target_year}
    for path, text in subject.own_texts:
        sentences = _SENTENCE.findall(text) if path[-1] in WORDED else []
        for sentence in sentences:
            clauses = _CLAUSE.findall(sentence) if set(_YEAR.findall(sentence)) <= years else []
            for clause in clauses:
                for written, unit in sentence_patterns().written.findall(clause):
                    yield path, clause, written, unit


def _contradicted(value: Value, alike: list[_Mention]) -> _Mention | None:
    """Return the figure that `value` contradicts, or None if one of the `alike` figures has its amount."""
    if any(one.amount == value.amount for one in alike):
        return None
    # of figures with one name, the target: it stands last
    return max(reversed(alike), key=lambda one: len(one.name), default=None)


def _mentionable(subject: ReviewContext) -> Iterator[_Mention]:
    rows = subject.figures.indicators
    for slot in map(subject.figures.slot, subject.figure_paths()):
        amount = slot.amount
        if slot.value is None or amount is None or slot.value.end or slot.value.about:
            continue
        row = rows.get(slot.path.split(".")[1]) if slot.path.startswith("indicators.") else None
        unit = base_unit(slot.unit) or (row.national.unit if slot.unit and row and row.national else "")
        unit = "%" if slot.value.percent else unit
        yield _Mention(slot, row.name if row else slot.name, _unit(unit), amount)


def _unit(word: str) -> str:
    return sentence_patterns().same_units.get(word, word)


def _is_about(clause: str, written: str, mention: _Mention) -> bool:
    """Return whether a clause gives a number to a figure: most character pairs of its name stand in it.

    The population must stand right before its number, for every sentence is about 残疾人.
    """
    name = mention.name
    if any(word in clause and word not in name for word in sentence_patterns().elsewhere):
        return False
    if mention.slot.path.startswith("population."):
        core = re.escape(name.removesuffix("数"))
        return bool(re.search(rf"{core}[{sentence_patterns().between}]{{0,4}}{re.escape(written)}", clause))
    pairs = {name[n : n + 2] for n in range(len(name) - 1)}
    return bool(pairs) and sum(pair in clause for pair in pairs) / len(pairs) >= _LIKE


RULES = (sentence_contradicts, sentence_unit)
