"""Set apart the words that a file has within a figure that lost its control and was reworded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.base.values import ValueKind, read_value
from generator.document import Document, Figure, Passage, Run, Text, map_children, runs_in

_NUMBER = re.compile(r"\d[\d.]*")


def with_plain_figures(document: Document, draft: Document) -> Document:
    """Return `document` in whose sentences a figure has nothing but a number, if it has one in `draft`.

    Without its control a figure is what stands between the words beside it, and these may be others. One of
    several numbers is no figure: nobody knows which.
    """
    numbers = {
        run.source: _NUMBER.split(run.text, maxsplit=1)
        for run in runs_in(draft)
        if isinstance(run, Figure) and read_value(run.text).kind is ValueKind.NUMBER
    }

    def changed(node: Any) -> Any:  # noqa: ANN401  # a node, and one of the same class
        if not isinstance(node, Passage):
            return map_children(node, changed)
        runs = tuple(part for run in node.runs for part in _parted(run, numbers))
        return node if runs == node.runs else Passage(node.key, runs, node.duties)

    return map_children(document, changed)


def _parted(run: Run, numbers: dict[str, list[str]]) -> Iterator[Run]:
    """Yield a run, or the words and the number of a figure that has other words."""
    if not isinstance(run, Figure) or run.source not in numbers or not _has_words(run.text):
        yield run
        return
    found = list(_NUMBER.finditer(run.text))
    if len(found) != 1:
        yield Text(run.text)
        return
    head, *rest = numbers[run.source]
    tail = rest[0] if rest else ""
    start, end = found[0].span()
    start -= len(head) if run.text[:start].endswith(head) else 0
    end += len(tail) if run.text[end:].startswith(tail) else 0
    pieces = (Text(run.text[:start]), Figure(run.text[start:end], run.source), Text(run.text[end:]))
    yield from (piece for piece in pieces if piece.text)


def _has_words(text: str) -> bool:
    """Return whether a text has a number in it, and is none as a whole."""
    return _NUMBER.search(text) is not None and read_value(text).kind is ValueKind.WORDS
