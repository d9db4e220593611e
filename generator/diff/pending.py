"""Tell pending changes from others: those that vanish if the tracked changes of a file are rejected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.diff.beside import SHORT, ByLine
from generator.diff.changes import Author, Cause, Change, ChangeKind, Conflict
from generator.diff.compare import compare
from generator.diff.pairing import pair_moved, pair_similar
from generator.diff.words import Mark, Op
from generator.document import Annotations, Document, PendingChange, RevisedLine

_WHOLE = {ChangeKind.ADDED, ChangeKind.REMOVED}
_Texts = Mapping[int, str]


def with_pending(
    changes: Sequence[Change],
    olds: tuple[Document, Document],
    news: tuple[Document, Document],
    drafts: tuple[Document, Document],
    annotations: Iterable[Annotations],
) -> list[Change]:
    """Return `changes`, the pending ones as such and with their authors.

    `olds` are the old document with its pending changes accepted and rejected, `news` the new one, `drafts`
    both as written, all with keys assigned; `annotations` are those of both files. What is by hand only
    because of pending changes is pending too, though the other side has changed it. What stands when all is
    rejected, even in other words, is not; of that the words are given that stand in any case.
    """
    sides = [
        compare(before, after)
        for before, after, own in ((olds[0], news[1], news), (olds[1], news[0], olds))
        if own[0] is not own[1]
    ]
    if not sides:
        return list(changes)
    beside = tuple(annotations)
    lines = [line for each in beside for line in each.lines]
    standing = [_standing(changes, side, lines) for side in sides]
    pending = ByLine(change for each in beside for change in each.pending)
    part = _touched((own[1], own[0]) for own in (olds, news))
    part -= _touched(zip(drafts, (olds[1], news[1]), strict=True))
    found = [
        _as_it_stands(change, [side.get(n) for side in standing], part) or _pending(change, pending)
        for n, change in enumerate(changes)
    ]
    if news[0] is not news[1]:
        told = {id(change) for change in standing[0].values()}
        here = {(change.block, change.key) for change in changes if change.kind is not ChangeKind.RENUMBERED}
        rest = [each for each in sides[0] if id(each) not in told and (each.block, each.key) in here]
        found += _by_hand(rest, olds[1], news[1], drafts[1])
    return found


def _standing(
    changes: Sequence[Change], side: Sequence[Change], lines: Sequence[RevisedLine]
) -> dict[int, Change]:
    """Return what stands of `changes`, by their places, in the comparison `side` with pending ones rejected.

    Blocks that came or went are the same, too, if their words are equal, or similar, or those of one of
    `lines`: those with no key of their own get another where some of their words are pending.
    """
    known = {change.id: change for change in side}
    found = {n: known[change.id] for n, change in enumerate(changes) if change.id in known}
    ids = {change.id for change in changes}
    left: dict[tuple[str, str], list[int]] = defaultdict(list)
    theirs: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in side:
        if change.kind in _WHOLE and change.id not in ids:
            theirs[change.kind, change.block].append(change)
    for n, change in enumerate(changes):
        if n not in found and (change.kind, change.block) in theirs:
            left[change.kind, change.block].append(n)
    for what, places in left.items():
        before = {i: _words(changes[n]) for i, n in enumerate(places)}
        after = {i: _words(change) for i, change in enumerate(theirs[what])}
        pairs = pair_moved(before, after, {})
        for pair in (_pair_by(lines), pair_similar):
            gone = {*pairs.values()}
            rest = {i: text for i, text in before.items() if i not in pairs}
            pairs |= pair(rest, {j: text for j, text in after.items() if j not in gone}, pairs)
        found |= {places[i]: theirs[what][j] for i, j in pairs.items()}
    return found


def _pair_by(lines: Sequence[RevisedLine]) -> Callable[[_Texts, _Texts, Mapping[int, int]], dict[int, int]]:
    """Return a way to pair texts: by one of `lines`, with its pending changes accepted and rejected."""
    befores = {_squashed(line.after): _squashed(line.before) for line in lines}

    def pair(before: _Texts, after: _Texts, _: Mapping[int, int]) -> dict[int, int]:
        known = {i: befores[text] for i, text in before.items() if befores.get(text)}
        return pair_moved(known, after, {})

    return pair


def _words(change: Change) -> str:
    """Return the words of a block that came or went."""
    return _squashed(f"{change.old or ''}{change.new or ''}")


def _as_it_stands(
    change: Change, standing: Sequence[Change | None], pending: set[tuple[str, str]]
) -> Change | None:
    """Return `change` with the words that stand in any case, None if it is pending.

    `standing` is what it is in each comparison with pending changes rejected; `pending` are the blocks that
    differ only because of these.
    """
    if None in standing:
        return None
    other = next((each for each in standing if each and each.id != change.id), None)
    if other:
        return replace(change, old=other.old, new=other.new, figures=other.figures)
    return None if _is_by_hand(change) and (change.block, change.key) in pending else change


def _by_hand(rest: Sequence[Change], old: Document, new: Document, draft: Document) -> Iterator[Change]:
    """Yield those of `rest` that a hand made in the `new` file, though what is pending there hides them.

    What is as in the draft if all is accepted is none: so it is in a redline of ours, where the rest is old.
    `old` and `new` have their pending changes rejected, `draft` is the new file as written.
    """
    if rest:
        hand = _touched([(draft, new)])
        since = {change.id for change in compare(old, new)}
        for change in rest:
            if not change.folded and (change.block, change.key) in hand and change.id in since:
                yield replace(change, cause=Cause.HAND)


def _is_by_hand(change: Change) -> bool:
    """Return whether a hand has part in `change`, as far as the steps tell."""
    return change.cause is Cause.HAND or change.conflict is not None


def _touched(steps: Iterable[tuple[Document, Document]]) -> set[tuple[str, str]]:
    """Return the blocks that differ between the documents of any of `steps`."""
    return {
        (change.block, change.key)
        for before, after in steps
        if before is not after
        for change in compare(before, after)
    }


def _pending(change: Change, pending: ByLine[PendingChange]) -> Change:
    """Return `change` as pending, by the authors of what is `pending` in its words."""
    authors: dict[Author, None] = {}
    for each in _in_paragraph(change, pending):
        author = Author(each.author, each.day)
        if author not in authors and is_of(change, each):
            authors[author] = None
    return replace(
        change,
        cause=Cause.PENDING,
        source=None,
        authors=tuple(authors),
        conflict=change.conflict and _by_pending(change.conflict),
        undone=False,
    )


def _in_paragraph(change: Change, pending: ByLine[PendingChange]) -> list[PendingChange]:
    """Return what is `pending` in the paragraph of `change`."""
    moved = change.kind is ChangeKind.MOVED
    return pending.holding(_moved_words(change)) if moved else pending.about(sides_of(change))


def _moved_words(change: Change) -> str:
    """Return the words by which what moved is known."""
    return _squashed(change.label.rstrip("…"))


def _by_pending(conflict: Conflict) -> Conflict:
    """Return `conflict` with what is pending as such."""
    causes = (Cause.PENDING if cause is Cause.HAND else cause for cause in (conflict.old, conflict.new))
    return Conflict(conflict.base, *causes)


def is_of(change: Change, pending: PendingChange) -> bool:
    """Return whether `change`, which stands in the paragraph of `pending`, has the words that come or go."""
    if change.kind is ChangeKind.MOVED:
        # what moved is put in and taken away as a whole where its number changed too
        texts = (pending.line,) if pending.moved else (pending.old, pending.new)
        return any(_moved_words(change) in _squashed(text) for text in texts)
    words = [word for word in map(_squashed, (pending.old, pending.new)) if word]
    sides = sides_of(change)
    return any(word in side or (side and side in word) for word in words for side in sides)


def stands_in(change: Change, line: str) -> bool:
    """Return whether what `change` is about stands in the paragraph `line`, before or after it."""
    words = _squashed(line)
    return any(
        side == words or (len(side) > SHORT and (side in words or words in side)) for side in sides_of(change)
    )


def sides_of(change: Change) -> tuple[str, str]:
    """Return the whole text of the block of `change` before and after it, without blanks."""
    return _texts(change.marks, change.old, change.new)


@lru_cache(maxsize=1000)
def _texts(marks: tuple[Mark, ...], old: str | None, new: str | None) -> tuple[str, str]:
    if not marks:
        return _squashed(old), _squashed(new)
    before, after = (
        "".join(mark.text for mark in marks if mark.op in {Op.SAME, op}) for op in (Op.DELETED, Op.INSERTED)
    )
    return _squashed(before), _squashed(after)


@lru_cache(maxsize=1000)  # many changes may stand in one long paragraph
def _squashed(text: str | None) -> str:
    """Return `text` without blanks and line breaks."""
    return "".join((text or "").split())
