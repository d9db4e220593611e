"""Fill a workbook's digest in, by which a later request knows whether somebody has written in it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from generator.base.digest import PROPERTIES_PART, digest

UNSEALED = "0" * 64


def sealed(content: bytes) -> bytes:
    """Return the workbook in `content` with the digest of its parts where it says UNSEALED."""
    with ZipFile(BytesIO(content)) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.infolist()]
    parts = {entry.filename: part for entry, part in entries}
    told = digest(parts, but=PROPERTIES_PART).encode()
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for entry, part in entries:
            whole = part.replace(UNSEALED.encode(), told) if entry.filename == PROPERTIES_PART else part
            archive.writestr(entry, whole, ZIP_DEFLATED)
    return stream.getvalue()
