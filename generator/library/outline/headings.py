"""The headings under which a period's own outlines have each topic."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from generator.library.period import Period
from generator.yaml_source import Data

_BOXES = {"box", "group", "item"}


@cache
def topic_headings(period: Period) -> dict[tuple[str, str], str]:
    """Return the heading of each topic by its shelf and name; the first outline that has it counts."""
    found: dict[tuple[str, str], str] = {}
    for name in period.names("outlines", ".yaml"):
        _collect(period.outline_data(name), "topics", "", found)
    return found


def _collect(data: Data, shelf: str, title: str, found: dict[tuple[str, str], str]) -> None:
    """Add each text of an outline, which may be a topic's name, with its shelf and the heading above it."""
    inner: Collection[Data] = data if isinstance(data, list) else ()
    if isinstance(data, dict):
        below, inner = data.get("title"), data.values()
        title = below if isinstance(below, str) else title
        shelf = "boxes" if not _BOXES.isdisjoint(data) else shelf
    for each in inner:
        if not isinstance(each, str):
            _collect(each, shelf, title, found)
        elif title:
            found.setdefault((shelf, each), title)
