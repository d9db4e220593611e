"""Files read within limits, and written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import count
from pathlib import Path

from generator.diagnostics import Finding, Place, PlanError
from generator.interrupts import unstopped
from generator.staging import Part, sweep

_IN_USE = {32, 33}  # what Windows says of a file that another program has open


def read_whole(file: Path, most: int) -> bytes:
    """The content of a file; raises PlanError if it cannot be read or has more than `most` bytes."""
    place = Place(str(file))
    try:
        if file.is_dir():
            raise PlanError([Finding("file-folder", place, {})])
        if not file.is_file():
            rule = "file-special" if file.exists() else "file-missing"
            raise PlanError([Finding(rule, place, {})])
        with file.open("rb") as stream:
            content = stream.read(most + 1)  # never more, whatever size the system gives
        if len(content) > most:
            raise PlanError([Finding("file-large", place, {"limit": str(most // 1_000_000)})])
    except (OSError, ValueError) as error:
        raise PlanError([Finding("file-unreadable", place, {"reason": reason(error)})]) from error
    return content


def reason(error: Exception) -> str:
    """The system's name for what went wrong."""
    if getattr(error, "winerror", None) in _IN_USE:
        return "EBUSY"
    return errno.errorcode.get(getattr(error, "errno", None) or 0, type(error).__name__)


def write_whole(files: Mapping[Path, bytes], *, keep: Collection[Path] = ()) -> dict[Path, Path]:
    """Write files beside their names, then rename them all; folders that are missing are made.

    What stands at a name of `keep` is kept under a fresh one, which is returned. A link is replaced, never
    followed. Raises PlanError that names the first file that cannot be written: it is as it was, and so are
    those after it, and nothing is left over. However the process ends, every file is the old or the new one.
    """
    parts = {file: Part(file) for file in files}
    kept: dict[Path, Path] = {}
    waiting = list(files)  # the first is being worked at
    try:
        _make_folders(file.parent for file in files)
        for file, part in parts.items():
            waiting = [file]
            _may_be_replaced(file)
            part.fill(files[file])
        waiting = list(files)
        with unstopped():
            while waiting:
                if waiting[0] in keep:
                    kept[waiting[0]] = _keep_aside(waiting[0])
                parts[waiting[0]].take_place()
                waiting.pop(0)
    except (OSError, ValueError) as error:
        if waiting[0] in kept:
            kept[waiting[0]].unlink(missing_ok=True)
        facts = {"reason": reason(error)}
        raise PlanError([Finding("output-unwritable", Place(str(waiting[0])), facts)]) from error
    finally:
        for part in parts.values():
            part.discard()
    return kept


def _make_folders(folders: Iterable[Path]) -> None:
    """Folders without what a killed process left in them; raises OSError."""
    for folder in dict.fromkeys(folders):
        folder.mkdir(parents=True, exist_ok=True)
        _swept(folder.absolute())


@cache
def _swept(folder: Path) -> None:
    """Sweep a folder once in a process: for each of many drafts to look through all costs their square."""
    sweep(folder)


def _may_be_replaced(file: Path) -> None:
    """Raises OSError for a folder, a device, a file that is read-only, or that a program keeps to itself."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not file.is_symlink() and file.exists():
        if not file.is_file():
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
        os.close(os.open(file, os.O_WRONLY))


def _keep_aside(file: Path) -> Path:
    """Give what stands at a name a second one that nothing has; the first still has it. Raises OSError."""
    for n in count(1):
        kept = file.with_name(f"{file.stem}.kept-{n}{file.suffix}")
        try:
            if file.is_symlink():
                kept.symlink_to(file.readlink())
            else:
                _link(file, kept)
        except FileExistsError:
            continue
        return kept
    raise AssertionError


def _link(file: Path, kept: Path) -> None:
    """A second name for a file, or a second file where there are no links (FAT, some shares)."""
    try:
        kept.hardlink_to(file)
    except FileExistsError:
        raise
    except OSError:
        if kept.exists() or kept.is_symlink():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        part = Part(kept)
        try:
            part.fill(file.read_bytes())
            part.take_place()
        finally:
            part.discard()
