"""Two documents whose keys are settled, compared block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.diff.changes import Change, Kind
from generator.diff.content import changed_words, paths
from generator.diff.nodes import PrintedNode, printed_nodes, printed_words, walk_printed
from generator.diff.order import moved
from generator.document import Document, plain

_TASK = "task:"
_LABEL = 20  # characters by which a block without a heading is named
PARAGRAPH = "¶"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node with its name and that of its holder, the headings above it, and what stands before it."""

    name: str
    node: PrintedNode
    parent: str
    where: tuple[str, ...]
    previous: PrintedNode | None


def compare(old: Document, new: Document) -> list[Change]:
    """Every change from one document to the other, in the order of the new one.

    Blocks are the same if their keys are; a block that came or went is one change with all that it holds.
    """
    comparison = _Comparison(*(dict(_placed(printed_nodes(document), Counter())) for document in (old, new)))
    changes = list(comparison.changes())
    followed = comparison.touched(changes)
    return [_folded(change, followed) for change in changes]


def _placed(
    nodes: tuple[PrintedNode, ...], seen: Counter[str], parent: str = "", where: tuple[str, ...] = ()
) -> Iterator[tuple[str, _Placed]]:
    """Every node by its name: its id, counted where it comes again (a table that stands in two boxes)."""
    previous = None
    for node in nodes:
        seen[node.id] += 1
        name = node.id if seen[node.id] == 1 else f"{node.id}~{seen[node.id]}"
        yield name, _Placed(name, node, parent, where, previous)
        above = (*where, node.heading) if node.title else where
        yield from _placed(node.below, seen, name, above)
        previous = node


def _folded(change: Change, followed: set[str]) -> Change:
    """A change in the division of tasks is folded where it only follows from one in the plan."""
    if change.block != "task":
        return change
    base = change.key.partition(_TASK)[2]
    return replace(change, folded=change.folded or change.kind is Kind.MOVED or base in followed)


class _Comparison:
    """Two documents by the ids of their nodes."""

    def __init__(self, old: dict[str, _Placed], new: dict[str, _Placed]) -> None:
        self.old = old
        self.new = new
        self.moved = self._moved()

    def changes(self) -> Iterator[Change]:
        """Changes in the order of the new document; what went stands where it would have followed."""
        gone = self._gone()
        yield from gone.get("", ())
        for name, placed in self.new.items():
            if name in self.old:
                yield from self._both(self.old[name], placed)
            elif placed.parent in self.old or not placed.parent:
                yield _whole(Kind.ADDED, placed, _only(placed.node, self.new, self.old))
            yield from gone.get(name, ())

    def touched(self, changes: list[Change]) -> set[str]:
        """The keys of the blocks that changed, of what came or went with them, and of what holds them."""
        keys: set[str] = set()
        whole = {change.key for change in changes if change.kind in {Kind.ADDED, Kind.REMOVED}}
        changed = {change.key for change in changes}
        for side in (self.old, self.new):
            for placed in side.values():
                above = side[placed.parent].node if placed.parent else None
                if above and above.key in whole:
                    whole.add(placed.node.key)
                if placed.node.key in changed or placed.node.key in whole:
                    keys.update({placed.node.key}, {above.key} if above else ())
        return keys

    def _gone(self) -> dict[str, list[Change]]:
        """What went, by the last node before it that is still there."""
        gone: dict[str, list[Change]] = {}
        last = ""
        for name, placed in self.old.items():
            if name in self.new:
                last = name
            elif placed.parent in self.new or not placed.parent:
                change = _whole(Kind.REMOVED, placed, _only(placed.node, self.old, self.new))
                gone.setdefault(last, []).append(change)
        return gone

    def _moved(self) -> set[str]:
        """What has another parent, or another place among what stayed with it."""
        both = self.old.keys() & self.new.keys()
        found = {name for name in both if self.old[name].parent != self.new[name].parent}
        olds, news = (_children(side, both - found) for side in (self.old, self.new))
        return found.union(*(moved(olds[parent], children) for parent, children in news.items()))

    def _both(self, old: _Placed, new: _Placed) -> Iterator[Change]:
        """What changed of a block that is in both."""
        before, after = old.node, new.node
        if new.name in self.moved:
            yield _change(Kind.MOVED, new, *_neighbours(old, new))
        if before.title != after.title:
            yield _change(Kind.RETITLED, new, before.title, after.title)
        if before.number != after.number and new.name not in self.moved:
            yield replace(_change(Kind.RENUMBERED, new, before.number, after.number), folded=True)
        for was, now in _attributes(old, new):
            yield _change(Kind.ATTRIBUTE, new, was, now)
        yield from changed_words(before, after, _label(after), new.where)
        if before.duties != after.duties:
            names = (node.duties.names if node.duties else "" for node in (before, after))
            yield _change(Kind.DEPARTMENT, new, *names)


def _change(kind: Kind, placed: _Placed, old: str | None, new: str | None) -> Change:
    node = placed.node
    return Change(kind, node.block, node.key, _label(node), placed.where, old, new)


def _whole(kind: Kind, placed: _Placed, node: PrintedNode) -> Change:
    """The change of a block that came or went with all that is left in it."""
    text = printed_words(node)
    old, new = (None, text) if kind is Kind.ADDED else (text, None)
    figures = paths(*(inner.runs for inner in walk_printed((node,))))
    return replace(_change(kind, placed, old, new), figures=figures)


def _attributes(old: _Placed, new: _Placed) -> Iterator[tuple[str, str]]:
    """What a block is, how it is printed and whether it begins a paragraph, where that is not as it was."""
    before, after = old.node, new.node
    forms = dict(after.forms)
    pairs = [(before.block, after.block), *((form, forms.get(name, form)) for name, form in before.forms)]
    if (old.previous and old.previous.id) == (new.previous and new.previous.id):
        pairs.append((PARAGRAPH if before.opens else "", PARAGRAPH if after.opens else ""))
    yield from (pair for pair in pairs if pair[0] != pair[1])


def _children(side: dict[str, _Placed], among: set[str]) -> dict[str, list[str]]:
    """The ids of what each node holds, as far as they are among these."""
    found: dict[str, list[str]] = {}
    for name, placed in side.items():
        if name in among:
            found.setdefault(placed.parent, []).append(name)
    return found


def _only(node: PrintedNode, own: dict[str, _Placed], others: dict[str, _Placed]) -> PrintedNode:
    """A node without what the other document has, if elsewhere."""
    kept = (inner for inner in node.below if inner.id not in others or own[inner.id].node is not inner)
    return replace(node, below=tuple(_only(inner, own, others) for inner in kept))


def _neighbours(old: _Placed, new: _Placed) -> tuple[str, str]:
    """What a block followed and what it follows now; with the headings above, if these are not the same."""
    found = [(*p.where, *((_label(p.previous),) if p.previous else ())) for p in (old, new)]
    if all(found) and old.where == new.where:
        found = [each[-1:] for each in found]
    before, after = (" › ".join(each) for each in found)
    return before, after


def _label(node: PrintedNode) -> str:
    text = (
        node.name
        or (node.heading if node.title else plain(node.runs))
        or printed_words(node).replace("\n", " ")
    )
    return text if len(text) <= _LABEL else f"{text[:_LABEL]}…"
