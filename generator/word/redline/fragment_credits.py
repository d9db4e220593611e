"""Say whose each change of a merged draft is, by the fragments of the merge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.base.numerals import NUMERAL
from generator.diff import Op, mark_differences
from generator.diff.merging import Fragment
from generator.document import Stretch
from generator.word.redline.bookmarks import shift, shifts
from generator.word.redline.credits import Credits, SignedMark, Signer, by, signer_of

_NUMBER = re.compile(rf"\d{{1,9}}|{NUMERAL}")
_MOST_FRAGMENTS = 2000  # of a merged draft; the changes of what is beyond are the redline's


class FragmentCredits(Credits):
    """Know who made the changes of a merged draft, by its `fragments`."""

    def __init__(self, fragments: Iterable[Fragment]) -> None:
        super().__init__(())
        every = [each for each, _ in zip(fragments, range(_MOST_FRAGMENTS), strict=False)]
        self._changed = [each for each in every if each.before and each.after]
        longest_first = sorted(every, key=lambda each: -len(each.before) - len(each.after))
        self._edited = {  # of what moved too, whose words are nobody's as they stand
            Op.INSERTED: [(each.after, signer_of(each)) for each in self._changed],
            Op.DELETED: [(each.before, signer_of(each)) for each in self._changed],
        }
        self._whole = {
            Op.INSERTED: [
                (each.after, signer_of(each)) for each in longest_first if each.after and not each.before
            ],
            Op.DELETED: [
                (each.before, signer_of(each)) for each in longest_first if each.before and not each.after
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
        found = _with_the_only_hand([*found, *self._around(old[was:], new[now:])])
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
        every = (*self._whole[op], *self._edited[op])
        return next((signer for words, signer in every if words in text), None)

    def _around(self, old: str, new: str) -> Sequence[SignedMark]:
        """Return the marks of what no fragment covers: passages that came, went or moved, numbers.

        Words that two sentences share by chance leave nobody's pieces, and which of two neighbours went past
        the other the words do not say: then the texts that came and went whole are told whole.
        """
        found = [*self._told(old, new)]
        if not _unsigned(found):
            return found
        gone, come = (
            {words: who for words, who in self._whole[op] if words in text}
            for op, text in ((Op.DELETED, old), (Op.INSERTED, new))
        )
        both = {*gone} & {*come}
        ways = [found]
        for staying in (both, set()) if both else (both,):
            sides = [
                {words: who for words, who in side.items() if words not in staying} for side in (gone, come)
            ]
            (rest, went), (bare, came) = (_without(*each) for each in zip((old, new), sides, strict=True))
            ways.append([*_spliced(_spliced(self._told(rest, bare), went, Op.DELETED), came, Op.INSERTED)])
        return min(ways, key=_unsigned)

    def _told(self, old: str, new: str) -> Iterator[SignedMark]:
        """Yield the marks of what came and went, by their words alone, each where a whole text begins.

        “甲。乙。” less “乙。” may have lost “。乙” as well.
        """
        marks = [SignedMark(mark.op, mark.text, None) for mark in mark_differences(old, new)]
        for n, mark in enumerate(marks):
            found = (k for k in shifts(marks, n) if self._begins(mark.op, mark.text[k:] + mark.text[:k]))
            shift(marks, n, next(found, 0))
        for mark in marks:
            if mark.op is Op.SAME:
                yield mark
            else:
                yield from self._parted(mark.op, mark.text)

    def _begins(self, op: Op, text: str) -> bool:
        return any(text.startswith(words) for words, _ in self._whole[op])

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
        """Return who made a change of which `text` is a part; of a number that moved on it is nobody."""
        if _NUMBER.fullmatch(text):
            return None
        every = (*self._whole[op], *self._edited[op])
        return next((signer for words, signer in every if text in words), None)


def _signed(stretch: Stretch) -> SignedMark:
    """Return the mark that `stretch` is."""
    if stretch.before and stretch.after:
        return SignedMark(Op.SAME, stretch.text, None)
    return SignedMark(Op.DELETED if stretch.before else Op.INSERTED, stretch.text, by(stretch))


def _with_the_only_hand(marks: Sequence[SignedMark]) -> list[SignedMark]:
    """Return `marks`, of which those of nobody are of who made the others of the paragraph, if it is one."""
    hands = {mark.signer for mark in marks if mark.signer}
    only = next(iter(hands)) if len(hands) == 1 else None
    return [
        mark._replace(signer=mark.signer or only) if len(mark.text) > 1 and mark.op is not Op.SAME else mark
        for mark in marks
    ]


def _unsigned(marks: Iterable[SignedMark]) -> int:
    """Count the changed characters of which nobody knows who changed them."""
    return sum(len(mark.text) for mark in marks if mark.op is not Op.SAME and mark.signer is None)


def _without(text: str, moved: Mapping[str, Signer]) -> tuple[str, list[tuple[int, SignedMark]]]:
    """Return `text` without the words `moved`, and these, each with its place in what is left."""
    left, taken = "", []
    places = sorted(((text.find(words), words) for words in moved), key=lambda each: (each[0], -len(each[1])))
    end = 0
    for at, words in places:
        if at >= end:
            left += text[end:at]
            taken.append((len(left), SignedMark(Op.SAME, words, moved[words])))
            end = at + len(words)
    return left + text[end:], taken


def _spliced(
    marks: Iterable[SignedMark], taken: Sequence[tuple[int, SignedMark]], op: Op
) -> Iterator[SignedMark]:
    """Yield `marks` with what was `taken` put back as `op` at its places in the text on that side."""
    waiting, place = [*taken], 0
    for mark in marks:
        text = mark.text
        while mark.op in {op, Op.SAME} and waiting and waiting[0][0] < place + len(text):
            at, each = waiting.pop(0)
            if head := text[: at - place]:
                yield mark._replace(text=head)
            yield each._replace(op=op)
            text, place = text[at - place :], at
        yield mark._replace(text=text)
        place += len(text) if mark.op in {op, Op.SAME} else 0
    yield from (each._replace(op=op) for _, each in waiting)
