"""Open the zip of a Word file: check its list of contents, bound size and work, return the parts.

Every reader of zips uses this module. Nothing is unpacked before the list of contents is checked, and never
more of an entry than the list says: an entry that holds more is refused, not cut off. OPC (ECMA-376-2,
annex B) allows stored and deflated entries only; LZMA would take as much memory as an entry asks for.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from itertools import pairwise

from generator.word.refusals import other_kind, too_much, unreadable

MOST_PARTS = 2_000
MOST_BYTES = 64_000_000  # of all parts together; a plan of 25,000 characters takes half a million
ZIP_START = b"PK\x03\x04"
_MOST_LIST_BYTES = MOST_PARTS * 500  # an entry of ours takes 80
_HEADER = struct.Struct("<26x2H")  # an entry's own header: at its end the lengths of its name and extra field
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
    try:
        with zipfile.ZipFile(_BoundedFile(content)) as archive:
            entries = archive.infolist()
            _check_list(entries, file)
            _check_overlap(content, entries, archive.start_dir, file)
            for entry in entries:
                archive.open(entry).close()  # compares an entry's own header with the list
        return {entry.filename: _read(content, entry, file) for entry in entries if not entry.is_dir()}
    except _ListTooLongError as failure:
        raise too_much(file, "TooManyParts", MOST_PARTS) from failure
    except _BROKEN as failure:
        raise unreadable(file, "ZipBroken") from failure


class _ListTooLongError(Exception):
    """Signal a list of contents that is longer than any Word file's."""


class _BoundedFile(io.BytesIO):
    """Give zipfile a file from which it cannot read a list of contents of any length.

    zipfile makes an object of hundreds of bytes of every 46 bytes of the list before anybody can count them.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        """Read `size` bytes; raise _ListTooLongError if more is asked for than a list may take."""
        if size is not None and size > _MOST_LIST_BYTES:
            raise _ListTooLongError
        return super().read(size)


def _check_format(content: bytes, file: str) -> None:
    """Raise PlanError if `content` is of another format than zip."""
    if content.startswith(_COMPOUND) and _LOCKED in content:
        raise other_kind(file, "docx-locked")
    if found := next((name for start, name in _FORMATS.items() if content.startswith(start)), None):
        raise other_kind(file, "docx-other-kind", found)
    if not content.startswith(ZIP_START):
        raise unreadable(file, "NoZip")


def _check_list(entries: Sequence[zipfile.ZipInfo], file: str) -> None:
    """Raise PlanError if the list of contents says what no Word file's does."""
    if len(entries) > MOST_PARTS:
        raise too_much(file, "TooManyParts", MOST_PARTS)
    if any(entry.filename == _OPEN_DOCUMENT for entry in entries):
        raise other_kind(file, "docx-other-kind", "OpenDocument")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise too_much(file, "TooLarge", MOST_BYTES)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise other_kind(file, "docx-locked")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise unreadable(file, "ZipMethod")
    if any(entry.is_dir() and entry.file_size for entry in entries):
        raise unreadable(file, "ZipLies")
    _check_names([entry.filename for entry in entries], file)


def _check_names(names: Sequence[str], file: str) -> None:
    """Raise PlanError if two of `names` are the same, or one would lead out of the package."""
    if len({name.lower() for name in names}) < len(names):
        raise unreadable(file, "ZipTwice")
    if not all(map(_is_safe_name, names)):
        raise unreadable(file, "ZipName")


def _is_safe_name(name: str) -> bool:
    """Return whether `name` stays inside the package wherever it is unpacked."""
    odd = "\\" in name or ":" in name or not name.isprintable()
    return not odd and not {"", ".", ".."} & set(name.removesuffix("/").split("/"))


def _check_overlap(content: bytes, entries: Sequence[zipfile.ZipInfo], end: int, file: str) -> None:
    """Raise PlanError if two entries share bytes, or one reaches into the list, which begins at `end`."""
    spans = sorted((e.header_offset, _data_start(content, e) + e.compress_size) for e in entries)
    if any(stop > following for (_, stop), (following, _) in pairwise([*spans, (end, end)])):
        raise unreadable(file, "ZipOverlap")


def _data_start(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Return the offset of the first packed byte of `entry`, behind its own header."""
    lengths: tuple[int, int] = _HEADER.unpack_from(content, entry.header_offset)
    return entry.header_offset + _HEADER.size + sum(lengths)


def _read(content: bytes, entry: zipfile.ZipInfo, file: str) -> bytes:
    """Return `entry` unpacked; raise PlanError if it is larger or smaller than the list says.

    Raises zipfile.BadZipFile or zlib.error if it is damaged. Never unpacks more than one byte too many,
    where ZipFile.read unpacks up to a gigabyte before it looks at the size.
    """
    start = _data_start(content, entry)
    part = packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        part = inflate.decompress(packed, entry.file_size + 1)
        if inflate.unused_data:
            raise unreadable(file, "ZipLies")
        if not inflate.eof and len(part) <= entry.file_size:
            raise zipfile.BadZipFile
    if len(part) != entry.file_size:
        raise unreadable(file, "ZipLies")
    if zlib.crc32(part) != entry.CRC:
        raise zipfile.BadZipFile
    return part
