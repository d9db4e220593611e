"""Write the new one of two drafts with every change from the old one tracked."""

from __future__ import annotations

from dataclasses import replace

from generator import __version__
from generator.base.characters import make_visible, one_line
from generator.base.time_of_writing import NOBODY, Authorship, stamp
from generator.document import NOTHING, Annotations, Comment, Document
from generator.pipeline.diff import Comparison
from generator.word.ooxml import names
from generator.word.redline import WordTrees, anchor_comments, new_comments, track_changes, valid_date
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import add_comments, build, header_roots, release, save


def with_tracked_changes(found: Comparison, written: Authorship = NOBODY) -> bytes:
    """Return the new draft of `found` as a Word file in which every change from the old one is tracked.

    `written` says by whom the changes are, and of when; those that were pending in the new file stay their
    authors'. It has the comments of both files.
    """
    old, new = found.annotations
    comments = new_comments([new.comments, old.comments])
    return redline(found.before, found.after, written, Annotations(tuple(comments), lines=new.lines))


def redline(
    old: Document, new: Document, written: Authorship = NOBODY, beside: Annotations = NOTHING
) -> bytes:
    """Return the Word file of `new` with every difference from `old` tracked, as `written` says.

    `beside` are the comments that it gets, and the paragraphs with changes of others. The same arguments give
    the same bytes.
    """
    look = official_style_sheet()
    before, after = build(old, look, {}), build(new, look, {}, written=written)
    was, now = (WordTrees(word.element.body, header_roots(word)) for word in (before, after))
    time = written.time
    author = written.author or names.AUTHOR
    track_changes(was, now, author=author, stamp=stamp(time) if time else "", lines=beside.lines)
    anchor_comments(now.body, beside.comments)
    add_comments(after, list(map(_harmless, beside.comments)))
    release(before)
    return save(after, {names.VERSION: __version__, names.PERIOD: new.period})


def _harmless(comment: Comment) -> Comment:
    """Return `comment` as a file of ours may hold it: a Word file may contain any characters."""
    author, initials = (one_line(words) for words in (comment.author, comment.initials))
    text, date = make_visible(comment.text), valid_date(comment.date)
    return replace(comment, author=author, initials=initials, text=text, date=date)
