"""Units that scale what they count (万人, 千户, 亿元), and digits without an exponent."""

from __future__ import annotations

import re
from collections.abc import Container
from decimal import Decimal

_TENS = {"": 1, "十": 10, "百": 100, "千": 1000}
UNIT_SCALES = {"": 1, "千": 1000, "万亿": 10**12}
UNIT_SCALES |= {f"{tens}万": factor * 10**4 for tens, factor in _TENS.items()}
UNIT_SCALES |= {f"{tens}亿": factor * 10**8 for tens, factor in _TENS.items()}
_BEHIND = re.compile(r"[（(]([^（()）]{1,6})[）)]\Z")  # 参保率（%）
_SCALE = re.compile("万亿|[十百千]?[万亿]|千(?![克米瓦卡伏])")  # 千米 is a unit of its own


def base_unit(unit: str) -> str:
    """Return the unit in which the scaled `unit` counts: 人 for 万人 and for 人, an empty text for 万."""
    return unit.removeprefix(scale_of(unit))


def scale_of(unit: str) -> str:
    """Return the word at the beginning of a `unit` that scales it: 万 for 万人, "" for 人."""
    found = _SCALE.match(unit)
    return found[0] if found else ""


def unit_in(name: str) -> str:
    """Return the unit in brackets at the end of a `name`: % for 参保率（%）, "" where there is none."""
    found = _BEHIND.search(name.strip())
    return found[1].replace("％", "%") if found else ""


def split_unit(name: str, unit: str | None, known: Container[str]) -> tuple[str, str]:
    """Return `name` without the unit in brackets at its end, which is printed behind it anyway, and its unit.

    That is `unit`, or where this is None the one in the brackets, if it is one of the `known`.
    """
    inside = unit_in(name)
    if inside and (inside in known if unit is None else inside == unit.strip()):
        return _BEHIND.sub("", name.strip()), inside
    return name, unit or ""


def plain_digits(amount: Decimal) -> str:
    """Return `amount` without an exponent and without trailing zeros: 450 for 450.000."""
    return f"{amount.normalize():f}"
