"""Write the draft of a profile as a Word file, and know by its digest a file that was one."""

from __future__ import annotations

from generator import __version__
from generator.base.time_of_writing import NOBODY, Authorship
from generator.document import Document
from generator.locality.profile import Profile, pack_source
from generator.word.ooxml import names
from generator.word.reader import open_package
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import CommentTexts, write_docx


def word_draft(
    document: Document, profile: Profile, notes: CommentTexts, written: Authorship = NOBODY
) -> bytes:
    """Return the bytes of the Word file of a draft, with the profile embedded and comments `notes`."""
    facts = {names.VERSION: __version__, names.PERIOD: profile.period.id}
    return write_docx(document, official_style_sheet(), notes, facts, pack_source(profile), written)


def is_sealed_draft(digest: str, document: Document, profile: Profile) -> bool:
    """Return whether a file was sealed with this `digest` when it was written as the draft of `profile`.

    Then the profile, the library and this program are as they were: what is otherwise in it, a hand changed.
    """
    if not digest:
        return False
    package = open_package(word_draft(document, profile, {}), profile.source.file)
    return package.properties.get(names.DIGEST) == digest
