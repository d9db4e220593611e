"""Join equal changes: a word replaced in fifteen places, or a figure in a table and a text, is one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace

from generator.diff.changes import Change, ChangeKind
from generator.diff.words import Op, mark_differences
from generator.document.printed_numbers import same_count

_NUMBERS = {ChangeKind.FIGURE, ChangeKind.CELL}
_WORDS = {ChangeKind.TEXT, ChangeKind.RETITLED, ChangeKind.DEPARTMENT, ChangeKind.ATTRIBUTE}


def join_alike(changes: Iterable[Change]) -> list[Change]:
    """Return `changes`, equal ones as the first of them, with the others as its further places.

    Folded ones stay by themselves: they are only counted.
    """
    found: dict[Hashable, list[Change]] = {}
    for n, change in enumerate(changes):
        matter = _matter(change)
        found.setdefault(n if matter is None else matter, []).append(change)
    return _in_one_text(replace(first, alike=tuple(others)) for first, *others in found.values())


def _in_one_text(changes: Iterable[Change]) -> list[Change]:
    """Return `changes`, equal ones of several figures in one text as one: a hand changed a number twice."""
    found: dict[Hashable, list[Change]] = {}
    for n, change in enumerate(changes):
        values = (_bare(change.old), _bare(change.new), change.conflict and _bare(change.conflict.base))
        matter = (change.block, change.key, values, _why(change))
        single = change.kind is not ChangeKind.FIGURE or change.folded or change.alike
        found.setdefault(n if single else matter, []).append(change)
    return [_as_one(same) if len(same) > 1 else same[0] for same in found.values()]


def _as_one(changes: list[Change]) -> Change:
    """Return the one change of all the figures of `changes`, with every text that is printed."""
    old, new = ("、".join(dict.fromkeys(filter(None, side))) for side in zip(*_texts(changes), strict=True))
    figures = tuple(dict.fromkeys(path for change in changes for path in change.figures))
    return replace(changes[0], old=old, new=new, figures=figures)


def _texts(changes: list[Change]) -> list[tuple[str, str]]:
    return [(change.old or "", change.new or "") for change in changes]


def _why(change: Change) -> tuple[Hashable, ...]:
    return change.cause, change.source, change.authors, change.undone


def _matter(change: Change) -> Hashable:
    """Return what equal changes have in common, None for a change that is equal to no other."""
    if change.folded:
        return None
    why = _why(change)
    base = change.conflict and change.conflict.base
    if change.kind is ChangeKind.RENUMBERED and same_count(change.old or "", change.new or ""):
        return (_signs(change.old), _signs(change.new), base, why)
    if change.kind in _NUMBERS and change.figures:
        return (change.figures[:1], _bare(change.old), _bare(change.new), _bare(base), why)
    if change.kind in _WORDS and change.old is not None and change.new is not None:
        marks = change.marks or mark_differences(change.old, change.new)
        replaced = tuple(dict.fromkeys((m.op, m.text) for m in marks if m.op is not Op.SAME))
        return (replaced, base, why) if {op for op, _ in replaced} == {Op.DELETED, Op.INSERTED} else None
    return None


def _signs(number: str | None) -> str:
    """Return what stands around the count of a number: (一) and (二) are written alike."""
    return "".join(c for c in number or "" if not c.isnumeric())


def _bare(text: str | None) -> str:
    """Return the number of a figure, without the signs and units that differ from place to place."""
    return "".join(c for c in (text or "").split("、")[0] if c.isdigit() or c in ".-～")
