"""A value as plans write it: 87.05, >90, [700], 9800余, 约300, 85%～90%, 1:50, 与经济增长同步, ——, XX."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from generator.base.value_grammar import (
    ALMOST,
    NONE,
    PLACEHOLDER,
    RATIO,
    SIGNS,
    UNCONFIRMED,
    NumberParts,
    fold,
    number_parts,
)

_NOTHING = Decimal()


class ValueKind(StrEnum):
    """Classify a value: number, goal in words, dash or placeholder."""

    NUMBER = "number"
    WORDS = "words"  # a goal in words: 与国内生产总值增长基本同步
    NONE = "none"  # the plan's sign for "no figure": ——
    PLACEHOLDER = "placeholder"  # left open by the drafter: XX; carried over, to be confirmed: 【待核】90


class ComparisonSign(StrEnum):
    """Name the comparison that a value states: 90, >90, ≥90, <90, ≤90."""

    EQUAL = "="
    ABOVE = ">"
    AT_LEAST = "≥"
    BELOW = "<"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Value:
    """Hold one value: `text` exactly as the profile wrote it, the other fields its meaning.

    `digits` are the digits as written (3.1 of 3.1万), `number` is their amount, `scale` their factor (10000),
    `scale_words` the text behind them (万, 余万), `approximate` the 余 or 多 in it. `percent` is true if the
    value carries its own %, `cumulative` if square brackets mark a total over the period, `unit` is any other
    unit typed into it. `about` says in front that the number is round (约, 近), `behind` is what was typed
    at the end (左右, 以上), `worded` a word for the sign (不低于). `end` is the upper end of a range, `mark`
    stands between both. `ratio` is what a ratio has behind its first number, colon and all (:50 of 1:50).
    """

    text: str
    kind: ValueKind
    relation: ComparisonSign = ComparisonSign.EQUAL
    digits: str = ""
    scale: int = 1
    scale_words: str = ""
    approximate: str = ""
    cumulative: bool = False
    percent: bool = False
    ratio: str = ""
    number: Decimal = _NOTHING
    unit: str = ""
    worded: str = ""
    about: str = ""
    behind: str = ""
    mark: str = ""
    end: Value | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def unconfirmed(self) -> bool:
        """Tell whether the value is a figure that somebody has yet to look up (【待核】90), not open."""
        return self.kind is ValueKind.PLACEHOLDER and bool(UNCONFIRMED.match(self.text))

    @property
    def amount(self) -> Decimal | None:
        """Return the number (200 for 0.02万, 0.02 for 1:50, the lower end of a range), or None if none."""
        return self.number if self.kind is ValueKind.NUMBER else None

    @property
    def rounded(self) -> bool:
        """Tell whether the value is a range, or not quite its number: 余, 约, 近, 左右."""
        said = self.approximate or self.about or (self.behind and self.relation is ComparisonSign.EQUAL)
        return bool(said or self.end)

    @property
    def exact(self) -> bool:
        """Tell whether the value is one number: neither rounded nor a bound."""
        return self.kind is ValueKind.NUMBER and self.relation is ComparisonSign.EQUAL and not self.rounded

    @property
    def written(self) -> str:
        """Return the number as templates of earlier versions print it before a unit: 3.1万 for >[3.1万]."""
        behind = "" if _TAILS[self.relation] else self.behind
        return f"{self.about}{self._numbers('')}{behind}" if self.kind is ValueKind.NUMBER else self.text

    @property
    def tail(self) -> str:
        """Return the words that a sentence has behind number and unit: as typed (左右), 以上 for >, none."""
        return self.behind or _TAILS[self.relation]

    def phrase(self, unit: str) -> str:
        """Return the value in a sentence without its tail, its unit once: 92% for >92, 约300人 for 约300.

        The `unit` is the one of the sentence; a value's own stands instead. Each end of a range has its %
        or 万 (GB/T 15835). What is no number is returned as the profile wrote it.
        """
        if self.kind is not ValueKind.NUMBER:
            return self.text
        unit = "%" if self.percent else self.unit or unit
        each = unit if unit == "%" else _scale(unit) if self.end else ""
        return f"{self.about}{self._numbers(each)}{unit.removeprefix(each)}"

    def cell(self, unit: str) -> str:
        """Return the value in a table whose row has the `unit` already: ≥95, [2.5万], 约300, 85～90.

        A % that the profile typed stays; what is no number is returned as the profile wrote it.
        """
        if self.kind is not ValueKind.NUMBER:
            return self.text
        percent = "%" if self.percent and (unit != "%" or "%" in self.text.translate(_HALF)) else ""
        own = self.unit if self.unit != unit else ""
        number = f"{self.about}{self._numbers(percent)}{own}"
        sign = self.worded or ("" if self.behind else self._sign)
        return f"{sign}{f'[{number}]' if self.cumulative else number}{self.behind}"

    @property
    def _sign(self) -> str:
        """Return the sign in the width in which the profile typed it."""
        sign = _SIGNS[self.relation]
        return next((wide for wide in "＞＜" if wide in self.text and wide.translate(_HALF) == sign), sign)

    def _numbers(self, unit: str) -> str:
        number = f"{self.digits}{self.scale_words}{self.ratio}{unit}"
        return f"{number}{self.mark}{self.end.digits}{self.end.scale_words}{unit}" if self.end else number

    def with_amount(self, amount: Decimal) -> str:
        """Return `amount` with the sign, brackets, 余 and % of this value: >[450] for >[0.045].

        A ratio and a range are returned as written.
        """
        if self.ratio or self.end:
            return self.text
        sign = _SIGNS[self.relation]
        number = f"{self.about}{plain_digits(amount)}{self.approximate}{'%' * self.percent}"
        return f"{sign}[{number}]" if self.cumulative else f"{sign}{number}"

    def meets(self, bound: Value, *, higher_is_better: bool = True) -> bool | None:
        """Return whether this value, at its worst, is as good as `bound`; None if either is no number.

        >97 does not meet 100, >85 meets 85, 90 does not meet >90. 余 means a bit more than the number, 近 a
        bit less: 90余 meets >90, but where lower is better 9800余 does not meet 9800. 约 is the number.
        """
        if self.amount is None or bound.amount is None:
            return None
        mine, other = self._worst(higher_is_better), bound._worst(higher_is_better)
        open_side = "<≤" if higher_is_better else ">≥"
        if self.relation in open_side:
            return False
        if mine != other:
            return (mine > other) is higher_is_better
        return self._beyond(higher_is_better) >= bound._beyond(higher_is_better)

    def _worst(self, higher_is_better: bool) -> Decimal:  # noqa: FBT001  # meets passes it on
        """Return the number, of a range its worse end."""
        return self.number if higher_is_better or self.end is None else self.end.number

    def _beyond(self, higher_is_better: bool) -> int:  # noqa: FBT001  # meets passes it on
        """Return 1 if the value, at its worst, is a little better than its number, -1 if worse, else 0."""
        more = bool(self.approximate) - (self.about in ALMOST)
        if more:
            return more if higher_is_better else -more
        return int(self.relation in {ComparisonSign.ABOVE, ComparisonSign.BELOW})


_SIGNS = {sign: "" if sign is ComparisonSign.EQUAL else sign.value for sign in ComparisonSign}
_TAILS: dict[str, str] = {"=": "", ">": "以上", "≥": "以上", "<": "以下", "≤": "以下"}
_HALF = str.maketrans("％＞＜", "%><")


@lru_cache(maxsize=1024)
def read_value(text: str) -> Value:
    """Read one value from `text`; anything that is no number, dash or placeholder is a goal in words."""
    folded = fold(text)
    if not folded or PLACEHOLDER.fullmatch(folded):
        return Value(text, ValueKind.PLACEHOLDER)
    if NONE.fullmatch(folded):
        return Value(text, ValueKind.NONE)
    if ratio := RATIO.fullmatch(folded):
        number = Decimal(ratio["number"]) / Decimal(ratio["ratio"][1:])
        sign = ComparisonSign(SIGNS[ratio["relation"]])
        return Value(text, ValueKind.NUMBER, sign, ratio["number"], ratio=ratio["ratio"], number=number)
    parts = number_parts(folded)
    return _number(text, parts) if parts else Value(text, ValueKind.WORDS)


def _number(text: str, parts: NumberParts) -> Value:
    return Value(
        text,
        ValueKind.NUMBER,
        relation=ComparisonSign(parts.sign),
        digits=parts.digits,
        scale=parts.scale,
        scale_words=parts.words,
        approximate=parts.more,
        cumulative=parts.cumulative,
        percent=parts.percent,
        number=parts.amount,
        unit=parts.unit,
        worded=parts.worded,
        about=parts.about,
        behind=parts.behind,
        mark=parts.mark,
        end=_number(text, parts.end) if parts.end else None,
    )


def amount_in(value: Value | None, unit: str) -> Decimal | None:
    """Return the amount of `value` in the base unit of `unit`: 200 for 0.02 in 万人; None if no number.

    A value that brings a unit of its own is not scaled again: 1.2亿元 in 万元 is 120000000.
    """
    amount = value.amount if value else None
    scale = "" if value and value.unit else _scale(unit)
    return None if amount is None else amount * _UNIT_SCALES[scale]


def base_unit(unit: str) -> str:
    """Return the unit in which the scaled `unit` counts: 人 for 万人 and for 人, an empty text for 万."""
    return unit.removeprefix(_scale(unit))


def plain_digits(amount: Decimal) -> str:
    """Return `amount` without an exponent and without trailing zeros: 450 for 450.000."""
    return f"{amount.normalize():f}"


_UNIT_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}


def _scale(unit: str) -> str:
    return unit[:1] if unit[:1] in _UNIT_SCALES else ""
