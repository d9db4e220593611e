"""Open a plan for reading alone, whoever wrote it: a draft, its profile, or a file of another program."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.base.archives import ZIP_START
from generator.base.diagnostics import Finding, PlanError
from generator.base.files import read_whole
from generator.document import Document
from generator.pipeline.support.conversion import to_pages, to_word, unreadable
from generator.pipeline.support.failures import told
from generator.pipeline.support.git import is_revision, read_revision
from generator.pipeline.support.outside_notes import notes_on_reading
from generator.pipeline.support.sides import Side, open_side
from generator.pipeline.support.word_files import MOST_BYTES
from generator.word.outside import OutsidePlan, read_outside, read_pages, read_typed
from generator.word.reader import BareReader, open_package
from generator.yaml_source.read import decode

_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_HEAD = 200  # bytes, in which a zip of OpenDocument says what it is
_COMPOUND, _RICH, _PDF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rt", b"%PDF"
_TEXT = ".txt"
_PROFILE = re.compile(r"(?m)^(?:period|locality)\s*[:：]")
_OUTSIDE = {"docx-foreign", "docx-other-kind"}


class Form(NamedTuple):
    """Hold a kind of file: its usual ending, and the program that turns it into what we read, "" for none."""

    ending: str
    program: str = ""


_WORD, _TYPED, _PAGES = Form(".docx"), Form(_TEXT), Form(".pdf", "poppler")
_OFFICE = "LibreOffice"


def any_plan(name: str) -> Document:
    """Return the plan that `name` stands for, as `open_any` finds it."""
    return open_any(name).document


def open_any(name: str) -> Side | OutsidePlan:
    """Return what `open_side` opens by `name`, else the plan of a file that we did not write.

    Raise PlanError, which names it, for whatever goes wrong.
    """
    if _is_typed(name):
        return open_outside(name)
    try:
        return open_side(name)
    except PlanError as error:
        if not any(finding.rule in _OUTSIDE for finding in error.findings):
            raise
    return open_outside(name)


def open_outside(name: str) -> OutsidePlan:
    """Return the plan in the file, or in the revision of one, that `name` stands for, whoever wrote it.

    It may be a Word file, even a draft of ours, which is read by its looks alone, or one of an older or
    another program's, a PDF, or text. Raise PlanError, which names it, for whatever goes wrong.
    """
    return told(partial(_outside, name), Path(name))


def _is_typed(name: str) -> bool:
    """Return whether `name` is that of a file of text, and of no profile that is called so."""
    if Path(name).suffix.lower() != _TEXT:
        return False
    return not _PROFILE.search(told(partial(decode, _content(name), name), Path(name))[0])


def _content(name: str) -> bytes:
    return read_revision(name, MOST_BYTES) if is_revision(name) else read_whole(Path(name), MOST_BYTES)


def _outside(name: str) -> OutsidePlan:
    content = _content(name)
    form = form_of(content, name)
    plan, notes = _READERS[form.program or form.ending](content, name, form)
    return replace(plan, notes=(*notes, *notes_on_reading(plan, name, form.ending, form.program)))


def form_of(content: bytes, name: str) -> Form:
    """Return of what form the file `content` is, by its first bytes; `name` tells where they do not."""
    if content.startswith(ZIP_START):
        return Form(".odt", _OFFICE) if _OPEN_DOCUMENT in content[:_HEAD] else _WORD
    if content.startswith(_PDF):
        return _PAGES
    if content.startswith(_COMPOUND):
        return Form(".doc", _OFFICE)
    if content.startswith(_RICH):
        return Form(".rtf", _OFFICE)
    return _WORD if Path(name).suffix.lower() == _WORD.ending else _TYPED


_Read = tuple[OutsidePlan, list[Finding]]


def _word(content: bytes, name: str, form: Form) -> _Read:
    made = to_word(content, form.ending, Path(name)) if form.program else content
    reader = BareReader(open_package(made, name))
    blocks = list(reader.blocks())
    return read_outside(blocks, reader.pictures), []


def _pages(content: bytes, name: str, form: Form) -> _Read:
    del form
    try:
        blocks = list(read_pages(to_pages(content, Path(name)), name))
    except ValueError as error:
        raise unreadable(Path(name), "PdfFailed") from error
    if not blocks:
        raise unreadable(Path(name), "PdfScanned")
    return read_outside(blocks), []


def _typed(content: bytes, name: str, form: Form) -> _Read:
    del form
    text, notes = decode(content, name)
    return read_outside(read_typed(text, name)), notes


_READERS: dict[str, Callable[[bytes, str, Form], _Read]] = {
    _WORD.ending: _word,
    _OFFICE: _word,
    _PAGES.program: _pages,
    _TYPED.ending: _typed,
}
