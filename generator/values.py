"""A value as plans write it: 87.05, >90, ≥97, [700], 9800余, 3.1万, 与地区生产总值增长同步, ——, XX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a value is."""

    NUMBER = "number"
    WORDS = "words"  # a goal in words: 与国内生产总值增长基本同步
    NONE = "none"  # the plan's sign for "no figure": ——
    PLACEHOLDER = "placeholder"  # left open by the drafter: XX; taken over and not looked up: 【待核】90


class Relation(StrEnum):
    """How a number bounds what it stands for."""

    EQUAL = "="
    ABOVE = ">"
    AT_LEAST = "≥"
    BELOW = "<"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Value:
    """One value; `text` is exactly what the profile wrote, the rest is what it means.

    `digits` are the digits as written (3.1 of 3.1万), `scale` their factor (10000), `scale_words` what
    stands behind them (万, 余万), `approximate` the 余 or 多 among it, `percent` whether the value carries
    its own %, `cumulative` whether square brackets mark a total over the period.
    """

    text: str
    kind: Kind
    relation: Relation = Relation.EQUAL
    digits: str = ""
    scale: int = 1
    scale_words: str = ""
    approximate: str = ""
    cumulative: bool = False
    percent: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def unconfirmed(self) -> bool:
        """Whether it is a figure that somebody has yet to look up (【待核】90), and not one left open."""
        return self.kind is Kind.PLACEHOLDER and bool(_UNCONFIRMED.match(self.text))

    @property
    def amount(self) -> Decimal | None:
        """The number times its scale, so that 0.02万 and 200 are the same; None if there is no number."""
        return Decimal(self.digits.replace(",", "")) * self.scale if self.kind is Kind.NUMBER else None

    @property
    def written(self) -> str:
        """The number alone as a sentence writes it: 3.1万 of >[3.1万], 10余万 of 10余万."""
        if self.kind is not Kind.NUMBER:
            return self.text
        return f"{self.digits}{self.scale_words}"

    def with_amount(self, amount: Decimal) -> str:
        """Another number with the sign, brackets, 余 and % of this one: >[450] for >[0.045]."""
        sign = "" if self.relation is Relation.EQUAL else self.relation.value
        number = f"{plain_digits(amount)}{self.approximate}{'%' * self.percent}"
        return f"{sign}[{number}]" if self.cumulative else f"{sign}{number}"

    def meets(self, bound: Value, *, higher_is_better: bool = True) -> bool | None:
        """Whether this value, at its worst, is as good as `bound`; None if either is no number.

        >97 does not meet 100, >85 meets 85, 90 does not meet >90. 余 is a little more than its number:
        90余 meets >90, but where lower is better 9800余 does not meet 9800.
        """
        mine, other = self.amount, bound.amount
        if mine is None or other is None:
            return None
        open_side = (
            {Relation.BELOW, Relation.AT_MOST} if higher_is_better else {Relation.ABOVE, Relation.AT_LEAST}
        )
        if self.relation in open_side:
            return False
        if mine != other:
            return (mine > other) is higher_is_better
        return self._beyond(higher_is_better) >= bound._beyond(higher_is_better)

    def _beyond(self, higher_is_better: bool) -> int:  # noqa: FBT001  # handed on by its place
        """1 where the value, at its worst, is a little better than its number, -1 where a little worse."""
        if self.approximate:
            return 1 if higher_is_better else -1
        return int(self.relation in {Relation.ABOVE, Relation.BELOW})


OPEN = "XxＸｘ×○〇"  # what drafters write for figures that they do not have yet
_FOLD = str.maketrans("＞＜％［］，．０１２３４５６７８９", "><%[],.0123456789")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_RELATIONS = {
    "": Relation.EQUAL,
    "≧": Relation.AT_LEAST,
    "⩾": Relation.AT_LEAST,
    "≦": Relation.AT_MOST,
    "⩽": Relation.AT_MOST,
} | {relation.value: relation for relation in Relation}
_RELATION = f"[{''.join(_RELATIONS)}]?"
_NUMBER = re.compile(
    rf"(?P<outer>\[)?(?P<relation>{_RELATION})(?P<inner>\[)?"
    r"(?P<number>-?(?!0[\d,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<words>(?P<about>[余多]?)(?P<scale>[万亿]?)(?P<about_scaled>[余多]?))(?P<percent>%?)(?P<close>\]?)"
)
_NONE = re.compile(r"[-—–─－]+|/")
_OPEN = rf"{_RELATION}[{OPEN}?？]+\d*[余多]?[万亿]?%?"
_PLACEHOLDER = re.compile(rf"{_OPEN}|{_RELATION}\[{_OPEN}\]|[【\[]?待[补定填核].*")
_UNCONFIRMED = re.compile(r"[【\[]?待核")
_BLANK = re.compile(r"(?<![\d.,]) | (?![\d.,])")  # any blank but one inside a number


@lru_cache(maxsize=1024)
def read(text: str) -> Value:
    """Read one value as written; anything that is no number, no dash and no XX is a goal in words."""
    folded = _BLANK.sub("", " ".join(text.translate(_FOLD).split()))
    if not folded or _PLACEHOLDER.fullmatch(folded):
        return Value(text, Kind.PLACEHOLDER)
    if _NONE.fullmatch(folded):
        return Value(text, Kind.NONE)
    match = _NUMBER.fullmatch(folded)
    if match is None or [match["outer"], match["inner"]].count("[") != len(match["close"]):
        return Value(text, Kind.WORDS)
    return Value(
        text,
        Kind.NUMBER,
        relation=_RELATIONS[match["relation"]],
        digits=match["number"],
        scale=_SCALES[match["scale"]],
        scale_words=match["words"],
        approximate=match["about"] or match["about_scaled"],
        cumulative=bool(match["close"]),
        percent=bool(match["percent"]),
    )


def amount_in(value: Value | None, unit: str) -> Decimal | None:
    """The amount of a value in the base unit of its unit: 200 for 0.02 in 万人; None if it is no number."""
    amount = value.amount if value else None
    return None if amount is None else amount * _SCALES[_scale(unit)]


def base_unit(unit: str) -> str:
    """The unit that a scaled one counts in: 人 for 万人 and 人, nothing for 万."""
    return unit.removeprefix(_scale(unit))


def plain_digits(amount: Decimal) -> str:
    """An amount without exponent, and without noughts behind its point: 450 for 450.000."""
    return f"{amount.normalize():f}"


def _scale(unit: str) -> str:
    return unit[:1] if unit[:1] in _SCALES else ""
