"""One paragraph with tracked changes: its runs taken apart where its old and its new words part."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from generator.diff import Mark, Op, marked
from generator.redline.marks import (
    DELETED,
    INSERTED,
    MOVED_FROM,
    MOVED_TO,
    Revisions,
    W,
    fill,
    own_properties,
)

BOX = f"{W}txbxContent"
_WORDS = {f"{W}t", f"{W}tab", f"{W}br"}
_SPACES = {f"{W}tab": "\t", f"{W}br": "\n"}
_GONE = {f"{W}{DELETED}", f"{W}{MOVED_FROM}"}
_SECTION = f"{W}sectPr"


@dataclass(frozen=True, slots=True)
class _Span:
    """A run with the characters of its paragraph that it holds."""

    run: etree._Element
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def text_of(paragraph: etree._Element) -> str:
    """The words of a paragraph; what is pinned to its page is not among them."""
    return "".join(span.text for span in _spans(paragraph))


def changed(old: etree._Element, new: etree._Element, revisions: Revisions) -> None:
    """Mark in the new paragraph what was inserted and deleted since the old one."""
    marks = marked(text_of(old), text_of(new))
    if any(mark.op is not Op.SAME for mark in marks):
        _mark(new, marks, {Op.INSERTED: INSERTED}, revisions)
        _delete(old, new, marks, revisions)


def inserted(paragraph: etree._Element, revisions: Revisions) -> None:
    """Mark a whole paragraph as inserted."""
    _mark(paragraph, (Mark(Op.INSERTED, text_of(paragraph)),), {Op.INSERTED: INSERTED}, revisions)
    revisions.wrap(INSERTED, _drawings(paragraph))
    revisions.mark(INSERTED, paragraph)


def deleted(paragraph: etree._Element, revisions: Revisions) -> etree._Element:
    """A paragraph that says what an old one said, marked as deleted."""
    gone = _bare(paragraph)
    gone.append(revisions.gone(DELETED, _looks(paragraph, 0, len(text_of(paragraph)))))
    revisions.mark(DELETED, gone)
    return gone


def moved(old: etree._Element, new: etree._Element, revisions: Revisions) -> list[etree._Element]:
    """Mark the new paragraph as moved here; what is returned stands where the old one was.

    What was changed on the way is inserted here and deleted there.
    """
    marks = marked(text_of(old), text_of(new))
    name = revisions.next_move()
    start, end = revisions.move_range(MOVED_FROM, name)
    gone = _bare(old)
    gone.append(start)
    place = 0
    for mark in marks:
        if mark.op is not Op.INSERTED:
            kind = MOVED_FROM if mark.op is Op.SAME else DELETED
            gone.append(revisions.gone(kind, _looks(old, place, place + len(mark.text))))
            place += len(mark.text)
    revisions.mark(MOVED_FROM, gone)
    _mark(new, marks, {Op.INSERTED: INSERTED, Op.SAME: MOVED_TO}, revisions)
    revisions.mark(MOVED_TO, new)
    first, last = revisions.move_range(MOVED_TO, name)
    new.insert(new.index(own_properties(new)) + 1, first)
    new.addnext(last)
    return [gone, end]


def _spans(paragraph: etree._Element) -> Iterator[_Span]:
    """The runs of text of a paragraph in order."""
    place = 0
    for run in _runs(paragraph):
        text = "".join(_SPACES.get(str(e.tag), e.text or "") for e in run if e.tag in _WORDS)
        if text:
            yield _Span(run, place, text)
            place += len(text)


def _runs(parent: etree._Element) -> Iterator[etree._Element]:
    """The runs below a paragraph, but for those in boxes that are pinned to the page."""
    for element in parent:
        if element.tag == f"{W}r":
            yield element
        elif element.tag not in _GONE:
            yield from _runs(element)


def _drawings(paragraph: etree._Element) -> list[etree._Element]:
    return [run for run in _runs(paragraph) if next(run.iter(BOX), None) is not None]


def _bare(paragraph: etree._Element) -> etree._Element:
    """A paragraph without words, that looks like another and ends no section."""
    bare = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        copied = deepcopy(properties)
        for section in copied.findall(_SECTION):
            copied.remove(section)
        bare.append(copied)
    return bare


def _looks(paragraph: etree._Element, start: int, end: int) -> list[tuple[etree._Element | None, str]]:
    """The characters start:end of a paragraph in runs with their looks."""
    return [
        (span.run.find(f"{W}rPr"), span.text[max(0, start - span.start) : end - span.start])
        for span in _spans(paragraph)
        if span.start < end and span.end > start
    ]


def _mark(
    paragraph: etree._Element, marks: tuple[Mark, ...], kinds: dict[Op, str], revisions: Revisions
) -> None:
    """Put the runs of a new paragraph into the tracked changes that its marks ask for."""
    stretches = []
    place = 0
    for mark in marks:
        if mark.op is not Op.DELETED:
            stretches.append((place, place + len(mark.text), kinds.get(mark.op)))
            place += len(mark.text)
    for start, end, kind in stretches:
        _free(paragraph, start, end, whole=kind is None)
    for start, end, kind in stretches:
        runs = [span.run for span in _split(paragraph, start, end)]
        if kind:
            revisions.wrap(kind, runs)


def _free(paragraph: etree._Element, start: int, end: int, *, whole: bool) -> None:
    """Take runs out of the controls in a stretch; `whole` leaves those that stand in it from end to end.

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


def _split(paragraph: etree._Element, start: int, end: int) -> list[_Span]:
    """The runs of a stretch, split so that they hold nothing else."""
    for cut in (start, end):
        for span in _spans(paragraph):
            if span.start < cut < span.end:
                rest = deepcopy(span.run)
                fill(span.run, span.text[: cut - span.start])
                fill(rest, span.text[cut - span.start :])
                span.run.addnext(rest)
                break
    return [span for span in _spans(paragraph) if start <= span.start < end]


def _delete(old: etree._Element, new: etree._Element, marks: tuple[Mark, ...], revisions: Revisions) -> None:
    """Put what was deleted into the new paragraph, each before the words that follow it."""
    was, now = 0, 0
    places = []
    for mark in marks:
        if mark.op is Op.DELETED:
            places.append((now, was, was + len(mark.text)))
        was += len(mark.text) if mark.op is not Op.INSERTED else 0
        now += len(mark.text) if mark.op is not Op.DELETED else 0
    spans = {span.start: span.run for span in _spans(new)}
    for place, start, end in places:
        change = revisions.gone(DELETED, _looks(old, start, end))
        if place in spans:
            _outermost(spans[place]).addprevious(change)
        else:
            _append(new, change)


def _outermost(run: etree._Element) -> etree._Element:
    """The run, or the tracked change or control in which it stands first."""
    for parent in run.iterancestors(f"{W}ins", f"{W}moveTo", f"{W}sdt"):
        run = parent
    return run


def _append(paragraph: etree._Element, change: etree._Element) -> None:
    """Put a change behind the last words of a paragraph, before what is pinned or ends there."""
    last = None
    for span in _spans(paragraph):
        last = span.run
    if last is not None:
        _outermost(last).addnext(change)
    else:
        properties = paragraph.find(f"{W}pPr")
        paragraph.insert(0 if properties is None else 1, change)
