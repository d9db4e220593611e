"""A value as plans write it: 87.05, >90, [700], 9800余, 约300, 85%～90%, 1:50, 与经济增长同步, ——, XX."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from generator.base.units import UNIT_SCALES, plain_digits, scale_of
from generator.base.value_grammar import (
    ALMOST,
    NONE,
    PLACEHOLDER,
    RATIO,
    SIGNS,
    UNCONFIRMED,
    VAGUE,
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

    `digits` are those written (3.1 of 3.1万) without what parts thousands, `number` is their amount, `scale`
    their factor (10000), `scale_words` what is behind them (万, 余万), `approximate` the 余 or 多 in it.
    `percent` is true if it has its own %, `cumulative` if brackets mark a total over the period; `unit` is
    another unit typed with it, `about` a word in front for a round number (约, 近), `behind` the one at the
    end (左右, 以上). `end` is the upper end of a range, `mark` is between both, `ratio` is what a ratio has
    behind its first number (:50 of 1:50).
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
        """Return the number (200 for 0.02万, 0.02 for 1:50, the lower end of a range), or None."""
        return self.number if self.kind is ValueKind.NUMBER else None

    @property
    def rounded(self) -> bool:
        """Tell whether the value is a range, or not quite its number: 余, 约, 近, 左右."""
        said = self.behind and self.relation is ComparisonSign.EQUAL
        return bool(self.approximate or self.about or self.end or said)

    @property
    def vague(self) -> bool:
        """Tell whether the value says how large a number is and not which: 数百, 几十, 上千."""
        return self.about in VAGUE

    @property
    def two_ways(self) -> bool:
        """Tell whether the value is both a bound and round or a range: 2～3以上, ≥约90."""
        return bool(self.about or self.end) and self.relation is not ComparisonSign.EQUAL

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
        """Return the words that a sentence has behind number and unit: 左右, but for 约; 以上 for >."""
        said = self.relation is ComparisonSign.EQUAL and (self.about or self.approximate)
        return "" if said else self.behind or _TAILS[self.relation]

    def phrase(self, unit: str) -> str:
        """Return the value in a sentence without its tail, its unit once: 92% for >92, 约300人 for 约300.

        The `unit` is the one of the sentence; a value's own stands instead. Each end of a range has its %
        or 万 (GB/T 15835). What is no number is returned as the profile wrote it.
        """
        if self.kind is not ValueKind.NUMBER:
            return self.text
        unit = "%" if self.percent else self.unit or unit
        each = unit if unit == "%" else scale_of(unit)
        return f"{self.about}{self._numbers(each, arabic=unit == '%')}{unit.removeprefix(each)}"

    def cell(self, unit: str) -> str:
        """Return the value in a table whose row has the `unit` already: ≥95 for 95以上, [2.5万], 约300.

        A bound has its sign, but one behind a range or a round number its word. A % that the profile typed
        stays; what is no number is returned as the profile wrote it.
        """
        if self.kind is not ValueKind.NUMBER:
            return self.text
        percent = "%" if self.percent and (unit != "%" or "%" in self.text.translate(_HALF)) else ""
        as_word = self.behind and (self.end or self.about or not self._sign)
        arabic = self.percent or unit == "%" or bool(self._sign and not as_word)
        number = f"{self.about}{self._numbers(percent, arabic=arabic)}{self.unit * (self.unit != unit)}"
        number = f"[{number}]" if self.cumulative else number
        return f"{number}{self.tail}" if as_word else f"{self._sign}{number}"

    @property
    def _sign(self) -> str:
        """Return the sign in the width in which the profile typed it."""
        wide = (sign := _SIGNS[self.relation]).translate(_WIDE)
        return wide if wide in self.text else sign

    def _numbers(self, unit: str, *, arabic: bool = False) -> str:
        """Return the number or both ends of the range, each with its `unit`, in `arabic` digits or not."""
        number = f"{_digits(self, arabic=arabic)}{self.scale_words}{self.ratio}{unit}"
        if not self.end:
            return number
        return f"{number}{self.mark}{_digits(self.end, arabic=arabic)}{self.end.scale_words}{unit}"

    def with_amount(self, amount: Decimal) -> str:
        """Return `amount` with this value's sign, brackets, 余 and %: >[450] for >[0.045]; not in a range."""
        if self.ratio or self.end:
            return self.text
        number = f"{self.about}{plain_digits(amount)}{self.approximate}{'%' * self.percent}"
        return f"{_SIGNS[self.relation]}{f'[{number}]' if self.cumulative else number}"

    def meets(self, bound: Value, *, higher_is_better: bool = True) -> bool | None:
        """Return whether this value, at its worst, is as good as `bound`; None if either is no number.

        >97 does not meet 100, >85 meets 85, 90 does not meet >90. 余 means a bit more than the number, 近 a
        bit less: 90余 meets >90, but where lower is better 9800余 does not meet 9800. 约 is the number.
        """
        if self.amount is None or bound.amount is None:
            return None
        mine, other = self._worst(higher_is_better), bound._worst(higher_is_better)
        if self.relation in _OPEN_SIDES[higher_is_better]:
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


def _digits(value: Value, *, arabic: bool) -> str:
    """Return the digits of `value` as written; or in `arabic` ones: 95 for 九十五."""
    as_typed = not arabic or value.digits.isascii() or value.vague
    return value.digits if as_typed else plain_digits(value.number / value.scale)


_SIGNS = {sign: "" if sign is ComparisonSign.EQUAL else sign.value for sign in ComparisonSign}
_TAILS: dict[str, str] = {"=": "", ">": "以上", "≥": "以上", "<": "以下", "≤": "以下"}
_HALF, _WIDE = str.maketrans("％", "%"), str.maketrans("><", "＞＜")
_OPEN_SIDES = {True: "<≤", False: ">≥"}  # by whether higher is better: bounds beyond which anything may be


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
    scale = "" if value and value.unit else scale_of(unit)
    return None if amount is None else amount * UNIT_SCALES[scale]
