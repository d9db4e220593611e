"""The rules about sentences: a typed number or unit contradicts a figure of the profile."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.base.diagnostics import Finding
from generator.base.limits import MOST_COMPARISONS
from generator.base.units import base_unit
from generator.base.values import Value, read_value
from generator.check.context import FIGURED, WORDED, ReviewContext
from generator.check.language import sentence_patterns
from generator.locality.figures import Slot
from generator.yaml_source import KeyPath

_SENTENCE = re.compile(r"[^。；]+")
_CLAUSE = re.compile(r"[^，：]+")
_YEAR = re.compile(r"(20\d\d)年")
_BEFORE_UNIT = re.compile(r"\{([\w.-]+)\}(%|％|[\u4e00-\u9fff]{1,4})")
_LIKE = 0.6  # share of the character pairs of a figure's name
_BETWEEN = 4  # characters that may stand between the population and its number


class _Mention(NamedTuple):
    """Describe a figure as a sentence would write it: name, character pairs of the name, unit and amount."""

    slot: Slot
    name: str
    pairs: frozenset[str]
    unit: str
    amount: Decimal


class _Clause(NamedTuple):
    """Hold a clause, its character pairs, and the words in it that speak of other figures."""

    text: str
    pairs: frozenset[str]
    elsewhere: tuple[str, ...]


class _Typed(NamedTuple):
    """Hold a number typed into the sentence at `path`: digits, unit, clause, and where there it begins."""

    path: KeyPath
    clause: _Clause
    start: int
    written: str
    unit: str


def sentence_contradicts(subject: ReviewContext) -> Iterator[Finding]:
    """Report each number typed into a sentence that names a figure of the profile with another value.

    Stop, and report that, where there are more numbers and figures to compare than any plan has.
    """
    typed = list(_typed_numbers(subject))
    figures: dict[str, list[_Mention]] = defaultdict(list)
    for figure in _mentionable(subject) if typed else ():
        figures[figure.unit].append(figure)
    left = MOST_COMPARISONS
    for number in typed:
        place = subject.profile.source.place(number.path)
        candidates = figures.get(_unit(number.unit), [])
        left -= len(candidates)
        if left < 0:
            yield Finding("text-uncompared", place, {"limit": f"{MOST_COMPARISONS:,}"})
            return
        alike = [one for one in candidates if _is_about(number, one)]
        if found := _contradicted(read_value(number.written), alike):
            slot = found.slot
            facts = {"what": found.name, "where": f"档案 {slot.path}", "other": slot.in_full}
            yield Finding("text-contradicts", place, {**facts, "value": f"{number.written}{number.unit}"})


def sentence_unit(subject: ReviewContext) -> Iterator[Finding]:
    """Report a figure's path before a unit of another kind: {population.certified}%, {…rate}人."""
    for path, text in subject.own_texts:
        if path[-1] not in FIGURED or "{" not in text:
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


def _typed_numbers(subject: ReviewContext) -> Iterator[_Typed]:
    """Yield every number in sentences that mention no other year."""
    years = {subject.figures.baseline_year, subject.profile.period.target_year}
    for path, text in subject.own_texts:
        sentences = _SENTENCE.findall(text) if path[-1] in WORDED else []
        for sentence in sentences:
            clauses = _CLAUSE.findall(sentence) if set(_YEAR.findall(sentence)) <= years else []
            for each in clauses:
                if numbers := list(sentence_patterns().written.finditer(each)):
                    clause = _clause(each)
                    yield from (_Typed(path, clause, n.start(), n[1], n[2]) for n in numbers)


def _clause(text: str) -> _Clause:
    elsewhere = (word for word in sentence_patterns().elsewhere if word in text)
    return _Clause(text, _pairs(text), tuple(elsewhere))


def _pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of `text`."""
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


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
        name = row.name if row else slot.name
        yield _Mention(slot, name, _pairs(name), _unit(unit), amount)


def _unit(word: str) -> str:
    return sentence_patterns().same_units.get(word, word)


def _is_about(number: _Typed, mention: _Mention) -> bool:
    """Return whether a clause gives a number to a figure: most character pairs of its name stand in it.

    The population must stand right before its number, for every sentence is about 残疾人.
    """
    if any(word not in mention.name for word in number.clause.elsewhere):
        return False
    if mention.slot.path.startswith("population."):
        return _stands_before(mention.name.removesuffix("数"), number)
    pairs = mention.pairs
    return bool(pairs) and len(pairs & number.clause.pairs) / len(pairs) >= _LIKE


def _stands_before(name: str, number: _Typed) -> bool:
    """Return whether `name` stands before `number`, with nothing between them but a few words that may."""
    text, between = number.clause.text, sentence_patterns().between
    for end in range(number.start, max(number.start - _BETWEEN, 0) - 1, -1):
        if text.endswith(name, 0, end):
            return True
        if not between.match(text, end - 1):
            return False
    return False


RULES = (sentence_contradicts, sentence_unit)
