"""Compare two documents with keys assigned, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from generator.diff.changes import Change, ChangeKind
from generator.diff.content import changed_words, paths
from generator.diff.moves import Placed, moved_blocks
from generator.diff.nodes import DUTIES, PrintedNode, printed_nodes, printed_words, walk_printed
from generator.document import Document, plain

_TASK = "task:"
_TASKED = ("division", "item", "passage")  # families whose blocks may be tasks
_BLOCKS = {"section", "measure", "box"}
_LABEL = 20  # characters of the label of a block without a heading
PARAGRAPH = "¶"


def compare(old: Document, new: Document) -> list[Change]:
    """Return every change from `old` to `new`, in the order of the new document.

    Blocks are the same if their keys are; an added or removed block is one change with all that it contains.
    """
    comparison = _Comparer(*(dict(_placed(printed_nodes(document), Counter())) for document in (old, new)))
    changes = list(comparison.changes())
    affected = comparison.affected_keys(changes)
    return [
        replace(change, folded=change.folded or comparison.follows(change, affected))
        if change.block == "task"
        else change
        for change in changes
    ]


def places_of(document: Document) -> dict[tuple[str, str], tuple[tuple[str, ...], str]]:
    """Return the headings above every block of `document` and its label, by the block's kind and key.

    They are as changes have them.
    """
    placed = dict(_placed(printed_nodes(document), Counter())).values()
    return {(each.node.block, each.node.key): (each.where, _label(each.node)) for each in placed}


def _placed(
    nodes: tuple[PrintedNode, ...], seen: Counter[str], parent: str = "", where: tuple[str, ...] = ()
) -> Iterator[tuple[str, Placed]]:
    """Yield every node by a unique name.

    It is its id, with a count where that recurs (a table that stands in two boxes).
    """
    previous = None
    for node in nodes:
        seen[node.id] += 1
        name = node.id if seen[node.id] == 1 else f"{node.id}~{seen[node.id]}"
        yield name, Placed(name, node, parent, where, previous)
        above = (*where, node.heading) if node.title else where
        yield from _placed(node.below, seen, name, above)
        previous = node


class _Comparer:
    """Compare two documents, given as their nodes by unique name."""

    def __init__(self, old: dict[str, Placed], new: dict[str, Placed]) -> None:
        self.old = old
        self.new = new
        self.moved = moved_blocks(old, new)

    def changes(self) -> Iterator[Change]:
        """Yield changes in the order of the new document.

        A removed block comes where it would have followed.
        """
        removals = self._removals()
        yield from removals.get("", ())
        for name, placed in self.new.items():
            if name in self.old:
                yield from self._changes_of(self.old[name], placed)
            elif placed.parent in self.old or not placed.parent:
                yield _whole_block_change(
                    ChangeKind.ADDED, placed, _without_survivors(placed.node, self.new, self.old)
                )
            yield from removals.get(name, ())

    def affected_keys(self, changes: list[Change]) -> set[str]:
        """Return the keys of changed blocks, of what came or went within them, and of their parents."""
        keys: set[str] = set()
        whole = {change.key for change in changes if change.kind in {ChangeKind.ADDED, ChangeKind.REMOVED}}
        changed = {change.key for change in changes}
        for side in (self.old, self.new):
            for placed in side.values():
                above = side[placed.parent].node if placed.parent else None
                if above and above.key in whole:
                    whole.add(placed.node.key)
                if placed.node.key in changed or placed.node.key in whole:
                    keys.update({placed.node.key}, {above.key} if above else ())
        return keys

    def follows(self, change: Change, affected: set[str]) -> bool:
        """Return whether a change in the task table only follows from one in the plan.

        `affected` are the keys of the blocks that changed. A row whose text is its own, or that came or went
        alone, does not follow.
        """
        base = change.key.partition(_TASK)[2]
        if change.kind is ChangeKind.MOVED or base not in affected:
            return change.kind is ChangeKind.MOVED
        match change.kind:
            case ChangeKind.TEXT:
                sides = ((self.old, change.old), (self.new, change.new))
                return all(text in set(_namings(side, base)) for side, text in sides)
            case ChangeKind.ADDED | ChangeKind.REMOVED:
                before, after = (next(_tasks(side, base), "") for side in (self.old, self.new))
                return not before or before != after
            case _:
                return True

    def _removals(self) -> dict[str, list[Change]]:
        """Return the removals by the name of the last node before them that remains ("" for none)."""
        removals: dict[str, list[Change]] = {}
        last = ""
        for name, placed in self.old.items():
            if name in self.new:
                last = name
            elif placed.parent in self.new or not placed.parent:
                change = _whole_block_change(
                    ChangeKind.REMOVED, placed, _without_survivors(placed.node, self.old, self.new)
                )
                removals.setdefault(last, []).append(change)
        return removals

    def _changes_of(self, old: Placed, new: Placed) -> Iterator[Change]:
        """Yield the changes of a block that both documents have."""
        before, after = old.node, new.node
        if new.name in self.moved:
            yield _change(ChangeKind.MOVED, new, *_positions(old, new))
        if before.title != after.title:
            yield _change(ChangeKind.RETITLED, new, before.title, after.title)
        if before.number != after.number and new.name not in self.moved:
            yield replace(_change(ChangeKind.RENUMBERED, new, before.number, after.number), folded=True)
        for was, now in _attributes(old, new):
            yield _change(ChangeKind.ATTRIBUTE, new, was, now)
        yield from changed_words(before, after, _label(after), new.where)
        if before.duties != after.duties and not (_prints_duties(before) or _prints_duties(after)):
            names = (node.duties.names if node.duties else "" for node in (before, after))
            yield _change(ChangeKind.DEPARTMENT, new, *names)


def _with_key(side: dict[str, Placed], key: str) -> list[PrintedNode]:
    """Return what in a document may have the duties of a row of the task table and has this `key`."""
    return [placed.node for family in _TASKED if (placed := side.get(f"{family}:{key}"))]


def _tasks(side: dict[str, Placed], key: str) -> Iterator[str]:
    """Yield what the task with this `key` is called in a document, if it is one there."""
    for node in _with_key(side, key):
        if node.duties is not None or _prints_duties(node):
            yield from filter(None, _namings(side, key))


def _namings(side: dict[str, Placed], key: str) -> Iterator[str]:
    """Yield what a row of the task table may be called after what has this `key`: its title, its text."""
    for node in _with_key(side, key):
        yield node.title
        yield plain(node.runs)
        yield "".join(plain(inner.runs) for inner in node.below if inner.block == "passage")


def _prints_duties(node: PrintedNode) -> bool:
    """Return whether a passage of a division says who is responsible; where that goes, it is told itself."""
    return any(inner.key == node.key + DUTIES for inner in node.below)


def _change(kind: ChangeKind, placed: Placed, old: str | None, new: str | None) -> Change:
    """Return a change of this kind for a node, with the text before and after."""
    node = placed.node
    return Change(kind, node.block, node.key, _label(node), placed.where, old, new)


def _whole_block_change(kind: ChangeKind, placed: Placed, node: PrintedNode) -> Change:
    """Return the change for an added or removed block with everything left in it (`node`)."""
    text = printed_words(node)
    old, new = (None, text) if kind is ChangeKind.ADDED else (text, None)
    figures = paths(*(inner.runs for inner in walk_printed((node,))))
    return replace(_change(kind, placed, old, new), figures=figures)


def _attributes(old: Placed, new: Placed) -> Iterator[tuple[str, str]]:
    """Yield differing old and new values: the block's kind, its form, whether it opens a paragraph."""
    before, after = old.node, new.node
    forms = dict(after.forms)
    pairs = [(before.block, after.block), *((form, forms.get(name, form)) for name, form in before.forms)]
    if (old.previous and old.previous.id) == (new.previous and new.previous.id):
        pairs.append((PARAGRAPH if before.opens else "", PARAGRAPH if after.opens else ""))
    yield from (pair for pair in pairs if pair[0] != pair[1])


def _without_survivors(node: PrintedNode, own: dict[str, Placed], others: dict[str, Placed]) -> PrintedNode:
    """Return a node without the descendants that the other document has elsewhere."""
    remaining = (inner for inner in node.below if inner.id not in others or own[inner.id].node is not inner)
    return replace(node, below=tuple(_without_survivors(inner, own, others) for inner in remaining))


def _positions(old: Placed, new: Placed) -> tuple[str, str]:
    """Return labels of what a block followed and of what it follows now.

    Add the headings above where these differ.
    """
    behind = [old.previous, new.previous]
    if behind[0] and behind[1] and behind[0].id == behind[1].id:
        behind = [_last(node) for node in behind if node]  # a heading went past what stood below one
    beside = zip((old, new), behind, strict=True)
    positions = [(*p.where, *((_label(node),) if node else ())) for p, node in beside]
    if all(positions) and (old.where == new.where or old.parent == new.parent):
        positions = [spot[-1:] for spot in positions]
    before, after = (" › ".join(spot) for spot in positions)
    return before, after


def _last(node: PrintedNode) -> PrintedNode:
    """Return the last block within `node` that has a place of its own, or itself; a box is whole."""
    inner = next((each for each in reversed(node.below) if each.block in _BLOCKS), None)
    return _last(inner) if inner and node.block != "box" else node


def _label(node: PrintedNode) -> str:
    """Return a short name of a node for readers: its heading, or the beginning of its text."""
    text = (
        node.name
        or (node.heading if node.title else plain(node.runs))
        or printed_words(node).replace("\n", " ")
    )
    return text if len(text) <= _LABEL else f"{text[:_LABEL]}…"
