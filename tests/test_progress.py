"""Test what is said of the questions to departments: sent, answered, late."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.cli.progress import first_step, progress_data, progress_lines, progress_rows
from generator.pipeline.support.progress import FoundSheet, Progress, SendState, day, progress_of

TODAY = date(2026, 12, 6)
CIVIL, SCHOOL, HEALTH, JOBS = "县民政局", "县教育局", "县卫健局", "县人社局"
NAMES = [CIVIL, SCHOOL, HEALTH, JOBS]


def sheet(department: str, answered: int = 0, person: str = "", deadline: str = "2026-12-10") -> FoundSheet:
    return FoundSheet(Path("表") / f"{department}.xlsx", department, deadline, person, 5, answered)


def told(*sheets: FoundSheet) -> dict[str, Progress]:
    return {each.department: each for each in progress_of(NAMES, sheets, TODAY)}


def test_a_workbook_is_received_once_somebody_has_filled_in_anything() -> None:
    found = told(sheet(CIVIL, answered=4), sheet(SCHOOL, person="李四"), sheet(HEALTH))
    states = [found[name].state for name in NAMES]
    assert states == [SendState.RECEIVED, SendState.RECEIVED, SendState.SENT, SendState.UNSENT]


def test_what_came_back_counts_before_the_blank_one_beside_it() -> None:
    other = FoundSheet(Path("表/回.ods"), CIVIL, "", "张三", 5, 3)
    (found,) = progress_of([CIVIL], [sheet(CIVIL), other], TODAY)
    assert (found.state, found.answered, found.person) == (SendState.RECEIVED, 3, "张三")
    assert found.files == (Path("表/回.ods"),)
    assert found.deadline == date(2026, 12, 10)


def test_two_answers_are_told_by_the_fuller_with_both_persons() -> None:
    again = FoundSheet(Path("表/再.xlsx"), CIVIL, "2026-12-10", "王五", 5, 5)
    (found,) = progress_of([CIVIL], [sheet(CIVIL, answered=2, person="张三"), again], TODAY)
    assert (found.answered, found.person, len(found.files)) == (5, "张三、王五", 2)


def test_a_department_that_is_asked_no_more_is_told_too() -> None:
    assert [*told(sheet("县文旅局", answered=1))] == [*NAMES, "县文旅局"]


def test_a_sheet_of_a_former_department_is_neither_out_nor_in() -> None:
    former = FoundSheet(Path("表/旧.xlsx"), "县文旅局", "2026-12-10", "", 5, 0, is_former=True)
    found = progress_of([CIVIL], [sheet(CIVIL, answered=4), former], TODAY)
    assert [each.state for each in found] == [SendState.RECEIVED, SendState.FORMER]
    lines = [*progress_lines(found, {})]
    assert lines[0] == "填报表：已收 1 个部门，不再属于哪个部门的 1 份"
    assert lines[-2].startswith("不再属于哪个部门（部门改了名")
    assert lines[-1] == "  1. 县文旅局：填了 5 项中的 0 项（旧.xlsx）"
    assert first_step(Path("a.yaml"), Path("表"), found, {}).startswith("都收齐")
    assert progress_rows(found, {}, "青石县")[1][1:4] == ["县文旅局", "不再属于哪个部门", "5"]
    assert progress_data(found, {})[1]["state"] == "former"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-10", date(2026, 12, 10)),
        ("2026年12月10日", date(2026, 12, 10)),
        (" 2026年12月9日前 ", date(2026, 12, 9)),
        ("2026/1/2", date(2026, 1, 2)),
        ("2026-02-30", None),
        ("下周五", None),
        ("", None),
        ("2026年", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, expected: date | None) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("deadline", "days", "words"),
    [
        ("2026-12-10", 4, "2026年12月10日截止，还有 4 天"),
        ("2026-12-06", 0, "2026年12月6日截止，就是今天"),
        ("2026-12-01", -5, "2026年12月1日截止，已经过了 5 天"),
        ("", None, "没有写截止日期"),
    ],
)
def test_the_days_left_are_counted_from_today(deadline: str, days: int | None, words: str) -> None:
    (found,) = progress_of([CIVIL], [sheet(CIVIL, deadline=deadline)], TODAY)
    assert found.days == days
    lines = list(progress_lines([found], {CIVIL: 3}))
    assert lines[-1] == f"  1. 县民政局：{words}，档案里还差 3 项（县民政局.xlsx）"


def test_the_stages_are_counted_first_and_the_latest_stands_first() -> None:
    sheets = [
        sheet(CIVIL, answered=4, person="张三"),
        sheet(SCHOOL),
        sheet(HEALTH, deadline="2026-12-01"),
    ]
    assert list(progress_lines(progress_of(NAMES, sheets, TODAY), {CIVIL: 1, JOBS: 2})) == [
        "填报表：已收 1 个部门，已发未收 2 个部门（过了截止日期的 1 个），未发 1 个部门",
        "",
        "已收：",
        "  1. 县民政局：填了 5 项中的 4 项，填报人 张三，档案里还差 1 项（县民政局.xlsx）",
        "",
        "未收：",
        "  1. 县卫健局：2026年12月1日截止，已经过了 5 天（县卫健局.xlsx）",
        "  2. 县教育局：2026年12月10日截止，还有 4 天（县教育局.xlsx）",
        "",
        "未发：",
        "  1. 县人社局：档案里还差 2 项",
    ]


def test_the_last_line_says_what_to_do_first() -> None:
    file, folder = Path("青石县.yaml"), Path("表")
    late = sheet(HEALTH, deadline="2026-12-01")

    def step(*sheets: FoundSheet, needed: dict[str, int]) -> str:
        names = list(dict.fromkeys(each.department for each in sheets)) or NAMES
        return first_step(file, folder, progress_of(names, sheets, TODAY), needed)

    assert step(needed={}) == "还有 4 个部门没有发：plandraft request 青石县.yaml -o 表"
    collect = "收到的先读进档案：plandraft collect 青石县.yaml 表"
    assert step(sheet(CIVIL, answered=4), late, needed={CIVIL: 4}) == collect
    remind = "先催县卫健局：2026年12月1日截止，已经过了 5 天"
    assert step(sheet(CIVIL, answered=4), sheet(SCHOOL), late, needed={HEALTH: 4}) == remind
    wait = "还有 1 个部门没有交：2026年12月10日截止，还有 4 天"
    assert step(sheet(CIVIL, answered=4), sheet(SCHOOL), needed={}) == wait
    rest = "表都收齐了，档案里还差 2 项：plandraft gaps 青石县.yaml"
    assert step(sheet(CIVIL, answered=4), needed={"": 2}) == rest
    done = "都收齐、读进档案了。接着核对：plandraft check 青石县.yaml --strict"
    assert step(sheet(CIVIL, answered=4), needed={}) == done


def test_data_and_table_say_what_the_lines_say() -> None:
    found = progress_of([CIVIL, SCHOOL], [sheet(CIVIL, answered=4, person="张三"), sheet(SCHOOL)], TODAY)
    data = progress_data(found, {SCHOOL: 2})
    assert [(each["state"], each["days"], each["needed"]) for each in data] == [
        ("received", 4, 0),
        ("sent", 4, 2),
    ]
    rows = progress_rows(found, {SCHOOL: 2}, "青石县")
    assert rows == [
        ["青石县", CIVIL, "已收", "5", "4", "张三", "2026-12-10", "", "0", "县民政局.xlsx"],
        ["青石县", SCHOOL, "未收", "5", "0", "", "2026-12-10", "4", "2", "县教育局.xlsx"],
    ]
