"""Look through the folder of a git repository, which may be anyone's, before git does."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole

_MOST = 20_000  # files looked at; the first are those that git always reads
_POINTER = 4_096  # bytes of a file that names a folder


def refuse_special_files() -> None:
    """Raise PlanError where the current folder's repository has a pipe or a device for a file of git's.

    Git would wait for what it says.
    """
    for folder in _git_folders():
        for path in _files_in(folder):
            with suppress(OSError, ValueError):
                mode = os.stat(path).st_mode  # noqa: PTH116  # a path made by os.scandir
                if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
                    raise PlanError([Finding("file-special", Place(path), {})])


def _git_folders() -> Iterator[Path]:
    """Yield the folder of git's for the current folder's repository, and the one it shares with others."""
    given, here = os.environ.get("GIT_DIR"), Path.cwd()
    places = [Path(given)] if given else [each / ".git" for each in (here, *here.parents)]
    top = next((each for each in places if os.path.lexists(each)), None)
    if top is None:
        return
    if not top.is_dir():  # a worktree or a submodule; a pipe is told by read_whole
        top = top.parent / _pointer(top).removeprefix("gitdir:").strip()
    yield top
    if os.path.lexists(common := top / "commondir"):
        yield top / _pointer(common)


def _pointer(file: Path) -> str:
    """Return the name of a folder that `file` holds; raise PlanError if it cannot be read."""
    return read_whole(file, _POINTER).decode(errors="replace").replace("\0", "").strip()


def _files_in(folder: Path) -> Iterator[str]:
    """Yield the paths of the files below `folder`, those nearest to it first, up to a limit."""
    waiting, seen = deque([str(folder)]), 0
    while waiting and seen < _MOST:
        with suppress(OSError), os.scandir(waiting.popleft()) as entries:
            for entry in entries:
                seen += 1
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif not entry.is_file(follow_symlinks=False):
                    yield entry.path
