"""Read files within limits; write them whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Mapping
from contextlib import ExitStack, closing, suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import BinaryIO

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.folder_lock import folder_lock
from generator.base.interrupts import defer_signals
from generator.base.packed import Packed
from generator.base.staging import StagedFile, sweep

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # where the system has pipes among its files
_IN_USE = {32, 33}  # what Windows says of a file that another program has open


def is_lock_file(file: Path) -> bool:
    """Return whether `file` is what a program keeps beside one that is open, or macOS beside any.

    Word: ~$青石县.docx; WPS and LibreOffice: .~青石县.docx; macOS on other systems' disks: ._青石县.docx.
    """
    return file.name.startswith(("~$", ".~", "._"))


def read_whole(file: Path, most: int) -> bytes:
    """Return the content of `file`; raise PlanError if it cannot be read or has more than `most` bytes."""
    place = Place(str(file))
    try:
        if file.is_dir():
            raise PlanError([Finding("file-folder", place, {})])
        if not file.is_file():
            rule = "file-special" if file.exists() else "file-missing"
            raise PlanError([Finding(rule, place, {})])
        with open_at_once(file) as stream:
            content = stream.read(most + 1)  # never more, whatever size the system gives
        if len(content) > most:
            raise PlanError([Finding("file-large", place, {"limit": str(most // 1_000_000)})])
    except (OSError, ValueError) as error:
        raise PlanError([Finding("file-unreadable", place, {"reason": reason(error)})]) from error
    return content


def open_at_once(file: Path) -> BinaryIO:
    """Open `file` to be read; raise OSError where something else has taken its place since it was looked at.

    A pipe is never waited for.
    """
    stream = open(file, "rb", opener=lambda path, flags: os.open(path, flags | _AT_ONCE))  # noqa: SIM115  # an opener
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(file))
    return stream


def reason(error: Exception) -> str:
    """Return the system's name for what went wrong."""
    if getattr(error, "winerror", None) in _IN_USE:
        return "EBUSY"
    return errno.errorcode.get(getattr(error, "errno", None) or 0, type(error).__name__)


class ChangedError(PlanError):
    """Signal that a file has been changed since it was read."""


def write_whole(
    files: Mapping[Path, bytes | Packed],
    *,
    keep: Collection[Path] = (),
    read: Mapping[Path, bytes] | None = None,
) -> dict[Path, Path]:
    """Stage `files` beside their names, then rename them all; make folders that are missing.

    A file that stands at a name of `keep` gets a fresh one; return these by their old names. What is
    in `read` was made from what the file held then: raise ChangedError if it holds something else by now.

    A link is replaced, never followed; nothing is written into a folder that is one. Raise PlanError that
    names the first file that cannot be written: it is as it was, and so are those after it, and nothing is
    left over. However the process ends, every file is the old or the new one.
    """
    kept: dict[Path, Path] = {}
    file = Path()
    with ExitStack() as stack:
        staged = {file: stack.enter_context(closing(StagedFile(file))) for file in files}
        try:
            for file in files:
                _check_folder(file)
                file.parent.mkdir(parents=True, exist_ok=True)
                _sweep_once(file.parent.absolute())
                _check_replaceable(file)
                staged[file].fill(files[file])
            for folder in sorted({file.parent for file in read or ()}):
                stack.enter_context(folder_lock(folder))
            with defer_signals():
                for file in files:
                    _check_unchanged(file, (read or {}).get(file))
                    if file in keep:
                        kept[file] = _keep_aside(file)
                    staged[file].take_place()
        except (OSError, ValueError) as error:
            if file in kept:
                kept[file].unlink(missing_ok=True)
            facts = {"reason": reason(error)}
            raise PlanError([Finding("output-unwritable", Place(str(file)), facts)]) from error
    return kept


def _check_unchanged(file: Path, content: bytes | None) -> None:
    """Raise ChangedError if `file` no longer holds `content`, unless that is None; raise OSError."""
    if content is None:
        return
    with suppress(FileNotFoundError), open_at_once(file) as stream:
        if stream.read(len(content) + 1) == content:
            return
    raise ChangedError([Finding("file-changed", Place(str(file)), {})])


@cache
def _sweep_once(folder: Path) -> None:
    """Sweep `folder` once in a process: for each of many drafts to look through all costs their square."""
    sweep(folder)


def _check_folder(file: Path) -> None:
    """Raise PlanError where the folder of `file` is a link, or is reached by one from the current folder."""
    folder, here = file.parent.absolute(), Path.cwd()
    below = (each for each in folder.parents if each != here and each.is_relative_to(here))
    if any(each.is_symlink() for each in (folder, *below) if each != here):
        raise PlanError([Finding("output-unwritable", Place(str(file)), {"reason": "LinkFolder"})])


def _check_replaceable(file: Path) -> None:
    """Raise OSError for a folder, a device, a file that is read-only, or that a program keeps to itself."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not file.is_symlink() and file.exists():
        if not file.is_file():
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
        os.close(os.open(file, os.O_WRONLY | _AT_ONCE))


def _keep_aside(file: Path) -> Path:
    """Give `file` a second name that nothing has, and return it; raise OSError."""
    for n in count(1):
        kept = file.with_name(f"{file.stem}.kept-{n}{file.suffix}")
        if os.path.lexists(kept):
            continue
        with suppress(FileExistsError):  # made by another process since
            if file.is_symlink():
                kept.symlink_to(file.readlink())
            else:
                _link_or_copy(file, kept)
            return kept
    raise AssertionError


def _link_or_copy(file: Path, kept: Path) -> None:
    """Give `file` the second name `kept`, or copy it where there are no links (FAT, some shares)."""
    try:
        kept.hardlink_to(file)
    except FileExistsError:
        raise
    except OSError:
        with closing(StagedFile(kept)) as copy:
            copy.fill(file.read_bytes())
            copy.take_place()
