"""Compare the text of one block: its figures, and the words around them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from generator.diff.changes import Change, ChangeKind
from generator.diff.nodes import DUTIES, PrintedNode
from generator.diff.words import Mark, Op, mark_differences
from generator.document import Run, Text, plain

_SIGN = 2  # characters: 以上, 以下
_ATTRIBUTES = {"attribute", "category"}  # columns with properties of an indicator, not amounts


def changed_words(
    before: PrintedNode, after: PrintedNode, label: str, where: tuple[str, ...]
) -> Iterator[Change]:
    """Yield the changes of a block's own runs: one for each figure, and one for the words around them.

    `label` and `where` are those of the block. Treat a cell, a column heading and a line of responsible
    departments as a whole.
    """
    old, new = plain(before.runs), plain(after.runs)
    if old == new:
        return
    marks, every = mark_differences(old, new), paths(before.runs, after.runs)
    if kind := _whole_kind(after):
        yield Change(kind, after.block, after.key, label, where, old, new, marks, every)
        return
    olds, news = _figures(before.runs), _figures(after.runs)
    shared = olds.keys() & news.keys()
    others = [source for source in news if source in shared and olds[source] != news[source]]
    for source in others:
        was, now = "、".join(olds[source]), "、".join(news[source])
        yield Change(ChangeKind.FIGURE, after.block, after.key, label, where, was, now, marks, (source,))
    around = _around(before.runs, shared) != _around(after.runs, shared)
    if around and not _figures_alone(marks, [olds[s] for s in others], [news[s] for s in others]):
        yield Change(ChangeKind.TEXT, after.block, after.key, label, where, old, new, marks, every)


def _figures_alone(marks: tuple[Mark, ...], olds: list[list[str]], news: list[list[str]]) -> bool:
    """Return whether nothing but these figures changed, each with the sign behind it.

    An example is 90%以上 that is a gap now. `olds` and `news` are the printed texts of each figure before and
    after.
    """
    printed = {Op.DELETED: [*chain(*olds)], Op.INSERTED: [*chain(*news)]}
    return all(
        any(mark.text.startswith(text) and len(mark.text) <= len(text) + _SIGN for text in printed[mark.op])
        for mark in marks
        if mark.op is not Op.SAME
    )


def paths(*sides: tuple[Run, ...]) -> tuple[str, ...]:
    """Return the profile paths of all figures and gaps in several sequences of runs, each once."""
    return tuple(dict.fromkeys(run.source for runs in sides for run in runs if not isinstance(run, Text)))


def _whole_kind(node: PrintedNode) -> ChangeKind | None:
    """Return the kind for blocks that change as a whole; None if figures and text are reported separately."""
    match node.block:
        case "cell":
            column = node.key.rpartition(".")[2]
            return ChangeKind.ATTRIBUTE if column in _ATTRIBUTES else ChangeKind.CELL
        case "heading":
            return ChangeKind.RETITLED
        case _ if node.key.endswith(DUTIES):
            return ChangeKind.DEPARTMENT
    return None


def _figures(runs: tuple[Run, ...]) -> dict[str, list[str]]:
    """Return the printed texts of each figure or gap, by its profile path."""
    found: dict[str, list[str]] = {}
    for run in runs:
        if not isinstance(run, Text):
            found.setdefault(run.source, []).append(run.text)
    return found


def _around(runs: tuple[Run, ...], known: set[str]) -> str:
    """Return the text around figures, with the paths of the `known` ones in place of their texts."""
    return "".join(
        run.text if isinstance(run, Text) or run.source not in known else f"\0{run.source}\0" for run in runs
    )
