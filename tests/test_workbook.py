"""Test a workbook as it is written: what cells hold, what can be written, how it prints, who can read it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import workbooks

from generator.base.resources import templates_folder
from generator.check.form.templates import check_data
from generator.formats.workbook.questions import (
    FORMAT,
    AnswerKind,
    Asked,
    Column,
    Question,
    QuestionSheet,
    Request,
)
from generator.formats.workbook.words import column_titles, columns_by_title, columns_of, workbook_words
from generator.formats.workbook.writer import write_workbook
from generator.word.archive import read_parts
from generator.yaml_source import mapping

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x.invalid")',
    "=cmd|' /C calc'!A0",
    "\t=1",
    "http://x.invalid",
]
CHOICES = (("要", "true"), ("不要", "false"))
QUESTIONS = (
    Question(
        "population.certified",
        "持证残疾人数",
        "人",
        AnswerKind.COUNT,
        Asked.FILL,
        when="2025年底",
        meaning="在册的",
    ),
    Question("achievements.rate", "覆盖率", "%", AnswerKind.PERCENT, Asked.GIVEN, present="88.6"),
    Question("indicators.x.target", "指标（2030年）", "%", AnswerKind.GROWTH, national=">90", upper="≥95"),
    Question("documents.basis", "编制依据", kind=AnswerKind.LINES, used=("一、编制背景",)),
    Question("parts.cover", "封面", kind=AnswerKind.CHOICE, choices=CHOICES),
)
SHEET = QuestionSheet(
    "figures",
    "填报表",
    "青石县填报表",
    QUESTIONS,
    "县民政局",
    ("civil_affairs",),
    3,
    (("就业", "employment"),),
)
REQUEST = Request(
    "青石县", "2026-2030", "十五五", "青石县“十五五”填报表（县民政局）", (SHEET,), "2026-12-05", ("县民政局",)
)
HEADER = 9  # its row, counted from 0: a title, six lines, two hints


@pytest.fixture(scope="module")
def content() -> bytes:
    """Return the workbook of REQUEST."""
    return write_workbook(REQUEST)


def with_questions(*questions: Question) -> bytes:
    """Return a workbook with these questions."""
    return write_workbook(replace(REQUEST, sheets=(replace(SHEET, questions=questions),)))


def test_the_words_of_workbooks_have_the_shape_that_the_program_reads() -> None:
    assert check_data(templates_folder() / "workbook.yaml") == []


def test_a_title_means_one_column_on_every_kind_of_sheet() -> None:
    known = columns_by_title()
    for kind in (*mapping(workbook_words()["sheets"]), "own"):
        assert all(known[title] is column for column, title in column_titles(kind).items())
        assert columns_of(kind)[-1] is Column.KEY


def test_rows_stand_in_the_order_of_the_questions_with_their_keys(content: bytes) -> None:
    found = workbooks.rows(content, "填报表")
    assert found[0][0] == "青石县填报表"
    assert [row[1:3] for row in found[1:7]] == [
        ["地方", "青石县"],
        ["规划期", "十五五（2026-2030）"],
        ["填报部门", "县民政局"],
        ["截止日期", "2026年12月5日"],
        ["填报人", ""],
        ["电话", ""],
    ]
    assert found[HEADER][:-1] == [
        "序号", "项目", "单位", "时点或期间", "口径", "要求", "国家", "上级", "现有的数", "填报数", "说明",
    ]  # fmt: skip
    assert found[HEADER + 1][:-1] == [
        "1",
        "持证残疾人数",
        "人",
        "2025年底",
        "在册的",
        "必填",
        "",
        "",
        "",
        "",
        "",
    ]
    assert found[HEADER + 3][6:8] == [">90", "≥95"]
    assert workbooks.keys(content, "填报表") == [
        "", "head.locality", "head.period", "head.department", "head.deadline", "head.person", "head.phone",
        "", "", "columns", *(each.path for each in QUESTIONS), "", "columns.own", *["achievements.+"] * 3,
    ]  # fmt: skip


def test_columns_that_would_be_empty_are_left_out() -> None:
    header = workbooks.rows(with_questions(QUESTIONS[0]), "填报表")[HEADER]
    assert not {"国家", "上级", "现有的数"} & set(header)


def test_screen_readers_know_the_titles_of_rows_and_columns(content: bytes) -> None:
    name = re.compile(r'<definedName name="(\w+TitleRegion)\d+\.(\w+)\.(\w+)\.1">(.*?)<')
    last = HEADER + 1 + len(QUESTIONS)
    assert sorted(name.findall(workbooks.parts(content)["xl/workbook.xml"])) == [
        ("ColumnTitleRegion", f"a{HEADER + 1}", f"k{last}", f"填报表!$A${HEADER + 1}"),
        ("ColumnTitleRegion", f"a{last + 2}", f"k{last + 5}", f"填报表!$A${last + 2}"),
        ("RowTitleRegion", f"a{HEADER + 1}", f"k{last}", f"填报表!$B${HEADER + 2}"),
        ("RowTitleRegion", f"a{last + 2}", f"k{last + 5}", f"填报表!$B${last + 3}"),
    ]


def test_the_workbook_says_what_it_is(content: bytes) -> None:
    found = [[cell for cell in row if cell] for row in workbooks.rows(content, "plandraft")]
    assert found[:6] == [
        ["plandraft", FORMAT],
        ["locality", "青石县"],
        ["period", "2026-2030"],
        ["request", REQUEST.digest],
        ["deadline", "2026-12-05"],
        ["sheet", "填报表", "figures", "县民政局", "civil_affairs"],
    ]
    assert found[6] == ["row", "population.certified", "持证残疾人数", "人", "count"]
    assert found[7] == ["row", "achievements.rate", "覆盖率", "%", "percent", "88.6"]
    assert workbooks.visible(content) == ["填报表", "填写说明"]


def test_a_request_is_known_by_what_it_asks_not_by_what_is_known_already() -> None:
    first, *others = QUESTIONS
    known = replace(SHEET, questions=(replace(first, present="8412", asked=Asked.GIVEN), *others))
    other = replace(SHEET, questions=(replace(first, unit="万人"), *others))
    assert replace(REQUEST, sheets=(known,), deadline="").digest == REQUEST.digest
    assert (
        len(
            {
                REQUEST.digest,
                replace(REQUEST, sheets=(other,)).digest,
                replace(REQUEST, period="2021-2025").digest,
            }
        )
        == 3
    )


def test_no_value_of_ours_becomes_a_formula_or_a_link() -> None:
    texts = [
        Question(f"names.a{n}", text, text, present=text, meaning=text, when=text)
        for n, text in enumerate(HOSTILE)
    ]
    content = with_questions(*texts)
    shown = [row[1] for row in workbooks.rows(content, "填报表")[HEADER + 1 :][: len(HOSTILE)]]
    assert shown == HOSTILE
    made = workbooks.parts(content)
    assert not any("<f>" in part or "<f " in part for part in made.values())
    assert not any("<hyperlink" in part or "/hyperlink" in part for part in made.values())
    assert not any("externalLink" in name or "vba" in name.lower() for name in made)


def test_a_text_that_no_cell_holds_is_cut() -> None:
    assert (
        len(
            workbooks.rows(with_questions(Question("names.x", "名", present="长" * 40_000)), "填报表")[
                HEADER + 1
            ][6]
        )
        == 32_767
    )


def test_the_same_request_gives_the_same_bytes_with_the_digest_of_its_parts(content: bytes) -> None:
    assert write_workbook(REQUEST) == content
    assert {"docProps/custom.xml", "xl/workbook.xml"} <= read_parts(content, "").keys()
    assert re.search("<vt:lpwstr>[0-9a-f]{64}</vt:lpwstr>", workbooks.parts(content)["docProps/custom.xml"])
    assert "0" * 64 not in workbooks.parts(content)["docProps/custom.xml"]


def test_the_time_of_writing_may_be_told(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "2021-01-01T00:00:00Z" in workbooks.parts(content)["docProps/core.xml"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert "2027-01-15T08:00:00Z" in workbooks.parts(write_workbook(REQUEST))["docProps/core.xml"]


def test_only_answers_can_be_written_and_sheets_can_be_filtered_and_widened(content: bytes) -> None:
    first = HEADER + 2  # rows and columns as people count them
    asked = {f"{column}{row}" for column in "JK" for row in range(first, first + len(QUESTIONS))}
    below = first + len(QUESTIONS) + 2
    own = {f"{column}{row}" for column in "BCDEJK" for row in range(below, below + 3)}
    assert workbooks.unlocked(content) == {"C6", "C7"} | asked | own
    (protection,) = workbooks.elements(content, "sheetProtection")
    allowed = {name for name, value in protection.attrib.items() if value == "0"}
    assert allowed == {"autoFilter", "formatColumns", "formatRows"}  # Excel sorts no locked cells
    assert protection.get("sheet") == "1"
    assert all(workbooks.elements(content, "sheetProtection", number) for number in (2, 3, 4))
    assert (
        workbooks.elements(content, "autoFilter")[0].get("ref")
        == f"A{HEADER + 1}:K{HEADER + 1 + len(QUESTIONS)}"
    )


def test_it_prints_on_a4_across_with_the_header_row_on_every_page(content: bytes) -> None:
    (page,) = workbooks.elements(content, "pageSetup")
    assert (page.get("paperSize"), page.get("orientation"), page.get("fitToHeight")) == (
        "9",
        "landscape",
        "0",
    )
    assert f"填报表!${HEADER + 1}:${HEADER + 1}" in workbooks.parts(content)["xl/workbook.xml"].replace(
        "'", ""
    )
    assert "&amp;P" in workbooks.parts(content)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("title", ["规划" * 200, "𠮷&" * 200, "&" * 127])
def test_as_much_of_a_long_title_stands_above_a_page_as_there_is_room_for(title: str) -> None:
    made = write_workbook(replace(REQUEST, title=title))
    (header,) = workbooks.elements(made, "oddHeader")
    assert 240 < len(str(header.text).encode("utf-16-le")) / 2 <= 255
    assert (header.text or "").replace("&&", "&").rstrip("…")[-1] in title


def test_columns_are_wide_where_long_texts_stand(content: bytes) -> None:
    def width(made: bytes, column: int) -> float:
        return next(
            float(str(each.get("width")))
            for each in workbooks.elements(made, "col")
            if int(str(each.get("min"))) <= column <= int(str(each.get("max")))
        )

    long = replace(QUESTIONS[3], present="《关于加快推进残疾人小康进程的实施意见》")
    made = with_questions(*QUESTIONS[:3], long)
    assert all(width(made, column) > width(content, column) + 10 for column in (9, 10))  # 现有的数, 填报数


def test_a_screen_reader_finds_its_way(content: bytes) -> None:
    assert not any("mergeCell" in part for part in workbooks.parts(content).values())
    assert f"<dc:title>{REQUEST.title}</dc:title>" in workbooks.parts(content)["docProps/core.xml"]
    hidden = [each for each in workbooks.elements(content, "col") if each.get("hidden") == "1"]
    assert [(each.get("min"), each.get("max")) for each in hidden] == [("12", "12")]
    assert workbooks.elements(content, "pane")[0].get("topLeftCell") == f"C{HEADER + 2}"


def test_rules_say_how_to_answer_and_keep_the_limits_of_the_format() -> None:
    long = Question("names.x", "名", "人", AnswerKind.COUNT, present="长😀" * 300)
    content = with_questions(*QUESTIONS, long)
    rules = workbooks.elements(content, "dataValidation")
    for rule in rules:
        assert len(str(rule.get("prompt", "")).encode("utf-16-le")) <= 2 * 255
        assert all(len(formula.text or "") <= 255 for formula in rule)
        assert rule.get("errorStyle") == "warning" or not len(rule)  # an answer in words is never shut out
    by_cell = {str(rule.get("sqref")): rule for rule in rules}
    first = HEADER + 2
    assert not any("(=" in (formula.text or "") for rule in rules for formula in rule)
    assert "VALUE" in "".join(by_cell[f"J{first}"].itertext())
    assert "<=100" in "".join(by_cell[f"J{first + 1}"].itertext())
    assert "88.6" in str(by_cell[f"J{first + 1}"].get("prompt"))
    assert by_cell[f"J{first + 4}"].get("type") == "list"
    lists = workbooks.rows(content, "选项")
    assert [row[2] for row in lists[:2]] == ["要", "不要"]


def test_the_second_sheet_says_how_to_write_and_where_each_is_used(content: bytes) -> None:
    found = workbooks.rows(content, "填写说明")
    assert ["序号", "怎样写", "意思"] in found
    assert ["4", "编制依据", "一、编制背景"] in found
    assert ["1", "持证残疾人数", "填了才印"] in found
