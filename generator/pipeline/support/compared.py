"""Open the two sides of a comparison, whoever wrote them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.base.diagnostics import PlanError
from generator.base.files import read_whole
from generator.document import Document
from generator.pipeline.support.failures import told
from generator.pipeline.support.git import is_revision, read_revision
from generator.pipeline.support.outside_plans import form_of, open_any
from generator.pipeline.support.sides import Side, open_side, open_sides
from generator.pipeline.support.word_files import MOST_BYTES, Pending
from generator.word.ooxml import names
from generator.word.outside import OutsidePlan, read_outside
from generator.word.reader import (
    BareReader,
    Package,
    annotations_of,
    has_pending_changes,
    open_package,
    settled,
)
from generator.word.reader.roles import style_roles
from generator.word.style_sheet import official_style_sheet

_WORD = ".docx"
_HALF = 0.5  # of our styles; Word brings a tenth of them by itself


def open_compared(old: str, new: str, pending: Pending = Pending.TOLD) -> tuple[Side, Side]:
    """Return the plans that `old` and `new` stand for: as `open_sides` does, else as they look.

    A file that has nothing of ours but words is an outside plan, though the other side was made of it. Raise
    PlanError, which names the file, for whatever goes wrong.
    """
    try:
        sides = open_sides(old, new, pending)
    except PlanError:
        first, second = (_opened(name, pending) for name in (old, new))
        if not (first.outside or second.outside):
            raise
        return first, second
    if any(map(_is_theirs, sides)):
        return _opened(old, pending), _opened(new, pending)
    return sides


def _is_theirs(side: Side) -> bool:
    """Return whether the file of `side`, which carries no draft, was never one of ours."""
    if all(note.rule != "docx-draft-lost" for note in side.notes):
        return False
    package = told(lambda: open_package(_content(side.name), side.name), Path(side.name))
    sheet = official_style_sheet()
    roles = {*style_roles(package, sheet).values()} & {*sheet.paragraphs}
    return names.DIGEST not in package.properties and len(roles) < _HALF * len(sheet.paragraphs)


def _opened(name: str, pending: Pending) -> Side:
    """Return the plan `name` as a side, with comments and pending changes if it is an outside Word file."""
    opened = open_any(name)
    if isinstance(opened, Side):
        return opened if pending is Pending.TOLD else open_side(name, pending=pending)
    return told(partial(_with_annotations, outside_side(name, opened), pending), Path(name))


def outside_side(name: str, plan: OutsidePlan) -> Side:
    """Return an outside plan, read from the file `name`, as a side of a comparison."""
    return Side(name, plan.document, plan.document, None, fresh=False, notes=plan.notes, outside=plan)


def _with_annotations(side: Side, pending: Pending) -> Side:
    """Return `side` with what stands beside its text in a Word file; changes are read as `pending` says."""
    name = side.name
    content = _content(name)
    form = form_of(content, name)
    if form.program or form.ending != _WORD:
        return side
    package = open_package(content, name)
    document = side.document
    if pending is not Pending.TOLD:
        package = settled(package, accept=pending is Pending.ACCEPT)
        document = _document(package)
    return replace(
        side,
        document=document,
        draft=document,
        annotations=annotations_of(package, official_style_sheet()),
        rejected=_document(settled(package, accept=False)) if has_pending_changes(package) else None,
    )


def _content(name: str) -> bytes:
    return read_revision(name, MOST_BYTES) if is_revision(name) else read_whole(Path(name), MOST_BYTES)


def _document(package: Package) -> Document:
    return read_outside(BareReader(package).blocks()).document
