"""Find the folder in which the program may cache what it will trust: the user's alone, or none."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path


def private_folder() -> Path | None:
    """Return the user's own folder among the system's temporary files, which nobody else can write to.

    Return None where there is none, where others may write to it or could exchange it, and where the
    temporary files are those of the current folder (tempfile takes it for want of another): anyone may have
    put them there.
    """
    user = os.getuid() if hasattr(os, "getuid") else None  # Windows gives each user a folder for such files
    try:
        place = Path(tempfile.gettempdir()).resolve(strict=True)
        folder = place / f"plandraft-{'' if user is None else user}"
        if Path.cwd() in {place, folder} or _exchangeable(place):
            return None
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    own = user is None or (found.st_uid == user and stat.S_IMODE(found.st_mode) == stat.S_IRWXU)
    return folder if own and stat.S_ISDIR(found.st_mode) else None


def _exchangeable(place: Path) -> bool:
    """Return whether everybody may rename what is another's in `place`, as the sticky bit forbids."""
    mode = place.stat().st_mode
    return os.name == "posix" and bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX
