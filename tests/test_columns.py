"""Test that columns fit what stands in them: as few lines as can be, no name broken, nothing left over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import Column, Department, Duties, Task, TaskTable, Text
from generator.word.style_sheet import official_style_sheet
from generator.word.writer.columns import FittedColumns
from generator.word.writer.inline import InlineWriter
from generator.word.writer.tables import TableWriter
from generator.word.writer.titles import width_of

SHEET = official_style_sheet()
MEASURE = SHEET.page.text_width
TASKS = (Column("number", "序号"), Column("task", "工作任务"), Column("duties", "责任单位"))
INDICATORS = tuple(
    Column(name, name[:2]) for name in ("category", "name", "baseline", "target", "attribute", "result")
)
LONGEST = "县人力资源和社会保障局"
NAMES = st.lists(st.sampled_from(["县残联", "县民政局", LONGEST, "县文物局"]), min_size=1, max_size=12)
ROWS = st.lists(st.tuples(st.just("1"), st.text("任务", max_size=90), NAMES.map("、".join)), max_size=6)


def characters(width: int) -> float:
    """Return how many characters a line of a column of a width in twips holds."""
    return (width - 2 * SHEET.cell_margin) / SHEET.character_width("table-text")


@given(ROWS)
def test_columns_are_as_wide_as_their_table_and_none_is_too_narrow(rows: list[tuple[str, ...]]) -> None:
    fitted = FittedColumns(SHEET, TASKS, rows, MEASURE)
    assert sum(fitted.widths) == MEASURE
    for column, width in zip(TASKS, fitted.widths, strict=True):
        assert not rows or characters(width) >= SHEET.least_widths[column.id] - 0.1


@given(st.lists(st.tuples(*[st.text("指标数", max_size=30)] * len(INDICATORS)), max_size=5))
def test_so_are_those_of_indicators_whatever_stands_in_them(rows: list[tuple[str, ...]]) -> None:
    fitted = FittedColumns(SHEET, INDICATORS, rows, MEASURE, "category")
    assert sum(fitted.widths) == MEASURE
    assert min(fitted.widths) > 2 * SHEET.cell_margin
    assert len(fitted.heights()) == len(rows)


@given(ROWS)
def test_lists_of_names_are_broken_between_names(rows: list[tuple[str, ...]]) -> None:
    fitted = FittedColumns(SHEET, TASKS, rows, MEASURE)
    for n, (_, task, duties) in enumerate(rows):
        lines = fitted.broken(2, n)
        assert "".join(lines) == duties
        assert all(line.endswith("、") for line in lines[:-1])
        assert max(map(width_of, lines)) <= max(characters(fitted.widths[2]), width_of(f"{LONGEST}、"))
        assert fitted.broken(1, n) == []
        assert fitted.heights()[n] >= len(task) / characters(fitted.widths[1])


@given(ROWS, st.floats(0, 1))
def test_no_other_parting_between_task_and_duties_takes_far_fewer_lines(
    rows: list[tuple[str, ...]], part: float
) -> None:
    fitted = FittedColumns(SHEET, TASKS, rows, MEASURE)
    taken = sum(fitted.heights())
    number, task, duties = fitted.widths
    size, beside = SHEET.character_width("table-text"), 2 * SHEET.cell_margin
    least = [SHEET.least_widths[name] * size + beside for name in ("task", "duties")]
    other = least[0] + part * (task + duties - sum(least))
    fitted.widths = [number, round(other), task + duties - round(other)]
    assert taken <= sum(fitted.heights()) * 1.2 + len(rows)


def test_a_table_with_a_column_of_its_own_keeps_its_shares() -> None:
    columns = (*TASKS, Column("place", "位置"))
    ids = [column.id for column in columns]
    rows = [("1", "任务" * 30, "县残联", "首页")]
    assert FittedColumns(SHEET, columns, rows, MEASURE).widths == SHEET.widths(ids, MEASURE)


def test_short_tasks_leave_the_room_to_the_departments() -> None:
    rows = [("1", "提升职业技能", "县人社局、县残联、县教育局、县财政局、县民政局")] * 3
    number, task, duties = FittedColumns(SHEET, TASKS, rows, MEASURE).widths
    assert number < task < duties
    rows = [("1", "提升职业技能，" * 12, "县残联、县人社局、县教育局")] * 3
    number, task, duties = FittedColumns(SHEET, TASKS, rows, MEASURE).widths
    assert number < duties < task


@pytest.mark.parametrize(("note", "kept"), [("", 0), ("注：逗号前为牵头单位。", len(TASKS))])
def test_the_note_of_the_tasks_stands_below_a_task_at_least(note: str, kept: int) -> None:
    duties = Duties((Department("", "县残联"),), ())
    tasks = tuple(Task(key, (Text("提升职业技能"),), duties) for key in "abc")
    written = TableWriter(InlineWriter(SHEET, {}), MEASURE).tasks(TaskTable("t", TASKS, tasks, note))
    rows = written.split("<w:tr>")
    assert [row.count("<w:keepNext/>") for row in rows if "提升职业技能" in row] == [0, 0, kept]
