"""The grammar of a value: its signs and their words, digits, scales, ranges, percentages, units."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from generator.base.numerals import NUMERAL, read_numeral

PLACEHOLDER_CHARACTERS = "XxＸｘ×○〇"  # drafters type these for figures that they do not have yet
SIGNS = {
    "": "=",
    "达到": "=",
    "达": "=",
    "≧": "≥",
    "⩾": "≥",
    "≦": "≤",
    "⩽": "≤",
    ">=": "≥",
    "<=": "≤",
    **dict.fromkeys(("超过", "超"), ">"),
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少"), "≥"),
    **dict.fromkeys(("不足", "不到"), "<"),
    **dict.fromkeys(("不超过", "不高于", "不大于", "不多于", "至多"), "≤"),
    **{sign: sign for sign in "=>≥<≤"},
}
BEHIND = {
    **dict.fromkeys(("（含）以上", "及以上", "以上"), "≥"),
    **dict.fromkeys(("（含）以下", "及以下", "以下", "以内"), "≤"),
    **dict.fromkeys(("左右", "上下"), ""),
}
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "十万": 10**5, "百万": 10**6, "千万": 10**7}
_SCALES |= {"万": 10_000, "亿": 100_000_000}
_DASHES = "-—–－~～∼〜至到"
_TIMES = ("年", "月", "日")
_FOLD = str.maketrans("＞＜＝％［］，．－−()０１２３４５６７８９", "><=%[],.--（）0123456789")


class NumberParts(NamedTuple):
    """Describe what a number is made of: `sign` is =, >, ≥, < or ≤, `amount` the number with its scale.

    `words` are the scale and the 余 or 多 behind the digits (余万), `more` that 余 or 多 alone; `about` says
    in front that the number is round (约, 近), `behind` at the end (左右), where 以上 may stand too. `unit`
    is a unit typed with the number, `end` the upper end of a range behind its `mark`.
    """

    sign: str
    about: str
    digits: str
    amount: Decimal
    scale: int
    words: str
    more: str
    percent: bool
    cumulative: bool
    unit: str
    behind: str
    mark: str = ""
    end: NumberParts | None = None


def _one_of(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]  # texts


_SIGN = rf"(?:{_one_of(SIGNS)})"
ALMOST = {"接近", "将近", "近"}
VAGUE = {"数", "几", "上"}
_ABOUT = rf"(?:大约|约|{_one_of(ALMOST)}|{_one_of(VAGUE)})"
_GROUPS = r"(?:(?:,[0-9]{3}){1,3}|(?: [0-9]{3}){1,3})"
_DIGITS = rf"-?(?!0[0-9, ])(?:[0-9]{{1,3}}{_GROUPS}|[0-9]{{1,12}})(?:\.[0-9]{{1,9}})?"
_SCALED = rf"[余多]?(?:{_one_of(_SCALES)})[余多]?"
_UNIT = r"(?![余多成几])(?:(?![至到])[\u4e00-\u9fff‰℃㎡]){0,6}?(?:/[\u4e00-\u9fff]{1,3})?"
_NO_UNIT = re.compile(
    "[几批些半定般切样旦起十百千]|系列|分之"
)  # behind a numeral: 一批, 二十几, 三分之二, 百分百
_NUMBER = (
    rf"(?:(?P<digits>{_DIGITS})(?P<scaled>{_SCALED})|百分之(?P<share>{_DIGITS}|[零一二三四五六七八九十百点]{{1,12}})"
    rf"|(?P<numeral>{NUMERAL})(?P<more>(?:[余多][万亿]?)?))(?P<percent>%?)"
)
_PLAIN = re.compile(
    rf"(?P<outer>\[)?(?P<sign>{_SIGN})(?P<inner>\[)?(?P<about>{_ABOUT}?){_NUMBER}"
    rf"(?P<unit>{_UNIT})(?P<close>\]?)(?P<after>(?:(?<=\]){_UNIT})?)(?P<behind>(?:{_one_of(BEHIND)})?)"
)
_RANGE = re.compile(rf"(?P<low>[^{_DASHES}]+)(?P<mark>[{_DASHES}]|—{{2}})(?P<high>[^{_DASHES}]+)")
_NOT_LOWER, _NOT_UPPER = ("outer", "sign", "inner", "close", "after", "behind"), ("sign", "about", "close")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_SCALE_OUTSIDE = re.compile(r"\]([余多]?[万亿][余多]?)")
_BLANK = re.compile(r"(?<![0-9.,]) | (?![0-9.,])")  # any blank except inside a number
_MARK = f"(?:[<>]=|[{''.join(sign for sign in SIGNS if len(sign) == 1 and not sign.isalpha())}])?"
RATIO = re.compile(
    rf"(?P<relation>{_MARK})(?P<number>(?!0[\d:])\d{{1,9}}(?:\.\d{{1,9}})?)(?P<ratio>[:：∶](?!0+(?:\.0+)?$)\d{{1,9}}(?:\.\d{{1,9}})?)",
    re.ASCII,
)
NONE = re.compile(r"[-—–─－]+|/|无")
_LEFT_OPEN = rf"{_MARK}[{PLACEHOLDER_CHARACTERS}?？]+\d*[余多]?[万亿]?%?"
PLACEHOLDER = re.compile(rf"{_LEFT_OPEN}|{_MARK}\[{_LEFT_OPEN}\]|[【\[]?待[补定填核].*")
UNCONFIRMED = re.compile(r"[【\[]?待核")
UNCONFIRMED_MARK = re.compile(r"[【\[]待核[】\]]")


def fold(text: str) -> str:
    """Return `text` with signs and digits in half width and without blanks, but those inside a number."""
    return _BLANK.sub("", " ".join(text.translate(_FOLD).split()))


def number_parts(folded: str) -> NumberParts | None:
    """Return the parts of the number or range that `folded` is, or None; [2.5]万 is [2.5万]."""
    folded = _SCALE_OUTSIDE.sub(r"\1]", folded)
    return _plain(_PLAIN.fullmatch(folded)) or _range(folded)


def swapped(text: str) -> str:
    """Return the range `text` with its ends the other way round: 16—60 for 60—16."""
    match = _RANGE.fullmatch(fold(text))
    return f"{match['high']}{match['mark']}{match['low']}" if match else text


def _plain(match: re.Match[str] | None) -> NumberParts | None:
    """Return the parts of one number, or None where its brackets do not fit or it says two bounds."""
    if match is None:
        return None
    brackets = [match["outer"], match["inner"]].count("[")
    sign, behind = SIGNS[match["sign"]], match["behind"]
    if brackets != len(match["close"]) or (sign != "=" and BEHIND.get(behind, "")):
        return None
    return _parts(match, BEHIND.get(behind) or sign, behind)


def _range(folded: str) -> NumberParts | None:
    """Return the parts of a range (85～90, 3-5, 9～16亿) by its first end, or None.

    Its ends may stand the wrong way round (60—16), but 2027-12 is no range.
    """
    match = _RANGE.fullmatch(folded)
    lower = _PLAIN.fullmatch(match["low"]) if match else None
    upper = _PLAIN.fullmatch(match["high"]) if match else None
    if not (match and lower and upper) or any(lower.group(*_NOT_LOWER)) or any(upper.group(*_NOT_UPPER)):
        return None
    low, high = _parts(lower, "=", ""), _parts(upper, "=", upper["behind"])
    if low is None or high is None or (low.unit and low.unit != high.unit):
        return None
    typed, low = low, _scaled_as(high, low)
    if typed.unit and low.scale != typed.scale:
        return None  # 1户-2万户 would be printed as 1～2万户
    if min(low.amount, high.amount) < 0 or low.amount == high.amount:
        return None
    if low.amount > high.amount and _YEAR.fullmatch(low.digits):
        return None
    return low._replace(
        sign=BEHIND.get(high.behind) or "=",
        percent=low.percent or high.percent,
        unit=high.unit,
        behind=high.behind,
        mark=_mark(match["mark"], low, high),
        end=high,
    )


def _scaled_as(high: NumberParts, low: NumberParts) -> NumberParts:
    """Return the lower end of a range with the scale of the upper one: 9～16亿 is 9亿～16亿."""
    if low.scale > 1 or low.amount * high.scale >= high.amount:
        return low
    words = low.words + high.words.strip("余多")
    return low._replace(amount=low.amount * high.scale, scale=high.scale, words=words)


def _mark(typed: str, low: NumberParts, high: NumberParts) -> str:
    """Return the mark between two numbers: — for times and where it was typed, else ～ (GB/T 15834)."""
    times = high.unit in _TIMES or all(_YEAR.fullmatch(each.digits) for each in (low, high))
    return "—" if "—" in typed or times else "～"


def _parts(match: re.Match[str], sign: str, behind: str) -> NumberParts | None:
    """Return the parts of a match of _NUMBER; None where its Chinese numeral is none.

    9.8千 has the digits 9800, 百分之九十 has 90: 万 and 亿 alone stand behind digits (GB/T 15835, 4.1). What
    parts thousands, a comma or a blank, is no part of the digits.
    """
    found = match.groupdict()
    number, words = _digits_and_words(found)
    scale_word = words.strip("余多")
    amount = Decimal(number) if number and number.isascii() else read_numeral(number or "一")
    no_unit = found["numeral"] and _NO_UNIT.search(found["unit"])
    if amount is None or no_unit or scale_word not in _SCALES:
        return None
    more, scale, digits = words.replace(scale_word, "", 1), _SCALES[scale_word], number
    amount *= scale
    if scale_word not in {"", "万", "亿"} or found["share"]:
        digits, words, scale = f"{amount.normalize():f}", more, 1
    return NumberParts(
        sign=sign,
        about=found["about"],
        digits=digits,
        amount=amount,
        scale=scale,
        words=words,
        more=more,
        percent=bool(found["percent"] or found["share"]),
        cumulative=bool(found.get("close")),
        unit=found["unit"] or found["after"],  # [2500人次], [2500]人次
        behind=behind,
    )


def _digits_and_words(found: dict[str, str]) -> tuple[str, str]:
    """Return the digits of a number that was `found` and the words behind them: 十五 and 万余 of 十五万余."""
    numeral = found["numeral"]
    if not numeral:
        return re.sub("[, ]", "", found["digits"] or found["share"]), found["scaled"] or ""
    scaled = numeral[-1] in "万亿" and not set(numeral[:-1]) & {"万", "亿"}
    return (numeral[:-1], numeral[-1] + found["more"]) if scaled else (numeral, found["more"])
