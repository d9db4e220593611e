"""Write what everybody wanted in a draft that was sent round as a 意见汇总表, a Word table."""

from __future__ import annotations

from collections.abc import Sequence

from generator import __version__
from generator.base.characters import REFERENCES, make_visible
from generator.base.resources import templates_folder
from generator.base.templating import fill_in, sandbox
from generator.base.time_of_writing import NOBODY, Authorship
from generator.diff.merging import Merged, Wish
from generator.diff.report.opinion_rows import opinion_rows, silent
from generator.document import Comment, Document, Plan
from generator.document.draft_xml import read_draft
from generator.word.ooxml import names
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

_TEMPLATE = "opinions.xml.j2"


def write_opinions(
    merged: Merged, wishes: Sequence[Wish], comments: Sequence[Comment], written: Authorship = NOBODY
) -> bytes:
    """Return the table as the bytes of a .docx file; its properties say by whom and when it was `written`.

    Write a row for each wish in the order of the plan, then one for each of the `comments`. The same
    arguments give the same bytes.
    """
    facts = {names.VERSION: __version__, names.PERIOD: merged.document.period}
    made = compose_opinions(merged, wishes, comments)
    return write_docx(made, official_style_sheet(), {}, facts, written=written)


def compose_opinions(merged: Merged, wishes: Sequence[Wish], comments: Sequence[Comment]) -> Document:
    """Return the table as a Document; its words come from templates/common/opinions.xml.j2."""
    titles = (part.title for part in merged.base.parts if isinstance(part, Plan))
    context = {
        "draft": merged.document,
        "title": next(titles, merged.base.title),
        "rows": [*opinion_rows(merged, wishes, comments)],
        "conflicts": sum(wish.conflict is not None for wish in wishes),
        "silent": silent(merged, wishes),
    }
    made = fill_in(sandbox((templates_folder() / "common",)), _TEMPLATE, context, _TEMPLATE)
    return read_draft(make_visible(made, REFERENCES))  # a Word file may contain any characters
