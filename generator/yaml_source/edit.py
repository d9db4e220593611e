"""Change texts in a YAML file where they stand: comments and layout remain as they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

import yaml

from generator.base.diagnostics import PlanError
from generator.yaml_source import Data, KeyPath, node_at, parse
from generator.yaml_source.write import yaml_scalar

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST = 100  # changes that are tried one by one, each with the whole file


class Change(NamedTuple):
    """Hold the `new` text of a node; `correct` makes it of the old one, and lines of it of the old lines."""

    new: str
    correct: Callable[[str], str]


class _Span(NamedTuple):
    """Hold where a scalar begins and ends in the file's text, as offsets, and its style as YAML names it."""

    start: int
    end: int
    style: str


def edited(text: str, name: str, changes: Mapping[KeyPath, Change]) -> str:
    """Return the YAML `text` of the file `name` with the texts at these paths changed, and nothing else.

    Leave out a change that would make the file read otherwise than meant. Raise PlanError if it is no YAML.
    """
    source = parse(text, name)
    spans = {(span_line, column): span for span_line, column, span in _spans(text)}
    placed = []
    for path, change in changes.items():
        place = source.places.get(path)
        if place and (span := spans.get((place.line, place.column))):
            placed.append((span, path, change))
    placed.sort(key=lambda each: each[0].start)
    together = _apply(text, placed)
    if _reads(together, name, source.data, placed):
        return together
    result = text
    kept: list[tuple[_Span, KeyPath, Change]] = []
    for each in reversed(placed[:_MOST]):  # from the end, so that the offsets of the others hold
        tried = _apply(result, [each])
        if _reads(tried, name, source.data, [*kept, each]):
            result, kept = tried, [*kept, each]
    return result


def _apply(text: str, placed: list[tuple[_Span, KeyPath, Change]]) -> str:
    """Return `text` with the changes made, which stand in the order of their places."""
    pieces, end = [], 0
    for span, _, change in placed:
        pieces += [text[end : span.start], _written(text[span.start : span.end], span.style, change)]
        end = span.end
    return "".join([*pieces, text[end:]])


def _written(raw: str, style: str, change: Change) -> str:
    """Return how the new text stands in the stead of `raw`, in the same style."""
    if "\n" in raw:
        return "\n".join(change.correct(line) for line in raw.split("\n"))
    if style == '"':
        return json.dumps(change.new, ensure_ascii=False)
    if style == "'":
        return "'" + change.new.replace("'", "''") + "'"
    return yaml_scalar(change.new)


def _reads(text: str, name: str, data: Data, placed: list[tuple[_Span, KeyPath, Change]]) -> bool:
    """Return whether `text` reads as `data` with the changes made."""
    meant = deepcopy(data)
    for _, path, change in placed:
        above: Any = node_at(meant, path[:-1])
        above[path[-1]] = change.new
    try:
        return parse(text, name).data == meant
    except PlanError:
        return False


def _spans(text: str) -> Iterator[tuple[int, int, _Span]]:
    """Yield line and column (from 1) of each scalar, with its span."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.ScalarEvent):
            begin: Any = event.start_mark  # the parser always sets both
            end: Any = event.end_mark
            span = _Span(starts[begin.line] + begin.column, starts[end.line] + end.column, event.style or "")
            yield begin.line + 1, begin.column + 1, span
