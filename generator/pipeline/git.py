"""Files of a git repository as they stood at a revision."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from generator.diagnostics import Finding, Place, PlanError

_SECONDS = 60


def is_revision(text: str) -> bool:
    """Whether a text reads as REV:path and not as a file that is there, or a drive of Windows."""
    revision, colon, path = text.partition(":")
    return bool(colon and path) and len(revision) > 1 and not Path(text).exists()


def read_revision(text: str) -> bytes:
    """The content that REV:path names in the repository of the current folder, as `git show` resolves it.

    Raises PlanError if git is not installed, or knows no such revision or path.
    """
    git = shutil.which("git")
    if git is None:
        raise PlanError([Finding("git-missing", Place(text), {})])
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and the revision can be no option
            [git, "cat-file", "blob", "--end-of-options", text],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise PlanError([Finding("git-unknown", Place(text), {"said": str(error)})]) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise PlanError([Finding("git-unknown", Place(text), {"said": said})])
    return done.stdout
