"""Name the tabs of a workbook: what Excel forbids in them is replaced, and each stands once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

_LONGEST = 31  # characters of a tab (ECMA-376, part 1, 18.2.19)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_RESERVED = ("history",)  # Excel's own, in its English version


def tab_names(titles: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield the name of a tab for each of the `titles`, in their order, none of them among `taken`."""
    known = {name.casefold() for name in (*taken, *_RESERVED)}
    for title in titles:
        name = next(
            each for each in _tries(_FORBIDDEN.sub("_", title) or "_") if each.casefold() not in known
        )
        known.add(name.casefold())
        yield name


def _tries(name: str) -> Iterator[str]:
    """Yield `name` as far as a tab holds it, then the same with numbers behind it."""
    yield name[:_LONGEST].rstrip("'") or "_"
    for number in count(2):
        behind = f"（{number}）"
        yield f"{name[: _LONGEST - len(behind)]}{behind}"
