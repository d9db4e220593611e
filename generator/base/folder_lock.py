"""Let one process at a time exchange files of a folder, so that none overwrites what another just wrote."""

from __future__ import annotations

import os
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

_NAME = ".plandraft-lock"
_PATIENCE, _AGAIN = 5, 0.02  # seconds: the lock is held for a moment, unless its holder is suspended


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the lock on `folder` within, which goes with the process; wait some seconds for who holds it.

    Hold none where they have gone by, or the file system has no locks: compare what stands there in any case.
    """
    handle = -1
    end = time.monotonic() + _PATIENCE
    try:
        while handle < 0 and time.monotonic() < end:
            try:
                handle = _locked(folder)
            except BlockingIOError:
                time.sleep(_AGAIN)
            except OSError:
                break
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _locked(folder: Path) -> int:
    """Return a handle that holds the lock; raise BlockingIOError while another holds it, OSError."""
    if not _LOCKS:
        # Windows removes the file once its handle is closed, by whomever.
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_TEMPORARY", 0)
        try:
            return os.open(folder / _NAME, flags)
        except (FileExistsError, PermissionError) as error:
            raise BlockingIOError from error
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        with suppress(OSError):
            os.close(handle)
        raise
    return handle
