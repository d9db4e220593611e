"""What a Word file carries: the draft it was written from and its profile, which anyone may have changed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from generator.contents import list_contents
from generator.diagnostics import Finding, Place, PlanError
from generator.document import Box, Document, Numbering, Plan, nodes_in
from generator.draft_xml import read_draft
from generator.number import number
from generator.ooxml.parts import DRAFT_ITEM, PROFILE_ITEM
from generator.patterns import LONGEST
from generator.pipeline.chain import accepted
from generator.profile import LARGEST, Profile, unpack_source
from generator.read_docx import Package
from generator.tasks import collect_tasks

_MOST_TAGS = 30_000  # of a draft; the longest real one has 2,000
_MOST_WORDS = 4_000_000  # characters of a draft with all that is computed


def carried_draft(package: Package) -> Document:
    """The draft that a file was written from, with all that is computed.

    Raises PlanError if there is none, or it is beyond all measure.
    """
    packed = package.item(DRAFT_ITEM)
    if not packed:
        raise PlanError([Finding("docx-foreign", Place(package.file), {})])
    try:
        read = read_draft(packed.decode("utf-8-sig"))
    except (PlanError, UnicodeDecodeError) as error:
        raise PlanError([Finding("docx-foreign", Place(package.file), {})]) from error
    if packed.count(b"<") > _MOST_TAGS or max(map(len, _patterns(read)), default=0) > LONGEST:
        raise _tampered(package)
    draft = list_contents(number(collect_tasks(read)))
    if _weight(draft) > _MOST_WORDS:
        raise _tampered(package)
    return draft


def carried_profile(package: Package) -> Profile | None:
    """The profile that a file was written from; None where it has none, or one that is not accepted today.

    Raises PlanError if it is something that no profile could have been.
    """
    packed = package.item_text(PROFILE_ITEM)
    if not packed:
        return None
    try:
        if len(packed) > LARGEST:
            raise _tampered(package)
        source = unpack_source(packed, package.file)
    except (RecursionError, ValueError) as error:
        raise _tampered(package) from error
    try:
        return accepted(source)
    except PlanError:
        return None


def _tampered(package: Package) -> PlanError:
    return PlanError([Finding("docx-carried", Place(package.file), {})])


def _patterns(draft: Document) -> list[str]:
    """The patterns of all numbers."""
    plans = [part for part in draft.parts if isinstance(part, Plan)]
    boxes = (node for node in nodes_in(draft) if isinstance(node, Box))
    levels = [getattr(plan.numbering, level.name) for plan in plans for level in fields(Numbering)]
    return [*levels, *(box.item_pattern for box in boxes)]


def _weight(value: Any) -> int:  # noqa: ANN401  # whatever a document holds
    """The characters of all texts in a document, each counted as often as it would be printed."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(map(_weight, value))
    return sum(_weight(getattr(value, f.name)) for f in fields(value)) if is_dataclass(value) else 0
