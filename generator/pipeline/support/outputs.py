"""Write files without losing what somebody has written: inputs, edited outputs, files that are not ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.digest import digest, is_intact
from generator.base.files import ChangedError, open_at_once, reason, write_whole
from generator.base.packed import Packed
from generator.word.archive import MOST_BYTES, ZIP_START, read_parts
from generator.word.ooxml import names
from generator.yaml_source.read import encode_as

_WORKBOOK = ".xlsx"
_Done = TypeVar("_Done")
_TRIES = 20  # until nobody else changes a profile meanwhile; of many at once one gets through each time


def until_unchanged(once: Callable[[], _Done]) -> _Done:
    """Return what `once` does, which reads a profile and writes it; again where that changed meanwhile.

    Raise ChangedError where it changes each time.
    """
    for _ in range(_TRIES - 1):
        with suppress(ChangedError):
            return once()
    return once()


def write_outputs(
    files: Mapping[Path, bytes | Packed], *, inputs: Iterable[Path] = (), force: bool = False
) -> list[Finding]:
    """Write `files` as `write_whole` does; protect what is at their names and is not ours, unedited.

    With `force` move it aside and return findings that say where. Raises PlanError for every file that is
    protected, or is one of the `inputs`: then nothing is written.
    """
    read = list(inputs)
    refused = [
        Finding("output-input", Place(str(file)), {}) for file in files if any(_same(file, i) for i in read)
    ]
    standing = {file: why for file, content in files.items() if (why := _protected(file, content))}
    if not force:
        refused += [_standing(file, why) for file, why in standing.items()]
    if refused:
        raise PlanError(refused)
    kept = write_whole(files, keep=standing)
    return [Finding("output-kept", Place(str(file)), {"kept": str(new)}) for file, new in kept.items()]


def write_profile(
    text: str, before: bytes, read: Sequence[Path], into: Path | None, *, force: bool
) -> list[Finding]:
    """Write the `text` of a profile, the first of the files `read`, in place, or to `into`.

    Keep the encoding that it had, and its mark. Return findings on what was renamed. Raise PlanError if it is
    a link, ChangedError if it is no longer what was read, `before`.
    """
    file = read[0]
    content = encode_as(text, before)
    if into is not None and into != file:
        return write_outputs({into: content}, inputs=read, force=force)
    if file.is_symlink():
        raise PlanError([Finding("output-unwritable", Place(str(file)), {"reason": "Link"})])
    write_whole({file: content}, read={file: before})
    return []


def _standing(file: Path, why: str) -> Finding:
    """Return the finding on a file that stays; a workbook is read before it is replaced, not compared."""
    if file.suffix == _WORKBOOK:
        return Finding("output-filled", Place(str(file)), {"reason": why, "file": str(file)})
    return Finding("output-edited", Place(str(file)), {"reason": why})


def _same(file: Path, other: Path) -> bool:
    """Return whether `file` and `other` are names of one file."""
    try:
        return file.samefile(other)
    except (OSError, ValueError):
        return False


def _protected(file: Path, content: bytes | Packed) -> str:
    """Return why what is at `file` must not be lost, "" if it may be replaced or `write_whole` reports it.

    `content` is what would be written there. Raises PlanError if the old file cannot be read.
    """
    try:
        if file.is_symlink():
            return "Link"
        if not file.exists() or file.is_dir():
            return ""
        if not file.is_file():
            return "Foreign"
        with open_at_once(file) as stream:
            old = stream.read(MOST_BYTES + 1)  # never more, whatever size the system gives
    except OSError as error:
        raise PlanError(
            [Finding("output-unwritable", Place(str(file)), {"reason": reason(error)})]
        ) from error
    if old == content:
        return ""
    if len(old) > MOST_BYTES:
        return "Foreign"
    untouched = _is_intact_package(old) if old.startswith(ZIP_START) else is_intact(old)
    return "" if untouched else "Foreign" if untouched is None else "Edited"


def _is_intact_package(content: bytes) -> bool | None:
    """Return whether the Word file or workbook `content` is as it was written.

    Return None if it is none of ours or refused.
    """
    try:
        parts = read_parts(content, "")
    except PlanError:
        return None
    properties = parts.get(names.PROPERTIES_PART, b"")
    if names.DIGEST.encode() not in properties:
        return None
    return f">{digest(parts, but=names.PROPERTIES_PART)}<".encode() in properties
