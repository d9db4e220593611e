"""Track the changes of one paragraph: split its runs where its old and its new words differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from generator.diff import Op, mark_differences
from generator.word.redline.bookmarks import BookmarkRanges, under_bookmark
from generator.word.redline.credits import SignedMark
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

BOX = f"{W}txbxContent"
_WORDS = {f"{W}t", f"{W}tab", f"{W}br"}
_SPACES = {f"{W}tab": "\t", f"{W}br": "\n"}
_REMOVED = {f"{W}{DELETED}", f"{W}{MOVED_FROM}"}
_SECTION = f"{W}sectPr"


@dataclass(frozen=True, slots=True)
class _RunSpan:
    """Hold a run with the characters of its paragraph that it has."""

    run: etree._Element
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def text_of(paragraph: etree._Element) -> str:
    """Return the text of `paragraph` without that of boxes anchored in it."""
    return "".join(span.text for span in _spans(paragraph))


def runs_of(paragraph: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yield the runs with characters of `paragraph` other than blanks, each with how many these are."""
    for span in _spans(paragraph):
        if length := len("".join(span.text.split())):
            yield span.run, length


def mark_changes(old: etree._Element, new: etree._Element, revisions: RevisionFactory) -> None:
    """Mark in the paragraph `new` what was inserted and deleted since `old`."""
    marks = revisions.credit.marks(text_of(old), text_of(new))
    if any(mark.op is not Op.SAME for mark in marks):
        ranges = BookmarkRanges(old, new, {span.run: span.end for span in _spans(old)})
        marks = ranges.aligned(marks)
        _mark_runs(new, marks, {Op.INSERTED: INSERTED}, revisions)
        _insert_deletions(old, new, marks, ranges, revisions)


def mark_inserted(paragraph: etree._Element, revisions: RevisionFactory) -> None:
    """Mark the whole `paragraph` as inserted."""
    text = text_of(paragraph)
    _mark_runs(paragraph, revisions.credit.marks("", text), {Op.INSERTED: INSERTED}, revisions)
    own = revisions.by(revisions.credit.of_new(text))
    own.wrap(INSERTED, _drawings(paragraph))
    own.mark_paragraph(INSERTED, paragraph)


def deleted_copy(paragraph: etree._Element, revisions: RevisionFactory) -> etree._Element:
    """Return a copy of `paragraph` without boxes, marked as deleted."""
    gone, text = _empty_copy(paragraph), text_of(paragraph)
    own = revisions.by(revisions.credit.of_gone(text))
    gone.append(own.removal(DELETED, _formatted_text(paragraph, 0, len(text))))
    own.mark_paragraph(DELETED, gone)
    return gone


def mark_moved(old: etree._Element, new: etree._Element, revisions: RevisionFactory) -> list[etree._Element]:
    """Mark the paragraph `new` as moved here; return what replaces `old` at its place.

    What changed on the way is inserted here and deleted there.
    """
    revisions = revisions.by(revisions.credit.of_new(text_of(new)))
    found = mark_differences(text_of(old), text_of(new))
    marks = [SignedMark(mark.op, mark.text, None) for mark in found]
    name = revisions.next_move()
    start, end = revisions.move_range(MOVED_FROM, name)
    gone = _empty_copy(old)
    gone.append(start)
    place = 0
    for mark in marks:
        if mark.op is not Op.INSERTED:
            kind = MOVED_FROM if mark.op is Op.SAME else DELETED
            gone.append(revisions.removal(kind, _formatted_text(old, place, place + len(mark.text))))
            place += len(mark.text)
    revisions.mark_paragraph(MOVED_FROM, gone)
    _mark_runs(new, marks, {Op.INSERTED: INSERTED, Op.SAME: MOVED_TO}, revisions)
    revisions.mark_paragraph(MOVED_TO, new)
    first, last = revisions.move_range(MOVED_TO, name)
    new.insert(new.index(own_properties(new)) + 1, first)
    new.addnext(last)
    return [gone, end]


def _spans(paragraph: etree._Element) -> Iterator[_RunSpan]:
    """Yield the runs with text of `paragraph` in order."""
    place = 0
    for run in _runs(paragraph):
        text = "".join(_SPACES.get(str(e.tag), e.text or "") for e in run if e.tag in _WORDS)
        if text:
            yield _RunSpan(run, place, text)
            place += len(text)


def _runs(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs under `parent` but for deleted ones and those in anchored boxes."""
    for element in parent:
        if element.tag == f"{W}r":
            yield element
        elif element.tag not in _REMOVED:
            yield from _runs(element)


def _drawings(paragraph: etree._Element) -> list[etree._Element]:
    return [run for run in _runs(paragraph) if next(run.iter(BOX), None) is not None]


def _empty_copy(paragraph: etree._Element) -> etree._Element:
    """Return a paragraph with the properties of `paragraph`, without text, that ends no section."""
    bare = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        copied = deepcopy(properties)
        for section in copied.findall(_SECTION):
            copied.remove(section)
        bare.append(copied)
    return bare


def _formatted_text(
    paragraph: etree._Element, start: int, end: int
) -> list[tuple[etree._Element | None, str]]:
    """Return the characters start:end of `paragraph` as pairs of run properties and text."""
    return [
        (span.run.find(f"{W}rPr"), span.text[max(0, start - span.start) : end - span.start])
        for span in _spans(paragraph)
        if span.start < end and span.end > start
    ]


def _mark_runs(
    paragraph: etree._Element, marks: Sequence[SignedMark], kinds: dict[Op, str], revisions: RevisionFactory
) -> None:
    """Wrap the runs of the new `paragraph` in revisions of the `kinds` that `marks` ask for."""
    stretches = []
    place = 0
    for mark in marks:
        if mark.op is not Op.DELETED:
            stretches.append((place, place + len(mark.text), kinds.get(mark.op), mark.signer))
            place += len(mark.text)
    for start, end, kind, _ in stretches:
        _unwrap_controls(paragraph, start, end, whole=kind is None)
    for start, end, kind, signer in stretches:
        runs = [span.run for span in _split(paragraph, start, end)]
        if kind:
            revisions.by(signer).wrap(kind, runs)


def _unwrap_controls(paragraph: etree._Element, start: int, end: int, *, whole: bool) -> None:
    """Unwrap the controls that have characters of start:end; `whole` leaves those entirely within.

    A control whose text is rejected would ask for another one.
    """
    for span in list(_spans(paragraph)):
        control = next(span.run.iterancestors(f"{W}sdt"), None)
        inside = start <= span.start and span.end <= end
        if control is None or span.end <= start or span.start >= end or (whole and inside):
            continue
        content = control.find(f"{W}sdtContent")
        for run in reversed([] if content is None else list(content)):
            control.addnext(run)
        parent = control.getparent()
        assert parent is not None  # noqa: S101  # it stands in the paragraph
        parent.remove(control)


def _split(paragraph: etree._Element, start: int, end: int) -> list[_RunSpan]:
    """Return the runs of the characters start:end, split so that they hold nothing else."""
    for cut in (start, end):
        for span in _spans(paragraph):
            if span.start < cut < span.end:
                rest = deepcopy(span.run)
                set_text(span.run, span.text[: cut - span.start])
                set_text(rest, span.text[cut - span.start :])
                span.run.addnext(rest)
                break
    return [span for span in _spans(paragraph) if start <= span.start < end]


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
    spans = {span.start: span.run for span in _spans(new)}
    last = _last(new)
    for place, start, end, signer in places:
        for piece in ranges.pieces(start, end, revisions.kept):
            own = revisions.by(signer)
            change = own.removal(DELETED, _formatted_text(old, piece.start, piece.end))
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
    runs = [span.run for span in _spans(paragraph)]
    return _outermost(runs[-1]) if runs else own_properties(paragraph)
