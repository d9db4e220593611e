"""Chinese numerals: 九十五, 三千二百, 两万, 九十五点五."""

from __future__ import annotations

from decimal import Decimal

NUMERAL = r"[零一二两三四五六七八九十百千万亿]{1,20}"
_CHINESE = {digit: n for n, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_LITTLE = {"十": 10, "百": 100, "千": 1000}


def read_numeral(text: str) -> Decimal | None:
    """Return the number that a Chinese numeral says (九十五点五, 三千二百, 百), or None if it says none."""
    whole, point, decimals = text.partition("点")
    if point and not (decimals and set(decimals) <= _CHINESE.keys()):
        return None
    total = _whole(whole)
    digits = "".join(str(_CHINESE[each]) for each in decimals)
    return None if total is None else Decimal(f"{total}.{digits}") if digits else Decimal(total)


def _whole(text: str) -> int | None:
    """Return the whole number of a numeral.

    Digits in a row (二〇二五) are none, nor is what skips a place without 零: 二百六 may be 206 or 260.
    """
    for word, factor in (("亿", 10**8), ("万", 10**4)):
        high, found, low = text.rpartition(word)
        if found:
            upper, lower = (_whole(high) if high else 1), (_whole(low) if low else 0)
            skipped = low and not low.startswith("零") and (lower or 0) < factor // 10
            none = upper is None or lower is None or skipped or word in high
            return None if none else (upper or 0) * factor + (lower or 0)
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    total, pending, last, zero = 0, -1, 10_000, False
    for character in text:
        if character in _LITTLE:
            factor = _LITTLE[character]
            if factor >= last or pending == 0 or (pending < 0 and total):
                return None
            total, pending, last, zero = total + abs(pending) * factor, -1, factor, False
        elif pending > 0:
            return None
        else:
            pending = _CHINESE[character]
            zero = zero or pending == 0
    skipped = pending > 0 and last in {100, 1000} and not zero
    return None if skipped or not text else total + max(pending, 0)
