"""Files read within limits, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.diagnostics import Finding, Place, PlanError


def read_whole(file: Path, most: int) -> bytes:
    """The content of a file; raises PlanError if it cannot be read or has more than `most` bytes."""
    place = Place(str(file))
    try:
        if file.is_dir():
            raise PlanError([Finding("file-folder", place, {})])
        if not file.is_file():
            rule = "file-special" if file.exists() else "file-missing"
            raise PlanError([Finding(rule, place, {})])
        with file.open("rb") as stream:
            content = stream.read(most + 1)  # never more, whatever size the system gives
        if len(content) > most:
            raise PlanError([Finding("file-large", place, {"limit": str(most // 1_000_000)})])
    except (OSError, ValueError) as error:
        code = errno.errorcode.get(getattr(error, "errno", None) or 0, type(error).__name__)
        raise PlanError([Finding("file-unreadable", place, {"reason": code})]) from error
    return content


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write files beside their names, then rename them all; folders that are missing are made.

    Raises PlanError if one cannot be written; then no name has changed and nothing is left over.
    """
    staged: dict[Path, Path] = {}
    try:
        for file, content in files.items():
            staged[file] = _stage(file, content)
        for file, temporary in staged.items():
            temporary.replace(file)
    except OSError as error:
        culprit = next((file for file in files if file not in staged), next(iter(files)))
        facts = {"reason": errno.errorcode.get(error.errno or 0, type(error).__name__)}
        raise PlanError([Finding("output-unwritable", Place(str(culprit)), facts)]) from error
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _stage(file: Path, content: bytes) -> Path:
    """The content in a temporary file in the same folder, safely on disk."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    file.parent.mkdir(parents=True, exist_ok=True)
    # 14 bytes, which every file system allows, however long the file's own name is
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    """The process's own mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
