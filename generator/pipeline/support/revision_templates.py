"""Copy a library to be compared: as it stood at a revision of git, or as it lies in a folder."""

from __future__ import annotations

import hashlib
import os.path
from collections.abc import Iterator
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.base.resources import OVER, templates_folder
from generator.pipeline.support.git import GitEntry, list_revision, read_object
from generator.pipeline.support.git_folder import refuse_special_files
from generator.pipeline.support.template_copies import (
    BYTES,
    FILES,
    copy_templates,
    is_ours,
    leading_away_error,
    many_error,
    write_copies,
)

_LIBRARY = "templates"  # where the program's own repository has it
_FRAME = f"common{OVER}/document.xml.j2"  # a library without it is only laid over the program's own
_PROGRAMS = f"lexicon{OVER}"  # new words that today's program needs, an older library has not
_DEPTH = 2  # period/topics/file
_LINK, _FOLDER, _FILE = "120000", "tree", "blob"


def called(side: str) -> str:
    """Return the folder, or the REV:path, that `side` means: templates where it names a revision alone."""
    folder = os.path.isdir(side)  # noqa: PTH112  # a name that is too long is no folder
    return side if folder or ":" in side else f"{side}:{_LIBRARY}"


def copy_library(side: str, copies: Path) -> None:
    """Copy the library that `side` names, a folder or a revision, to `copies`.

    A whole library stands in the stead of the program's own, a part of one is laid over it. Raise PlanError
    where it cannot be taken.
    """
    text = called(side)
    if text == side and Path(side).is_dir():
        copy_templates(Path(side), copies)
    else:
        refuse_special_files()
        write_copies(_contents(text), text, copies)
    if (copies / _FRAME).is_file():
        for folder in list(copies.iterdir()):
            if folder.name != _PROGRAMS:
                folder.rename(folder.with_name(folder.name.removesuffix(OVER)))


def _contents(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the library that REV:path names, by name; raise PlanError as `copy_library` does."""
    waiting, seen = [""], 0
    for folder in waiting:  # it grows on the way
        for entry in list_revision(text + (f"/{folder}" if folder else ""), BYTES):
            name = f"{folder}/{entry.name}".removeprefix("/")
            seen += 1
            if seen > FILES:
                raise many_error(text)
            if entry.type == _FOLDER and not entry.name.startswith(".") and name.count("/") < _DEPTH:
                waiting.append(name)
            elif is_ours(name):
                yield name, _content(entry, name, f"{text}/{name}")


def _content(entry: GitEntry, name: str, shown: str) -> bytes:
    """Return the content of a file in git: the program's own file `name` if that is the same.

    Git is asked for a few files only, not for hundreds.
    """
    if entry.mode == _LINK or entry.type != _FILE:
        raise leading_away_error(shown)
    own = templates_folder() / name
    if own.is_file():
        content = read_whole(own, BYTES)
        if _object_of(content) == entry.object:
            return content
    try:
        return read_object(entry.object, BYTES)
    except PlanError as error:
        raise PlanError([Finding(each.rule, Place(shown), each.facts) for each in error.findings]) from error


def _object_of(content: bytes) -> str:
    """Return the name of the object that git has for a file with this `content`."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
