"""Say who wanted a change and what became of it: from comments, pending changes and conflicts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from generator.base.characters import make_visible, one_line
from generator.diff import (
    Adoption,
    Author,
    ByLine,
    Cause,
    Change,
    RevisedLines,
    adoption,
    is_of,
    sides_of,
    stands_in,
)
from generator.diff.report.phrases import conflict_of, phrase
from generator.document import Annotations, Comment, PendingChange

_SAID = {
    Adoption.ADOPTED: "adopted",
    Adoption.PARTLY: "partly",
    Adoption.DECLINED: "declined",
    Adoption.UNCLEAR: "",
}
_MOST = 50  # comments on one paragraph, or pending changes in it, that are looked at
_LISTED = 20  # comments on one change that are listed
_Both = tuple[Annotations, Annotations]


class Opinion(NamedTuple):
    """Hold who said what, and what became of it (`outcome`).

    That is one word: pending, conflict, adopted, partly, declined, undone, made (by hand, and the new draft
    has it), changed, unchanged or "" (nobody asked, or nobody can say).
    """

    authors: tuple[str, ...]
    words: tuple[str, ...]
    outcome: str


class Opinions:
    """Find who said what on `changes`, from the `annotations` of the old and the new draft.

    Everything is looked up by the words of its paragraph: the time grows with the changes and the
    annotations, not with their product.
    """

    def __init__(self, changes: Sequence[Change], annotations: _Both) -> None:
        self._every = [each for change in changes for each in (change, *change.alike)]
        self._old, self._new = annotations
        self._comments = _comments(annotations)
        self._by_line = ByLine((each for each in self._comments if each.line), _MOST)
        self._pending = _Pending(self._old.pending)
        self._lines = RevisedLines(self._old.lines)

    def on(self, change: Change) -> Opinion:
        """Return the opinion on `change`."""
        comments = list(self._on(change))
        named = [*(author.name for author in change.authors), *(comment.author for comment in comments)]
        words = [make_visible(comment.text) for comment in islice(comments, _LISTED)]
        if more := len(comments) - len(words):
            words.append(phrase("more", count=str(more)))
        if change.conflict:
            words.append(conflict_of(change))
        authors = tuple(islice(dict.fromkeys(one_line(name) for name in named if name), _LISTED))
        return Opinion(authors, tuple(words), self._outcome(change, asked=bool(comments)))

    def comments_beside(self) -> Iterator[Comment]:
        """Yield the comments on what did not change."""
        answered = {id(comment) for change in self._every for comment in self._on(change)}
        return (comment for comment in self._comments if id(comment) not in answered)

    def pending_beside(self) -> Iterator[tuple[PendingChange, str]]:
        """Yield the pending changes that are none of the changes, each with what became of it.

        One of the old draft that makes no difference to the new one has been adopted.
        """
        again = Counter(map(_same, self._new.pending))
        told, about = self._pending.told(self._every), self._pending.about(self._every)
        for pending in self._old.pending:
            if again[_same(pending)]:
                again[_same(pending)] -= 1
            elif id(pending) not in told:
                yield pending, self._unasked(pending, about[id(pending)])
        news = _Pending(self._new.pending).told(self._every)
        yield from ((pending, "pending") for pending in self._new.pending if id(pending) not in news)

    def _on(self, change: Change) -> Iterator[Comment]:
        """Yield the comments on `change`."""
        return (each for each in self._by_line.about(sides_of(change)) if _is_on(each, change))

    def _unasked(self, pending: PendingChange, about: Sequence[Change]) -> str:
        """Return what became of `pending`, a change of the old draft from which none of `about` it comes."""
        fates = {adoption(change, [pending], self._lines) for change in about}
        return "adopted" if not about else _SAID[fates.pop()] if len(fates) == 1 else ""

    def _outcome(self, change: Change, *, asked: bool) -> str:
        """Return what became of an opinion on `change`; `asked` says that there is a comment on it."""
        if change.cause is not Cause.PENDING:
            made = "made" if change.cause is Cause.HAND else ""
            standing = "undone" if change.undone else "changed" if asked else made
            return "conflict" if change.conflict else standing
        asked_for = list(self._pending.behind(change))
        unclear = "conflict" if change.conflict else "declined" if asked_for else "pending"
        return (asked_for and _SAID[adoption(change, asked_for, self._lines)]) or unclear


class _Pending:
    """Find the pending changes of one draft behind the changes of a comparison."""

    def __init__(self, pending: Iterable[PendingChange]) -> None:
        every = list(pending)
        self._by_line = ByLine((each for each in every if not each.moved), _MOST)
        self._lines = ByLine(every, _MOST)
        self._moved: dict[Author, list[PendingChange]] = defaultdict(list)
        for each in every:
            if each.moved:
                self._moved[Author(each.author, each.day)].append(each)

    def behind(self, change: Change) -> Iterator[PendingChange]:
        """Yield the pending changes from which `change` comes; what somebody moved may stand anywhere."""
        if change.cause is not Cause.PENDING:
            return
        for author in change.authors:
            yield from islice(self._moved.get(author, ()), _MOST)
        for each in self._by_line.about(sides_of(change)):
            if (each.author, each.day) in change.authors:
                yield each

    def told(self, changes: Iterable[Change]) -> set[int]:
        """Return the identities of the pending changes from which any of `changes` comes."""
        found: set[int] = set()
        authors: set[Author] = set()
        for change in changes:
            found.update(map(id, self.behind(change)))
            authors.update(change.authors if change.cause is Cause.PENDING else ())
        return found | {id(each) for author in authors for each in self._moved.get(author, ())}

    def about(self, changes: Iterable[Change]) -> dict[int, list[Change]]:
        """Return the changes that have the words of a pending change, by its identity."""
        found: dict[int, list[Change]] = defaultdict(list)
        for change in changes:
            for each in self._lines.about(sides_of(change)):
                if len(found[id(each)]) < _MOST and is_of(change, each):
                    found[id(each)].append(change)
        return found


def _same(pending: PendingChange) -> tuple[str, str, str, str]:
    """Return what a change has in both drafts if nobody has settled it."""
    return pending.author, pending.date, pending.old, pending.new


def _comments(annotations: _Both) -> list[Comment]:
    """Return the comments of both drafts, each once: the new one often repeats those of the old."""
    every = (comment for beside in annotations for comment in beside.comments)
    return list({(each.author, each.date, each.text): each for each in every}.values())


def _is_on(comment: Comment, change: Change) -> bool:
    """Return whether what `comment` stands on changed, which is in the paragraph of `change`.

    Of a whole paragraph, anything in it that changed is.
    """
    return comment.whole or stands_in(change, comment.about) or _touches(change, comment)


def _touches(change: Change, comment: Comment) -> bool:
    """Return whether the words that `comment` stands on are in the text of `change`."""
    text = "".join(mark.text for mark in change.marks) or f"{change.old}{change.new}"
    return "".join(comment.about.split()) in "".join(text.split())
