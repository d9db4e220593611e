"""Know what a column of an outside plan's table holds, by its heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from generator.word.outside.vocabulary import named, without_blanks

_YEAR = re.compile(r"(?:19|20)\d\d(?=年|\D|$)")
_NOTE = re.compile(r"[（(].*[）)]$")


@cache
def _roles(kind: str) -> Mapping[str, str]:
    """Return the roles of columns by the words of their headings; `kind` is columns or tasks."""
    return {name: role for role, names in named(kind).items() for name in names}


def role_of(heading: str, kind: str) -> str:
    """Return the role that a column with this `heading` has in a table of a `kind`, "" for none."""
    text = without_blanks(heading)
    return _roles(kind).get(text) or _roles(kind).get(_NOTE.sub("", text), "")


def roles_of(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the roles of the columns of an indicator table, c1, c2, … for those of none that is known.

    Of years the first is the baseline's, the last the target's; a single one is the target's.
    """
    years = {n: int(found[0]) for n, text in enumerate(headings) if (found := _YEAR.search(text))}
    known = [role_of(text, "columns") for text in headings]
    for n, year in years.items():
        if not known[n] or known[n] in {"baseline", "target"}:
            known[n] = _of_year(year, list(years.values()), known)
    seen: set[str] = set()
    roles = []
    for n, role in enumerate(known):
        roles.append(role if role and role not in seen else f"c{n + 1}")
        seen.add(role)
    return tuple(roles)


def _of_year(year: int, years: Sequence[int], known: Sequence[str]) -> str:
    if year == max(years):
        return "target" if "target" not in known or len(years) > 1 else "baseline"
    return "baseline" if year == min(years) else ""


def is_indicator_head(headings: Sequence[str]) -> bool:
    """Return whether a row with these cells is the head of a table of indicators."""
    roles = set(roles_of(headings))
    return "name" in roles and bool(roles & {"baseline", "target", "result"})


def is_task_head(headings: Sequence[str]) -> bool:
    """Return whether a row with these cells is the head of a table of tasks."""
    roles = {role_of(text, "tasks") for text in headings}
    return "task" in roles and bool(roles & {"duties", "lead"})
