"""Find programs in places of the system and of its user, never where other people may have put one.

An entry of PATH that is relative, in the current folder or its repository, in a folder of templates from
elsewhere, or writable by others is passed over, and so is a program that is a link into such a place.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from generator.base.resources import laid_over

_WINDOWS = os.name == "nt"
_ENDING = ".exe" if _WINDOWS else ""  # scripts of cmd.exe would take apart what they are given
_PLACES = () if _WINDOWS else ("/usr/local/bin", "/usr/bin", "/bin")


def find_program(names: Iterable[str], places: Sequence[str] = (), given: Iterable[Path] = ()) -> Path | None:
    """Return the absolute path of the first of `names` that is installed; None if there is none.

    Look into the folders of PATH, those of the system, then `places`; those that are not absolute here belong
    to another system. Pass over what lies in the folders `given`, besides the current one and its repository.
    """
    closed = _closed_folders(given)
    folders = [*_search_path(closed), *_trusted((Path(place) for place in places), closed)]
    found = (folder / f"{name}{_ENDING}" for name in names for folder in folders)
    return next((program for program in found if _is_program(program, closed)), None)


def environment(given: Iterable[Path] = ()) -> dict[str, str]:
    """Return this process's environment for a program found, which may start others by their names."""
    path = os.pathsep.join(map(str, _search_path(_closed_folders(given))))
    return {**os.environ, "PATH": path}


def _search_path(closed: Sequence[Path]) -> list[Path]:
    """Return the folders of PATH and of the system, but for those in `closed` or writable by others."""
    entries = (*os.environ.get("PATH", "").split(os.pathsep), *_PLACES)
    return list(dict.fromkeys(_trusted(map(Path, filter(None, entries)), closed)))


def _trusted(folders: Iterable[Path], closed: Sequence[Path]) -> Iterator[Path]:
    """Yield the real paths of those `folders` that are absolute and fit for programs."""
    for folder in folders:
        with suppress(OSError, ValueError, RuntimeError):
            if folder.is_absolute() and _is_fit(real := folder.resolve(strict=True), closed):
                yield real


def _is_program(file: Path, closed: Sequence[Path]) -> bool:
    """Return whether `file` can be run, and whether what it links to lies in a place fit for programs."""
    with suppress(OSError, ValueError, RuntimeError):
        target = file.resolve(strict=True)
        sound = target.is_file() and os.access(target, os.X_OK) and _only_ours(target)
        return sound and _is_fit(target.parent, closed)
    return False


def _is_fit(folder: Path, closed: Sequence[Path]) -> bool:
    """Return whether nobody else can put a program into `folder`, a real path, or exchange it."""
    if any(folder.is_relative_to(each) for each in closed):
        return False
    return _only_ours(folder) and all(_only_ours(each, sticky=True) for each in folder.parents)


def _only_ours(path: Path, *, sticky: bool = False) -> bool:
    """Return whether only the system, its administrators and this user can write to `path`.

    With `sticky` it may be a folder where everybody writes and none can exchange what is another's. Windows
    says nothing of that by modes.
    """
    if _WINDOWS:
        return True
    found = path.stat()
    system = {0, Path("/").stat().st_uid}  # in a container the system's files may be another user's than 0
    if found.st_uid not in {*system, os.geteuid()}:
        return False
    if sticky and found.st_mode & stat.S_ISVTX:
        return True
    group = found.st_mode & stat.S_IWGRP and found.st_uid not in system and found.st_gid != os.getegid()
    return not group and not found.st_mode & stat.S_IWOTH


def _closed_folders(given: Iterable[Path]) -> list[Path]:
    """Return the real paths of the folders that may hold anyone's files: `given`, templates', the current.

    One that holds the user's own folder or the system's programs, such as /, tells nothing of its content.
    """
    laid = laid_over()
    folders = [*given, *([Path(laid[1])] if laid else ())]
    system = (os.environ.get("SYSTEMROOT", "C:/Windows"),) if _WINDOWS else _PLACES
    open_to_all = [*system, os.path.expanduser("~")]  # noqa: PTH111  # it never raises
    real = {Path(os.path.realpath(each)) for each in folders}
    with suppress(OSError):  # the current folder is gone
        real.add(_repository(Path.cwd()))
        real.add(Path.cwd())
    return [each for each in real if not any(Path(place).is_relative_to(each) for place in open_to_all)]


def _repository(folder: Path) -> Path:
    """Return the top of the repository in which `folder` lies; itself, outside any."""
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)
