"""Stage files beside the names they will get; sweep away those that a killed process left."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from generator.base.packed import Packed

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be deleted
    _LOCKS = False
else:
    _LOCKS = True

_NAME = re.compile(r"\.plandraft-[0-9a-f]{8}-[0-9a-f]{8}\.part")
HERE = f".plandraft-{crc32(os.uname().nodename.encode() if _LOCKS else b''):08x}-"
_LEFT = 86_400  # seconds after which a file was left behind, whoever made it; making one takes a moment
_LOOK = os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_MODE, _BITS = 0o666, 0o777


class StagedFile:
    """A file in the making. It has its name before it is made, so that a signal at any time leaves no litter.

    Its process holds a lock on it, which goes with the process, however that ends: so others on the same
    computer can tell what was left behind. tempfile would choose the name too late, and disregard the mask.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        # 33 bytes, which every file system allows, however long the file's own name is
        self._path = file.with_name(f"{HERE}{os.urandom(4).hex()}.part")
        self._stream: BinaryIO | None = None

    def close(self) -> None:
        """Remove the file, unless it took its place."""
        with suppress(OSError):  # a full disk refuses once more what it did not take
            if self._stream:
                self._stream.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def fill(self, content: bytes | Packed) -> None:
        """Write `content`, safely on disk, for those who may read the old file; raise OSError."""
        plain = self.file.is_file() and not self.file.is_symlink()
        mode = self.file.stat().st_mode & _BITS if plain else 0
        self._stream = stream = self._created(mode or _MODE)
        for piece in content if isinstance(content, Packed) else (content,):
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())
        if mode and hasattr(os, "fchmod"):
            with suppress(PermissionError):  # a file system without modes
                os.fchmod(stream.fileno(), mode)
        if not _LOCKS:
            stream.close()  # Windows renames no file that is open

    def take_place(self) -> None:
        """Give the file its name, whatever stands there; raise OSError, then the old one still stands."""
        self._path.replace(self.file)

    def _created(self, mode: int) -> BinaryIO:
        """Create the file, empty and locked, with `mode` as far as the process's mask allows."""
        while True:
            stream = open(self._path, "xb", opener=partial(os.open, mode=mode))  # noqa: SIM115  # held until it is closed
            if _LOCKS:
                with suppress(OSError):  # a file system without locks
                    fcntl.flock(stream, fcntl.LOCK_EX)
            if not _LOCKS or os.fstat(stream.fileno()).st_nlink:
                return stream
            stream.close()  # swept away by another process before it was locked


def sweep(folder: Path) -> None:
    """Remove the staged files of `folder` whose process is gone; what cannot be looked at stays."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _NAME.fullmatch(path.name):
                with suppress(OSError):
                    _remove_if_left(path)


def _remove_if_left(path: Path) -> None:
    """Remove a file whose process is gone. Another computer's locks may not be seen: age tells."""
    if time.time() - path.lstat().st_mtime > _LEFT:
        path.unlink()
    elif _LOCKS and path.name.startswith(HERE):
        handle = os.open(path, _LOOK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()  # under the lock
        finally:
            os.close(handle)
