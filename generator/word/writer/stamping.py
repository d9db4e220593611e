"""Make what python-docx has saved the same bytes every time, without packing it again.

python-docx stamps the entries of its zip with the clock, and knows no digest of what it saves.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from docx.document import Document as WordDocument

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell
_EARLIEST_BYTES = b"\0\0\x21\0"  # the same as an entry's own header has it, and where (APPNOTE.TXT, 4.3.7)
_TIME_AT = 10


def saved(word: WordDocument) -> io.BytesIO:
    """Return the file that python-docx saves."""
    file = io.BytesIO()
    with _without_epoch():
        word.save(file)
    return file


@contextmanager
def _without_epoch() -> Iterator[None]:
    """Hide SOURCE_DATE_EPOCH: newer zipfiles stamp entries with it, and fail where no zip can tell it."""
    given = os.environ.pop("SOURCE_DATE_EPOCH", None)
    try:
        yield
    finally:
        if given is not None:
            os.environ["SOURCE_DATE_EPOCH"] = given


def parts_of(file: io.BytesIO) -> dict[str, bytes]:
    """Return every part of a saved file by its name."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replace_last(file: io.BytesIO, content: bytes) -> None:
    """Give the last part of a saved file another content."""
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        last = archive.filelist.pop()
        del archive.NameToInfo[last.filename]
        archive.start_dir = last.header_offset  # zipfile writes there what comes next
        entry = zipfile.ZipInfo(last.filename, _EARLIEST)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, content)


def stamped(file: io.BytesIO) -> bytes:
    """Return a saved file with the same time and no marks of a system in each entry."""
    with zipfile.ZipFile(file, "a") as archive:
        for entry in archive.infolist():
            entry.date_time, entry.create_system, entry.external_attr = _EARLIEST, 0, 0
            file.seek(entry.header_offset + _TIME_AT)
            file.write(_EARLIEST_BYTES)
        archive.comment = b""  # has zipfile write its list of entries again
    return file.getvalue()
