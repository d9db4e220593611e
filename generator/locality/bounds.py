"""Find what sentences say of a figure around it: a bound (不少于, 以上) or that it is round (约)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.base.units import plain_digits
from generator.base.values import ComparisonSign, Value
from generator.locality.sentences import ABOUTS, BOUNDS, bound_before

_FIGURE = re.compile(r"\{([\w.-]+)\}")
_BEHIND = re.compile(rf"[\u4e00-\u9fff%％]{{0,4}}?({'|'.join(BOUNDS)})")
_CLAUSE_END = re.compile("[，。；：（）{]")
_NEAR = 16  # characters of a clause that are shown before and behind a figure
_AGAINST = {
    "above": {ComparisonSign.BELOW, ComparisonSign.AT_MOST},
    "below": {ComparisonSign.ABOVE, ComparisonSign.AT_LEAST},
    "about": {*ComparisonSign} - {ComparisonSign.EQUAL},
}


class Around(NamedTuple):
    """Hold what a sentence says of the figure at `path`: `side` is above, below or about.

    `near` is the clause with … for the figure.
    """

    path: str
    side: str
    near: str

    def clashes(self, value: Value) -> bool:
        """Return whether the sentence cannot say `value`: not less than about 300, about 95 or more."""
        round_too = bool(value.approximate) if self.side == "about" else value.rounded
        return value.amount is not None and not value.two_ways and (round_too or self._against(value))

    def _against(self, value: Value) -> bool:
        return value.relation in _AGAINST[self.side]

    def bare(self, value: Value) -> str:
        """Return the number of `value` that fits, of a range the end on this side: 2 for 约2 and for 2～3.

        It stands in digits: 100 for 近百, whose 百 alone is no number.
        """
        fitting = value.end if value.end and self.side == "below" else value
        plain = fitting.digits.isascii()
        digits = fitting.digits if plain else plain_digits(fitting.number / fitting.scale)
        return f"{digits}{fitting.scale_words.strip('余多')}{'%' * value.percent}"


def said_around(text: str) -> Iterator[Around]:
    """Yield what `text` says of each {path} in it that it says a bound of, or that it is round."""
    for match in _FIGURE.finditer(text):
        before, behind = text[: match.start()], text[match.end() :]
        _, side = bound_before(before)
        tail = None if side else _BEHIND.match(behind)
        side = BOUNDS[tail[1]] if tail else side
        if not side and before.endswith(ABOUTS):
            side = "about"
        if side:
            clause = _CLAUSE_END.split(before)[-1][-_NEAR:]
            rest = tail[0] if tail else _CLAUSE_END.split(behind)[0][:_NEAR]
            yield Around(match[1], side, f"{clause}…{rest}")
