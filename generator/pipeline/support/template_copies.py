"""Copy a folder of templates from elsewhere, as it is at one moment and without leaving it.

Every file is opened by the handle of its folder, never through a link, and copied from its own handle: what
was checked is what is read, however the folder changes meanwhile.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from os.path import realpath, samestat
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import reason
from generator.base.resources import OVER

FILES, BYTES, TOTAL = 2_000, 4_000_000, 32_000_000  # the most files of a folder, bytes of a file and of all
_NAME = r"[\w.-]+"
# What a period, the lexicon and the frame of a draft are made of; everything else in a folder is not ours.
_OURS = re.compile(
    rf"lexicon/{_NAME}\.yaml"
    rf"|common/(?:forms/)?{_NAME}\.xml\.j2|common/forms/{_NAME}\.yaml"
    rf"|\d{{4}}-\d{{4}}/(?:(?:(?:outlines|forms)/)?{_NAME}\.yaml|(?:topics|boxes|forms)/{_NAME}\.xml\.j2)"
)
_DEPTH = 2  # period/topics/file
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_OPTIONS = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_HANDLES = _NO_FOLLOW and os.open in os.supports_dir_fd and hasattr(os, "fwalk")


def copy_templates(folder: Path, copies: Path) -> None:
    """Copy what is ours in `folder` to `copies`; raise PlanError where it cannot be taken."""
    if not folder.is_dir():
        raise PlanError([Finding("templates-missing", Place(str(folder)), {"folder": str(folder)})])
    write_copies(_contents(folder), str(folder), copies)


def write_copies(contents: Iterable[tuple[str, bytes]], folder: str, copies: Path) -> None:
    """Write the `contents` of files that are ours, by name, to `copies`; raise PlanError for too many.

    `folder` is what they come from, for messages.
    """
    total = 0
    for name, content in contents:
        total += len(content)
        if total > TOTAL:
            raise many_error(folder)
        first, _, rest = name.partition("/")
        copy = copies / f"{first}{OVER}" / rest
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    if not copies.exists():
        raise PlanError([Finding("templates-empty", Place(folder), {})])


def is_ours(name: str) -> bool:
    """Return whether a library has files of this `name`, folder/file."""
    return _OURS.fullmatch(name) is not None


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of `folder` that are ours, by name; raise PlanError where one leads out of it."""
    top, seen = realpath(folder), 0
    for root, inner, files, handle in _walk(top):
        inside = Path(root).relative_to(top)
        named = [name for name in inner if not name.startswith(".")]
        inner[:] = named if len(inside.parts) < _DEPTH else []
        for name in (*named, *files):
            seen += 1
            if seen > FILES:
                raise many_error(str(folder))
            found = _look(Path(root, name), handle, folder / inside / name)
            if name in files and is_ours((inside / name).as_posix()):
                yield (
                    (inside / name).as_posix(),
                    _read(Path(root, name), handle, found, folder / inside / name),
                )


def _walk(top: str) -> Iterator[tuple[str, list[str], list[str], int | None]]:
    """Walk through `top` as os.walk does, with a handle for each folder where the system has such."""
    if _HANDLES:
        yield from os.fwalk(top)
    else:
        yield from ((*step, None) for step in os.walk(top))


def _at(file: Path, handle: int | None) -> str:
    """Return the name of `file` as `handle`, that of its folder, knows it."""
    return str(file) if handle is None else file.name


def _look(file: Path, handle: int | None, shown: Path) -> os.stat_result:
    """Return what the system says of `file`; raise PlanError for a link, a pipe, a device."""
    try:
        found = os.stat(_at(file, handle), dir_fd=handle, follow_symlinks=False)
    except OSError as error:
        raise _unreadable(error, shown) from error
    plain = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    if not plain or (handle is None and Path(realpath(file)) != file):  # Windows has folders that are links
        raise leading_away_error(shown)
    return found


def _read(file: Path, handle: int | None, found: os.stat_result, shown: Path) -> bytes:
    """Return the content of `file`, which was `found` a moment ago; raise PlanError if it cannot be taken.

    `handle` is that of its folder, `shown` the name for messages.
    """
    try:
        with open(os.open(_at(file, handle), _OPTIONS, dir_fd=handle), "rb") as stream:  # noqa: PTH123  # a handle
            opened = os.fstat(stream.fileno())
            if not stat.S_ISREG(opened.st_mode) or not (_NO_FOLLOW or samestat(found, opened)):
                raise leading_away_error(shown)
            content = stream.read(BYTES + 1)  # never more, whatever size the system gives
    except OSError as error:
        raise _unreadable(error, shown) from error
    if len(content) > BYTES:
        raise PlanError([Finding("file-large", Place(str(shown)), {"limit": str(BYTES // 1_000_000)})])
    return content


def _unreadable(error: OSError, shown: Path) -> PlanError:
    """Return the error for what could not be opened: a link in the file's stead, or the system's word."""
    if (why := reason(error)) in {"ELOOP", "EMLINK"}:
        return leading_away_error(shown)
    return PlanError([Finding("file-unreadable", Place(str(shown)), {"reason": why})])


def leading_away_error(shown: Path | str) -> PlanError:
    """Return the error for a link or a special file at `shown`."""
    return PlanError([Finding("templates-link", Place(str(shown)), {})])


def many_error(folder: str) -> PlanError:
    """Return the error for a folder that has more than any library of templates."""
    facts = {"limit": str(FILES), "size": str(TOTAL // 1_000_000)}
    return PlanError([Finding("templates-many", Place(folder), facts)])
