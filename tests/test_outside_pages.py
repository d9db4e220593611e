"""Read the pages of a PDF: paragraphs by their margins, tables by the places of their words."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks import attack, sampled
from pages import Pages

from generator.document import IndicatorTable, TaskTable, nodes_in, plain
from generator.word.outside import read_outside, read_pages
from generator.word.reader import BareLine

SECONDS = 8  # of a loaded machine; it takes one
HEAD = ("指标", "2020年", "2025年", "属性")
WIDTHS = (6, 4, 4, 4)
_NOUNS = st.sampled_from(["食堂", "坡道", "电梯", "药品", "书屋", "仓库", "车辆", "学校"])
_UNITS = st.sampled_from(["覆盖率（%）", "覆盖率(%)", "数（个）"])
_NAMES = st.builds("{}{}".format, st.lists(_NOUNS, min_size=1, max_size=5).map("".join), _UNITS)
_VALUES = st.sampled_from(["85", "＞90", "——", "[120]", "98.5", "同步增长多年不变"])
_KINDS = st.sampled_from(["约束性", "预期性"])
_ROWS = st.lists(st.tuples(_NAMES, _VALUES, _VALUES, _KINDS), min_size=3, max_size=6)
TEXTS = [
    "食堂要办好，年年都要办，天天有饭吃，人人吃得上，村村有人管，月月有人看，处处有人问，样样办得好。",
    "坡道要修好（民政局、住建局牵头）",
]


def numbered(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return rows with numbers before their names."""
    return [(f"{n}.{name}", *rest) for n, (name, *rest) in enumerate(rows, 1)]


def read(pages: Pages) -> IndicatorTable:
    """Return the table of indicators on pages."""
    document = read_outside(read_pages(pages.content(), "plan.pdf")).document
    (table,) = (
        node for part in document.parts for node in nodes_in(part) if isinstance(node, IndicatorTable)
    )
    return table


def cells(table: IndicatorTable) -> list[tuple[str, ...]]:
    """Return the rows of a table as texts, numbers before names."""
    columns = [column.id for column in table.columns if column.id != "category"]
    rows = []
    for row in table.rows:
        texts = {cell.column: plain(cell.runs) for cell in row.cells}
        texts["name"] = row.number + texts["name"]
        rows.append(tuple(texts[column] for column in columns))
    return rows


@pytest.mark.parametrize("centred", [False, True])
@given(rows=_ROWS.map(numbered), before=st.sampled_from([0, 25, 30]))
def test_a_table_of_indicators_is_read_by_the_places_of_its_words(
    *, centred: bool, rows: list[tuple[str, ...]], before: int
) -> None:
    pages = Pages(centred)
    for _ in range(before):
        pages.paragraph("天天有饭吃。")
    pages.table([HEAD, *rows], WIDTHS)
    pages.paragraph(TEXTS[0])
    assert cells(read(pages)) == rows


@pytest.mark.parametrize("centred", [False, True])
def test_categories_over_several_rows_and_a_column_of_numbers_are_read(*, centred: bool) -> None:
    pages = Pages(centred)
    groups = [
        (
            "生活",
            [
                ("1", "食堂覆盖率（%）", "85", "约束性"),
                ("2", "坡道覆盖率（%）", "同步增长多年不变", "预期性"),
            ],
        ),
        (
            "环境与支持条件",
            [("3", "电梯车辆仓库覆盖率（%）", "90", "约束性"), ("4", "书屋数（个）", "9", "预期性")],
        ),
    ]
    pages.table([("类别", "序号", "指标", "2025年", "属性")], (4, 2, 6, 4, 4))
    pages.merged(groups, (4, 2, 6, 4, 4))
    pages.paragraph(TEXTS[0])
    table = read(pages)
    assert cells(table) == [row for _, rows in groups for row in rows]
    assert [row.category for row in table.rows] == [name for name, rows in groups for _ in rows]


def test_titles_between_rows_and_a_note_below_are_read() -> None:
    rows = [
        ("1.食堂书屋仓库覆盖率（%）", "1", "2", "约束性"),
        ("2.坡道数（个）", "3", "4", "预期性"),
        ("3.书屋数（个）", "5", "6", "预期性"),
    ]
    pages = Pages()
    pages.table([HEAD, ("生活条件",), *rows[:2], ("环境",), rows[2]], WIDTHS)
    pages.paragraph("注：[ ]表示五年累计数。")
    table = read(pages)
    assert cells(table) == rows
    assert [row.category for row in table.rows] == ["生活条件", "生活条件", "环境"]
    assert table.note == "注：[ ]表示五年累计数。"


def test_a_table_of_tasks_is_read() -> None:
    tasks = [
        ("1", "办好食堂，天天有饭吃，人人吃得上。", "民政局，财政局"),
        ("2", "修好坡道。", "住建局，残联"),
    ]
    tasks.append(("3", "管好仓库，月月有人看。", "残联"))
    pages = Pages(centred=True)
    pages.table([("序号", "工作任务", "责任单位"), *tasks], (2, 8, 8))
    document = read_outside(read_pages(pages.content(), "plan.pdf")).document
    (table,) = (node for part in document.parts for node in nodes_in(part) if isinstance(node, TaskTable))
    assert [(task.number, plain(task.runs), task.duties.names) for task in table.tasks] == tasks


@pytest.mark.parametrize("indent", sampled((0, 2), (2,), attack))
def test_paragraphs_are_joined_and_headers_left_out(indent: int) -> None:
    pages = Pages(header="某县残疾人规划")
    said = []
    for n in range(60):
        said += [f"{'一二三四五六七八九十'[n % 10]}、办好食堂" if n < 10 else TEXTS[1], TEXTS[0]]
    for text in said:
        pages.paragraph(text, indent)
    assert list(read_pages(pages.content(), "plan.pdf")) == [BareLine(text) for text in said]


@pytest.mark.parametrize(
    "text",
    sampled(
        (
            "指标 2020年 2025年 属性",
            "1.食堂（%）",
            "没有完的句子",
            "（没有合上的括号",
            "一、食堂",
            "专栏1 食堂",
        ),
        ("指标 2020年 2025年 属性",),
        attack,
    ),
)
def test_many_lines_take_no_more_than_their_time(text: str) -> None:
    pages = Pages()
    for _ in range(6_000):
        pages.table([text.split()], [6] * len(text.split()))
    content = pages.content()
    started = time.process_time()
    read_outside(read_pages(content, "plan.pdf"))
    assert time.process_time() - started < SECONDS
