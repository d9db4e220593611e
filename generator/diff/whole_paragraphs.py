"""Join the changes of a paragraph's passages that came, went or moved together into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from generator.diff.changes import Change, ChangeKind
from generator.diff.compare import PARAGRAPH
from generator.document import Document, Paragraph, walk

_WHOLE = {ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED}
_Paragraphs = dict[str, tuple[str, ...]]  # the keys of all passages of a paragraph by that of each


def join_paragraphs(changes: Sequence[Change], before: Document, after: Document) -> list[Change]:
    """Return `changes` between two documents with keys assigned, whole paragraphs as one change each."""
    old, new = _paragraphs(before), _paragraphs(after)
    joined: list[Change] = []
    for change in changes:
        if joined and _is_split(joined[-1], change):
            joined[-1] = replace(change, kind=ChangeKind.ATTRIBUTE, old="", new=PARAGRAPH, figures=())
        else:
            joined.append(change)
    changes, joined = joined, []
    for (kind, passages), group in groupby(changes, key=lambda change: _paragraph(change, old, new)):
        found = list(group)
        if kind and len(passages) > 1 and tuple(change.key for change in found) == passages:
            joined.append(_joined(found))
        else:
            joined += found
    return joined


def _is_split(first: Change, second: Change) -> bool:
    """Return whether a passage lost one half, which is a paragraph before it or behind it."""
    kinds = {first.kind, second.kind}
    text = next((change.old for change in (first, second) if change.kind is ChangeKind.TEXT), None)
    return (
        kinds == {ChangeKind.TEXT, ChangeKind.ADDED}
        and first.block == second.block == "passage"
        and text == f"{first.new}{second.new}"
        and first.cause is second.cause
    )


def _paragraphs(document: Document) -> _Paragraphs:
    """Return the passages of every paragraph."""
    found: _Paragraphs = {}
    for _, node in walk(document):
        if isinstance(node, Paragraph):
            keys = tuple(passage.key for passage in node.passages)
            found |= dict.fromkeys(keys, keys)
    return found


def _paragraph(
    change: Change, old: _Paragraphs, new: _Paragraphs
) -> tuple[ChangeKind | None, tuple[str, ...]]:
    """Return the kind of a change and the passages of its paragraph, none for what stands by itself."""
    if change.kind not in _WHOLE or change.block != "passage" or change.folded:
        return None, ()
    added = change.kind is ChangeKind.ADDED
    return change.kind, (new if added else old).get(change.key, ())


def _joined(changes: Sequence[Change]) -> Change:
    """Return the change of the paragraph whose passages `changes` are about, all of one kind."""
    first = changes[0]
    figures = tuple(dict.fromkeys(path for change in changes for path in change.figures))
    if first.kind is ChangeKind.MOVED:
        return replace(first, block="paragraph", figures=figures)
    old = None if first.old is None else "".join(change.old or "" for change in changes)
    new = None if first.new is None else "".join(change.new or "" for change in changes)
    return replace(first, block="paragraph", old=old, new=new, figures=figures)
