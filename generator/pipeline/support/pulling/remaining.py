"""Tell what is left of a change once the profile says it, and what else differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.diff import Change, ChangeKind
from generator.document import Document, Passage, nodes_in, plain
from generator.pipeline.support.marks import has_mark

_HAND = "hand:"
_DUTIES = "/duties"  # the end of the key of a passage that prints departments


def places(change: Change) -> tuple[Change, ...]:
    """Return a change and the further places of it."""
    return (change, *change.alike)


def is_unprinted(change: Change) -> bool:
    """Return whether a difference is of departments that no text prints: nobody can have edited them."""
    printed = change.block == "task" or change.key.endswith(_DUTIES)
    return change.kind is ChangeKind.DEPARTMENT and not printed


def same(left: Change | None, change: Change) -> bool:
    """Return whether what is left of a block is what `change` should have brought."""
    if left is None or left.kind is not change.kind:
        return False
    if change.kind is ChangeKind.FIGURE:
        unit_alone = _count(left.old) == _count(left.new) and _count(change.old) != _count(change.new)
        return bool(set(left.figures) & set(change.figures)) and not unit_alone
    return left.new == change.new or change.new is None


def _count(text: str | None) -> str:
    """Return the number in the text of a figure; a draft adds the unit that somebody left out."""
    return "".join(c for c in text or "" if c.isdigit() or c in ".～-")


def is_within(left: Change, change: Change) -> bool:
    """Return whether a difference is of the text of a block that `change` is about as a whole."""
    holder = change.key.partition("/")[0] if change.block == "paragraph" else change.key
    texts = (change.old or "") + (change.new or "")
    inside = left.key == change.key or left.key.startswith(f"{holder}/")
    return inside and any(text and text in texts for text in (left.old, left.new))


def about(change: Change) -> tuple[str, ...]:
    """Return what a difference is about, by which the same is known in another comparison."""
    figures = change.figures[:1] if change.kind is ChangeKind.FIGURE else ()
    return change.kind, change.block, change.key, *figures


def signatures(changes: Iterable[Change]) -> set[tuple[str, ...]]:
    """Return what differences are known by, whatever else of their block changed."""
    found: set[tuple[str, ...]] = set()
    for change in changes:
        found |= {(change.kind, change.block, "key", change.key)}
        found |= {(change.block, "new", change.new)} if change.new else set()
        found |= {(change.block, "old", change.old)} if change.old else set()
    return found


def is_awaited(change: Change) -> bool:
    """Return whether a draft only says what is still awaited, as in a box of which the title was typed."""
    return change.kind is ChangeKind.REMOVED and has_mark(change.old or "")


def words_by_key(document: Document) -> dict[str, str]:
    """Return the words of every passage by its key."""
    return {node.key: plain(node.runs) for node in nodes_in(document) if isinstance(node, Passage)}


def is_itself(change: Change, new: Change, words: Mapping[str, str]) -> bool:
    """Return whether a difference that is new is in what `change` is about.

    What was typed has another key by now: it is known by its words, among the `words` by key.
    """
    return any(
        words.get(new.key, "") == place.new if _HAND in place.key else new.key == place.key
        for place in places(change)
    )


def has_figures_of(change: Change, new: Change) -> bool:
    """Return whether a difference that is new is about figures of `change`."""
    return bool(set(new.figures) & set(change.figures))


def says_or_holds(change: Change, new: Change) -> bool:
    """Return whether a difference that is new is in the block of `change`, or of its words."""
    about = {place.key.partition("/")[0] for place in places(change)}
    if new.key.partition("/")[0] in about:
        return True
    return any(
        text and whole and (text in whole or whole in text)
        for text, whole in ((new.new, change.new), (new.old, change.old), (new.old, change.new))
    )
