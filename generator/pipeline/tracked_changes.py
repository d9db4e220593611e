"""Write the new one of two drafts with every change from the old one tracked."""

from __future__ import annotations

from generator import __version__
from generator.base.time_of_writing import stamp
from generator.document import Document
from generator.pipeline.diff import Comparison
from generator.word.ooxml import names
from generator.word.redline import WordTrees, track_changes
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import build, header_roots, release, save


def with_tracked_changes(found: Comparison) -> bytes:
    """Return the new draft of `found` as a Word file in which every change from the old one is tracked."""
    return redline(found.before, found.after)


def redline(old: Document, new: Document) -> bytes:
    """Return the Word file of `new` with every difference from `old` tracked; always the same bytes."""
    look = official_style_sheet()
    before, after = build(old, look, {}), build(new, look, {})
    was, now = (WordTrees(word.element.body, header_roots(word)) for word in (before, after))
    track_changes(was, now, author=names.AUTHOR, stamp=stamp())
    release(before)
    return save(after, {names.VERSION: __version__, names.PERIOD: new.period})
