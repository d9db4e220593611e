"""Judge a value by the kind that its slot has: percent, count, amount, growth or words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from generator.base.units import base_unit, plain_digits, split_unit
from generator.base.value_grammar import swapped
from generator.base.values import Value, ValueKind, amount_in, read_value
from generator.check.language import sentence_patterns
from generator.locality.indicators import PlanIndicator
from generator.yaml_source import Data


def own_kind(row: Mapping[str, Data]) -> str:
    """Return the kind of a locality's own indicator by its name and unit, "" where they do not say."""
    given = str(row["unit"] or "") if "unit" in row else None
    name, unit = split_unit(str(row.get("name")), given, {"%", *sentence_patterns().counted})
    return figure_kind(name, unit)


def figure_kind(name: str, unit: str) -> str:
    """Return the kind of a figure by its name and unit; one without a unit may be anything: "".

    A count is of whole things (人, 户, 所), an amount of what can be divided (元, 岁, 每10万人口…人).
    """
    if sentence_patterns().growth.search(name):
        return "growth"
    if not unit or unit == "%":
        return "percent" if unit else ""
    return "count" if _is_counted(name, unit) else "amount"


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


def _is_counted(name: str, unit: str) -> bool:
    """Return whether a figure counts whole things one by one: 人, 户, 所, but not 人 in 每10万人口."""
    return base_unit(unit) in sentence_patterns().counted and not sentence_patterns().rates.search(name)


def value_fault(value: Value, kind: str, unit: str, name: str = "", *, goal: bool) -> str:
    """Return the id of the rule that a value breaks as one of a `kind` in a slot of a `unit`, "" if none.

    A `goal` of a share, other than a baseline, may be words where its slot has no unit; whether they will do
    `is_evasive` says.
    """
    if (kind or unit) and foreign_digits(value.text):
        return "value-digits"
    if sentence_patterns().leftovers.fullmatch(value.text.strip()):
        return "value-words" if unit else "value-unreadable"
    if value.kind is ValueKind.WORDS:
        return _words_fault(value.text, kind, unit, goal=goal)
    return _number_fault(value, kind, unit, name) if value.kind is ValueKind.NUMBER else ""


def _words_fault(text: str, kind: str, unit: str, *, goal: bool) -> str:
    """Return the rule that words break: where there is a unit, growth alone is said in words."""
    if kind == "growth":
        fine = sentence_patterns().growth_goals.search(text) and not unreadable(text)
    elif unit or kind in {"count", "amount"}:
        fine = kind == "words"
    else:
        fine = kind == "words" or not (unreadable(text) or (kind and not goal and not _is_whole(text)))
    return "" if fine else "value-unreadable" if re.search(r"\d", text) else "value-words"


def _number_fault(value: Value, kind: str, unit: str, name: str) -> str:
    counts = kind in {"count", "amount"}
    odd = (kind == "growth" and value.scale != 1) or kind == "words" or (kind and value.ratio)
    faults = {
        "value-unreadable": odd,
        "range-order": value.end and value.end.number < value.number,
        "value-unit": _clashes(value, unit),
        "value-words": kind in {"growth", "percent"} and value.vague,
        "percent-range": kind == "percent" and not value.ratio and out_of_range(value),
        "value-negative": counts and value.number.is_signed(),
        "value-fraction": counts and _is_counted(name, unit) and _is_fraction(value, unit),
        "unit-typed": value.exact and value.unit and unit and not _is_closer(value.unit, unit),
        "bound-round": value.two_ways,
    }
    return next((rule for rule, broken in faults.items() if broken), "")


def _clashes(value: Value, unit: str) -> bool:
    """Return whether a value brings another unit than its slot has: 85人 among %, 50% in 户, 2万 in 万人."""
    own, other = (usual_unit(base_unit(each)) for each in (value.unit, unit))
    if not unit or _is_closer(value.unit, unit):
        return False
    scaled = value.scale > 1 and not value.unit and base_unit(unit) != unit
    return scaled or (value.percent and unit != "%") or bool(own and own != other)


def _is_closer(own: str, unit: str) -> bool:
    """Return whether a value's own unit says more closely what its slot counts: 年底 for 年."""
    return own in sentence_patterns().closer_units.get(unit, ())


def usual_unit(unit: str) -> str:
    """Return the first of the units that count the same as `unit`: 人 for 名, 周岁 for 岁."""
    patterns = sentence_patterns()
    return patterns.alike_units.get(patterns.same_units.get(unit, unit), unit)


def _is_fraction(value: Value, unit: str) -> bool:
    """Return whether a count is no whole number, or is written like one that is not: 8412.5, 7600.0."""
    amounts = [amount_in(each, unit) for each in (value, value.end) if each]
    written = value.scale == 1 and base_unit(unit) == unit and "." in value.digits and not value.ratio
    return written or any(amount is not None and amount % 1 for amount in amounts)


def value_facts(rule: str, what: str, value: str, unit: str) -> dict[str, str]:
    """Return the facts that a rule of `value_fault` tells of a figure: its name, value, unit, one better."""
    if rule == "percent-range":
        return {"indicator": what, "value": value}
    return {"what": what, "value": value, **_more_facts(rule, value, unit)}


def _more_facts(rule: str, text: str, unit: str) -> dict[str, str]:
    value = read_value(text)
    if rule == "value-digits":
        return {"digits": foreign_digits(text)}
    if rule == "value-words":
        return {"unit": unit, "better": _percentage(text) if unit == "%" else ""}
    if rule == "unit-typed":
        return {"unit": unit, "better": _without_unit(value, unit)}
    if rule == "range-order":
        return {"better": swapped(text)}
    if rule == "bound-round":
        better = f"{value.relation}{plain_digits(value.number)}"
        return {"word": value.tail, "better": better}
    return {"unit": unit} if rule in {"value-unit", "value-fraction"} else {}


def _without_unit(value: Value, unit: str) -> str:
    """Return a value without its unit, as a slot that counts in `unit` has it: 3 for 3万人 in 万人."""
    amount, scale = amount_in(value, ""), amount_in(read_value("1"), unit)
    if amount is None or scale in {None, 1}:
        digits = value.digits if value.digits.isascii() else plain_digits(value.number / value.scale)
        number = f"{digits}{value.scale_words}"
    else:
        number = plain_digits(amount / (scale or 1))
    return f"[{number}]" if value.cumulative else number


def _percentage(text: str) -> str:
    """Return the percentage that words say: 100 for 全覆盖, 80 for 八成, "" where they say none."""
    tenths = sentence_patterns().tenths.fullmatch(text)
    amounts = [read_value(each).amount or 0 for each in tenths.groups("0")] if tenths else []
    share = sum(amount * rank for amount, rank in zip(amounts, (10, 1), strict=False))
    return "100" if _is_whole(text) else plain_digits(Decimal(share)) if share else ""


def foreign_digits(text: str) -> str:
    """Return the digits of `text` that are no ordinary ones: of another script, in circles, Roman."""
    return "".join(each for each in text if not each.isascii() and each not in _WIDE and _is_digit(each))


_WIDE = "０１２３４５６７８９"


def _is_digit(character: str) -> bool:
    """Return whether a character is a digit or a number of its own (①, Ⅳ, ½); 〇 is a letter to people."""
    return character != "〇" and unicodedata.category(character) in {"Nd", "Nl", "No"}


def is_evasive(value: Value, kind: str, unit: str) -> bool:
    """Return whether a share's goal is a dash, or words without digits in a slot without a `unit`.

    应保尽保 is 100 %. Counts and growth may be said in words; all other words are for `value_fault`.
    """
    if kind != "percent":
        return False
    said = value.kind is ValueKind.WORDS and not unit and not re.search(r"\d", value.text)
    return value.kind is ValueKind.NONE or (said and not _is_whole(value.text))


def _is_whole(text: str) -> bool:
    """Return whether words say the whole of something: 应保尽保, 全覆盖."""
    return bool(sentence_patterns().whole.fullmatch(text))


def out_of_range(value: Value) -> bool:
    """Return whether a share, or an end of a range of shares, is below 0 or above 100 %."""
    return any(each.number.is_signed() or each.number > 100 for each in (value, value.end) if each)  # noqa: PLR2004  # per cent


def unreadable(text: str) -> bool:
    """Return whether words have digits and yet compare nothing: 与GDP增速相差1个百分点 is a comparison."""
    return bool(re.search(r"\d", text)) and sentence_patterns().points not in text
