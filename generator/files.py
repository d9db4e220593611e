"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from generator.diagnostics import Finding, Place, PlanError


def write_whole(file: Path, content: bytes) -> None:
    """Write beside the file and rename over it; raises PlanError and leaves the old file if it cannot."""
    temporary: Path | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # 14 bytes, which every file system allows, however long the file's own name is
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".part", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(file)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise PlanError(
            [
                Finding(
                    "output-unwritable", Place(str(file)), {"reason": error.strerror or type(error).__name__}
                )
            ]
        ) from error


def _umask() -> int:
    """The process's own mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
