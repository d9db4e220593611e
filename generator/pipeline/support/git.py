"""Read files of a git repository as they stood at a revision.

The repository may be anyone's: run nothing that its configuration names, and fetch nothing for it. Git itself
is bounded in memory and time: a pack of a megabyte may hold a folder of a gigabyte, which git unpacks to look
a name up.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import MOST_GIT_BYTES, MOST_GIT_SECONDS
from generator.base.programs import environment, find_program

_SECONDS = 60
_MESSAGE = 200  # characters of git's error message
# `cat-file blob` runs no filter, hook, pager, textconv or file monitor; but it would fetch what a partial
# clone lacks, by the program that the configuration names.
_QUIET = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}


def is_revision(text: str) -> bool:
    """Return whether `text` reads as REV:path, and not as an existing file or a drive of Windows."""
    revision, colon, path = text.partition(":")
    return bool(colon and path) and len(revision) > 1 and not _is_there(text)


def read_revision(text: str, most: int) -> bytes:
    """Return the content that REV:path names in the current folder's repository, as `git show` does.

    `most` is in bytes. Raise PlanError if git is not installed, knows no such revision or path, or has more
    there.
    """
    size = _cat_file(text, "-s")
    if not size.strip().isdigit() or int(size) > most:
        raise PlanError([Finding("file-large", Place(text), {"limit": str(most // 1_000_000)})])
    return _cat_file(text, "blob")


def _cat_file(text: str, what: str) -> bytes:
    """Return what `git cat-file` prints of the object REV:path.

    `what` asks for its size ("-s") or its content ("blob"). Raise PlanError if git fails or takes more than a
    minute.
    """
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and the revision cannot be an option
            [_git(text), "--no-pager", "cat-file", what, "--end-of-options", text],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**environment(), **_QUIET},
            preexec_fn=_bound_itself if os.name == "posix" else None,  # no threads here
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise PlanError([Finding("git-unknown", Place(text), {"said": type(error).__name__})]) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        shown = "".join(c if c.isprintable() else " " for c in said[:_MESSAGE])
        raise PlanError([Finding("git-unknown", Place(text), {"said": shown})])
    return done.stdout


def _bound_itself() -> None:
    """Bound the memory and the processor time of the process that calls it, where the system can."""
    import resource  # noqa: PLC0415  # not on Windows

    for kind, most in ((resource.RLIMIT_DATA, MOST_GIT_BYTES), (resource.RLIMIT_CPU, MOST_GIT_SECONDS)):
        with suppress(OSError, ValueError):  # the system has a lower limit, or none of this kind
            resource.setrlimit(kind, (most, most))


def _git(text: str) -> str:
    """Return the absolute path of git.

    Raise PlanError without one. `text` names the place in its finding.
    """
    found = find_program(["git"])
    if found is None:
        raise PlanError([Finding("git-missing", Place(text), {})])
    return str(found)


def _is_there(text: str) -> bool:
    """Return whether a file of this name exists."""
    try:
        return Path(text).exists()
    except (OSError, ValueError):  # too long for a name, or with a character that no name may contain
        return False
