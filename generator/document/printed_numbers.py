"""Read the numbers of headings back from print, by their patterns: those of number.py, and typed ones."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from generator.base.patterns import MAX_LENGTH
from generator.document.number import print_number

_VALUES = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
# What each word of a pattern prints; bounded, since the pattern comes with a file.
NUMBERS = {"n": r"\d{1,4}", "cjk": "[〇零一二三四五六七八九十百千]{1,8}"}
_MOST_NUMBERS = 3  # in one pattern: one like {n}{n}{n}{n} would be tried in every way there is
_KEPT = 64  # patterns; a plan has eight
_STOP, _OPEN, _CLOSE = "[、．.，,。：:]", "[（(〔【]", "[）)〕】]"  # full and half width
_ENDS = "[、．.，,。：:）)〕】]"  # full and half width
_BLANKS = "[ \t\u3000]{0,8}"
_WHOLE = "(?![0-9])"  # a point with a digit behind it is that of a decimal fraction
_COUNT = f"(?:{NUMBERS['n']}|{NUMBERS['cjk']})"
_ENCLOSED = "[①-⑳⑴-⒛㊀-㊉]"  # signs that have their brackets or stop in them
_SIGNED = re.compile(f"(?:第{_COUNT}[章节条项]|{_OPEN}?{_COUNT}{_ENDS}{_WHOLE}|{_ENCLOSED}){_BLANKS}")
_FIRST = re.compile(f"{_COUNT}|{_ENCLOSED}")


def is_too_long(pattern: str) -> bool:
    """Return whether `pattern` has more numbers than any heading of ours."""
    return pattern.count("{") > _MOST_NUMBERS


def split_number(text: str, number: str, pattern: str) -> tuple[str, str]:
    """Split the printed heading `text` into number and title; the draft had `number`, printed by `pattern`.

    The number is `number` if the text begins with it, else one that `pattern` would print, be it with other
    signs, else one in another form that counts the same, else "". An automatic number has no blanks behind
    it: those that the pattern has are layout.
    """
    if number and text.startswith(number):
        return number, text[len(number) :]
    for reading in _readings(pattern):
        if found := reading.match(text):
            printed = print_number(pattern, _value(found[1]))
            return printed if found[0] == printed.rstrip() else found[0], text[found.end() :]
    found = _SIGNED.match(text)
    if found and number and count_of(found[0], "") == count_of(number, pattern):
        return found[0], text[found.end() :]
    return "", text


def count_of(number: str, pattern: str) -> int | None:
    """Return the count in a `number` printed by `pattern`, or typed in its place; None if there is none."""
    for reading in _readings(pattern):
        if found := reading.fullmatch(number):
            return _value(found[1])
    found = _FIRST.search(number)
    return _value(found[0]) if found and _SIGNED.fullmatch(number) else None


def same_count(one: str, other: str) -> bool:
    """Return whether two printed numbers count the same, whatever their signs."""
    counts = (_FIRST.search(number) for number in (one, other))
    values = [_value(found[0]) for found in counts if found]
    return len(values) == len({one, other}) and len(set(values)) == 1


def _value(count: str) -> int:
    """Return the value of a count in digits, or in Chinese numerals: 十二, 一百零三, 一二."""
    if count[0] not in _VALUES and count[0] not in _UNITS:
        return int(unicodedata.numeric(count)) if len(count) == 1 else int(count)
    if not any(sign in _UNITS for sign in count):
        return int("".join(str(_VALUES[sign]) for sign in count))
    total, digit = 0, 0
    for sign in count:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _VALUES[sign]
    return total + digit


@lru_cache(_KEPT)
def _readings(pattern: str) -> tuple[re.Pattern[str], ...]:
    """Return what matches a number of `pattern`, its count first: as it prints, then with other signs."""
    literals = re.split(r"\{(n|cjk)\}", pattern)
    words = literals[1::2]
    if not 1 <= len(words) <= _MOST_NUMBERS or len(pattern) > MAX_LENGTH:
        return ()
    end = _WHOLE if re.search(f"{_STOP}$", pattern) else ""
    exact = "".join(f"({NUMBERS[part]})" if n % 2 else re.escape(part) for n, part in enumerate(literals))
    free = _BLANKS.join(
        f"({_COUNT})" if n % 2 else _freely(part) for n, part in enumerate(literals) if part.strip()
    )
    return re.compile(exact + end), re.compile(f"{free}{end}{_BLANKS}")


def _freely(literal: str) -> str:
    """Return a pattern for `literal` with stops and brackets of any kind, and any blanks."""
    signs = []
    for sign in "".join(literal.split()):
        kind = next((kind for kind in (_OPEN, _CLOSE, _STOP) if re.match(kind, sign)), None)
        signs.append(_ENDS if kind in {_STOP, _CLOSE} else kind or re.escape(sign))
    return _BLANKS.join(signs)
