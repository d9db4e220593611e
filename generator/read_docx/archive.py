"""The zip of a Word file unpacked, after its own list of contents was found to be honest and small.

Nothing is unpacked before the list is checked, and never more of an entry than the list says. OPC
(ECMA-376-2, annex B) allows stored and deflated entries only; LZMA would take as much memory as an entry
asks for.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from itertools import pairwise

from generator.read_docx.refused import other, too_much, unreadable

MOST_PARTS = 2_000
MOST_BYTES = 64_000_000  # of all parts together; a plan of 25,000 characters takes half a million
START = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"
_HEADER = 30  # bytes of an entry's own header, without its name
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what .doc, .wps, .xls and encrypted .docx are kept in
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_KINDS = {_COMPOUND: "OldWord", b"{\\rt": "RichText", b"%PDF": "Pdf"}
_OPEN_DOCUMENT = "mimetype"


def is_word(content: bytes, name: str) -> bool:
    """Whether a content is a Word file, or is called one, or is something else that only Word can open."""
    return content.startswith((START, *_KINDS)) or name.lower().endswith(".docx")


def unpacked(content: bytes, file: str) -> dict[str, bytes]:
    """Every part by its name; raises PlanError where the file is no zip of Word's or beyond all measure."""
    _known(content, file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check(entries, archive.start_dir, file)
            parts = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except _BROKEN as failure:
        raise unreadable(file, "ZipBroken") from failure
    if any(len(parts.get(entry.filename, b"")) != entry.file_size for entry in entries):
        raise unreadable(file, "ZipLies")
    return parts


def _known(content: bytes, file: str) -> None:
    """Raises PlanError where a file is of another kind, or lists more entries than could be wanted."""
    if content.startswith(_COMPOUND) and _LOCKED in content:
        raise other(file, "docx-locked")
    if kind := next((kind for start, kind in _KINDS.items() if content.startswith(start)), None):
        raise other(file, "docx-other-kind", kind)
    if not content.startswith(START):
        raise unreadable(file, "NoZip")
    if content.count(_ENTRY) > MOST_PARTS:
        raise too_much(file, "TooManyParts", MOST_PARTS)


def _check(entries: Sequence[zipfile.ZipInfo], end: int, file: str) -> None:
    """Raises PlanError where the list of contents says what no Word file's does."""
    names = [entry.filename for entry in entries]
    if _OPEN_DOCUMENT in names:
        raise other(file, "docx-other-kind", "OpenDocument")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise too_much(file, "TooLarge", MOST_BYTES)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise other(file, "docx-locked")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise unreadable(file, "ZipMethod")
    if len({name.lower() for name in names}) < len(names):
        raise unreadable(file, "ZipTwice")
    if not all(map(_is_name, names)):
        raise unreadable(file, "ZipName")
    if _overlap(entries, end):
        raise unreadable(file, "ZipOverlap")


def _is_name(name: str) -> bool:
    """Whether a name stays inside the package wherever it is unpacked."""
    odd = "\\" in name or ":" in name or not name.isprintable()
    return not odd and not {"", ".", ".."} & set(name.removesuffix("/").split("/"))


def _overlap(entries: Sequence[zipfile.ZipInfo], end: int) -> bool:
    """Whether two entries share bytes, or one reaches into the list of contents."""
    spans = sorted((entry.header_offset, _HEADER + entry.compress_size) for entry in entries)
    return any(start + length > following for (start, length), (following, _) in pairwise([*spans, (end, 0)]))
