"""Open the zip of a Word file: tell what it is, bound it, return the parts."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.archives import ZIP_START, ArchiveError, Refusal, unpack
from generator.base.diagnostics import PlanError
from generator.word.refusals import other_kind, too_much, unreadable

__all__ = ["MOST_BYTES", "MOST_PARTS", "ZIP_START", "is_word", "read_parts"]

MOST_PARTS = 2_000
MOST_BYTES = 64_000_000  # of all parts together; a plan of 25,000 characters takes half a million
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, .wps, .xls and encrypted .docx
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_FORMATS = {_COMPOUND: "OldWord", b"{\\rt": "RichText", b"%PDF": "Pdf"}
_OPEN_DOCUMENT = "mimetype"


def is_word(content: bytes, name: str) -> bool:
    """Return whether `content` is a Word file, is named one, or is of a format that only Word opens."""
    return content.startswith((ZIP_START, *_FORMATS)) or name.lower().endswith(".docx")


def read_parts(content: bytes, file: str) -> dict[str, bytes]:
    """Return the parts of the zip `content` by name; `file` is its name in messages.

    Raises PlanError (`docx-…`) if it is no zip of Word's, lies about itself, or exceeds a limit.
    """
    _check_format(content, file)

    def listed(names: Sequence[str]) -> None:
        if _OPEN_DOCUMENT in names:
            raise other_kind(file, "docx-other-kind", "OpenDocument")

    try:
        return unpack(content, most_parts=MOST_PARTS, most_bytes=MOST_BYTES, listed=listed)
    except ArchiveError as refused:
        raise _refusal(refused, file) from refused


def _refusal(refused: ArchiveError, file: str) -> PlanError:
    """Return the error by which `file` is refused."""
    if refused.reason is Refusal.LOCKED:
        return other_kind(file, "docx-locked")
    reason = refused.reason.value
    return too_much(file, reason, refused.limit) if refused.limit else unreadable(file, reason)


def _check_format(content: bytes, file: str) -> None:
    """Raise PlanError if `content` is of another format than zip."""
    if content.startswith(_COMPOUND) and _LOCKED in content:
        raise other_kind(file, "docx-locked")
    if found := next((name for start, name in _FORMATS.items() if content.startswith(start)), None):
        raise other_kind(file, "docx-other-kind", found)
    if not content.startswith(ZIP_START):
        raise unreadable(file, "NoZip")
