"""Refuse a profile that holds more of one thing than any plan needs, for work grows with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.base.limits import LONGEST_KEY, LONGEST_TEXT, MOST_BRACES, MOST_DIGITS, MOST_ENTRIES
from generator.library.period import FIGURE_GROUPS
from generator.yaml_source import Data, KeyPath, Source, mapping

_FIGURES = {*FIGURE_GROUPS, "indicators", "completion"}
_NUMBER = re.compile(r"[\d.,，．]+")


def find_excess(source: Source) -> list[Finding]:
    """Return a finding for each thing of which `source` holds more than any plan needs, in file order."""
    found = list(_in_node(source, source.data, ()))
    data = mapping(source.data)
    for key, value in data.items() if sum(map(_braces, data.values())) > MOST_BRACES else ():
        if _braces(value) > MOST_BRACES // len(data):
            found.append(_excess(source, (key,), "ManyBraces", MOST_BRACES))
            break
    return found


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


def _braces(data: Data) -> int:
    """Return how often a brace opens in the texts of `data`."""
    if isinstance(data, str):
        return data.count("{")
    inner = data.values() if isinstance(data, dict) else data or ()
    return sum(map(_braces, inner))


def _excess(source: Source, path: KeyPath, reason: str, limit: int) -> Finding:
    """Return the finding that `source` has more than `limit` of what `reason` names, at `path`."""
    return Finding("yaml-excess", source.key_place(path), {"reason": reason, "limit": f"{limit:,}"})
