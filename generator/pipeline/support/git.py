"""Read files of a git repository as they stood at a revision.

The repository may be anyone's: run nothing that its configuration names, and fetch nothing for it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

from generator.base.children import run_child
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.programs import environment, find_program
from generator.pipeline.support.git_folder import refuse_special_files

_SECONDS, _MEMORY = 20, 256_000_000  # far more than one file takes; bytes
_OUT_OF_MEMORY = "ut of memory"  # in what git says
_MESSAGE = 200  # characters of git's error message
# `cat-file blob` and `ls-tree` run no filter, hook, pager, textconv or file monitor; but they would fetch
# what a partial clone lacks, by the program that the configuration names.
_QUIET = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}


class GitEntry(NamedTuple):
    """Hold an entry of a folder in git: its mode and type (blob, tree, commit), its object, its name."""

    mode: str
    type: str
    object: str
    name: str


def is_revision(text: str) -> bool:
    """Return whether `text` reads as REV:path, and not as an existing file or a drive of Windows."""
    revision, colon, path = text.partition(":")
    return bool(colon and path) and len(revision) > 1 and not _is_there(text)


def read_revision(text: str, most: int) -> bytes:
    """Return the content that REV:path names in the current folder's repository, as `git show` does.

    `most` is in bytes. Raise PlanError if git is not installed, knows no such revision or path, or has more
    there.
    """
    refuse_special_files()
    return read_object(text, most)


def read_object(text: str, most: int) -> bytes:
    """Return the content of the file's object that `text` names; raise as `read_revision` does."""
    _refuse_more(text, most)
    return _cat_file(text, "blob")


def list_revision(text: str, most: int) -> list[GitEntry]:
    """Return what is in the folder that REV:path names in the current folder's repository.

    `most` is in bytes of git's list. Raise PlanError as `read_revision` does; for a file, there is no such
    folder.
    """
    _refuse_more(text, most)
    lines = _ask(["ls-tree", "-z", "--end-of-options", text], text).decode(errors="replace").split("\0")
    entries = []
    for line in filter(None, lines):
        facts, _, name = line.partition("\t")
        mode, kind, named = facts.split(" ")
        entries.append(GitEntry(mode, kind, named, name))
    return entries


def _refuse_more(text: str, most: int) -> None:
    """Raise PlanError where the object `text` has more than `most` bytes."""
    size = _cat_file(text, "-s")
    if not size.strip().isdigit() or int(size) > most:
        raise PlanError([Finding("file-large", Place(text), {"limit": str(most // 1_000_000)})])


def _cat_file(text: str, what: str) -> bytes:
    """Return what `git cat-file` prints of the object REV:path.

    `what` asks for its size ("-s") or its content ("blob"). Raise PlanError as `_ask` does.
    """
    return _ask(["cat-file", what, "--end-of-options", text], text)


def _ask(words: list[str], text: str) -> bytes:
    """Return what git prints, asked with `words` for the object `text`.

    Raise PlanError if git fails, or would take more time or memory than any file of ours needs: a few bytes
    of a repository can stand for gigabytes.
    """
    command = [_git(text), "--no-pager", *words]
    variables = {**environment(), **_QUIET}
    try:
        done = run_child(command, variables=variables, seconds=_SECONDS, memory=_MEMORY, captured=True)
    except subprocess.TimeoutExpired as error:
        raise _excess(text, "GitTime") from error
    except (OSError, ValueError) as error:
        raise PlanError([Finding("git-unknown", Place(text), {"said": type(error).__name__})]) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        if _OUT_OF_MEMORY in said:
            raise _excess(text, "GitMemory")
        shown = "".join(c if c.isprintable() else " " for c in said[:_MESSAGE])
        raise PlanError([Finding("git-unknown", Place(text), {"said": shown})])
    return done.stdout


def _excess(text: str, reason: str) -> PlanError:
    """Return the error for the object `text`, on which git worked beyond a limit; `reason` names it."""
    return PlanError([Finding("git-excess", Place(text), {"reason": reason})])


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
