"""Hold what people have put beside the text of a draft in Word: comments, changes that nobody settled.

None of it is part of a Document; it says who wants what, and why.
"""

from __future__ import annotations

from dataclasses import dataclass

_DAY = 10  # characters of a date without its time


@dataclass(frozen=True, slots=True)
class Comment:
    """Hold a comment: by whom, with what initials, when (xsd:dateTime), what it says.

    `about` are the words that it stands on, as far as they are needed to find them again: characters `start`
    to `end` of its paragraph, whose whole text is `line`; `where` are the headings above.
    """

    author: str
    initials: str
    date: str
    text: str
    about: str
    line: str
    start: int
    end: int
    where: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """Return the date without the time."""
        return self.date[:_DAY]

    @property
    def whole(self) -> bool:
        """Return whether it stands on no words in particular, or on its whole paragraph."""
        return self.start >= self.end or (self.start == 0 and self.end >= len(self.line))


@dataclass(frozen=True, slots=True)
class PendingChange:
    """Hold a tracked change that nobody accepted or rejected: by whom and when, and the words concerned.

    `old` are words that go, `new` those that come; `moved` ones only have another place. `line` is the text
    of the paragraph, with the change made or, where that leaves nothing, as it was; `where` are the
    headings above.
    """

    author: str
    date: str
    old: str
    new: str
    line: str
    where: tuple[str, ...] = ()
    moved: bool = False

    @property
    def day(self) -> str:
        """Return the date without the time."""
        return self.date[:_DAY]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold a piece of a paragraph that stands in its text before pending changes, after them, or in both.

    `author` and `date` are those of the change by which it comes or goes.
    """

    text: str
    before: bool = True
    after: bool = True
    author: str = ""
    date: str = ""


class Revised:
    """Say what a text reads before its changes and after them, by its `stretches` in order."""

    __slots__ = ()
    stretches: tuple[Stretch, ...]

    @property
    def before(self) -> str:
        """Return its text with all changes rejected."""
        return "".join(each.text for each in self.stretches if each.before)

    @property
    def after(self) -> str:
        """Return its text with all changes accepted."""
        return "".join(each.text for each in self.stretches if each.after)


@dataclass(frozen=True, slots=True)
class RevisedLine(Revised):
    """Hold a paragraph with pending changes as its pieces in order."""

    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Annotations:
    """Hold the comments and pending changes of a file, and the paragraphs with such changes."""

    comments: tuple[Comment, ...] = ()
    pending: tuple[PendingChange, ...] = ()
    lines: tuple[RevisedLine, ...] = ()


NOTHING = Annotations()
