"""Files in the making, beside the names they will have; those that a killed process left are swept away."""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from pathlib import Path
from zlib import crc32

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be deleted
    _LOCKS = False
else:
    _LOCKS = True

_NAME = re.compile(r"\.plandraft-[0-9a-f]{8}-[0-9a-f]{8}\.part")
HERE = f".plandraft-{crc32(os.uname().nodename.encode() if _LOCKS else b''):08x}-"
_LEFT = 86_400  # seconds after which a file was left behind, whoever made it; making one takes a moment
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LOOK = os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_MODE, _BITS = 0o666, 0o777


class Part:
    """A file in the making. It has its name before it is made, so that it can always be discarded.

    Whoever makes it holds a lock on it, which goes with the process, however that ends; so others on the same
    computer can tell what was left behind.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        # 33 bytes, which every file system allows, however long the file's own name is
        self._path = file.with_name(f"{HERE}{os.urandom(4).hex()}.part")
        self._handle = -1
        self._placed = False

    def fill(self, content: bytes) -> None:
        """Write the content, safely on disk, for those who may read the old file; raises OSError."""
        mode = _mode(self.file)
        self._handle = self._made(mode or _MODE)
        with open(self._handle, "wb", closefd=False) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if mode and hasattr(os, "fchmod"):
            with suppress(PermissionError):  # a file system without modes
                os.fchmod(self._handle, mode)
        if not _LOCKS:
            self._close()  # Windows renames no file that is open

    def take_place(self) -> None:
        """Give the file its name, whatever stands there; raises OSError, then the old one still stands."""
        self._path.replace(self.file)
        self._placed = True

    def discard(self) -> None:
        """Leave nothing behind; fine if there is nothing, or it took its place."""
        self._close()
        if not self._placed:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _made(self, mode: int) -> int:
        """A new empty file, locked."""
        while True:
            handle = os.open(self._path, _NEW, mode)
            if not _LOCKS:
                return handle
            with suppress(OSError):  # a file system without locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_nlink:
                return handle
            os.close(handle)  # swept away by another process before it was locked

    def _close(self) -> None:
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


def _mode(file: Path) -> int:
    """The mode of a file, 0 if there is none."""
    try:
        found = file.lstat()
    except FileNotFoundError:
        return 0
    return found.st_mode & _BITS if stat.S_ISREG(found.st_mode) else 0


def sweep(folder: Path) -> None:
    """Remove files in the making that no process is at any more; what cannot be looked at stays."""
    with suppress(OSError):
        with os.scandir(folder) as entries:
            left = [Path(entry.path) for entry in entries if _NAME.fullmatch(entry.name)]
        for path in left:
            with suppress(OSError):
                _remove_if_left(path)


def _remove_if_left(path: Path) -> None:
    """Remove a file that no process is at any more. Another computer's locks may not be seen: age tells."""
    if time.time() - path.lstat().st_mtime > _LEFT:
        path.unlink()
    elif _LOCKS and path.name.startswith(HERE):
        handle = os.open(path, _LOOK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()  # under the lock
        finally:
            os.close(handle)
