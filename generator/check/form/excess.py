"""Refuse a profile that holds more of one thing than any plan needs, for work grows with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.base.limits import (
    LONGEST_KEY,
    LONGEST_TEXT,
    MOST_BRACES,
    MOST_CHANGED,
    MOST_DIGITS,
    MOST_ENTRIES,
    MOST_ENTRIES_AT,
)
from generator.library.period import FIGURE_GROUPS
from generator.yaml_source import Data, KeyPath, Source, key_path, mapping, node_at

_FIGURES = {*FIGURE_GROUPS, "indicators", "completion"}
_CHANGES = key_path("outline.changes")
_NUMBER = re.compile(r"[\d.,，．]+")


def find_excess(source: Source) -> list[Finding]:
    """Return a finding for each thing of which `source` holds more than any plan needs."""
    found = list(_named_lists(source))
    if not _is_small(source.data):  # a profile with paths takes ten times as long to walk as one without
        found += _in_node(source, source.data, ())
        found += _braces(source)
    return found


def _named_lists(source: Source) -> Iterator[Finding]:
    """Yield a finding for each list that may not be as long as others."""
    for name, most in MOST_ENTRIES_AT.items():
        node = node_at(source.data, key_path(name))
        if isinstance(node, (list, dict)) and len(node) > most:
            yield _excess(source, key_path(name), "ManyEntries", most)
    changes = node_at(source.data, _CHANGES)
    if isinstance(changes, list) and changes:
        most = MOST_CHANGED // len(changes)
        if _held(node_at(source.data, _CHANGES[:1])) > most:
            yield _excess(source, _CHANGES, "ManyChanges", most)


def _held(data: Data) -> int:
    """Return how many entries and items stand in `data`, at any depth."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return len(inner) + sum(map(_held, inner))


def _is_small(data: Data) -> bool:
    """Return whether `data` certainly holds nothing in excess, wherever it stands."""
    waiting, braces = [data], 0
    while waiting:
        node = waiting.pop()
        if not node:
            continue
        if len(node) > (MOST_DIGITS if isinstance(node, str) else MOST_ENTRIES):
            return False
        if isinstance(node, str):
            braces += node.count("{")
        elif isinstance(node, list):
            waiting += node
        else:
            waiting += node.values()
            if max(map(len, node)) > LONGEST_KEY:
                return False
    return braces <= MOST_BRACES


def _in_node(source: Source, data: Data, path: KeyPath) -> Iterator[Finding]:
    """Yield the findings about the node `data` at `path`, and about all below it."""
    if isinstance(data, str):
        yield from _in_text(source, data, path)
        return
    if data and len(data) > MOST_ENTRIES:
        yield _excess(source, path, "ManyEntries", MOST_ENTRIES)
    for key, value in data.items() if isinstance(data, dict) else enumerate(data or ()):
        if isinstance(key, str) and len(key) > LONGEST_KEY:
            yield _excess(source, (*path, key), "LongKey", LONGEST_KEY)
        yield from _in_node(source, value, (*path, key))


def _in_text(source: Source, text: str, path: KeyPath) -> Iterator[Finding]:
    """Yield the finding about a text that is too long, or a figure with too many digits."""
    if len(text) > LONGEST_TEXT:
        yield _excess(source, path, "LongText", LONGEST_TEXT)
    elif len(text) > MOST_DIGITS and path[0] in _FIGURES:
        longest = max(map(len, _NUMBER.findall(text)), default=0)
        if longest > MOST_DIGITS:
            yield _excess(source, path, "LongNumber", MOST_DIGITS)


def _braces(source: Source) -> Iterator[Finding]:
    """Yield a finding about the part of the profile with the most braces, if there are too many in all."""
    count = {key: _opened(value) for key, value in mapping(source.data).items()}
    if sum(count.values()) > MOST_BRACES:
        most = max(count, key=count.__getitem__)
        yield _excess(source, (most,), "ManyBraces", MOST_BRACES)


def _opened(data: Data) -> int:
    """Return how often a brace opens in the texts of `data`."""
    if isinstance(data, str):
        return data.count("{")
    inner = data.values() if isinstance(data, dict) else data or ()
    return sum(map(_opened, inner))


def _excess(source: Source, path: KeyPath, reason: str, limit: int) -> Finding:
    """Return the finding that `source` has more than `limit` of what `reason` names, at `path`."""
    return Finding("yaml-excess", source.key_place(path), {"reason": reason, "limit": f"{limit:,}"})
