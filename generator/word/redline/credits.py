"""Say whose a tracked change is: of the person who made it in the new file, else of the redline's author."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.base.characters import one_line
from generator.diff import Mark, Op, mark_differences
from generator.diff.merging import Fragment
from generator.document import RevisedLine, Stretch

_DATE = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-][01]\d:[0-5]\d)?")
_MOST = 500  # pieces of a paragraph; of one with more the changes are the redline's: each costs time


_MOST_FRAGMENTS = 2000  # of a merged draft; the changes of what is beyond are the redline's


class Signer(NamedTuple):
    """Hold who made a change that is pending in the new file, and when ("" for no date)."""

    author: str
    date: str


class SignedMark(NamedTuple):
    """Hold a mark and who made it, None for the author of the redline."""

    op: Op
    text: str
    signer: Signer | None


class Credits:
    """Know who made the pending changes of the paragraphs `lines` of the new file."""

    def __init__(self, lines: Iterable[RevisedLine]) -> None:
        self._after: dict[str, RevisedLine] = {}
        self._gone: dict[str, Signer] = {}
        for line in lines:
            if len(line.stretches) > _MOST:
                continue
            if line.after:
                self._after.setdefault(line.after, line)
            elif line.before:
                self._gone.setdefault(line.before, _signer(line))

    def marks(self, old: str, new: str) -> list[SignedMark]:
        """Return the differences between two texts of a paragraph, each with who made it."""
        line = self._after.get(new)
        if line is None:
            return [SignedMark(mark.op, mark.text, None) for mark in mark_differences(old, new)]
        gone = None if line.before else self.of_gone(old)  # they put one paragraph in the place of another
        pieces = [
            piece._replace(signer=gone) if gone and piece.op is Op.DELETED else piece
            for piece in _composed(mark_differences(old, line.before), line)
        ]
        return [
            SignedMark(op, "".join(piece.text for piece in group), signer)
            for (op, signer), group in groupby(pieces, key=lambda piece: (piece.op, piece.signer))
        ]

    def of_new(self, text: str) -> Signer | None:
        """Return who inserted the whole paragraph `text`, None if nobody did in the new file."""
        line = self._after.get(text)
        return None if line is None or line.before else _signer(line)

    def of_gone(self, text: str) -> Signer | None:
        """Return who deleted the whole paragraph `text`, None if nobody did in the new file."""
        return self._gone.get(text)


class FragmentCredits(Credits):
    """Know who made the changes of a merged draft, by its `fragments`."""

    def __init__(self, fragments: Iterable[Fragment]) -> None:
        super().__init__(())
        every = [each for each, _ in zip(fragments, range(_MOST_FRAGMENTS), strict=False)]
        self._changed = [each for each in every if each.before and each.after]
        longest_first = sorted(every, key=lambda each: -len(each.before) - len(each.after))
        self._whole = {
            Op.INSERTED: [
                (each.after, _signer(each)) for each in longest_first if each.after and not each.before
            ],
            Op.DELETED: [
                (each.before, _signer(each)) for each in longest_first if each.before and not each.after
            ],
        }

    def marks(self, old: str, new: str) -> list[SignedMark]:
        """Return the differences between two texts of a paragraph, each with who made it."""
        found: list[SignedMark] = []
        was = now = 0
        here = [each for each in self._changed if each.before in old and each.after in new]
        while placed := self._next(here, old, new, was, now):
            before, after, each = placed
            found += self._around(old[was:before], new[now:after])
            found += [_signed(stretch) for stretch in each.stretches if stretch.text]
            was, now = before + len(each.before), after + len(each.after)
        found += self._around(old[was:], new[now:])
        return [
            SignedMark(op, "".join(piece.text for piece in group), signer)
            for (op, signer), group in groupby(found, key=lambda piece: (piece.op, piece.signer))
        ]

    @staticmethod
    def _next(
        here: Sequence[Fragment], old: str, new: str, was: int, now: int
    ) -> tuple[int, int, Fragment] | None:
        """Return the next of the fragments `here` behind the places `was` and `now`, with its places."""
        places = ((old.find(each.before, was), new.find(each.after, now), n) for n, each in enumerate(here))
        found = min((place for place in places if min(place) >= 0), key=lambda place: place[1], default=None)
        return found and (found[0], found[1], here[found[2]])

    def of_new(self, text: str) -> Signer | None:
        """Return who put in the paragraph `text`."""
        return self._of_whole(Op.INSERTED, text)

    def of_gone(self, text: str) -> Signer | None:
        """Return who deleted the paragraph `text`."""
        return self._of_whole(Op.DELETED, text)

    def _of_whole(self, op: Op, text: str) -> Signer | None:
        return next((signer for words, signer in self._whole[op] if words in text), None)

    def _around(self, old: str, new: str) -> Iterator[SignedMark]:
        """Yield the marks of what no fragment covers: passages that came or went, numbers."""
        for mark in mark_differences(old, new):
            if mark.op is Op.SAME:
                yield SignedMark(mark.op, mark.text, None)
            else:
                yield from self._parted(mark.op, mark.text)

    def _parted(self, op: Op, text: str) -> Iterator[SignedMark]:
        """Yield `text` in the pieces that came or went by one hand; what stands before one is of it too."""
        signer = None
        while text:
            found = [(text.find(words), words, who) for words, who in self._whole[op] if words in text]
            if not found:
                break
            at, words, signer = min(found, key=lambda each: each[0])
            yield SignedMark(op, text[: at + len(words)], signer)
            text = text[at + len(words) :]
        if text:
            yield SignedMark(op, text, signer or self._of_part(op, text))

    def _of_part(self, op: Op, text: str) -> Signer | None:
        """Return who made a change of which `text` is a part."""
        return next((signer for words, signer in self._whole[op] if text in words), None)


def valid_date(date: str) -> str:
    """Return `date` if it is one as Word writes them (xsd:dateTime), "" else."""
    return date if _DATE.fullmatch(date) else ""


def _by(stretch: Stretch) -> Signer:
    """Return who made the change `stretch`, in characters that a file of ours may hold."""
    return Signer(one_line(stretch.author), valid_date(stretch.date))


def _signed(stretch: Stretch) -> SignedMark:
    """Return the mark that `stretch` is."""
    if stretch.before and stretch.after:
        return SignedMark(Op.SAME, stretch.text, None)
    return SignedMark(Op.DELETED if stretch.before else Op.INSERTED, stretch.text, _by(stretch))


def _signer(line: RevisedLine | Fragment) -> Signer:
    """Return who made the first change of `line`."""
    first = next(each for each in line.stretches if each.before != each.after)
    return _by(first)


def _composed(ours: Sequence[Mark], line: RevisedLine) -> Iterator[SignedMark]:
    """Yield the characters of `ours`, the marks up to `line` without its changes, and of those changes.

    What we insert and they delete stands in neither text, and nowhere here.
    """
    inserted, deleted = _by_place(ours)
    place = 0
    for stretch in line.stretches:
        signer = _by(stretch)
        for character in stretch.text if stretch.before else ():
            yield from deleted[place]
            if stretch.after:
                yield SignedMark(Op.INSERTED if place in inserted else Op.SAME, character, None)
            elif place not in inserted:
                yield SignedMark(Op.DELETED, character, signer)
            place += 1
        if stretch.after and not stretch.before:
            yield SignedMark(Op.INSERTED, stretch.text, signer)
    yield from deleted[place]


def _by_place(marks: Sequence[Mark]) -> tuple[set[int], defaultdict[int, list[SignedMark]]]:
    """Return which characters of the new text are inserted, and what is deleted before each of them."""
    inserted: set[int] = set()
    deleted: defaultdict[int, list[SignedMark]] = defaultdict(list)
    place = 0
    for mark in marks:
        if mark.op is Op.DELETED:
            deleted[place].append(SignedMark(mark.op, mark.text, None))
            continue
        if mark.op is Op.INSERTED:
            inserted.update(range(place, place + len(mark.text)))
        place += len(mark.text)
    return inserted, deleted
