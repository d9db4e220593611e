"""Make temporary folders that end with their process, and sweep away those that a killed process left."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    _LOCKS = False
else:
    _LOCKS = True

PREFIX = "plandraft-run-"
_LOCK = "lock"
_LEFT = 86_400  # seconds after which a folder was left behind, whoever made it; no run takes so long
_LOOK = os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder of this user's alone, and remove it at the end; first remove what killed runs left.

    The process holds a lock in it, which goes with the process, however that ends.
    """
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        new = Path(name, f"{_LOCK}.new")
        with new.open("xb") as stream:
            if _LOCKS:
                with suppress(OSError):  # a file system without locks
                    fcntl.flock(stream, fcntl.LOCK_EX)
                new.rename(Path(name, _LOCK))  # only now: another process would take it for left behind
            yield Path(name)


def _sweep(place: Path) -> None:
    """Remove the folders in `place` that are this user's and whose process is gone."""
    with suppress(OSError):
        for folder in place.glob(f"{PREFIX}*"):
            with suppress(OSError):
                found = folder.lstat()
                own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
                if own and stat.S_ISDIR(found.st_mode):
                    _remove_if_left(folder, time.time() - found.st_mtime)


def _remove_if_left(folder: Path, age: float) -> None:
    """Remove `folder` if its process is gone; `age` in seconds tells where no lock does."""
    if age > _LEFT:
        shutil.rmtree(folder, ignore_errors=True)
    elif _LOCKS:
        handle = os.open(folder / _LOCK, _LOOK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)  # under the lock
        finally:
            os.close(handle)
