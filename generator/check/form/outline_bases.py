"""The check of outlines that stand on another folder's: whether each can still be read on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.library.outline import topics_astray
from generator.library.period import Period
from generator.yaml_source import mapping

_FIRST = 1


def check_bases(periods: list[Period], folder: Path) -> Iterator[Finding]:
    """Report each default outline in `folder` on which one that stands elsewhere cannot be read any more.

    It is told at the outline in `folder`, as whoever wrote that one can do something about it.
    """
    for period in periods:
        for name in period.names("outlines", ".yaml"):
            if not _stands_in(folder, period, name) and (base := _base_in(folder, period, name)):
                yield from _broken(period, name, base)


def _broken(period: Period, name: str, base: str) -> Iterator[Finding]:
    """Report all that is wrong with the outline `name` on that called `base`, in one finding."""
    try:
        found = list(topics_astray(period, name))
    except PlanError as error:
        found = error.findings
    if found:
        named = (each.facts.get("key") or each.facts.get("topic") or each.rule for each in found)
        facts = {"outline": name, "line": str(found[0].place.line), "key": "、".join(dict.fromkeys(named))}
        yield Finding("templates-outline", Place(period.outline(base).file, _FIRST, _FIRST), facts)


def _base_in(folder: Path, period: Period, name: str) -> str:
    """Return the outline in `folder` that the outline `name` extends, by way of others; "" if none is."""
    seen = {name}
    while isinstance(base := mapping(period.outline_data(name)).get("extends"), str) and base not in seen:
        if _stands_in(folder, period, base):
            return base
        seen.add(name := base)
    return ""


def _stands_in(folder: Path, period: Period, name: str) -> bool:
    return Path(period.outline(name).file).is_relative_to(folder)
