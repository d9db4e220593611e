"""The headings under which a period's own outlines have each topic."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.library.period import Period
from generator.yaml_source import Data

_BOXES = {"box", "group", "item"}


@cache
def topic_headings(period: Period) -> dict[tuple[str, str], str]:
    """Return the heading of each topic by its shelf and name; the first outline that has it counts."""
    found: dict[tuple[str, str], str] = {}
    for name in period.names("outlines", ".yaml"):
        for topic, shelf, title in _named(period.outline_data(name), "topics", ""):
            if title:
                found.setdefault((shelf, topic), title)
    return found


def _named(data: Data, shelf: str, title: str) -> Iterator[tuple[str, str, str]]:
    """Yield each text of an outline, which may be a topic's name, with its shelf and the heading above it."""
    if isinstance(data, dict):
        below = data.get("title")
        shelf = "boxes" if not _BOXES.isdisjoint(data) else shelf
        for value in data.values():
            yield from _named(value, shelf, below if isinstance(below, str) else title)
    elif isinstance(data, list):
        for each in data:
            yield from _named(each, shelf, title)
    elif isinstance(data, str):
        yield data, shelf, title
