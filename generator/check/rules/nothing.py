"""Rules about texts and targets that only say that there is none, and that the plan would print."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.base.values import ValueKind, read_value
from generator.check.context import WORDED, ReviewContext
from generator.check.language import sentence_patterns
from generator.check.value_kinds import is_share
from generator.library.period import CITED_GROUPS, FIGURE_GROUPS
from generator.yaml_source import Data, KeyPath, mapping, node_at

_PRINTED = ("title", "subtitle", "status")
_TABLES = ("departments", "terms")
_FIGURES = (*FIGURE_GROUPS, "indicators")


def nothing_printed(subject: ReviewContext) -> Iterator[Finding]:
    """Report each text that the plan prints though it only says that there is none, and such a target."""
    told: set[KeyPath] = set()
    for path in _paths(subject):
        text = node_at(subject.profile.source.data, path)
        if path not in told and isinstance(text, str) and _says_none(text):
            told.add(path)
            facts = {"path": ".".join(map(str, path)), "value": text.strip()}
            yield Finding("nothing-printed", subject.profile.source.place(path), facts)


def _paths(subject: ReviewContext) -> Iterator[KeyPath]:
    """Yield the paths of the texts that the plan prints as they stand; some have no text."""
    data = mapping(subject.profile.source.data)
    yield from ((key,) for key in _PRINTED)
    yield from ((table, key) for table in _TABLES for key in mapping(data.get(table)))
    yield from ((table, key, "unit") for table in _FIGURES for key in mapping(data.get(table)))
    yield from (path for path, _ in subject.own_texts if path[-1] in WORDED and path[0] != "parts")
    for group in CITED_GROUPS:
        yield from _cited(mapping(data.get(group)), group)
    for row in subject.figures.indicators.values():
        if not (row.national and row.confirmed and is_share(row)):  # of which `target-unclear` tells
            yield "indicators", row.id, "target"


def _cited(entries: dict[str, Data], group: str) -> Iterator[KeyPath]:
    """Yield the paths of documents and names; a dash in place of one is printed nowhere."""
    for key, value in entries.items():
        if isinstance(value, list):
            yield from ((group, key, number) for number in range(len(value)))
        elif isinstance(value, str) and read_value(value).kind is not ValueKind.NONE:
            yield group, key


def _says_none(text: str) -> bool:
    """Return whether a text only says that there is none: 无, ——, 没有这个部门."""
    words = text.strip()
    return bool(words) and (read_value(words).kind is ValueKind.NONE or words in sentence_patterns().nothing)


RULES = (nothing_printed,)
