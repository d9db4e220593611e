"""Fill a workbook's digest in, by which a later request knows whether somebody has written in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from generator.base.digest import PROPERTIES_PART, digest

UNSEALED = "0" * 64


def sealed(content: bytes) -> bytes:
    """Return the workbook in `content` with the digest of its parts where it says UNSEALED."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(stream, "w", ZIP_DEFLATED) as made:
        told = digest(_Parts(archive), but=PROPERTIES_PART).encode()
        for entry in archive.infolist():
            part = archive.read(entry)
            whole = part.replace(UNSEALED.encode(), told) if entry.filename == PROPERTIES_PART else part
            made.writestr(entry, whole, ZIP_DEFLATED)
    return stream.getvalue()


class _Parts(Mapping[str, bytes]):
    """Look up the parts of an archive by name; each is read again: all together may be large."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    def __getitem__(self, name: str) -> bytes:
        """Return the part called `name`. Raise KeyError if there is none."""
        return self._archive.read(name)

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._archive.namelist())

    def __len__(self) -> int:
        """Return how many parts there are."""
        return len(self._archive.namelist())
