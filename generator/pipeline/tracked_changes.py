"""Write the new one of two drafts with every change from the old one tracked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from generator import __version__
from generator.base.characters import make_visible, one_line
from generator.base.diagnostics import Finding, Place
from generator.base.limits import MOST_COMMENTS
from generator.base.time_of_writing import NOBODY, Authorship, stamp
from generator.diff.merging import Fragment
from generator.document import NOTHING, Annotations, Comment, Document
from generator.locality.profile import Profile, pack_source
from generator.pipeline.diff import Comparison
from generator.word.ooxml import names
from generator.word.redline import WordTrees, anchor_comments, new_comments, track_changes, valid_date
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import add_comments, add_composed, build, header_roots, release, save


def with_tracked_changes(found: Comparison, written: Authorship = NOBODY) -> bytes:
    """Return the new draft of `found` as a Word file in which every change from the old one is tracked.

    `written` says by whom the changes are, and of when; those that were pending in the new file stay their
    authors'. It has the comments of both files.
    """
    _, new = found.annotations
    return redline(
        found.before,
        found.after,
        written,
        Annotations(tuple(comments_of(found)), lines=new.lines),
        _origin(found),
    )


def comments_of(found: Comparison) -> list[Comment]:
    """Return the comments of both files of `found`, each once."""
    old, new = found.annotations
    return new_comments([new.comments, old.comments])


class Origin(NamedTuple):
    """Hold what a draft was composed from, and as what, where people have changed it since: None for unknown.

    Whoever settles the changes of a redline is told by it what came from the profile and what from people.
    One that is not `carried` is no draft of ours, and its file does not pass for one.
    """

    profile: Profile | None = None
    composed: Document | None = None
    carried: bool = True


def _origin(found: Comparison) -> Origin:
    """Return the origin of the new draft of `found`; of two plans compared by words, neither is a draft."""
    side = found.new
    if found.old.outside or side.outside:
        return Origin(carried=False)
    return Origin(side.profile, side.composed if side.composed != side.document else None)


def redline(  # noqa: PLR0913, PLR0917  # whose the changes are, and what they come from
    old: Document,
    new: Document,
    written: Authorship = NOBODY,
    beside: Annotations = NOTHING,
    origin: Origin = Origin(),  # noqa: B008  # it cannot change
    fragments: Sequence[Fragment] = (),
) -> bytes:
    """Return the Word file of `new` with every difference from `old` tracked, as `written` says.

    `beside` are the comments that it gets, of more than a file may hold the first, and the paragraphs with
    changes of others; it carries the `origin` of `new`. The `fragments` of a merged draft say whose each of
    its changes is. The same arguments give the same bytes.
    """
    look = official_style_sheet()
    packed = pack_source(origin.profile) if origin.profile else ""
    before, after = build(old, look, {}), build(new, look, {}, packed, written, carried=origin.carried)
    if origin.composed:
        add_composed(after, origin.composed)
    was, now = (WordTrees(word.element.body, header_roots(word)) for word in (before, after))
    time = written.time
    author = written.author or names.AUTHOR
    track_changes(
        was, now, author=author, stamp=stamp(time) if time else "", lines=beside.lines, fragments=fragments
    )
    comments = beside.comments[:MOST_COMMENTS]
    anchor_comments(now.body, comments)
    add_comments(after, list(map(_harmless, comments)))
    release(before)
    return save(after, {names.VERSION: __version__, names.PERIOD: new.period})


def comments_left(count: int, file: str) -> list[Finding]:
    """Return the finding that the Word file `file` does not hold all the `count` comments, if it cannot."""
    facts = {"count": str(count), "most": str(MOST_COMMENTS)}
    return [Finding("docx-comments-left", Place(file), facts)] if count > MOST_COMMENTS else []


def _harmless(comment: Comment) -> Comment:
    """Return `comment` as a file of ours may hold it: a Word file may contain any characters."""
    author, initials = (one_line(words) for words in (comment.author, comment.initials))
    text, date = make_visible(comment.text), valid_date(comment.date)
    return replace(comment, author=author, initials=initials, text=text, date=date)
