"""Write the new one of two drafts with every change from the old one tracked."""

from __future__ import annotations

from generator import __version__
from generator.base.time_of_writing import NOBODY, Authorship, stamp
from generator.document import Document
from generator.pipeline.diff import Comparison
from generator.word.ooxml import names
from generator.word.redline import WordTrees, track_changes
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import build, header_roots, release, save


def with_tracked_changes(found: Comparison, written: Authorship = NOBODY) -> bytes:
    """Return the new draft of `found` as a Word file in which every change from the old one is tracked.

    `written` says by whom the changes are, and of when.
    """
    return redline(found.before, found.after, written)


def redline(old: Document, new: Document, written: Authorship = NOBODY) -> bytes:
    """Return the Word file of `new` with every difference from `old` tracked, as `written` says.

    The same arguments give the same bytes.
    """
    look = official_style_sheet()
    before, after = build(old, look, {}), build(new, look, {}, written=written)
    was, now = (WordTrees(word.element.body, header_roots(word)) for word in (before, after))
    time = written.time
    author = written.author or names.AUTHOR
    track_changes(was, now, author=author, stamp=stamp(time) if time else "")
    release(before)
    return save(after, {names.VERSION: __version__, names.PERIOD: new.period})
