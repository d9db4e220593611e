"""Judge a value by the kind that its indicator has: percent, count, growth or words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.base.values import Value, ValueKind
from generator.check.language import sentence_patterns
from generator.locality.indicators import PlanIndicator
from generator.yaml_source import Data

_NUMBERS = {"percent", "count"}


def own_kind(row: Mapping[str, Data]) -> str:
    """Return the kind of a locality's own indicator by its name and unit, "" where they do not say."""
    if sentence_patterns().growth.search(str(row.get("name"))):
        return "growth"
    return "percent" if row.get("unit") == "%" else ""


def is_growth(row: PlanIndicator) -> bool:
    """Return whether a row of the indicator table measures growth."""
    if row.national:
        return row.national.kind == "growth"
    return bool(sentence_patterns().growth.search(row.name))


def is_share(row: PlanIndicator) -> bool:
    """Return whether a row of the indicator table is a share of a whole, which growth is not."""
    if row.national:
        return row.national.kind == "percent"
    return row.unit == "%" and not is_growth(row)


def is_count(row: PlanIndicator) -> bool:
    """Return whether a row of the indicator table counts people or things, which can be shared out."""
    if row.national:
        return row.national.kind == "count"
    return bool(row.unit) and row.unit != "%" and not is_growth(row) and higher_is_better(row)


def higher_is_better(row: PlanIndicator) -> bool:
    """Return which way a row is better: as the national set or the profile says, else by its name."""
    if row.national:
        return row.national.higher_is_better
    return row.direction != "lower" if row.direction else not sentence_patterns().lower.search(row.name)


def value_fault(value: Value, kind: str, *, goal: bool) -> str:
    """Return the id of the rule that a value breaks as one of a kind, "" where it breaks none.

    A `goal`, other than a baseline, may be words that say no number; whether they will do `is_evasive` says.
    """
    if value.kind is ValueKind.WORDS:
        return "" if _are_words(value.text, kind, goal=goal) else "value-unreadable"
    if value.kind is not ValueKind.NUMBER:
        return ""
    if kind == "percent" and out_of_range(value) and not value.ratio:
        return "percent-range"
    odd = (kind == "count" and value.percent) or (kind == "growth" and value.scale != 1) or kind == "words"
    odd = odd or bool(kind and value.ratio)
    return "value-unreadable" if odd else ""


def is_evasive(value: Value, kind: str) -> bool:
    """Return whether a share's goal is a dash or words without digits; 应保尽保 is 100 %.

    Counts and growth may be said in words; words with digits are for `value_fault`.
    """
    if kind != "percent":
        return False
    return value.kind is ValueKind.NONE or (
        value.kind is ValueKind.WORDS and not _says_number(value.text, kind)
    )


def out_of_range(value: Value) -> bool:
    """Return whether a share is below 0 or above 100 %."""
    return value.amount is not None and not 0 <= value.amount <= 100  # noqa: PLR2004  # per cent


def unreadable(text: str) -> bool:
    """Return whether words have digits and yet compare nothing: 与GDP增速相差1个百分点 is a comparison."""
    return bool(re.search(r"\d", text)) and sentence_patterns().points not in text


def _are_words(text: str, kind: str, *, goal: bool) -> bool:
    """Return whether text that is no number may stand for a value of a kind."""
    if kind == "words":
        return True
    return not unreadable(text) and (goal or kind not in _NUMBERS or _says_number(text, kind))


def _says_number(text: str, kind: str) -> bool:
    """Return whether words have a number, or are a share of 100 % in words."""
    return bool(re.search(r"\d", text)) or (
        kind == "percent" and bool(sentence_patterns().whole.fullmatch(text))
    )
