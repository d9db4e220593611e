"""Name and count changes in Chinese, for every kind of report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.diff.changes import Cause, Change, ChangeKind
from generator.diff.compare import PARAGRAPH

KINDS = {
    ChangeKind.FIGURE: "数",
    ChangeKind.CELL: "表中数",
    ChangeKind.TEXT: "文字",
    ChangeKind.DEPARTMENT: "责任单位",
    ChangeKind.ATTRIBUTE: "属性",
    ChangeKind.RETITLED: "改名",
    ChangeKind.ADDED: "新增",
    ChangeKind.REMOVED: "删去",
    ChangeKind.MOVED: "移动",
    ChangeKind.RENUMBERED: "序号",
}
CAUSES = {
    Cause.DATA: "数据",
    Cause.RULE: "指标体系",
    Cause.TEMPLATE: "文库",
    Cause.OUTLINE: "提纲",
    Cause.HAND: "手改",
    Cause.PENDING: "待定的修订",
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
    "paragraph": "段落",
    "line": "行",
    "box": "专栏",
    "group": "类",
    "item": "项",
    "table": "表",
    "heading": "栏目",
    "row": "指标",
    "cell": "单元格",
    "task": "任务",
    "run-in": "标题与正文连排",
    "standing": "标题单独成行",
    "landscape": "横排",
    "upright": "竖排",
    "sealed": "盖章",
    "unsealed": "不盖章",
    "own-lines": "标题按档案分行",
    "ruled-lines": "标题自动分行",
    "categories-none": "不列类别",
    "categories-rows": "类别单独成行",
    "categories-column": "类别单独成栏",
}
"""The names of blocks, and of the forms in which they can be printed."""

BREAKS = {("", PARAGRAPH): "另起一段", (PARAGRAPH, ""): "并入上一段"}
FIGURES = (ChangeKind.FIGURE, ChangeKind.CELL)
"""The kinds of changes of numbers; reports list them first."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Hold the counts of changes, in Chinese: all, by kind, by cause, those that follow from others.

    `pending` counts those that nobody accepted or rejected, which are not among the others; `conflicts` those
    of all that both sides made.
    """

    total: str
    kinds: str
    causes: str
    follows: str
    pending: str = ""
    conflicts: str = ""

    def __str__(self) -> str:
        causes = f"原因：{self.causes}" if self.causes else ""
        line = "；".join(filter(None, (self.total, self.kinds, causes, self.conflicts)))
        also = "，".join(filter(None, (self.pending, self.follows)))
        return f"{line}。" + (f"此外{also}。" if also else "")


def summary(changes: Sequence[Change]) -> Summary:
    """Count `changes`; count the folded ones and the pending ones separately."""
    every = [change for change in changes if not change.folded]
    listed = [change for change in every if change.cause is not Cause.PENDING]
    kinds, causes = Counter(change.kind for change in listed), Counter(change.cause for change in listed)
    numbers = sum(change.kind is ChangeKind.RENUMBERED and change.folded for change in changes)
    rows = len(changes) - len(every) - numbers
    follows = [f"序号顺延 {numbers} 处"] if numbers else []
    follows += [f"任务分工表随正文改动 {rows} 处"] if rows else []
    pending, conflicts = len(every) - len(listed), sum(bool(change.conflict) for change in every)
    apart = "除有待定的修订的地方外，两稿相同" if conflicts else "除待定的修订外，两稿相同"
    return Summary(
        _total(
            listed,
            nothing="两稿相同" if not changes else apart if pending else "只有序号不同",
        ),
        "、".join(f"{word} {kinds[kind]}" for kind, word in KINDS.items() if kinds[kind]),
        "、".join(f"{word} {causes[cause]}" for cause, word in CAUSES.items() if causes[cause]),
        "，".join(follows),
        f"待定的修订 {pending} 处" if pending else "",
        f"冲突 {conflicts} 处" if conflicts else "",
    )


def _total(listed: Sequence[Change], nothing: str) -> str:
    """Return how many changes are `listed`, and at how many places if these are more; else `nothing`."""
    places = len(listed) + sum(len(change.alike) for change in listed)
    more = f"（在 {places} 个地方）" if places > len(listed) else ""
    return f"共 {len(listed)} 处不同{more}" if listed else nothing
