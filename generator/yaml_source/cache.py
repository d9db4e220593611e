"""Cache what was made of a file's content for the next process, in a folder that is the user's alone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from importlib.util import source_hash

from generator import __version__
from generator.base.diagnostics import PlanError
from generator.base.files import write_whole
from generator.base.private_folder import private_folder
from generator.yaml_source.tree import Data

_READING = 2  # counted up where the same content comes to mean other data within a version


def cached_data(name: str, content: bytes, make: Callable[[], Data]) -> Data:
    """Return what `make` returns for `content`, from the cache if this version has made it before.

    The cache holds the latest under each `name`, as JSON: whoever changed it could change data, never run
    code. What cannot be written or read costs time and nothing else.
    """
    folder = private_folder()
    if folder is None:
        return make()
    file, key = folder / f"{_hash(os.fsencode(name))}.json", f"{__version__} {_READING} {_hash(content)}"
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
