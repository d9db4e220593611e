"""Open a zip that we were given: check its list of contents, bound size and work, return the parts.

Every reader of zips uses this module. Nothing is unpacked before the list of contents is checked, and never
more of an entry than the list says: an entry that holds more is refused, not cut off. OPC (ECMA-376-2,
annex B) and OpenDocument allow stored and deflated entries only; LZMA would take as much memory as an entry
asks for.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise

ZIP_START = b"PK\x03\x04"
_LIST_BYTES = 500  # of the list of contents for each part; an entry of ours takes 80
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


class Refusal(StrEnum):
    """Name why a zip is refused; all but `LOCKED` are keys of system_problems.yaml."""

    LOCKED = "Locked"
    TOO_LARGE = "TooLarge"
    TOO_MANY_PARTS = "TooManyParts"
    ZIP_BROKEN = "ZipBroken"
    ZIP_LIES = "ZipLies"
    ZIP_METHOD = "ZipMethod"
    ZIP_NAME = "ZipName"
    ZIP_OVERLAP = "ZipOverlap"
    ZIP_TWICE = "ZipTwice"


class ArchiveError(Exception):
    """Signal a zip that is refused; `limit` is what it exceeds, or 0."""

    def __init__(self, reason: Refusal, limit: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.limit = limit


def unpack(
    content: bytes,
    *,
    most_parts: int,
    most_bytes: int,
    listed: Callable[[Sequence[str]], None] = lambda _: None,
) -> dict[str, bytes]:
    """Return the parts of the zip `content` by name; call `listed` with their names before any is unpacked.

    Raise ArchiveError if it is no whole zip, lies about itself, is encrypted (`Locked`) or exceeds a limit:
    `most_parts`, or `most_bytes` of all parts together.
    """
    try:
        with zipfile.ZipFile(_BoundedFile(content, most_parts * _LIST_BYTES)) as archive:
            entries = archive.infolist()
            if len(entries) > most_parts:
                raise ArchiveError(Refusal.TOO_MANY_PARTS, most_parts)
            listed([entry.filename for entry in entries])
            _check_list(entries, most_bytes)
            _check_overlap(content, entries, archive.start_dir)
            for entry in entries:
                archive.open(entry).close()  # compares an entry's own header with the list
        return {entry.filename: _read(content, entry) for entry in entries if not entry.is_dir()}
    except _ListTooLongError as failure:
        raise ArchiveError(Refusal.TOO_MANY_PARTS, most_parts) from failure
    except _BROKEN as failure:
        raise ArchiveError(Refusal.ZIP_BROKEN) from failure


class _ListTooLongError(Exception):
    """Signal a list of contents that is longer than any of a file that people make."""


class _BoundedFile(io.BytesIO):
    """Give zipfile a file from which it cannot read a list of contents of any length.

    zipfile makes an object of hundreds of bytes of every 46 bytes of the list before anybody can count them.
    """

    def __init__(self, content: bytes, most: int) -> None:
        super().__init__(content)
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        """Read `size` bytes; raise _ListTooLongError if more is asked for than a list may take."""
        if size is not None and size > self._most:
            raise _ListTooLongError
        return super().read(size)


def _check_list(entries: Sequence[zipfile.ZipInfo], most_bytes: int) -> None:
    """Raise ArchiveError if the list of contents says what that of no honest file does."""
    if sum(entry.file_size for entry in entries) > most_bytes:
        raise ArchiveError(Refusal.TOO_LARGE, most_bytes)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ArchiveError(Refusal.LOCKED)
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise ArchiveError(Refusal.ZIP_METHOD)
    if any(entry.is_dir() and entry.file_size for entry in entries):
        raise ArchiveError(Refusal.ZIP_LIES)
    _check_names([entry.filename for entry in entries])


def _check_names(names: Sequence[str]) -> None:
    """Raise ArchiveError if two of `names` are the same, or one would lead out of the package."""
    if len({name.lower() for name in names}) < len(names):
        raise ArchiveError(Refusal.ZIP_TWICE)
    if not all(map(_is_safe_name, names)):
        raise ArchiveError(Refusal.ZIP_NAME)


def _is_safe_name(name: str) -> bool:
    """Return whether `name` stays inside the package wherever it is unpacked."""
    odd = "\\" in name or ":" in name or not name.isprintable()
    return not odd and not {"", ".", ".."} & set(name.removesuffix("/").split("/"))


def _check_overlap(content: bytes, entries: Sequence[zipfile.ZipInfo], end: int) -> None:
    """Raise ArchiveError if two entries share bytes, or one reaches into the list, which begins at `end`."""
    spans = sorted((e.header_offset, _data_start(content, e) + e.compress_size) for e in entries)
    if any(stop > following for (_, stop), (following, _) in pairwise([*spans, (end, end)])):
        raise ArchiveError(Refusal.ZIP_OVERLAP)


def _data_start(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Return the offset of the first packed byte of `entry`, behind its own header."""
    lengths: tuple[int, int] = _HEADER.unpack_from(content, entry.header_offset)
    return entry.header_offset + _HEADER.size + sum(lengths)


def _read(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Return `entry` unpacked; raise ArchiveError if it is larger or smaller than the list says.

    Raises zipfile.BadZipFile or zlib.error if it is damaged. Never unpacks more than one byte too many,
    where ZipFile.read unpacks up to a gigabyte before it looks at the size.
    """
    start = _data_start(content, entry)
    part = packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        part = inflate.decompress(packed, entry.file_size + 1)
        if inflate.unused_data:
            raise ArchiveError(Refusal.ZIP_LIES)
        if not inflate.eof and len(part) <= entry.file_size:
            raise zipfile.BadZipFile
    if len(part) != entry.file_size:
        raise ArchiveError(Refusal.ZIP_LIES)
    if zlib.crc32(part) != entry.CRC:
        raise zipfile.BadZipFile
    return part
