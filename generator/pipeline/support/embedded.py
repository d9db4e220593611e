"""Read what a Word file embeds, the draft it was written from and its profile.

Anyone may have changed either.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import MOST_DRAFT_CHARACTERS
from generator.base.patterns import MAX_LENGTH
from generator.document import Box, Document, Numbering, Plan, nodes_in
from generator.document.contents import list_contents
from generator.document.draft_xml import read_draft
from generator.document.number import number
from generator.document.tasks import collect_tasks
from generator.locality.profile import MAX_PACKED, Profile, unpack_source
from generator.pipeline.support.upper_plans import validated_profile
from generator.word.ooxml.names import COMPOSED_ITEM, DRAFT_ITEM, PROFILE_ITEM
from generator.word.reader import Package

_MOST_TAGS = 30_000  # of a draft, and as many attributes; the longest real one has 2,000
_MOST_BYTES = 3 * MOST_DRAFT_CHARACTERS
_MOST_CHARACTERS = 4_000_000  # of a draft with numbers, tasks and contents


def embedded_draft(package: Package) -> Document:
    """Return the draft that a file was written from, with tasks, numbers and contents computed.

    Raise PlanError if there is none (rule docx-foreign), or it is larger than any draft of ours
    (docx-carried).
    """
    return _draft(package.item_bytes(DRAFT_ITEM), package)


def embedded_composition(package: Package) -> Document | None:
    """Return the draft that was composed, if people had changed that from which a file was written.

    Raise PlanError (docx-carried) where it is larger than any draft of ours.
    """
    packed = package.item_text(COMPOSED_ITEM).encode(errors="surrogatepass")
    try:
        return _draft(packed, package) if packed else None
    except PlanError as error:
        if any(finding.rule == "docx-foreign" for finding in error.findings):
            return None  # it says only what people changed
        raise


def _draft(packed: bytes, package: Package) -> Document:
    """Return the draft in `packed` with tasks, numbers and contents computed, as `embedded_draft` does."""
    if not packed:
        raise PlanError([Finding("docx-foreign", Place(package.file), {})])
    if packed.count(b"<") > _MOST_TAGS or packed.count(b"=") > _MOST_TAGS or len(packed) > _MOST_BYTES:
        raise _tampered_error(package)
    try:
        draft = finished_draft(packed)
    except (PlanError, UnicodeDecodeError) as error:
        raise PlanError([Finding("docx-foreign", Place(package.file), {})]) from error
    if draft is None:
        raise _tampered_error(package)
    return draft


@lru_cache(maxsize=1)  # many copies are of one draft
def finished_draft(packed: bytes) -> Document | None:
    """Return the document of draft XML, which may be anyone's, finished; None if larger than any of ours.

    Raise PlanError or UnicodeDecodeError for what is no draft.
    """
    read = read_draft(packed.decode("utf-8-sig"))
    if max(map(len, _patterns(read)), default=0) > MAX_LENGTH:
        return None
    draft = list_contents(number(collect_tasks(read)))
    return draft if _weight(draft) <= _MOST_CHARACTERS else None


def embedded_profile(package: Package) -> Profile | None:
    """Return the profile that a file was written from; None if it has none, or today's schema rejects it.

    Raise PlanError (docx-carried) for data that no profile could have been.
    """
    packed = package.item_text(PROFILE_ITEM)
    if not packed:
        return None
    try:
        if len(packed) > MAX_PACKED:
            raise _tampered_error(package)
        source = unpack_source(packed, package.file)
    except (RecursionError, ValueError) as error:
        raise _tampered_error(package) from error
    try:
        return validated_profile(source)
    except PlanError:
        return None


def _tampered_error(package: Package) -> PlanError:
    """Return the error for embedded data that somebody has tampered with."""
    return PlanError([Finding("docx-carried", Place(package.file), {})])


def _patterns(draft: Document) -> list[str]:
    """Return the number patterns of all headings and boxes."""
    plans = [part for part in draft.parts if isinstance(part, Plan)]
    boxes = (node for node in nodes_in(draft) if isinstance(node, Box))
    levels = [getattr(plan.numbering, level.name) for plan in plans for level in fields(Numbering)]
    return [*levels, *(box.item_pattern for box in boxes)]


def _weight(value: Any) -> int:  # noqa: ANN401  # any value in a document
    """Return the number of characters in a document, each text counted as often as it is printed."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(map(_weight, value))
    return sum(_weight(getattr(value, f.name)) for f in fields(value)) if is_dataclass(value) else 0
