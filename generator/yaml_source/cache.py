"""Cache what was made of a file's content for the next process, in a folder that is the user's alone."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib.util import source_hash
from pathlib import Path

from generator import __version__
from generator.base.diagnostics import PlanError
from generator.base.files import write_whole
from generator.yaml_source.tree import Data


def cached_data(name: str, content: bytes, make: Callable[[], Data]) -> Data:
    """Return what `make` returns for `content`, from the cache if this version has made it before.

    The cache holds the latest under each `name`, as JSON: whoever changed it could change data, never run
    code. What cannot be written or read costs time and nothing else.
    """
    folder = _folder()
    if folder is None:
        return make()
    file, key = folder / f"{_hash(name.encode())}.json", f"{__version__} {_hash(content)}"
    with suppress(OSError, ValueError, TypeError, RecursionError):
        known, data = json.loads(file.read_bytes())
        if known == key:
            return data  # type: ignore[no-any-return]  # JSON, of data that was written below
    data = make()
    with suppress(PlanError):
        write_whole({file: json.dumps([key, data], ensure_ascii=False).encode()})
    return data


def _hash(content: bytes) -> str:
    """Return Python's own hash of sources, by which it knows compiled modules."""
    return source_hash(content).hex()


def _folder() -> Path | None:
    """Return the user's folder for caches; None where there is none, or one that others may write to."""
    user = os.getuid() if hasattr(os, "getuid") else None  # Windows gives each user a folder for such files
    try:
        folder = Path(tempfile.gettempdir()) / f"plandraft-{'' if user is None else user}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    own = user is None or (found.st_uid == user and stat.S_IMODE(found.st_mode) == stat.S_IRWXU)
    return folder if own and stat.S_ISDIR(found.st_mode) else None
