"""Know national indicators by the names that plans of anyone print for them."""

from __future__ import annotations

import re
from functools import cache

from generator.base.resources import period_ids
from generator.base.spelling import nearest
from generator.diff.outside import folded
from generator.library.period import load_period

_LIKE = 0.75  # of the characters of a name are those of the national one, if it is one
_UNIT = re.compile(r"[（(][^（()）]*[）)]\s*$")


def national_id(name: str) -> str:
    """Return the id of the national indicator, of any period, that `name` is or comes nearest to; "" if none.

    The unit behind a name does not count.
    """
    known = _names()
    bare = folded(_UNIT.sub("", name))
    return known.get(bare) or known.get(nearest(bare, known, like=_LIKE), "")


@cache
def _names() -> dict[str, str]:
    """Return the ids of all national indicators by their names."""
    indicators = [each for name in period_ids() for each in load_period(name).indicators.values()]
    return {folded(each.name): each.id for each in indicators}
