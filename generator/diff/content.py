"""What changed in the words of one block: its figures, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from generator.diff.changes import Change, Kind
from generator.diff.nodes import DUTIES, PrintedNode
from generator.diff.words import Mark, Op, marked
from generator.document import Run, Text, plain

_SIGN = 2  # characters: 以上, 以下
_ATTRIBUTES = {"attribute", "category"}  # columns that say what an indicator is, not how much


def changed_words(
    before: PrintedNode, after: PrintedNode, label: str, where: tuple[str, ...]
) -> Iterator[Change]:
    """The changes of a block's own runs: one for each figure, one for all words around them.

    `label` and `where` are those of the block. A cell, the heading of a column and the line of those
    responsible change as a whole.
    """
    old, new = plain(before.runs), plain(after.runs)
    if old == new:
        return
    marks, every = marked(old, new), paths(before.runs, after.runs)
    if kind := _whole(after):
        yield Change(kind, after.block, after.key, label, where, old, new, marks, every)
        return
    olds, news = _figures(before.runs), _figures(after.runs)
    shared = olds.keys() & news.keys()
    others = [source for source in news if source in shared and olds[source] != news[source]]
    for source in others:
        was, now = "、".join(olds[source]), "、".join(news[source])
        yield Change(Kind.FIGURE, after.block, after.key, label, where, was, now, marks, (source,))
    around = _around(before.runs, shared) != _around(after.runs, shared)
    if around and not _figures_alone(marks, [olds[s] for s in others], [news[s] for s in others]):
        yield Change(Kind.TEXT, after.block, after.key, label, where, old, new, marks, every)


def _figures_alone(marks: tuple[Mark, ...], olds: list[list[str]], news: list[list[str]]) -> bool:
    """Whether nothing changed but these figures, each with the sign behind it: 90%以上 that is a gap now."""
    printed = {Op.DELETED: [*chain(*olds)], Op.INSERTED: [*chain(*news)]}
    return all(
        any(mark.text.startswith(text) and len(mark.text) <= len(text) + _SIGN for text in printed[mark.op])
        for mark in marks
        if mark.op is not Op.SAME
    )


def paths(*sides: tuple[Run, ...]) -> tuple[str, ...]:
    """The paths of all figures and gaps, each once."""
    return tuple(dict.fromkeys(run.source for runs in sides for run in runs if not isinstance(run, Text)))


def _whole(node: PrintedNode) -> Kind | None:
    """What a change of this block is called, whatever changed in it; None where figures and words part."""
    match node.block:
        case "cell":
            column = node.key.rpartition(".")[2]
            return Kind.ATTRIBUTE if column in _ATTRIBUTES else Kind.CELL
        case "heading":
            return Kind.RETITLED
        case _ if node.key.endswith(DUTIES):
            return Kind.DEPARTMENT
    return None


def _figures(runs: tuple[Run, ...]) -> dict[str, list[str]]:
    """What is printed of each figure or gap, by its path."""
    found: dict[str, list[str]] = {}
    for run in runs:
        if not isinstance(run, Text):
            found.setdefault(run.source, []).append(run.text)
    return found


def _around(runs: tuple[Run, ...], known: set[str]) -> str:
    """The words around known figures, which stand in it by their paths."""
    return "".join(
        run.text if isinstance(run, Text) or run.source not in known else f"\0{run.source}\0" for run in runs
    )
