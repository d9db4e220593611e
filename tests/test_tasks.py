"""Test the division of tasks, collected from the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document import (
    Annex,
    Block,
    Box,
    Chapter,
    Column,
    Department,
    Document,
    Duties,
    Figure,
    Gap,
    Group,
    Imprint,
    Item,
    Letter,
    Measure,
    Paragraph,
    Passage,
    Plan,
    Section,
    Task,
    TaskTable,
    Text,
    plain,
)
from generator.document.tasks import collect_tasks

FEDERATION, HEALTH, FINANCE = (
    Department(function, name)
    for function, name in {"federation": "县残联", "health": "县卫健局", "finance": "县财政局"}.items()
)
DUTIES = Duties((FEDERATION,), (HEALTH, FINANCE))
TABLE = TaskTable("tasks", (Column("task", "任务"),), note="注")


def passage(key: str, text: str, duties: Duties | None = None) -> Passage:
    """Return a passage of plain words."""
    return Passage(key, (Text(text),), duties)


def paragraph(*passages: Passage) -> Paragraph:
    """Return a paragraph of passages."""
    return Paragraph(f"{passages[0].key}¶", passages)


def divided(*body: Block) -> Document:
    """Return a document of a plan with a table of tasks behind it, divided."""
    annex = Annex("annex", "附件", "分工表", (paragraph(passage("x", "说明")), TABLE))
    return collect_tasks(Document("规划", "磴口县", "2021-2025", (Plan("plan", "规划", body=body), annex)))


def tasks(*body: Block) -> tuple[Task, ...]:
    """Return the tasks that stand in the table of a document with this plan."""
    annex = divided(*body).parts[-1]
    assert isinstance(annex, Annex)
    table = annex.body[-1]
    assert isinstance(table, TaskTable)
    assert (table.key, table.columns, table.note) == (TABLE.key, TABLE.columns, TABLE.note)
    return table.tasks


def collected(*body: Block) -> list[tuple[str, str]]:
    """Return the tasks by key and words."""
    return [(task.key, plain(task.runs)) for task in tasks(*body)]


def test_a_plan_without_duties_has_no_tasks() -> None:
    item = Item("box.item", "项目", (paragraph(passage("k", "文字")),))
    assert (
        tasks(Chapter("c", "章", (paragraph(passage("p", "文字")), Box("box", "专栏", items=(item,))))) == ()
    )


def test_a_passage_with_duties_is_one_task_of_its_own_words() -> None:
    found = collected(
        paragraph(passage("a", "甲。", DUTIES), passage("b", "乙。"), passage("c", "丙。", DUTIES))
    )
    assert found == [("task:a", "甲。"), ("task:c", "丙。")]


@pytest.mark.parametrize("level", [Chapter, Section, Measure])
def test_a_heading_with_duties_is_a_task_named_by_its_title(level: type[Chapter | Section | Measure]) -> None:
    assert collected(level("h", "标题", (paragraph(passage("p", "文字。")),), DUTIES)) == [("task:h", "标题")]


def test_a_heading_without_a_title_is_a_task_named_by_its_text() -> None:
    body = (
        paragraph(passage("p", "甲。"), passage("q", "乙。")),
        Box("b", "专栏"),
        paragraph(passage("r", "丙。")),
    )
    assert collected(Measure("m", "", body, DUTIES)) == [("task:m", "甲。乙。丙。")]


def test_an_item_with_duties_is_a_task_named_by_its_text() -> None:
    item = Item("b.i", "项目", (paragraph(passage("p", "甲。")), paragraph(passage("q", "乙。"))), DUTIES)
    assert collected(Box("b", "专栏", items=(item,))) == [("task:b.i", "甲。乙。")]


def test_an_item_in_a_group_and_a_passage_in_an_item_are_tasks() -> None:
    bare = Item("b.i", "项目", (paragraph(passage("p", "甲。", DUTIES)),))
    grouped = Item("b.j", "项目", (paragraph(passage("q", "乙。")),), DUTIES)
    found = collected(Box("b", "专栏", groups=(Group("b.g", "资金类", (grouped,)),), items=(bare,)))
    assert sorted(found) == [("task:b.j", "乙。"), ("task:p", "甲。")]


def test_a_passage_in_a_group_of_a_box_is_a_task() -> None:
    item = Item("b.i", "项目", (paragraph(passage("q", "乙。")),), DUTIES)
    group = Group("b.g", "资金类", (item,), body=(paragraph(passage("p", "甲。", DUTIES)),))
    assert collected(Box("b", "专栏", groups=(group,))) == [("task:p", "甲。"), ("task:b.i", "乙。")]


def test_tasks_stand_in_the_order_of_the_plan() -> None:
    measures = tuple(
        Measure(f"m{n}", f"条{n}", (paragraph(passage(f"p{n}", f"文{n}", DUTIES)),), DUTIES) for n in range(2)
    )
    body = Chapter("c", "章", (Section("s", "节", measures), Section("t", "节", (), DUTIES)), DUTIES)
    assert [key for key, _ in collected(body)] == [
        f"task:{key}" for key in ("c", "m0", "p0", "m1", "p1", "t")
    ]


def test_a_task_keeps_its_figures_its_gaps_and_its_duties() -> None:
    runs = (Text("服务"), Figure("350", "commitments.served"), Gap("XX", "commitments.rate"))
    (task,) = tasks(Paragraph("p¶", (Passage("p", runs, DUTIES),)))
    assert (task.runs, task.duties, task.number) == (runs, DUTIES, "")


def test_duties_may_say_what_their_row_is_called_or_that_they_have_none() -> None:
    row = (Text("建成"), Figure("3", "commitments.bases"), Text("个"))
    named, unlisted = replace(DUTIES, task=row), replace(DUTIES, listed=False)
    inner = paragraph(passage("p", "甲。", named), passage("q", "乙。", unlisted))
    item = Item("b.i", "项目", (paragraph(passage("r", "丙。")),), named)
    found = tasks(
        Measure("m", "条", (inner, Box("b", "专栏", items=(item,))), named), Measure("n", "条", (), unlisted)
    )
    assert [(task.key, task.runs, task.duties) for task in found] == [
        (f"task:{key}", row, DUTIES) for key in ("m", "p", "b.i")
    ]
    (untitled,) = tasks(Measure("m", "", (paragraph(passage("p", "甲。", unlisted)),), DUTIES))
    assert plain(untitled.runs) == "甲。"


@pytest.mark.parametrize(
    ("duties", "names"),
    [
        (DUTIES, "县残联，县卫健局、县财政局"),
        (Duties((FEDERATION, HEALTH), ()), "县残联、县卫健局"),
        (Duties((), (FINANCE,)), "县财政局"),
        (Duties((), ()), ""),
    ],
)
def test_the_names_of_duties_put_the_lead_before_a_comma(duties: Duties, names: str) -> None:
    assert duties.names == names


def test_duties_outside_the_plan_are_no_tasks() -> None:
    letter = Letter("l", "通知", body=(paragraph(passage("p", "文字", DUTIES)),))
    annex = Annex("a", "附件", "表", (Measure("m", "条", (), DUTIES), TABLE))
    document = Document("规划", "磴口县", "2021-2025", (letter, annex, Imprint("i")))
    assert collect_tasks(document) == document


def test_every_part_but_the_task_table_stays_as_it_is() -> None:
    body = Measure("m", "条", (paragraph(passage("p", "文字。")),), DUTIES)
    plan, annex = divided(body).parts
    assert plan == Plan("plan", "规划", body=(body,))
    assert isinstance(annex, Annex)
    assert annex.body[:-1] == (paragraph(passage("x", "说明")),)


def test_a_table_takes_the_tasks_of_a_plan_that_comes_after_it() -> None:
    plan = Plan("plan", "规划", body=(Measure("m", "条", (), DUTIES),))
    parts = collect_tasks(
        Document("规划", "磴口县", "2021-2025", (Annex("a", "附件", "表", (TABLE,)), plan))
    ).parts
    assert isinstance(parts[0], Annex)
    assert isinstance(table := parts[0].body[0], TaskTable)
    assert [task.key for task in table.tasks] == ["task:m"]


@pytest.mark.parametrize("title", ["", "项目"])
def test_an_item_is_named_by_its_title_only_where_headings_are(title: str) -> None:
    item = Item("box.item", title, (paragraph(passage("k", "文字。")),), DUTIES)
    box = Box("box", "专栏", items=(item,))
    heading = Measure("m", "标题", (paragraph(passage("p", "话。")),), DUTIES)
    untitled = Measure("m", "", (paragraph(passage("p", "话。")),), DUTIES)
    assert collected(box)[0] == ("task:box.item", "文字。")
    assert collected(untitled, box)[1] == ("task:box.item", "文字。")
    assert collected(box, heading)[0] == ("task:box.item", title or "文字。")
