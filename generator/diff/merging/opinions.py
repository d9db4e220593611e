"""List what each version wanted, equal wishes once, and whether the merged draft has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.diff.alike import join_alike
from generator.diff.changes import Change, ChangeKind
from generator.diff.compare import compare, places_of
from generator.diff.merging.sides import ConflictKind, Hand, MergeConflict, Merged
from generator.diff.merging.signing import Signatures
from generator.diff.nodes import printed_nodes, walk_printed
from generator.diff.rewritten import join_rewritten
from generator.diff.wholes import join_wholes
from generator.diff.words import Op

_BEHIND = 2.0**-20  # of the step from one block of the base to the next


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold one edit that versions (by their places) want, by whose hands, and the conflict it is part of."""

    change: Change
    versions: tuple[int, ...]
    hands: tuple[Hand, ...]
    conflict: MergeConflict | None = None


def wishes_of(merged: Merged) -> list[Wish]:
    """Return what the versions of `merged` want, in the order of the plan, equal wishes as one.

    Their places are called as in the base, which everybody has; what came is called as who put it in does.
    """
    found: dict[tuple[object, ...], Wish] = {}
    places = places_of(merged.base)
    for n, version in enumerate(merged.versions):
        signatures = Signatures(version)
        for edit in _listed(merged, n):
            where, label = places.get((edit.block, edit.key), (edit.where, edit.label))
            change = replace(edit, where=where, label=label)
            hand = _hand(change, signatures)
            known = found.get((change.id, change.new))
            if known is None:
                conflict = next(_conflicts(merged.conflicts, n, change), None)
                found[change.id, change.new] = Wish(change, (n,), (hand,), conflict)
            elif n not in known.versions:
                both = (*known.versions, n), (*known.hands, hand)
                found[change.id, change.new] = Wish(known.change, *both, known.conflict)
    order = _order(merged)
    return sorted(found.values(), key=lambda wish: order.get(wish.change.key, len(order)))


def _listed(merged: Merged, n: int) -> Iterator[Change]:
    """Yield what the `n`-th version changed, as `diff` lists it, without what only follows."""
    before, after = merged.base, merged.versions[n].document
    changes: Sequence[Change] = compare(before, after)
    for join in (join_wholes, join_rewritten):
        changes = join(changes, before, after)
    for change in join_alike(changes):
        if not change.folded and change.kind is not ChangeKind.RENUMBERED:
            yield change


def _order(merged: Merged) -> dict[str, float]:
    """Return the places of blocks in the plan, by their keys; what came stands behind what it follows."""
    base = (node.key for node in walk_printed(printed_nodes(merged.base)))
    found: dict[str, float] = {key: n for n, key in reversed([*enumerate(base)])}
    last = -1.0
    for node in walk_printed(printed_nodes(merged.document)):
        last = found.setdefault(node.key, last + _BEHIND)
    return found


def _hand(change: Change, signatures: Signatures) -> Hand:
    """Return by whose hand `change` is."""
    text = "".join(mark.text for mark in change.marks if mark.op is not Op.DELETED) or change.new or ""
    sides = {op: [mark.text for mark in change.marks if mark.op is op] for op in (Op.DELETED, Op.INSERTED)}
    gone = "".join(sides[Op.DELETED][:1]) or ("" if change.marks else change.old or "")
    come = "".join(sides[Op.INSERTED][:1]) or ("" if change.marks else change.new or "")
    return signatures.of(text, gone, come)


def _conflicts(conflicts: Iterable[MergeConflict], n: int, change: Change) -> Iterator[MergeConflict]:
    """Yield the conflicts in which the `n`-th version has the edit `change`."""
    for conflict in conflicts:
        if n not in {claim.version for claim in conflict.claims}:
            continue
        if conflict.path:
            if conflict.path in change.figures:
                yield conflict
        elif _is_about(conflict, n, change):
            yield conflict


def _is_about(conflict: MergeConflict, n: int, change: Change) -> bool:
    """Return whether `change` of the `n`-th version is the edit of `conflict`, or one in its block."""
    key = change.key
    if change.block == "cell":
        row, _, column = key.rpartition(".")
        holders = {row, f"{row.rpartition('.')[0]}/{column}"}
        return conflict.key == key or (conflict.kind is ConflictKind.DELETED and conflict.key in holders)
    if conflict.key not in {key, key.rpartition(".")[0], key.rpartition(".")[2]}:
        return conflict.kind is ConflictKind.DELETED and key.startswith(f"{conflict.key}/")
    texts = [claim.text for claim in conflict.claims if claim.version == n]
    said = [mark.text for mark in change.marks if mark.op is Op.INSERTED]
    if conflict.kind is ConflictKind.WORDS and said:
        return any(text in claimed or claimed in text for text in said for claimed in texts)
    return True
