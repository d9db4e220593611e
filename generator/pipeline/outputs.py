"""Files written over nothing that somebody has written: input, edited outputs, what is not ours."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.diagnostics import Finding, Place, PlanError
from generator.digest import digest, intact
from generator.files import reason, write_whole
from generator.ooxml import names

_MOST_BYTES = 64_000_000  # of an old file, packed or unpacked; what is larger is none of ours
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others may take any memory
_ZIP = b"PK\x03\x04"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)


def write_outputs(
    files: Mapping[Path, bytes], *, inputs: Iterable[Path] = (), force: bool = False
) -> list[Finding]:
    """Write files as `write_whole` does; what stands at their names and is not ours, unedited, is protected.

    With `force` it is kept aside, and the findings tell where. Raises PlanError for every file that is
    protected, or is one of the `inputs`: then nothing is written.
    """
    read = list(inputs)
    refused = [
        Finding("output-input", Place(str(file)), {}) for file in files if any(_same(file, i) for i in read)
    ]
    standing = {file: why for file, content in files.items() if (why := _protected(file, content))}
    if not force:
        refused += [
            Finding("output-edited", Place(str(file)), {"reason": why}) for file, why in standing.items()
        ]
    if refused:
        raise PlanError(refused)
    kept = write_whole(files, keep=standing)
    return [Finding("output-kept", Place(str(file)), {"kept": str(new)}) for file, new in kept.items()]


def _same(file: Path, other: Path) -> bool:
    """Whether two names are of one file."""
    try:
        return file.samefile(other)
    except (OSError, ValueError):
        return False


def _protected(file: Path, content: bytes) -> str:
    """Why what stands at a name must not be lost; empty where it may be replaced, or `write_whole` tells."""
    try:
        if file.is_symlink():
            return "Link"
        if not file.exists() or file.is_dir():
            return ""
        if not file.is_file() or file.stat().st_size > _MOST_BYTES:
            return "Foreign"
        old = file.read_bytes()
    except OSError as error:
        raise PlanError(
            [Finding("output-unwritable", Place(str(file)), {"reason": reason(error)})]
        ) from error
    if old == content:
        return ""
    untouched = _word_intact(old) if old.startswith(_ZIP) else intact(old)
    return "" if untouched else "Foreign" if untouched is None else "Edited"


def _word_intact(content: bytes) -> bool | None:
    """Whether a Word file is as it was written, None if none of ours wrote it."""
    try:
        parts = dict(_parts(content))
    except _BROKEN:
        return None
    properties = parts.get(names.PROPERTIES_PART, b"")
    if names.DIGEST.encode() not in properties:
        return None
    return f">{digest(parts, but=names.PROPERTIES_PART)}<".encode() in properties


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a package; raises ValueError where they are larger or packed otherwise than ours."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = package.infolist()
        if sum(entry.file_size for entry in entries) > _MOST_BYTES:
            raise ValueError
        if any(entry.compress_type not in _PACKED for entry in entries):
            raise ValueError
        for entry in entries:
            yield entry.filename, package.read(entry)  # no more than the size that it says
