"""Write what everybody wanted in a draft that was sent round as a 意见汇总表, a Word table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator import __version__
from generator.base.characters import REFERENCES, make_visible
from generator.base.resources import templates_folder
from generator.base.templating import fill_in, sandbox
from generator.base.time_of_writing import NOBODY, Authorship
from generator.diff.merging import Merged, Wish
from generator.diff.report.merging import conflict_words, place_words, who_words, wish_words
from generator.document import Comment, Document, Plan
from generator.document.draft_xml import read_draft
from generator.word.ooxml import names
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

_TEMPLATE = "opinions.xml.j2"
_NAMELESS = {"passage", "paragraph", "line", "task", "imprint"}  # readers find them by the headings above


class OpinionRow(NamedTuple):
    """Hold a row of the table: place, who said it, the text there, what is wanted, its fate and why."""

    place: str
    authors: tuple[str, ...]
    before: str
    opinion: str
    outcome: str
    reason: str


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
    heard = {n for wish in wishes for n in wish.versions}
    titles = (part.title for part in merged.base.parts if isinstance(part, Plan))
    context = {
        "draft": merged.document,
        "title": next(titles, merged.base.title),
        "rows": [*(_row(wish, merged) for wish in wishes), *map(_said, comments)],
        "conflicts": sum(wish.conflict is not None for wish in wishes),
        "silent": [version.name for n, version in enumerate(merged.versions) if n not in heard],
    }
    made = fill_in(sandbox((templates_folder() / "common",)), _TEMPLATE, context, _TEMPLATE)
    return read_draft(make_visible(made, REFERENCES))  # a Word file may contain any characters


def _row(wish: Wish, merged: Merged) -> OpinionRow:
    """Return the row of one wish."""
    change = wish.change
    authors = [who_words(n, hand, merged) for n, hand in zip(wish.versions, wish.hands, strict=True)]
    before, opinion = wish_words(change)
    return OpinionRow(
        place_words(change.where, "" if change.block in _NAMELESS else change.label),
        tuple(dict.fromkeys(authors)),
        before,
        opinion,
        "conflict" if wish.conflict else "merged",
        conflict_words(wish.conflict, merged) if wish.conflict else "",
    )


def _said(comment: Comment) -> OpinionRow:
    """Return the row of a comment."""
    place = place_words(comment.where)
    return OpinionRow(place, (comment.author,), comment.about or comment.line, comment.text, "said", "")
