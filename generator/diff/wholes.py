"""Join the changes of what came, went or moved as a whole: passages of a paragraph, cells of a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.diff.changes import Change, ChangeKind
from generator.diff.compare import PARAGRAPH
from generator.document import Document, Paragraph, walk

_WHOLE = {ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED}
_Paragraphs = dict[str, tuple[str, ...]]  # the keys of all passages of a paragraph by that of each


def join_wholes(changes: Sequence[Change], before: Document, after: Document) -> list[Change]:
    """Return `changes` between two documents with keys assigned, whole paragraphs and columns as one each.

    A paragraph that was split in the middle of a passage is one change too.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    joined: list[Change] = []
    told = _without_splits(_without_merged(_without_cells(changes)))
    for (kind, passages), group in groupby(told, key=lambda change: _paragraph(change, old, new)):
        found = list(group)
        if kind and len(passages) > 1 and tuple(change.key for change in found) == passages:
            joined.append(_joined(found))
        else:
            joined += found
    return joined


def _without_cells(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield changes; those of the cells of a column that came, went or moved are part of its heading's."""
    columns = [change for change in changes if change.block == "heading" and change.kind in _WHOLE]
    cells: dict[str, list[Change]] = {heading.key: [] for heading in columns}
    inside: set[int] = set()
    for n, change in enumerate(changes):
        for heading in columns:
            if _is_in(change, heading):
                cells[heading.key].append(change)
                inside.add(n)
    for n, change in enumerate(changes):
        if n not in inside:
            yield _with_cells(change, cells[change.key]) if change in columns else change


def _is_in(cell: Change, heading: Change) -> bool:
    """Return whether the change of a cell belongs to that of the `heading` of its column."""
    table, _, column = heading.key.rpartition("/")
    same = cell.block == "cell" and cell.kind is heading.kind
    return same and cell.key.startswith(f"{table}.") and cell.key.endswith(f".{column}")


def _with_cells(heading: Change, cells: Sequence[Change]) -> Change:
    """Return the change of a `heading` with the texts of its cells, each behind the name of its row."""
    if heading.kind is ChangeKind.MOVED:
        return heading
    lines = [f"{cell.where[-1] if cell.where else ''}：{cell.new or cell.old or ''}" for cell in cells]
    text = "\n".join([heading.new or heading.old or "", *lines])
    added = heading.kind is ChangeKind.ADDED
    return replace(heading, old=None if added else text, new=text if added else None)


def _without_merged(changes: Iterator[Change]) -> Iterator[Change]:
    """Yield changes, but for the removal of a cell whose text is now in another cell of its row."""
    rows: dict[str, list[Change]] = {}
    every = list(changes)
    for change in every:
        if change.block == "cell":
            rows.setdefault(change.key.rpartition(".")[0], []).append(change)
    merged = {id(gone) for cells in rows.values() for gone in cells if _is_merged(gone, cells)}
    yield from (change for change in every if id(change) not in merged)


def _is_merged(gone: Change, cells: Sequence[Change]) -> bool:
    """Return whether the cell that is `gone` was merged into one of the `cells` of its row that changed."""
    texts = ((cell.old or "", cell.new or "") for cell in cells if cell.kind is not ChangeKind.REMOVED)
    text = gone.old or ""
    return gone.kind is ChangeKind.REMOVED and any(new in {old + text, text + old} for old, new in texts)


def _without_splits(changes: Iterator[Change]) -> list[Change]:
    """Return changes; a passage that lost one half to a paragraph of its own is one change."""
    joined: list[Change] = []
    for change in changes:
        if joined and _is_split(joined[-1], change):
            joined[-1] = replace(change, kind=ChangeKind.ATTRIBUTE, old="", new=PARAGRAPH, figures=())
        else:
            joined.append(change)
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
