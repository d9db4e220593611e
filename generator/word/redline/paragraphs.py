"""Track the changes of one paragraph: split its runs where its old and its new words differ."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from generator.diff import Op, mark_differences
from generator.word.redline.bookmarks import BookmarkRanges, under_bookmark
from generator.word.redline.credits import SignedMark, Signer
from generator.word.redline.removals import empty_copy, removed_content
from generator.word.redline.revisions import (
    DELETED,
    INSERTED,
    MOVED_FROM,
    MOVED_TO,
    RevisionFactory,
    W,
    own_properties,
    set_text,
)
from generator.word.redline.spans import BOX, MARKS, RunSpan, formatted_text, inline, spans_of, text_of


class _Stretch(NamedTuple):
    """Hold the characters start:end of a new paragraph, in what kind of revision they are ("" for none)."""

    start: int
    end: int
    kind: str
    signer: Signer | None


def mark_changes(old: etree._Element, new: etree._Element, revisions: RevisionFactory) -> None:
    """Mark in the paragraph `new` what was inserted and deleted since `old`."""
    marks = revisions.credit.marks(text_of(old), text_of(new))
    if any(mark.op is not Op.SAME for mark in marks):
        ranges = BookmarkRanges(old, new, revisions.name_of_gone)
        marks = ranges.aligned(marks)
        _remove_empty_controls(new)
        _mark_runs(new, marks, {Op.INSERTED: INSERTED}, revisions)
        _insert_deletions(old, new, marks, ranges, revisions)


def mark_inserted(paragraph: etree._Element, revisions: RevisionFactory) -> None:
    """Mark the whole `paragraph` as inserted."""
    text = text_of(paragraph)
    _mark_runs(paragraph, revisions.credit.marks("", text), {Op.INSERTED: INSERTED}, revisions)
    own = revisions.by(revisions.credit.of_new(text))
    own.wrap(INSERTED, _drawings(paragraph))
    own.mark_paragraph(INSERTED, paragraph)


def mark_moved(old: etree._Element, new: etree._Element, revisions: RevisionFactory) -> list[etree._Element]:
    """Mark the paragraph `new` as moved here; return what replaces `old` at its place.

    What changed on the way is inserted here and deleted there.
    """
    revisions = revisions.by(revisions.credit.of_new(text_of(new)))
    found = mark_differences(text_of(old), text_of(new))
    marks = [SignedMark(mark.op, mark.text, None) for mark in found]
    name = revisions.next_move()
    start, end = revisions.move_range(MOVED_FROM, name)
    gone = empty_copy(old)
    gone.append(start)
    removed = [mark for mark in marks if mark.op is not Op.INSERTED]
    stretches = [(MOVED_FROM if mark.op is Op.SAME else DELETED, len(mark.text)) for mark in removed]
    gone.extend(removed_content(old, stretches, revisions))
    revisions.mark_paragraph(MOVED_FROM, gone)
    _mark_runs(new, marks, {Op.INSERTED: INSERTED, Op.SAME: MOVED_TO}, revisions)
    revisions.mark_paragraph(MOVED_TO, new)
    first, last = revisions.move_range(MOVED_TO, name)
    new.insert(new.index(own_properties(new)) + 1, first)
    new.addnext(last)
    return [gone, end]


def _drawings(paragraph: etree._Element) -> list[etree._Element]:
    runs = (element for element in inline(paragraph) if element.tag not in MARKS)
    return [run for run in runs if next(run.iter(BOX), None) is not None]


def _mark_runs(
    paragraph: etree._Element, marks: Sequence[SignedMark], kinds: dict[Op, str], revisions: RevisionFactory
) -> None:
    """Wrap the runs of the new `paragraph` in revisions of the `kinds` that `marks` ask for."""
    standing = [mark for mark in marks if mark.op is not Op.DELETED]
    ends = list(accumulate(len(mark.text) for mark in standing))
    stretches = [
        _Stretch(end - len(mark.text), end, kinds.get(mark.op, ""), mark.signer)
        for mark, end in zip(standing, ends, strict=True)
    ]
    _unwrap_controls(paragraph, stretches, ends)
    spans = _split(paragraph, ends)
    starts = [span.start for span in spans]
    for start, end, kind, signer in stretches:
        if kind:
            runs = spans[bisect_left(starts, start) : bisect_left(starts, end)]
            revisions.by(signer).wrap(kind, [span.run for span in runs])


def _unwrap_controls(paragraph: etree._Element, stretches: Sequence[_Stretch], ends: Sequence[int]) -> None:
    """Unwrap the controls that have characters of `stretches`, but for those within one that is no revision.

    `ends` are those of the stretches. A control whose text is rejected would ask for another one.
    """
    for span in list(spans_of(paragraph)):
        control = next(span.run.iterancestors(f"{W}sdt"), None)
        place = bisect_right(ends, span.start)
        if control is None or place == len(ends):
            continue
        if stretches[place].kind or span.end > ends[place]:
            _unwrap(control)


def _remove_empty_controls(paragraph: etree._Element) -> None:
    """Remove the controls of `paragraph` without words: they would show their figure again."""
    for control in list(paragraph.iter(f"{W}sdt")):
        if not text_of(control) and (parent := control.getparent()) is not None:
            parent.remove(control)


def _unwrap(control: etree._Element) -> None:
    """Put the content of `control` in its place."""
    content = control.find(f"{W}sdtContent")
    for run in [] if content is None else list(content):
        control.addprevious(run)
    parent = control.getparent()
    assert parent is not None  # noqa: S101  # it stands in the paragraph
    parent.remove(control)


def _split(paragraph: etree._Element, cuts: Sequence[int]) -> list[RunSpan]:
    """Return the runs of `paragraph`, split at `cuts`, which are in order."""
    found: list[RunSpan] = []
    for span in list(spans_of(paragraph)):
        inside = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
        found += _parted(span, [at - span.start for at in inside]) if inside else [span]
    return found


def _parted(span: RunSpan, cuts: Sequence[int]) -> Iterator[RunSpan]:
    """Yield the runs into which `span` is split at the places `cuts` of its text."""
    run = span.run
    for begin, end in zip([0, *cuts], [*cuts, len(span.text)], strict=True):
        if begin:
            rest = deepcopy(run)
            run.addnext(rest)
            run = rest
        set_text(run, span.text[begin:end])
        yield RunSpan(run, span.start + begin, span.text[begin:end])


def _insert_deletions(
    old: etree._Element,
    new: etree._Element,
    marks: Sequence[SignedMark],
    ranges: BookmarkRanges,
    revisions: RevisionFactory,
) -> None:
    """Insert what `marks` say was deleted from `old` into `new`, each before the words that follow it."""
    was, now = 0, 0
    places = []
    for mark in marks:
        if mark.op is Op.DELETED:
            places.append((now, was, was + len(mark.text), mark.signer))
        was += len(mark.text) if mark.op is not Op.INSERTED else 0
        now += len(mark.text) if mark.op is not Op.DELETED else 0
    spans = {span.start: span.run for span in spans_of(new)}
    gone = list(spans_of(old))
    last = _last(new)
    for place, start, end, signer in places:
        for piece in ranges.pieces(start, end):
            own = revisions.by(signer)
            change = own.removal(DELETED, formatted_text(gone, piece.start, piece.end))
            named = under_bookmark(change, piece.name, own.next_number())
            if place in spans:
                ranges.insert_before(_outermost(spans[place]), named, piece)
            else:
                last = ranges.insert_behind(last, named, piece)


def _outermost(run: etree._Element) -> etree._Element:
    """Return the outermost revision or control around `run`, else `run` itself."""
    for parent in run.iterancestors(f"{W}ins", f"{W}moveTo", f"{W}sdt"):
        run = parent
    return run


def _last(paragraph: etree._Element) -> etree._Element:
    """Return what has the last words of `paragraph`, else its properties, made if it has none."""
    runs = [span.run for span in spans_of(paragraph)]
    return _outermost(runs[-1]) if runs else own_properties(paragraph)
