"""Open a Word file of ours: what is in it, and the draft it was written from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.digest import digest
from generator.base.files import read_whole
from generator.document import NOTHING, Annotations, Document
from generator.locality.profile import Profile
from generator.pipeline.support.embedded import embedded_composition, embedded_draft, embedded_profile
from generator.pipeline.support.word_notes import notes_on, notes_on_contents, notes_on_numbers
from generator.word.ooxml import names
from generator.word.reader import (
    Line,
    Package,
    annotations_of,
    has_pending_changes,
    is_redline,
    open_package,
    printed_lines,
    read_docx,
    settled,
)
from generator.word.style_sheet import StyleSheet, official_style_sheet
from generator.word.writer import write_docx

MOST_BYTES = 32_000_000
_ENOUGH = 0.2  # of a draft's characters that stand in lines that nobody has touched


@dataclass(frozen=True, slots=True)
class Base:
    """Hold the draft that a file may be a version of, and its name for readers."""

    name: str
    draft: Document


@dataclass(frozen=True, slots=True)
class WordFile:
    """Hold a file as it is (`document`), as it was written (`draft`) and from what, and its properties.

    `profile` is None if today's schema does not accept it. `lines` are the file's lines of text as printed;
    `intact` says that not a byte of its parts has changed since, but for the properties that hold the digest.
    `tracked` says that it has changes that nobody accepted or rejected, `notes` what the file has lost;
    `annotations` are its comments and those changes, which `document` has as if accepted, and `rejected` has
    not (None where there are none). `were` are the lines of text as it was written,
    where it was looked at whole. `composed` is the draft as it was composed, where people had changed the one
    from which the file was written: a redline has what it was made of. `saved` is when it was last saved.
    """

    document: Document
    draft: Document
    profile: Profile | None
    lines: list[Line]
    properties: dict[str, str]
    intact: bool
    tracked: bool
    notes: tuple[Finding, ...] = ()
    annotations: Annotations = NOTHING
    rejected: Document | None = None
    were: tuple[Line, ...] = ()
    composed: Document | None = None
    saved: str = ""


class Pending(StrEnum):
    """Name how changes are read that nobody accepted or rejected."""

    TOLD = "told"  # as if accepted, and told as pending
    ACCEPT = "accept"
    REJECT = "reject"


def open_word(file: Path, base: Base | None = None, *, whole: bool = False) -> WordFile:
    """Read the Word file of ours at `file`; raise PlanError if it cannot be read or is not one."""
    return read_word(read_whole(file, MOST_BYTES), str(file), base, whole=whole)


def read_word(  # noqa: PLR0913  # what a comparison, a check and a pull ask
    content: bytes,
    name: str,
    base: Base | None = None,
    pending: Pending = Pending.TOLD,
    *,
    whole: bool = False,
    author: str = "",
) -> WordFile:
    """Read the Word file of ours in `content` as `open_word` does; `name` is its name in messages.

    A file that has lost its own draft is read as a version of `base`, if it has enough of its words.
    `pending` says how changes are read that nobody accepted or rejected. `whole` looks at what is beside the
    text of a file with the right digest too, which proves nothing: whoever edits a file can make it fit.
    Before `pending` is asked, the changes of an `author` are accepted.
    """
    sheet = official_style_sheet()
    package = open_package(content, name)
    draft, notes = _draft(package, base)
    intact = digest(package.parts, but=names.PROPERTIES_PART) == package.properties.get(names.DIGEST)
    origin = base.draft if base and _is_redline(package, draft, base.draft) else None
    if author:
        package = settled(package, accept=True, author=author)
    if pending is not Pending.TOLD:
        package = settled(package, accept=pending is Pending.ACCEPT)
    made = None if intact and not whole else _as_written(draft)
    written = made.package if made else None
    document = read_docx(
        package, sheet, draft, None if intact else written, origin if pending is Pending.REJECT else None
    )
    annotations = annotations_of(package, sheet)
    lines = printed_lines(package, sheet)
    were = made.lines if made else []
    numbers = notes_on_numbers(document, draft, package.file) if not intact else ()
    contents = notes_on_contents(lines, were, package.file) if written else ()
    tracked = has_pending_changes(package)
    return WordFile(
        document=document,
        draft=draft,
        profile=embedded_profile(package),
        lines=lines,
        properties=package.properties,
        intact=intact,
        tracked=tracked,
        notes=(*notes, *notes_on(package, written), *contents, *numbers),
        annotations=annotations,
        were=tuple(were),
        composed=embedded_composition(package),
        saved=package.saved,
        rejected=read_docx(settled(package, accept=False), sheet, draft, None if intact else written, origin)
        if tracked
        else None,
    )


def _is_redline(package: Package, draft: Document, old: Document) -> bool:
    """Return whether `package` has changes from `old` that nobody accepted or rejected."""
    return has_pending_changes(package) and is_redline(package, draft, old)


def _draft(package: Package, base: Base | None) -> tuple[Document, tuple[Finding, ...]]:
    """Return the draft that `package` was written from, or that of `base` and a note that its own is lost.

    Note also that there are several, and nothing tells which one it is.
    """
    try:
        return embedded_draft(package), tuple(_several(package))
    except PlanError as error:
        if base is None or any(finding.rule != "docx-foreign" for finding in error.findings):
            raise
        if not _is_version(package, base):
            raise
    note = Finding("docx-draft-lost", Place(package.file), {"base": base.name})
    return base.draft, (note,)


def _several(package: Package) -> Iterator[Finding]:
    """Yield the finding that `package` carries several drafts."""
    if (count := package.count(names.DRAFT_ITEM)) > 1:
        yield Finding("docx-draft-several", Place(package.file), {"count": str(count)})


def _is_version(package: Package, base: Base) -> bool:
    """Return whether enough of the words of `base` stand in `package`."""
    sheet = official_style_sheet()
    old, new = _as_written(base.draft).lines, printed_lines(package, sheet)
    standing = {line.text for line in new}
    kept = sum(len(line.text) for line in old if line.text in standing)
    return kept >= _ENOUGH * sum(len(line.text) for line in old)


class _AsWritten(NamedTuple):
    """Hold the file that a draft was written as, but for the profile, and its lines of text."""

    package: Package
    lines: list[Line]


def _as_written(draft: Document) -> _AsWritten:
    """Return what `draft` was written as."""
    return _made_again(draft, official_style_sheet())


@lru_cache(maxsize=1)  # many copies are of one draft
def _made_again(draft: Document, sheet: StyleSheet) -> _AsWritten:
    package = open_package(write_docx(draft, sheet, {}, {}), draft.title)
    return _AsWritten(package, printed_lines(package, sheet))
