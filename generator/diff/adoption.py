"""Say what became of a pending change of the old draft: by the words that the new draft prints."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from generator.diff.changes import Change, ChangeKind
from generator.diff.words import Op, mark_differences
from generator.document import PendingChange, RevisedLine, Stretch


class Adoption(StrEnum):
    """Name what became of words that somebody proposed; UNCLEAR if the new draft prints others."""

    ADOPTED = "adopted"
    DECLINED = "declined"
    PARTLY = "partly"
    UNCLEAR = "unclear"


class _Piece(NamedTuple):
    """Hold the characters that a pending change takes out (of the text before) and puts in (after)."""

    gone: range
    come: range


class RevisedLines:
    """Find the paragraph of a draft with pending changes in which a text stands, and its stretches there."""

    def __init__(self, lines: Iterable[RevisedLine]) -> None:
        self._lines = list(lines)
        texts = [line.after for line in self._lines]
        self._joined = "\n".join(texts)
        self._begins = [0, *accumulate(len(text) + 1 for text in texts)]
        self._ends = [[*accumulate(len(s.text) * s.after for s in line.stretches)] for line in self._lines]

    def cut(self, text: str) -> list[Stretch]:
        """Return the stretches of the first paragraph in which `text` stands, if all changes are accepted."""
        at = self._joined.find(text)
        if at < 0:
            return []
        n = bisect_right(self._begins, at) - 1
        return list(_cut(self._lines[n], self._ends[n], range(at, at + len(text)), self._begins[n]))


def adoption(change: Change, pending: Iterable[PendingChange], lines: RevisedLines) -> Adoption:
    """Return what became of `pending`, changes of the old draft in the text of `change`.

    `lines` are the paragraphs of the old draft with its pending changes. Of a number, and of a block that
    came, went or moved, nothing can be said by its words.
    """
    old, new = (
        "".join(mark.text for mark in change.marks if mark.op in {Op.SAME, op})
        for op in (Op.DELETED, Op.INSERTED)
    )
    if change.kind not in {ChangeKind.TEXT, ChangeKind.DEPARTMENT} or not old or not new:
        return Adoption.UNCLEAR
    signers = {(each.author, each.date) for each in pending}
    found = set(_fates(lines.cut(old), new, signers))
    if len(found) == 1:
        return found.pop()
    return Adoption.PARTLY if found and Adoption.UNCLEAR not in found else Adoption.UNCLEAR


def _cut(line: RevisedLine, ends: Sequence[int], text: range, begin: int) -> Iterator[Stretch]:
    """Yield the stretches of `line`, which begins at `begin` and of which each ends at `ends`, in `text`."""
    start, end = text.start - begin, text.stop - begin
    for n in range(bisect_left(ends, start), len(ends)):
        stretch, place = line.stretches[n], ends[n - 1] if n else 0
        if place >= end:
            return
        if not stretch.after:
            if start <= place:
                yield stretch
            continue
        first, last = (min(max(at - place, 0), len(stretch.text)) for at in (start, end))
        if first < last:
            cut = stretch.text[first:last]
            yield Stretch(cut, stretch.before, True, stretch.author, stretch.date)  # noqa: FBT003


def _fates(stretches: Iterable[Stretch], new: str, signers: set[tuple[str, str]]) -> Iterator[Adoption]:
    """Yield what became of each change of `signers` in `stretches` in the text `new`."""
    cut = list(stretches)
    before = "".join(each.text for each in cut if each.before)
    after = "".join(each.text for each in cut if each.after)
    kept, made = _standing(before, new), _standing(after, new)
    for gone, come in _pieces(cut, signers):
        words, others = before[gone.start : gone.stop], after[come.start : come.stop]
        yield _fate([at in kept for at in gone], [at in made for at in come], words, others)


def _pieces(stretches: Iterable[Stretch], signers: set[tuple[str, str]]) -> Iterator[_Piece]:
    """Yield the changes of `signers`; what goes and comes side by side is one."""
    was = now = 0
    begun: tuple[int, int] | None = None
    for stretch in (*stretches, Stretch("")):
        if (stretch.before and stretch.after) or (stretch.author, stretch.date) not in signers:
            if begun:
                yield _Piece(range(begun[0], was), range(begun[1], now))
            begun = None
        elif begun is None:
            begun = (was, now)
        was += len(stretch.text) if stretch.before else 0
        now += len(stretch.text) if stretch.after else 0


def _standing(text: str, new: str) -> set[int]:
    """Return the places of the characters of `text` that `new` has too."""
    found: set[int] = set()
    place = 0
    for mark in mark_differences(text, new):
        if mark.op is Op.SAME:
            found.update(range(place, place + len(mark.text)))
        place += len(mark.text) if mark.op is not Op.INSERTED else 0
    return found


def _fate(kept: list[bool], made: list[bool], gone: str, come: str) -> Adoption:
    """Return what became of a change of which `kept` says what still stands, `made` what has come.

    What comes may have all the words `gone`, which then stand in any case, or be some of them.
    """
    if not made or not kept:  # words are only taken out, or only put in
        settled = made or [not each for each in kept]
        return Adoption.ADOPTED if all(settled) else Adoption.UNCLEAR if any(settled) else Adoption.DECLINED
    if all(made) and (gone in come or not all(kept)):
        return Adoption.ADOPTED
    return Adoption.DECLINED if all(kept) and (come in gone or not all(made)) else Adoption.UNCLEAR
