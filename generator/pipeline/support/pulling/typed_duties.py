"""Set apart the departments with which somebody ended a measure that he typed in Word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator.document import Division, Document, Node, Paragraph, Passage, Text, map_children, plain

_DUTIES = "/duties"
Split = Callable[[str], tuple[str, str]]


def with_typed_duties(document: Document, split: Split) -> Document:
    """Return `document` with the duties of typed measures as a passage of their own, as a draft has them.

    `split` parts the words of a paragraph from the duties behind them, "" where there are none.
    """

    def changed(node: Node) -> Node:
        inner = map_children(node, changed) if not isinstance(node, Passage) else node
        return _parted(inner, split) if isinstance(inner, Division) else inner

    return map_children(document, changed)


def _parted(division: Division, split: Split) -> Division:
    places = [n for n, block in enumerate(division.body) if isinstance(block, Paragraph)]
    if not places:
        return division
    last = division.body[places[-1]]
    if not isinstance(last, Paragraph) or not last.passages or last.passages[-1].key:
        return division
    passages = last.passages
    words, tail = split(plain(passages[-1].runs))
    if not tail or not words:
        return division
    typed = replace(passages[-1], runs=(Text(words),))
    signed = Passage(f"{division.key}{_DUTIES}" if division.key else "", (Text(tail),))
    body = list(division.body)
    body[places[-1]] = replace(last, passages=(*passages[:-1], typed, signed))
    return replace(division, body=tuple(body))
