"""Know what a column of an outside plan's table holds, by its heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from generator.word.outside.titles import period_of
from generator.word.outside.vocabulary import named, without_blanks, words

_YEAR = re.compile(r"(?:19|20)\d\d(?=年|\D|$)")
_NOTE = re.compile(r"[^（(]*(?=[（(].*[）)]$)")  # what stands before it
_PERIOD_YEARS = 5
_BOTH = 2  # years, the baseline's and the target's
_FAR = 10  # years from the baseline: no target of this period, but an outlook
_OF_TIME = ("baseline", "target", "result")


@cache
def _roles(kind: str) -> Mapping[str, str]:
    """Return the roles of columns by the words of their headings; `kind` is columns or tasks."""
    return {name: role for role, names in named(kind).items() for name in names}


def role_of(heading: str, kind: str) -> str:
    """Return the role that a column with this `heading` has in a table of a `kind`, "" for none."""
    text = without_blanks(heading)
    bare = _NOTE.match(text)
    found = _roles(kind).get(text) or (_roles(kind).get(bare[0]) if bare else "")
    return found or (_by_part(text) if kind == "columns" else "")


def _by_part(text: str) -> str:
    """Return the role of a column whose heading says more than when its values hold: “十四五”规划目标值."""
    roles = named("column_parts")
    return next((role for role, parts in roles.items() if any(part in text for part in parts)), "")


def roles_of(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the roles of the columns of an indicator table, c1, c2, … for those of none that is known.

    Of years, or ends of periods, the first is the baseline's, the last the target's; a single one is the
    target's. What lies far ahead is neither, nor is each year of a period.
    """
    known = [role_of(text, "columns") for text in headings]
    if "name" not in known and "attribute" in known:
        known = [_name(role, text) for role, text in zip(known, headings, strict=True)]
    years = {n: year for n, text in enumerate(headings) if (year := _year(text))}
    for n, year in years.items():
        if not known[n] or known[n] in _OF_TIME:
            known[n] = _of_year(year, sorted(set(years.values())), known[n])
    seen: set[str] = set()
    roles = []
    for n, role in enumerate(known):
        roles.append(role if role and role not in seen else f"c{n + 1}")
        seen.add(role)
    return tuple(roles)


def _name(role: str, heading: str) -> str:
    """Return the role name for a `heading` that calls indicators by a word for other things too."""
    return "name" if not role and without_blanks(heading) in words("names_too") else role


def _year(heading: str) -> int:
    """Return the year that a `heading` names, the last of the period that it names; 0 for none."""
    if found := _YEAR.search(heading):
        return int(found[0])
    span = period_of(heading)
    return int(span[-4:]) if span else 0


def _of_year(year: int, years: Sequence[int], known: str) -> str:
    """Return the role of the column of a `year` among `years`, which its words have `known` to be."""
    near = [each for each in years if each < years[0] + _FAR]
    if known == "result":
        return "baseline" if year < near[-1] else "result"
    if year == near[-1]:
        return "target" if len(years) > 1 or known != "baseline" else "baseline"
    first = len(near) <= _BOTH or near[-1] - year >= _PERIOD_YEARS
    return "baseline" if year == years[0] and first else ""


def is_indicator_head(headings: Sequence[str]) -> bool:
    """Return whether a row with these cells is the head of a table of indicators."""
    roles = set(roles_of(headings))
    return "name" in roles and bool(roles & set(_OF_TIME))


def is_task_head(headings: Sequence[str]) -> bool:
    """Return whether a row with these cells is the head of a table of tasks."""
    roles = {role_of(text, "tasks") for text in headings}
    return "task" in roles and bool(roles & {"duties", "lead"})
