"""A value as plans write it: 87.05, >90, ≥97, [700], 9800余, 3.1万, 1:50, 与地区生产总值增长同步, ——, XX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


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

    `digits` are the digits as written (3.1 of 3.1万), `scale` is their factor (10000), `scale_words` the text
    behind them (万, 余万), `approximate` the 余 or 多 in it; `percent` is true if the value carries its own
    %, `cumulative` if square brackets mark a total over the period. `ratio` is what a ratio has behind its
    first number, colon and all (:50 of 1:50).
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

    def __str__(self) -> str:
        return self.text

    @property
    def unconfirmed(self) -> bool:
        """Tell whether the value is a figure that somebody has yet to look up (【待核】90), not open."""
        return self.kind is ValueKind.PLACEHOLDER and bool(_UNCONFIRMED.match(self.text))

    @property
    def amount(self) -> Decimal | None:
        """Return the number times its scale (200 for 0.02万, 0.02 for 1:50), None if it is no number."""
        if self.kind is not ValueKind.NUMBER:
            return None
        number = Decimal(self.digits.replace(",", "")) * self.scale
        return number / Decimal(self.ratio[1:]) if self.ratio else number

    @property
    def written(self) -> str:
        """Return the number alone as a sentence writes it: 3.1万 for >[3.1万], 10余万 for 10余万."""
        if self.kind is not ValueKind.NUMBER:
            return self.text
        return f"{self.digits}{self.scale_words}{self.ratio}"

    def with_amount(self, amount: Decimal) -> str:
        """Return `amount` with the sign, brackets, 余 and % of this value: >[450] for >[0.045].

        A ratio has no unit to be converted from: return it as written.
        """
        if self.ratio:
            return self.text
        sign = "" if self.relation is ComparisonSign.EQUAL else self.relation.value
        number = f"{plain_digits(amount)}{self.approximate}{'%' * self.percent}"
        return f"{sign}[{number}]" if self.cumulative else f"{sign}{number}"

    def meets(self, bound: Value, *, higher_is_better: bool = True) -> bool | None:
        """Return whether this value, at its worst, is as good as `bound`; None if either is no number.

        >97 does not meet 100, >85 meets 85, 90 does not meet >90. 余 means a little more than the number:
        90余 meets >90, but where lower is better 9800余 does not meet 9800.
        """
        mine, other = self.amount, bound.amount
        if mine is None or other is None:
            return None
        open_side = (
            {ComparisonSign.BELOW, ComparisonSign.AT_MOST}
            if higher_is_better
            else {ComparisonSign.ABOVE, ComparisonSign.AT_LEAST}
        )
        if self.relation in open_side:
            return False
        if mine != other:
            return (mine > other) is higher_is_better
        return self._beyond(higher_is_better) >= bound._beyond(higher_is_better)

    def _beyond(self, higher_is_better: bool) -> int:  # noqa: FBT001  # meets passes it on
        """Return 1 if the value, at its worst, is a little better than its number, -1 if worse, else 0."""
        if self.approximate:
            return 1 if higher_is_better else -1
        return int(self.relation in {ComparisonSign.ABOVE, ComparisonSign.BELOW})


PLACEHOLDER_CHARACTERS = "XxＸｘ×○〇"  # drafters type these for figures that they do not have yet
_FOLD = str.maketrans("＞＜％［］，．０１２３４５６７８９", "><%[],.0123456789")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_RELATIONS = {
    "": ComparisonSign.EQUAL,
    "≧": ComparisonSign.AT_LEAST,
    "⩾": ComparisonSign.AT_LEAST,
    "≦": ComparisonSign.AT_MOST,
    "⩽": ComparisonSign.AT_MOST,
} | {relation.value: relation for relation in ComparisonSign}
_RELATION = f"[{''.join(_RELATIONS)}]?"
_NUMBER = re.compile(
    rf"(?P<outer>\[)?(?P<relation>{_RELATION})(?P<inner>\[)?"
    r"(?P<number>-?(?!0[\d,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<words>(?P<about>[余多]?)(?P<scale>[万亿]?)(?P<about_scaled>[余多]?))(?P<percent>%?)(?P<close>\]?)"
)
_RATIO = re.compile(
    rf"(?P<relation>{_RELATION})(?P<number>(?!0[\d:])\d{{1,9}}(?:\.\d{{1,9}})?)(?P<ratio>[:：∶](?!0+(?:\.0+)?$)\d{{1,9}}(?:\.\d{{1,9}})?)"
)
_NONE = re.compile(r"[-—–─－]+|/")
_OPEN = rf"{_RELATION}[{PLACEHOLDER_CHARACTERS}?？]+\d*[余多]?[万亿]?%?"
_PLACEHOLDER = re.compile(rf"{_OPEN}|{_RELATION}\[{_OPEN}\]|[【\[]?待[补定填核].*")
_UNCONFIRMED = re.compile(r"[【\[]?待核")
_BLANK = re.compile(r"(?<![\d.,]) | (?![\d.,])")  # any blank except inside a number


@lru_cache(maxsize=1024)
def read_value(text: str) -> Value:
    """Read one value from `text`; anything that is no number, dash or placeholder is a goal in words."""
    folded = _BLANK.sub("", " ".join(text.translate(_FOLD).split()))
    if not folded or _PLACEHOLDER.fullmatch(folded):
        return Value(text, ValueKind.PLACEHOLDER)
    if _NONE.fullmatch(folded):
        return Value(text, ValueKind.NONE)
    if ratio := _RATIO.fullmatch(folded):
        return Value(
            text, ValueKind.NUMBER, _RELATIONS[ratio["relation"]], ratio["number"], ratio=ratio["ratio"]
        )
    match = _NUMBER.fullmatch(folded)
    if match is None or [match["outer"], match["inner"]].count("[") != len(match["close"]):
        return Value(text, ValueKind.WORDS)
    return Value(
        text,
        ValueKind.NUMBER,
        relation=_RELATIONS[match["relation"]],
        digits=match["number"],
        scale=_SCALES[match["scale"]],
        scale_words=match["words"],
        approximate=match["about"] or match["about_scaled"],
        cumulative=bool(match["close"]),
        percent=bool(match["percent"]),
    )


def amount_in(value: Value | None, unit: str) -> Decimal | None:
    """Return the amount of `value` in the base unit of `unit`: 200 for 0.02 in 万人; None if no number."""
    amount = value.amount if value else None
    return None if amount is None else amount * _SCALES[_scale(unit)]


def base_unit(unit: str) -> str:
    """Return the unit in which the scaled `unit` counts: 人 for 万人 and for 人, an empty text for 万."""
    return unit.removeprefix(_scale(unit))


def plain_digits(amount: Decimal) -> str:
    """Return `amount` without an exponent and without trailing zeros: 450 for 450.000."""
    return f"{amount.normalize():f}"


def _scale(unit: str) -> str:
    return unit[:1] if unit[:1] in _SCALES else ""
