"""Find the numbers of a paragraph as the values that a profile would have, each with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.base.numerals import read_numeral
from generator.base.values import ValueKind, read_value
from generator.library.period import FIGURE_GROUPS, Period
from generator.pipeline.support.imported.words import chosen, listed

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?"
_RANGE = rf"(?P<low>(?:{_DIGITS}))[%％]?\s*[-—–－～~]{{1,2}}\s*(?P<high>(?:{_DIGITS}))"
_CJK = "一二两三四五六七八九十"
_BEFORE, _BEHIND = 40, 30  # characters around a number that may be about it
_TITLE = re.compile("《[^《》]{0,200}》")
_FARTHEST = 100  # characters beside a number that are looked at
_MOST = 12  # numbers of a row that are looked at on either side
_BLANKS = 8  # between a sign and its number; with any number of them, a search takes their square
_ROW = 2  # characters between the numbers of a row
_STOPS = "。；！？\n"
_OPEN = "XX"


class Found(NamedTuple):
    """Hold a number as a profile would have it (`value`) with its `unit`, "" where none stands behind it.

    `before` and `behind` are the words of its sentence around it; it stands at `start` to `end` of the
    paragraph, its unit included, and its digits end at `digits_end`. Of a row of numbers that is shared out
    (分别) it belongs to `names`, the others to `others`, the last of them to `common`; a `shared` one (均) is
    the number of all that stands before it. One that is not `written` in figures is a Chinese numeral.
    """

    value: str
    unit: str
    before: str
    behind: str
    start: int
    end: int
    digits_end: int
    names: str = ""
    others: str = ""
    common: str = ""
    shared: bool = False
    written: bool = True


def numbers_in(text: str, period: Period) -> list[Found]:
    """Return the numbers of a paragraph in order, but those that repeat another or stand in a title."""
    found = list(_numbers(text, period))
    return [_shared_out(each, n, found, text) for n, each in enumerate(found)]


def _numbers(text: str, period: Period) -> Iterator[Found]:
    untitled = _TITLE.sub(lambda match: "\u3000" * len(match[0]), text)
    again = tuple(f"{sign}{word}" for sign in "（(" for word in listed("again"))
    for match in _number(period).finditer(untitled):
        start, end = match.start("value"), match.end()
        before, behind = text[max(start - _FARTHEST, 0) : start], text[end : end + _FARTHEST]
        if before.endswith((*listed("never_behind"), *again)):
            continue
        if value := _value(match):
            unit = (match["unit"] or "").replace("％", "%")
            before = re.split(f"[{_STOPS}]", _once(before))[-1][-_BEFORE:]
            behind = re.split(f"[{_STOPS}]", _once(behind))[0][:_BEHIND]
            digits = match.end("scale")
            yield Found(value, unit, before, behind, start, end, digits, written=not match["numeral"])


def _once(text: str) -> str:
    """Return `text` without the brackets that say a number again: （含50人）."""
    return re.sub(rf"[（(]{chosen(listed('again'))}[^（()）]{{0,12}}[）)]", "", text)


def _value(match: re.Match[str]) -> str:
    """Return what a profile would have for a number that was found, "" if that would be no value."""
    if match["open"]:
        return f"{_OPEN}{match['scale'] or ''}"
    number = match["plain"] or ""
    if match["low"]:
        number = f"{match['low']}—{match['high']}"
    elif match["numeral"]:
        number = str(read_numeral(match["numeral"].replace("两", "二")) or "")
    number = number.replace(",", "")
    said = match["sign"] or ""
    sign = said.translate(str.maketrans("＞＜", "><"))
    if said in listed("at_least") or (match["after"] and not sign):
        sign = "≥" if said in listed("at_least") or "上" in match["after"] else "≤"
    elif said in listed("at_most"):
        sign = "≤"
    value = f"{sign}{number}{match['scale'] or ''}"
    return value if number and read_value(value).kind is ValueKind.NUMBER else ""


@cache
def _number(period: Period) -> re.Pattern[str]:
    """Return the expression for a number with its sign before, and its unit and bound behind it."""
    units = chosen(_units(period))
    signs = chosen((*listed("at_least"), *listed("at_most"), *listed("about"), *"＞>≥＜<≤"))
    scale = r"(?P<scale>[余多]?[万亿千]{0,2}[余多]?)"
    opened = f"[{''.join(listed('open'))}]{{1,4}}"
    value = rf"{_RANGE}|(?P<plain>{_DIGITS})|(?P<open>{opened})|(?P<numeral>[{_CJK}]{{1,3}}(?={units}))"
    return re.compile(
        rf"(?P<sign>{signs})?\s{{0,{_BLANKS}}}(?<![\d.〇A-Za-z{_CJK}])(?P<value>{value}){scale}\s*(?P<unit>{units})?"
        "(?P<after>(?:及|（含）)?以[上下])?"
    )


@cache
def _units(period: Period) -> tuple[str, ...]:
    """Return the units of the figures of `period` and those that count the same."""
    own = {entry.unit for path, entry in period.catalogue.items() if path.partition(".")[0] in FIGURE_GROUPS}
    rows = {row.unit for row in period.indicators.values()}
    return tuple(sorted({*own, *rows, *listed("units"), "%", "％"} - {""}))


def _shared_out(found: Found, place: int, row: list[Found], text: str) -> Found:
    """Return `found` with its name in a row of numbers (甲和乙分别达到1和2), and whether it is shared."""
    head = found.before
    if any(word in re.split("[，,]", head)[-1] for word in listed("each")):
        return found._replace(shared=True)
    first, last = place, place
    while first > max(place - _MOST, 0) and _joined(row[first - 1], row[first], text):
        first -= 1
    while last + 1 < min(len(row), place + _MOST) and _joined(row[last], row[last + 1], text):
        last += 1
    count = last - first + 1
    head = text[max(row[first].start - _FARTHEST, 0) : row[first].start]
    clause = re.split(f"[{_STOPS}，,]", head)[-1]
    word = next((word for word in listed("respectively") if word in clause), "")
    names = (
        [name for name in re.split(chosen(listed("between")), clause.partition(word)[0]) if name]
        if word
        else []
    )
    if count == 1:
        return found
    if len(names) != count:
        return found if place == first else found._replace(names=clause)  # 75金、64银、31铜
    own = place - first
    return found._replace(
        names=names[own],
        others="，".join(names[:own] + names[own + 1 : -1]),
        common=names[-1] if own < count - 1 else "",  # what all have in common stands there
    )


def _joined(one: Found, two: Found, text: str) -> bool:
    """Return whether two numbers of a paragraph stand in one row: 1085名和1356名, 75金、64银."""
    between = text[one.end : two.start]
    return len(between) <= _ROW and bool(between) and not set(between) & set(f"{_STOPS}，,")
