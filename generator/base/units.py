"""Units that scale what they count (万人, 亿元), and digits without an exponent."""

from __future__ import annotations

from decimal import Decimal

UNIT_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}


def base_unit(unit: str) -> str:
    """Return the unit in which the scaled `unit` counts: 人 for 万人 and for 人, an empty text for 万."""
    return unit.removeprefix(scale_of(unit))


def scale_of(unit: str) -> str:
    """Return the word at the beginning of a `unit` that scales it: 万 for 万人, "" for 人."""
    return unit[:1] if unit[:1] in UNIT_SCALES else ""


def plain_digits(amount: Decimal) -> str:
    """Return `amount` without an exponent and without trailing zeros: 450 for 450.000."""
    return f"{amount.normalize():f}"
