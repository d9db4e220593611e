"""Part the paragraphs of a plan into sentences: of two plans, paragraphs seldom hold the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from generator.diff.nodes import DUTIES
from generator.document import Document, Node, Paragraph, Passage, Run, Text, map_children, runs_in

OF_SENTENCE = f"¶{DUTIES}"
"""The key of what prints who is responsible for the sentences before it; that of a block: DUTIES."""

_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）)』」》]*|[^。！？]+", re.DOTALL)
_MOST = 20_000  # sentences; the longest real plan has 700
_ENDS = ("。", "！", "？")
_BEHIND = "”’）)』」》"  # a stop before these still ends its sentence


def in_sentences(document: Document) -> Document:
    """Return `document` with each sentence of a paragraph as a passage of its own, without a key.

    Of one with more sentences than any plan has, each paragraph is one passage.

    What prints in brackets who is responsible stays a passage, by its key that of the block or of the
    sentences before it.
    """
    many = sum(run.text.count(end) for run in runs_in(document) for end in _ENDS) > _MOST
    return map_children(document, partial(_parted, document, parts=not many))


def _parted(holder: Node, node: Node, *, parts: bool) -> Node:
    """Return `node`, which `holder` holds, with its paragraphs in sentences."""
    if isinstance(node, Paragraph):
        own = f"{getattr(holder, 'key', '')}{DUTIES}"
        return replace(node, passages=tuple(_sentences(node.passages, own, parts=parts)))
    return map_children(node, partial(_parted, node, parts=parts))


def _sentences(passages: Sequence[Passage], own: str, *, parts: bool) -> Iterator[Passage]:
    """Yield the sentences of the passages of a paragraph, one that goes on in the next passage whole.

    `own` is the key of the passage that prints who is responsible for the block.
    """
    runs: list[Run] = []
    for place, passage in enumerate(passages):
        if passage.key.endswith(DUTIES):
            yield from [Passage("", tuple(runs))] if runs else []
            runs = []
            yield replace(passage, key=DUTIES if passage.key == own else OF_SENTENCE if place else "")
            continue
        for piece in (piece for run in passage.runs for piece in _pieces(run)):
            runs.append(piece)
            if parts and _is_whole(piece):
                yield Passage("", tuple(runs))
                runs = []
    yield from [Passage("", tuple(runs))] if runs else []


def _pieces(run: Run) -> Iterator[Run]:
    """Yield a text in pieces that end with a sentence; a figure or a gap is one piece."""
    if isinstance(run, Text):
        yield from (replace(run, text=piece) for piece in _SENTENCE.findall(run.text))
    else:
        yield run


def _is_whole(run: Run) -> bool:
    """Return whether a sentence ends with `run`."""
    return isinstance(run, Text) and run.text.rstrip(_BEHIND).endswith(_ENDS)
