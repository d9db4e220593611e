"""Write changes as a 修改对照表: the Word table that goes with a submission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator import __version__
from generator.base.characters import REFERENCES, make_visible
from generator.base.resources import templates_folder
from generator.base.templating import fill_in, sandbox
from generator.base.time_of_writing import NOBODY, Authorship
from generator.diff import BLOCKS, PARAGRAPH, Cause, Change, ChangeKind
from generator.diff.report.opinions import Opinion, Opinions
from generator.diff.report.sentences import Excerpt, sentences_of
from generator.document import NOTHING, Annotations, Document, Plan
from generator.document.draft_xml import read_draft
from generator.word.ooxml import names
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

_TEMPLATE = "comparison.xml.j2"
_NAMELESS = {"passage", "paragraph", "line", "task", "imprint"}  # readers find them by the headings above
_BETWEEN, _AND = " › ", "；"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Hold a row of the table: place, sentences before and after, positions of a move, who wanted it.

    `also` are other changes of the same sentences: a figure, and the words around it.
    """

    change: Change
    place: str
    before: list[Excerpt]
    after: list[Excerpt]
    spots: tuple[str, str]
    opinion: Opinion
    also: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """Hold a row on an opinion that no change answers: the place, the words there before and after."""

    place: str
    before: str
    after: str
    opinion: Opinion


def write_table(
    old: Document,
    new: Document,
    changes: Sequence[Change],
    written: Authorship = NOBODY,
    annotations: tuple[Annotations, Annotations] = (NOTHING, NOTHING),
) -> bytes:
    """Return the table as the bytes of a .docx file, whose properties say by whom and when it was `written`.

    Write one row a change in the order of the plan, and count the folded changes below. The comments and
    pending changes in `annotations`, those of both drafts, are the opinions. The same arguments give the same
    bytes.
    """
    facts = {names.VERSION: __version__, names.PERIOD: new.period}
    made = compose_table(old, new, changes, annotations)
    return write_docx(made, official_style_sheet(), {}, facts, written=written)


def compose_table(
    old: Document,
    new: Document,
    changes: Sequence[Change],
    annotations: tuple[Annotations, Annotations] = (NOTHING, NOTHING),
) -> Document:
    """Return the table as a Document; its words come from templates/common/comparison.xml.j2."""
    titles = {part.title for document in (old, new) for part in document.parts if isinstance(part, Plan)}
    listed = [change for change in changes if not change.folded]
    numbers = sum(change.kind is ChangeKind.RENUMBERED and change.folded for change in changes)
    opinions = Opinions(listed, annotations)
    context = {
        "new": new,
        "rows": _once([_row(change, titles, opinions.on(change)) for change in listed]),
        "count": len(listed),
        "others": [*_others(opinions, titles)],
        "numbers": numbers,
        "tasks": len(changes) - len(listed) - numbers,
        "blocks": BLOCKS,
        "paragraph": PARAGRAPH,
    }
    made = fill_in(sandbox((templates_folder() / "common",)), _TEMPLATE, context, _TEMPLATE)
    return read_draft(make_visible(made, REFERENCES))  # a Word file may contain any characters


def _row(change: Change, titles: set[str], opinion: Opinion) -> ChangeRow:
    """Return the row for one change; `titles` are those of the plans."""
    before, after = sentences_of(change)
    places = dict.fromkeys(_place_of(each, titles) for each in (change, *change.alike))
    return ChangeRow(
        change=change,
        place=_AND.join(places),
        before=before,
        after=after,
        spots=(_spot(change.old, titles), _spot(change.new, titles)),
        opinion=opinion,
    )


def _once(rows: Sequence[ChangeRow]) -> list[ChangeRow]:
    """Return `rows`, those that say the same of the same sentence, a figure and its words, as one."""
    found: dict[tuple[object, ...], ChangeRow] = {}
    for n, row in enumerate(rows):
        is_sentence = row.change.block == "passage" and row.change.cause is not Cause.PENDING
        known = (
            (row.change.key, row.place, *row.before, None, *row.after, row.opinion) if is_sentence else (n,)
        )
        first = found.setdefault(known, row)
        if first is not row:
            found[known] = replace(first, also=(*first.also, row.change))
    return list(found.values())


def _others(opinions: Opinions, titles: set[str]) -> Iterator[OpinionRow]:
    """Yield the rows on the comments and pending changes to which none of the changes belongs."""
    for comment in opinions.comments_beside():
        said = Opinion((comment.author,), (comment.text,), "unchanged")
        yield OpinionRow(_place(comment.where, titles), comment.about or comment.line, "", said)
    for pending, outcome in opinions.pending_beside():
        words = Opinion((pending.author,), (), outcome)
        yield OpinionRow(_place(pending.where, titles), pending.old, pending.new, words)


def _place_of(change: Change, titles: set[str]) -> str:
    """Return the headings that lead to a change, and its own name if it has one."""
    return _place((*change.where, *(() if change.block in _NAMELESS else (change.label,))), titles)


def _place(headings: tuple[str, ...], titles: set[str]) -> str:
    """Join the headings that lead to a place; leave out the title of the plan."""
    return _BETWEEN.join(headings[1:] if headings and headings[0] in titles else headings)


def _spot(text: str | None, titles: set[str]) -> str:
    """Return a position without the title of the plan; "" for None."""
    first, _, rest = (text or "").partition(_BETWEEN)
    return rest if first in titles else text or ""
