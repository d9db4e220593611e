"""Tracked changes: accepted they give the words of the new draft, rejected those of the old one."""

from __future__ import annotations

from collections import Counter

from edits import versions
from hypothesis import given
from revisions import accepted, rejected

from generator.diff import settle
from generator.document import Document, Letter
from generator.redline import redline
from generator.style_sheet import official_look
from generator.write_docx import write_docx


def written(document: Document) -> bytes:
    return write_docx(document, official_look(), {}, {})


@given(versions())
def test_accepting_gives_the_new_words_and_rejecting_the_old_ones(pair: tuple[Document, Document]) -> None:
    old, new = (written(document) for document in settle(pair))
    tracked = redline(old, new)
    assert Counter(accepted(tracked)) == Counter(accepted(new))
    assert Counter(rejected(tracked)) == Counter(accepted(old))
    if not any(isinstance(part, Letter) for document in pair for part in document.parts):
        assert accepted(tracked) == accepted(new)  # a masthead that went stands in the body
        assert rejected(tracked) == accepted(old)
