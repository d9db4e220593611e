"""Read what people have put beside the text of a Word file: comments, and changes that nobody settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.base.limits import MOST_COMMENTS
from generator.document import NOTHING, Annotations, Comment, PendingChange, RevisedLine, Stretch
from generator.word.ooxml.names import WORD
from generator.word.reader.package import Package
from generator.word.reader.roles import HEADING_LEVELS, style_roles
from generator.word.reader.words import containers, deleted_words, words_of
from generator.word.refusals import too_much
from generator.word.style_sheet import StyleSheet

_W = f"{{{WORD}}}"
_COMES, _GOES = {f"{_W}ins", f"{_W}moveTo"}, {f"{_W}del", f"{_W}moveFrom"}
_MOVES = {f"{_W}moveTo", f"{_W}moveFrom"}
_P, _R, _ROW = f"{_W}p", f"{_W}r", f"{_W}tr"
_START, _END, _REFERENCE = (f"{_W}comment{word}" for word in ("RangeStart", "RangeEnd", "Reference"))
_ANY = [*_COMES, *_GOES, _START, _REFERENCE]
_LONGEST = 400  # characters of the words that a comment stands on
_BOX = HEADING_LEVELS["box-title"]
_Headings = dict[int, str]  # the headings above a paragraph, by their levels


class _Found(NamedTuple):
    """Hold a pending change with the tracked row in which it stands, if any."""

    row: etree._Element | None
    change: PendingChange


@dataclass(slots=True)
class _Line:
    """Collect a paragraph: its pieces, which of them are moved, where comments begin and end in it."""

    stretches: list[Stretch] = field(default_factory=list)
    moved: list[bool] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    length: int = 0

    def add(self, stretch: Stretch, *, moved: bool) -> None:
        """Add a piece of text."""
        self.stretches.append(stretch)
        self.moved.append(moved)
        self.length += len(stretch.text) if stretch.after else 0

    @property
    def revised(self) -> RevisedLine:
        """Return the paragraph with its pieces."""
        return RevisedLine(tuple(self.stretches))


def annotations_of(package: Package, sheet: StyleSheet) -> Annotations:
    """Return the comments and pending changes of `package`, in the order of its body.

    A comment that stands on nothing comes last. Changes of looks and numbers are none.
    """
    body = package.xml(package.main)
    written = _written(package)
    if not written and next(body.iter(*_ANY), None) is None:
        return NOTHING
    roles = style_roles(package, sheet)
    comments: list[Comment] = []
    pending: list[_Found] = []
    lines: list[RevisedLine] = []
    above: _Headings = {}
    for paragraph in body.iter(_P):
        line = _Line()
        _read(paragraph, Stretch(""), line, moved=False)
        above = _headings(above, paragraph, line.revised.after, roles)
        where = tuple(above.values())
        if line.starts:
            comments += _comments(line, where, written)
        if any(not each.before or not each.after for each in line.stretches):
            lines.append(line.revised)
            row = _tracked_row(paragraph)
            pending += [_Found(row, change) for change in _pending(line, where)]
    comments += [replace(each, about="", line="") for found in written.values() for each in found]
    return Annotations(tuple(comments), tuple(_joined(pending)), tuple(lines))


def _written(package: Package) -> dict[str, list[Comment]]:
    """Return the comments of `package` by their ids, without their places; some may have the same id.

    Raise PlanError (`docx-excess`) if they are more than any file has.
    """
    found: dict[str, list[Comment]] = defaultdict(list)
    roots = map(package.xml, package.related(package.main, RT.COMMENTS))
    for number, comment in enumerate(each for root in roots for each in root.iter(f"{_W}comment")):
        if number == MOST_COMMENTS:
            raise too_much(package.file, "ManyComments", MOST_COMMENTS)
        author, initials, date = (
            str(comment.get(f"{_W}{key}", "")) for key in ("author", "initials", "date")
        )
        text = "\n".join(words_of(paragraph).strip() for paragraph in comment.iter(_P))
        made = Comment(author, initials, date, text, "", "", 0, 0)
        found[str(comment.get(f"{_W}id"))].append(made)
    return found


def _read(parent: etree._Element, change: Stretch, line: _Line, *, moved: bool) -> None:
    """Read the content of `parent`, which stands in `change`, into `line`."""
    for element in parent:
        tag = element.tag
        if tag == _R:
            if text := words_of(element) + deleted_words(element):
                line.add(replace(change, text=text), moved=moved)
            for mark in element.iterchildren(_REFERENCE):
                line.starts.setdefault(str(mark.get(f"{_W}id")), line.length)
        elif tag in {_START, _END}:
            places = line.starts if tag == _START else line.ends
            places[str(element.get(f"{_W}id"))] = line.length
        else:
            tracked = tag in _COMES or tag in _GOES
            inside = _changed(change, element) if tracked else change
            for holder in (element,) if tracked else containers(element):
                _read(holder, inside, line, moved=moved or tag in _MOVES)


def _changed(change: Stretch, element: etree._Element) -> Stretch:
    """Return `change` inside the tracked change `element`; what comes and goes again is in neither text."""
    comes = element.tag in _COMES
    author, date = (str(element.get(f"{_W}{key}", "")) for key in ("author", "date"))
    return Stretch("", change.before and not comes, change.after and comes, author, date)


def _headings(above: _Headings, paragraph: etree._Element, text: str, roles: Mapping[str, str]) -> _Headings:
    """Return the headings above what follows `paragraph`, which may be one itself, or begin with one."""
    if _BOX in above and next(paragraph.iterancestors(f"{_W}tbl"), None) is None:
        above = {level: title for level, title in above.items() if level < _BOX}
    role, title = _role(paragraph.find(f"{_W}pPr/{_W}pStyle"), roles), text.strip()
    if role not in HEADING_LEVELS:
        role, title = _run_in_heading(paragraph, roles)
    if role not in HEADING_LEVELS or not title:
        return above
    level = HEADING_LEVELS[role]
    return {one: title for one, title in above.items() if one < level} | {level: title}


def _run_in_heading(paragraph: etree._Element, roles: Mapping[str, str]) -> tuple[str, str]:
    """Return the role and the words of the heading with which the text of `paragraph` begins, "" for none.

    Other programs cut it into several runs: its number, its title, the stop behind it.
    """
    role, title = "", ""
    for run in paragraph.iter(_R):
        words = words_of(run)
        own = _role(run.find(f"{_W}rPr/{_W}rStyle"), roles)
        if words and ((title and own != role) or own not in HEADING_LEVELS):
            break
        role, title = (own, title + words) if words else (role, title)
    return role, title.strip().rstrip("。")


def _role(style: etree._Element | None, roles: Mapping[str, str]) -> str:
    """Return the role that the `style` of a paragraph or a run has."""
    return "" if style is None else roles.get(str(style.get(f"{_W}val")), "")


def _comments(line: _Line, where: tuple[str, ...], written: dict[str, list[Comment]]) -> Iterator[Comment]:
    """Yield the comments that begin in `line`; they are no longer in `written` afterwards."""
    text = line.revised.after
    for number, start in line.starts.items():
        end = line.ends.get(number, line.length)
        about = text[start : min(end, start + _LONGEST)]
        for comment in written.pop(number, ()):
            yield replace(comment, about=about, line=text, start=start, end=end, where=where)


def _pending(line: _Line, where: tuple[str, ...]) -> Iterator[PendingChange]:
    """Yield the pending changes of `line`; what replaces something is one change with it."""
    whole = line.revised.after.strip() or line.revised.before
    pieces = zip(line.stretches, line.moved, strict=True)
    for (author, moved, settled), group in groupby(
        pieces, key=lambda piece: (piece[0].author, piece[1], piece[0].before and piece[0].after)
    ):
        found = [stretch for stretch, _ in group]
        old, new = _side(found, "before"), _side(found, "after")
        if not settled and (new or old) and not (moved and not new):
            change = PendingChange(author, found[0].date, old, new, whole, where, moved=moved)
            yield replace(change, old="") if moved else change


def _tracked_row(paragraph: etree._Element) -> etree._Element | None:
    """Return the row of a table, inserted or deleted as a whole, in which `paragraph` stands, if any."""
    row = next(paragraph.iterancestors(_ROW), None)
    marks = () if row is None else (row.find(f"{_W}trPr/{tag}") for tag in (*_COMES, *_GOES))
    return row if any(mark is not None for mark in marks) else None


def _joined(found: Iterable[_Found]) -> Iterator[PendingChange]:
    """Yield the pending changes `found`, those of one tracked row as one."""
    for row, group in groupby(found, key=attrgetter("row")):
        changes = [each.change for each in group]
        if row is None or len(changes) == 1:
            yield from changes
        else:
            lines = "\n".join(line for line, _ in groupby(changes, key=attrgetter("line")))
            old, new = ("\n".join(filter(None, map(attrgetter(side), changes))) for side in ("old", "new"))
            yield replace(changes[0], old=old, new=new, line=lines)


def _side(stretches: Sequence[Stretch], side: str) -> str:
    """Return the words of `stretches` that stand on one side (before or after) alone."""
    return "".join(each.text for each in stretches if getattr(each, side) and each.before != each.after)
