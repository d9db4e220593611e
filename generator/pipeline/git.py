"""Files of a git repository as they stood at a revision.

The repository may be anyone's: nothing that its configuration names is run, and nothing is fetched for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from generator.diagnostics import Finding, Place, PlanError

_SECONDS = 60
_SAID = 200  # characters of what git says
# `cat-file blob` runs no filter, hook, pager, textconv or file monitor; what a partial clone lacks it would
# fetch, by the program that the configuration names
_QUIET = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}


def is_revision(text: str) -> bool:
    """Whether a text reads as REV:path and not as a file that is there, or a drive of Windows."""
    revision, colon, path = text.partition(":")
    return bool(colon and path) and len(revision) > 1 and not _is_there(text)


def read_revision(text: str, most: int) -> bytes:
    """The content that REV:path names in the repository of the current folder, as `git show` resolves it.

    Raises PlanError if git is not installed, knows no such revision or path, or has over `most` bytes there.
    """
    size = _cat_file(text, "-s")
    if not size.strip().isdigit() or int(size) > most:
        raise PlanError([Finding("file-large", Place(text), {"limit": str(most // 1_000_000)})])
    return _cat_file(text, "blob")


def _cat_file(text: str, what: str) -> bytes:
    """What git says of an object: its size, or its content."""
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and the revision can be no option
            [_git(text), "--no-pager", "cat-file", what, "--end-of-options", text],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, **_QUIET},
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise PlanError([Finding("git-unknown", Place(text), {"said": type(error).__name__})]) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        shown = "".join(c if c.isprintable() else " " for c in said[:_SAID])
        raise PlanError([Finding("git-unknown", Place(text), {"said": shown})])
    return done.stdout


def _git(text: str) -> str:
    """The program; never one in the current folder, which Windows would take first: it may be anyone's."""
    found = shutil.which("git")
    if found is None or Path(found).resolve().parent == Path.cwd():
        raise PlanError([Finding("git-missing", Place(text), {})])
    return found


def _is_there(text: str) -> bool:
    try:
        return Path(text).exists()
    except (OSError, ValueError):  # too long for a name, or with a character that no name has
        return False
