"""Changes as a 修改对照表: the Word table that goes with a submission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator import __version__
from generator.diff import BLOCKS, PARAGRAPH, Change, Kind
from generator.document import Document, Plan
from generator.draft_xml import read_draft
from generator.ooxml import names
from generator.report.sentences import Excerpt, sides
from generator.resources import templates_folder
from generator.style_sheet import official_look
from generator.templating import fill_in, sandbox
from generator.write_docx import write_docx

_TEMPLATE = "comparison.xml.j2"
_NAMELESS = {"passage", "line", "task", "imprint"}  # the headings above them say where they are
_BETWEEN = " › "


@dataclass(frozen=True, slots=True)
class Row:
    """A change as its row shows it: where it is, the sentences concerned, from where to where it moved."""

    change: Change
    place: str
    before: list[Excerpt]
    after: list[Excerpt]
    spots: tuple[str, str]


def write_table(old: Document, new: Document, changes: Sequence[Change]) -> bytes:
    """The table as a .docx file: a row a change in the order of the plan, what only follows counted below.

    The same arguments give the same bytes.
    """
    facts = {names.VERSION: __version__, names.PERIOD: new.period}
    return write_docx(compose_table(old, new, changes), official_look(), {}, facts)


def compose_table(old: Document, new: Document, changes: Sequence[Change]) -> Document:
    """The table as a Document; its words are those of templates/common/comparison.xml.j2."""
    titles = {part.title for document in (old, new) for part in document.parts if isinstance(part, Plan)}
    told = [change for change in changes if not change.folded]
    numbers = sum(change.kind is Kind.RENUMBERED for change in changes)
    context = {
        "new": new,
        "rows": [_row(change, titles) for change in told],
        "numbers": numbers,
        "tasks": len(changes) - len(told) - numbers,
        "blocks": BLOCKS,
        "paragraph": PARAGRAPH,
    }
    return read_draft(fill_in(sandbox((templates_folder() / "common",)), _TEMPLATE, context, _TEMPLATE))


def _row(change: Change, titles: set[str]) -> Row:
    own = () if change.block in _NAMELESS else (change.label,)
    before, after = sides(change)
    return Row(
        change=change,
        place=_place((*change.where, *own), titles),
        before=before,
        after=after,
        spots=(_spot(change.old, titles), _spot(change.new, titles)),
    )


def _place(headings: tuple[str, ...], titles: set[str]) -> str:
    """The headings that lead to a place; the title of the plan goes without saying."""
    return _BETWEEN.join(headings[1:] if headings and headings[0] in titles else headings)


def _spot(text: str | None, titles: set[str]) -> str:
    first, _, rest = (text or "").partition(_BETWEEN)
    return rest if first in titles else text or ""
