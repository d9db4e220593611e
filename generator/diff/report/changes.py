"""Write changes between two drafts for people at a terminal, and as data for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace

from generator.base.characters import make_visible, one_line
from generator.base.json_text import dump_json
from generator.diff import (
    BLOCKS,
    BREAKS,
    CAUSES,
    FIGURES,
    KINDS,
    Cause,
    Change,
    ChangeKind,
    ChapterChanges,
    Mark,
    Op,
    ProfileChange,
    Summary,
    mark_differences,
)
from generator.diff.report.phrases import annotation_lines, authors_of, conflict_of, phrase, places_of
from generator.document import NOTHING, Annotations, Comment, PendingChange

_CHAPTER = 2  # headings down to a chapter: that of the part and its own
_AROUND = 14  # characters shown on either side of what changed
_LONGEST = 200  # characters of an added or removed block
_VALUE = 40  # characters of a value of the profile
Paint = Callable[[str, Op], str]


def as_text(  # noqa: PLR0913, PLR0917  # what a report says of two drafts
    old: str,
    new: str,
    chapters: Sequence[ChapterChanges],
    summary: Summary,
    paint: Paint,
    annotations: tuple[Annotations, Annotations] = (NOTHING, NOTHING),
) -> Iterator[str]:
    """Yield the lines of a report: chapter by chapter, figures first, a summary at the end.

    `old` and `new` name the drafts; `chapters` hold the changes to list; `paint` marks a text as deleted or
    inserted; `annotations` are the comments and pending changes of either draft.
    """
    yield from (f"旧稿：{one_line(old)}", f"新稿：{one_line(new)}")
    yield from chapter_lines(chapters, paint)
    for side, each in zip(("old_side", "new_side"), annotations, strict=True):
        yield from annotation_lines(phrase(side), each)
    yield ""
    yield str(summary)


def chapter_lines(chapters: Sequence[ChapterChanges], paint: Paint) -> Iterator[str]:
    """Yield the lines on the changes of `chapters`, figures first in each."""
    for chapter in chapters:
        yield ""
        yield one_line("  ".join(chapter.headings))
        for change in sorted(map(_printable, chapter.changes), key=lambda change: change.kind not in FIGURES):
            yield from _change_lines(change, paint)


def detail_lines(change: Change, paint: Paint) -> Iterator[str]:
    """Yield the lines that show what one change takes away and puts in, without its place and cause."""
    yield from _detail_lines(_printable(change), paint)


def as_json(
    old: str,
    new: str,
    changes: Sequence[Change],
    annotations: tuple[Annotations, Annotations] = (NOTHING, NOTHING),
) -> str:
    """Return a JSON object with `old`, `new` and `changes`, which have the fields of Change.

    It has the `comments` and `pending` changes of both drafts, and how many there are of all in `counts`.
    """
    sides = list(zip(("old", "new"), annotations, strict=True))
    comments = [_beside(side, each) for side, beside in sides for each in beside.comments]
    pending = [_beside(side, each) for side, beside in sides for each in beside.pending]
    listed = [change for change in changes if not change.folded]
    waiting = sum(change.cause is Cause.PENDING for change in listed)
    counts = {
        "changes": len(listed) - waiting,
        "pending_changes": waiting,
        "conflicts": sum(change.conflict is not None for change in listed),
        "folded": len(changes) - len(listed),
        "comments": len(comments),
        "pending": len(pending),
    }
    data = {
        "old": old,
        "new": new,
        "changes": [_entry(change) for change in changes],
        "comments": comments,
        "pending": pending,
        "counts": counts,
    }
    return dump_json(data)


def _beside(side: str, found: Comment | PendingChange) -> dict[str, object]:
    """Return a comment or a pending change of the draft `side` as JSON data."""
    return {"draft": side, **asdict(found), "line": found.line[:_LONGEST]}


def _entry(change: Change) -> dict[str, object]:
    """Return one change as JSON data."""
    source, conflict = change.source, change.conflict
    return {
        "kind": change.kind,
        "block": change.block,
        "key": change.key,
        "label": change.label,
        "where": change.where,
        "old": change.old,
        "new": change.new,
        "marks": [{"op": mark.op, "text": mark.text} for mark in change.marks],
        "cause": change.cause,
        "source": _source(source) if source else None,
        "figures": change.figures,
        "folded": change.folded,
        "authors": [author._asdict() for author in change.authors],
        "conflict": conflict._asdict() if conflict else None,
        "undone": change.undone,
        "alike": [_entry(each) for each in change.alike],
    }


def _source(source: ProfileChange) -> dict[str, str]:
    """Return a change of a profile as JSON data; `reason` only where the profile gives one."""
    said = {"path": source.path, "old": source.old, "new": source.new}
    return {**said, "reason": source.reason} if source.reason else said


def _printable(change: Change) -> Change:
    """Return a change with control characters made visible.

    Its texts are a profile's or a foreign file's.
    """
    old, new = (text if text is None else make_visible(text) for text in (change.old, change.new))
    source = change.source and replace(
        change.source,
        old=one_line(change.source.old),
        new=one_line(change.source.new),
        reason=one_line(change.source.reason),
    )
    return replace(
        change,
        label=one_line(change.label),
        where=tuple(map(one_line, change.where)),
        old=old,
        new=new,
        marks=tuple(replace(mark, text=make_visible(mark.text)) for mark in change.marks),
        source=source,
    )


def _change_lines(change: Change, paint: Paint) -> Iterator[str]:
    """Yield the lines of one change: kind, place below its chapter, text before and after, cause."""
    place = " › ".join(change.where[_CHAPTER:])
    yield f"  {KINDS[change.kind]}（{BLOCKS[change.block]}）{place}"
    yield from (f"    {line}" for line in _detail_lines(change, paint))
    why = f"原因：{said}" if (said := reason(change)) else ""
    yield from (f"    {line}" for line in (why, conflict_of(change), places_of(change)) if line)


def reason(change: Change) -> str:
    """Return the cause in Chinese, with the profile's path and its value before and after."""
    word = CAUSES[change.cause] if change.cause else ""
    if change.authors:
        return phrase("pending_by", cause=word, authors=authors_of(change))
    if change.undone and change.cause is Cause.HAND:
        return phrase("undone", cause=word)
    source = change.source
    if source is None:
        return word
    old, new = (_short(text, _VALUE) or "（无）" for text in (source.old, source.new))
    said = f"{word}，{source.path}：{old} → {new}"
    return phrase("reason", said=said, reason=_short(source.reason, _LONGEST)) if source.reason else said


def _detail_lines(change: Change, paint: Paint) -> Iterator[str]:
    """Yield the lines that show the text of one change before and after."""
    old, new = change.old or "", change.new or ""
    match change.kind:
        case ChangeKind.CELL:
            yield f"{change.label}：{paint(old, Op.DELETED)} → {paint(new, Op.INSERTED)}"
        case ChangeKind.ADDED:
            yield from (paint(line, Op.INSERTED) for line in _short(new).splitlines())
        case ChangeKind.REMOVED:
            yield from (paint(line, Op.DELETED) for line in _short(old).splitlines())
        case ChangeKind.MOVED:
            yield change.label
            yield f"原在{_position(old)}，现在{_position(new)}"
        case ChangeKind.ATTRIBUTE if (old, new) in BREAKS:
            yield f"{BREAKS[old, new]}：{change.label}"
        case ChangeKind.ATTRIBUTE if not change.marks:
            yield f"{change.label}：由{BLOCKS.get(old, old)}改为{BLOCKS.get(new, new)}"
        case ChangeKind.DEPARTMENT if not change.marks:
            yield f"{change.label}：{''.join(_cut(mark_differences(old, new), paint))}"
        case _:
            yield "".join(_cut(change.marks or mark_differences(old, new), paint))


def _position(spot: str) -> str:
    """Return a phrase for a position: behind the block `spot`, or at the start for ""."""
    return f"“{spot}”之后" if spot else "最前"


def _cut(marks: Sequence[Mark], paint: Paint) -> Iterator[str]:
    """Yield the changed texts, painted, with some characters around them."""
    for n, mark in enumerate(marks):
        if mark.op is not Op.SAME:
            yield paint(mark.text, mark.op)
        elif len(mark.text) <= 2 * _AROUND:
            yield mark.text
        else:
            head = mark.text[:_AROUND] if n else ""
            tail = mark.text[-_AROUND:] if n < len(marks) - 1 else ""
            yield f"{head}……{tail}"


def _short(text: str, most: int = _LONGEST) -> str:
    """Return at most `most` characters of a text, with an ellipsis if it is longer."""
    return text if len(text) <= most else f"{text[:most]}……"
