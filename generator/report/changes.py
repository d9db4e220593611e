"""Changes between two drafts for people at a terminal, and as data for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from generator.diff import PARAGRAPH, Cause, Change, Kind, Mark, Op, marked

KINDS = {
    Kind.FIGURE: "数",
    Kind.CELL: "表中数",
    Kind.TEXT: "文字",
    Kind.DEPARTMENT: "责任单位",
    Kind.ATTRIBUTE: "属性",
    Kind.RETITLED: "改名",
    Kind.ADDED: "新增",
    Kind.REMOVED: "删去",
    Kind.MOVED: "移动",
    Kind.RENUMBERED: "序号",
}
CAUSES = {
    Cause.DATA: "数据",
    Cause.RULE: "指标体系",
    Cause.TEMPLATE: "文库",
    Cause.OUTLINE: "提纲",
    Cause.HAND: "手改",
}
BLOCKS = {
    "plan": "规划",
    "letter": "函件",
    "annex": "附件",
    "imprint": "版记",
    "chapter": "章",
    "section": "节",
    "measure": "条",
    "passage": "语句",
    "line": "行",
    "box": "专栏",
    "group": "类",
    "item": "项",
    "table": "表",
    "heading": "栏目",
    "row": "指标",
    "cell": "单元格",
    "task": "任务",
}
_BREAKS = {("", PARAGRAPH): "另起一段", (PARAGRAPH, ""): "并入上一段"}
_CHAPTER = 2  # headings down to a chapter: the part's and its own
_AROUND = 14  # characters shown on either side of what changed
_LONGEST = 200  # of a block that came or went
_VALUE = 40  # of what a profile says
_FIRST = (Kind.FIGURE, Kind.CELL)
Paint = Callable[[str, Op], str]


def as_text(old: str, new: str, changes: Sequence[Change], paint: Paint) -> Iterator[str]:
    """The lines of a report: chapter by chapter, figures first, a summary at the end.

    `old` and `new` name the drafts; what only follows from another change is counted, not told.
    """
    yield from (f"旧稿：{old}", f"新稿：{new}")
    told = [change for change in changes if not change.folded]
    for chapter, group in groupby(told, key=chapter_of):
        yield ""
        yield chapter
        for change in sorted(group, key=lambda change: change.kind not in _FIRST):
            yield from _told(change, paint)
    yield ""
    yield summary(changes)


def summary(changes: Sequence[Change]) -> str:
    """How many changes there are, of which kinds and causes, and what follows from them."""
    told = [change for change in changes if not change.folded]
    if not changes:
        return "两稿相同。"
    kinds, causes = (Counter(c.kind for c in told), Counter(c.cause for c in told))
    said = [f"共 {len(told)} 处不同" if told else "只有序号不同"]
    said += ["、".join(f"{word} {kinds[kind]}" for kind, word in KINDS.items() if kinds[kind])]
    said += [
        "原因：" + "、".join(f"{word} {causes[cause]}" for cause, word in CAUSES.items() if causes[cause])
    ]
    line = "；".join(filter(None, said if told else said[:1]))
    numbers = sum(change.kind is Kind.RENUMBERED for change in changes)
    follows = [f"序号顺延 {numbers} 处"] if numbers else []
    if rows := len(changes) - len(told) - numbers:
        follows.append(f"任务分工表随正文改动 {rows} 处")
    return f"{line}。" + (f"此外{'，'.join(follows)}。" if follows else "")


def chapter_of(change: Change) -> str:
    """The part and chapter in which a change stands, or which it is about."""
    return "  ".join((*change.where, change.label)[:_CHAPTER])


def as_json(old: str, new: str, changes: Sequence[Change]) -> str:
    """An object with `old`, `new` and `changes`, each with the fields of a Change by their names."""
    data = {"old": old, "new": new, "changes": [_entry(change) for change in changes]}
    return json.dumps(data, ensure_ascii=False, indent=2)


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
            yield f"原在：{old or '全文'} 之后"
            yield f"现在：{new or '全文'} 之后"
        case Kind.ATTRIBUTE if (old, new) in _BREAKS:
            yield f"{_BREAKS[old, new]}：{change.label}"
        case Kind.ATTRIBUTE if old in BLOCKS and new in BLOCKS:
            yield f"{change.label}：由{BLOCKS[old]}改为{BLOCKS[new]}"
        case Kind.DEPARTMENT if not change.marks:
            yield f"{change.label}：{''.join(_cut(marked(old, new), paint))}"
        case _:
            yield "".join(_cut(change.marks or marked(old, new), paint))


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
