"""Changes between two drafts for people at a terminal, and as data for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.characters import one_line, visible
from generator.diff import (
    BLOCKS,
    BREAKS,
    CAUSES,
    FIGURES,
    KINDS,
    Change,
    Chapter,
    Kind,
    Mark,
    Op,
    Summary,
    marked,
)
from generator.report.machine import dumped

_CHAPTER = 2  # headings down to a chapter: the part's and its own
_AROUND = 14  # characters shown on either side of what changed
_LONGEST = 200  # of a block that came or went
_VALUE = 40  # of what a profile says
Paint = Callable[[str, Op], str]


def as_text(old: str, new: str, chapters: Sequence[Chapter], summary: Summary, paint: Paint) -> Iterator[str]:
    """The lines of a report: chapter by chapter, figures first, a summary at the end.

    `old` and `new` name the drafts; `chapters` hold what is told one by one.
    """
    yield from (f"旧稿：{one_line(old)}", f"新稿：{one_line(new)}")
    for chapter in chapters:
        yield ""
        yield one_line("  ".join(chapter.headings))
        for change in sorted(map(_seen, chapter.changes), key=lambda change: change.kind not in FIGURES):
            yield from _told(change, paint)
    yield ""
    yield str(summary)


def as_json(old: str, new: str, changes: Sequence[Change]) -> str:
    """An object with `old`, `new` and `changes`, each with the fields of a Change by their names."""
    data = {"old": old, "new": new, "changes": [_entry(change) for change in changes]}
    return dumped(data)


def _entry(change: Change) -> dict[str, object]:
    source = change.source
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
        "source": {"path": source.path, "old": source.old, "new": source.new} if source else None,
        "figures": change.figures,
        "folded": change.folded,
    }


def _seen(change: Change) -> Change:
    """A change whose words, be they a profile's or a foreign file's, drive no terminal."""
    old, new = (text if text is None else visible(text) for text in (change.old, change.new))
    source = change.source and replace(
        change.source, old=one_line(change.source.old), new=one_line(change.source.new)
    )
    return replace(
        change,
        label=one_line(change.label),
        where=tuple(map(one_line, change.where)),
        old=old,
        new=new,
        marks=tuple(replace(mark, text=visible(mark.text)) for mark in change.marks),
        source=source,
    )


def _told(change: Change, paint: Paint) -> Iterator[str]:
    """One change: what it is, where below its chapter, what it was and is, why."""
    place = " › ".join(change.where[_CHAPTER:])
    yield f"  {KINDS[change.kind]}（{BLOCKS[change.block]}）{place}"
    yield from (f"    {line}" for line in _shown(change, paint))
    yield f"    原因：{reason(change)}"


def reason(change: Change) -> str:
    """Why, with the profile's path and what it said before and after."""
    word = CAUSES[change.cause] if change.cause else ""
    source = change.source
    if source is None:
        return word
    old, new = (_short(text, _VALUE) or "（无）" for text in (source.old, source.new))
    return f"{word}，{source.path}：{old} → {new}"


def _shown(change: Change, paint: Paint) -> Iterator[str]:
    old, new = change.old or "", change.new or ""
    match change.kind:
        case Kind.CELL:
            yield f"{change.label}：{paint(old, Op.DELETED)} → {paint(new, Op.INSERTED)}"
        case Kind.ADDED:
            yield from (paint(line, Op.INSERTED) for line in _short(new).splitlines())
        case Kind.REMOVED:
            yield from (paint(line, Op.DELETED) for line in _short(old).splitlines())
        case Kind.MOVED:
            yield change.label
            yield f"原在{_behind(old)}，现在{_behind(new)}"
        case Kind.ATTRIBUTE if (old, new) in BREAKS:
            yield f"{BREAKS[old, new]}：{change.label}"
        case Kind.ATTRIBUTE if not change.marks:
            yield f"{change.label}：由{BLOCKS.get(old, old)}改为{BLOCKS.get(new, new)}"
        case Kind.DEPARTMENT if not change.marks:
            yield f"{change.label}：{''.join(_cut(marked(old, new), paint))}"
        case _:
            yield "".join(_cut(change.marks or marked(old, new), paint))


def _behind(spot: str) -> str:
    return f"“{spot}”之后" if spot else "最前"


def _cut(marks: Sequence[Mark], paint: Paint) -> Iterator[str]:
    """What changed with some words around it."""
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
    return text if len(text) <= most else f"{text[:most]}……"
