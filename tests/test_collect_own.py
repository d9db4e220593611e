"""Test the rows that departments add below those that they are asked: what each becomes, or what is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest
from collecting import asked, asking, blank, new
from commands import CASES, Command
from examples import one_in
from filled_workbooks import Row, fill
from hypothesis import given
from hypothesis import strategies as st

from generator.check.form.profile import check_form
from generator.formats.workbook.answers import Answers, At, Given, OwnResult
from generator.formats.workbook.cells import Cell, CellKind
from generator.formats.workbook.questions import Column, Head, Question
from generator.locality.profile import Profile, make_profile, read_source
from generator.pipeline.check import check
from generator.pipeline.new import write_new
from generator.pipeline.request import ask
from generator.pipeline.support.answering import Answering
from generator.pipeline.support.settled import Settled
from generator.pipeline.support.upper_plans import load_profile
from generator.pipeline.support.writing_in import write_in
from generator.yaml_source import Data, load, mapping, strings
from generator.yaml_source.placing import Entry

CASES_OF_ROWS = mapping(load(CASES / "collect" / "own.yaml").data)
COLUMNS = {
    "name": Column.NAME,
    "unit": Column.UNIT,
    "group": Column.WHEN,
    "sentence": Column.MEANING,
    "answer": Column.ANSWER,
}
TITLES = {"name": "项目", "unit": "单位", "group": "时点或期间", "sentence": "口径", "answer": "填报数"}
GROUP = "就业"


@cache
def questions() -> Mapping[str, Question]:
    """Return the questions to all departments by their paths."""
    return {question.path: question for sheet in asking().sheets for question in sheet.questions}


def _own(row: Mapping[str, str], number: int, kind: CellKind = CellKind.TEXT) -> OwnResult:
    """Return a row as it is read; its number counts from 0, `kind` is that of the cell with the name."""
    said = {"group": GROUP, **row}
    cells = {
        column: Cell(number, place, kind if key == "name" else CellKind.TEXT, said[key])
        for place, (key, column) in enumerate(COLUMNS.items())
        if key in said
    }
    filled = {column: cell for column, cell in cells.items() if cell.is_filled}
    return OwnResult(At("甲.xlsx", "填报表", f"H{number + 1}"), filled)


def _settled(own: list[OwnResult], given: Mapping[str, str], profile: Profile) -> Settled:
    """Return what becomes of rows of 县民政局, and of its answers by path."""
    answers = Answers("甲.xlsx", heads={"填报表": {Head.DEPARTMENT: "县民政局"}}, own=own)
    answers.sent_to["填报表"] = ("县民政局", "civil_affairs")
    for path, text in given.items():
        answers.given.append(Given(At("甲.xlsx", "填报表", "H99"), path, CellKind.TEXT, text, path, ""))
    answering = Answering(profile, questions())
    answering.take(answers)
    return answering.settle()


def _profile(more: str = "") -> Profile:
    """Return a new profile with more lines below its results."""
    text = blank().replace("\nachievements:\n", f"\nachievements:\n{more}", 1)
    return make_profile(read_source(text.encode(), "青石县.yaml")[0])


@pytest.mark.parametrize("name", CASES_OF_ROWS)
def test_an_own_row_becomes_a_result_or_an_answer_or_is_told(name: str) -> None:
    case = mapping(CASES_OF_ROWS[name])
    rows = case["rows"]
    assert isinstance(rows, list)
    own = [_own(strings(row), n) for n, row in enumerate(rows)]
    settled = _settled(own, strings(case.get("answers")), _profile())
    _compare({path: taken.value for path, taken in settled.taken.items()}, mapping(case.get("taken")))
    told = [(each.rule, "".join(each.facts.values())) for each in settled.findings]
    expected = case.get("told") or []
    assert isinstance(expected, list)
    assert len(told) == len(expected), told
    for (rule, words), wanted in zip(told, expected, strict=True):
        assert isinstance(wanted, list)
        assert (rule, str(wanted[1]) in words) == (wanted[0], True), (words, wanted)
    assert all(each.facts["cell"].startswith("填报表!H") for each in settled.findings)


def _compare(taken: Mapping[str, Data], expected: Mapping[str, Data]) -> None:
    """Compare what goes into the profile with the keys that are expected of it."""
    assert taken.keys() == expected.keys()
    for path, wanted in expected.items():
        if isinstance(wanted, dict):
            assert {key: mapping(taken[path]).get(key) for key in wanted} == wanted
        else:
            assert taken[path] == wanted


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (CellKind.ERROR, "“补充的成效”一栏格子里是错误值"),
        (CellKind.FORMULA, "公式"),
        (CellKind.BOOLEAN, "逻辑值"),
        (CellKind.TEXT, "看不见"),
    ],
)
def test_a_name_that_is_no_words_is_told_as_what_it_is(kind: CellKind, words: str) -> None:
    said = {CellKind.BOOLEAN: "TRUE", CellKind.TEXT: "示范\u200b村"}
    row = {"name": said.get(kind, ""), "unit": "个", "answer": "1"}
    [told] = _settled([_own(row, 0, kind)], {}, _profile()).findings
    assert (told.rule, words in told.facts["fault"]) == ("answer-own", True)


HAD = '  示范村: {value: 26, name: 示范村, unit: 个, sentence: "示范村{value}个", group: employment}\n'
ROW = {"name": "示范村", "unit": "个", "answer": "26"}


@pytest.mark.parametrize(
    ("had", "row", "same", "told"),
    [
        (HAD, ROW, 1, []),
        (HAD, {**ROW, "unit": "", "name": "示范 村"}, 1, []),
        (HAD, {**ROW, "answer": "27"}, 0, ["27个：示范村27个（就业）"]),
        (HAD, {**ROW, "unit": "户"}, 0, ["26户：示范村26户（就业）"]),
        (HAD, {**ROW, "sentence": "建成示范村26个"}, 0, ["26个：建成示范村26个（就业）"]),
        (HAD, {**ROW, "group": "康复"}, 0, ["26个：示范村26个（康复）"]),
        (HAD.replace("  示范村:", "  villages:"), ROW, 1, []),
    ],
)
def test_a_result_that_the_profile_has_is_the_same_or_told(
    had: str, row: Mapping[str, str], same: int, told: list[str]
) -> None:
    settled = _settled([_own(row, 0)], {}, _profile(had))
    assert (settled.same, settled.taken) == (same, {})
    assert [each.facts["value"] for each in settled.findings] == told
    assert [each.rule for each in settled.findings] == ["answer-differs"] * len(told)
    assert all(each.facts["present"] == "26个：示范村26个（就业）" for each in settled.findings)


SOUND = (
    st.integers(1, 3).map(lambda n: {"name": "甲乙丙丁"[:n] + "村", "unit": "个", "answer": str(n)}),
    st.sampled_from(["示范户", "null", "a: b", "- 甲", "# 乙", "[丙]", "丁，戊"]).map(
        lambda name: {"name": f"{name}数", "unit": "户", "answer": "7"}
    ),
)
FAULTY = (
    {"name": "甲{x}", "answer": "1"},
    {"name": "~", "answer": "1"},
    {"name": "子" * 201, "answer": "1"},
    {"name": "丑", "sentence": "{{ x }}1", "answer": "1"},
    {"name": "寅", "unit": "%", "answer": "120"},
    {"name": "卯", "answer": "见附件"},
    {"name": "辰", "answer": "1", "group": "交通"},
    {"name": "巳", "answer": "9" * 300, "unit": "个"},
    {"name": "午", "answer": "1", "unit": "个\u200b"},
)


@one_in(4)
@given(
    sound=st.lists(st.one_of(*SOUND), max_size=6, unique_by=str),
    faulty=st.lists(st.sampled_from(FAULTY), max_size=12),
    order=st.randoms(use_true_random=False),
)
def test_every_row_is_taken_or_told_whatever_stands_beside_it(
    sound: list[Mapping[str, str]], faulty: list[Mapping[str, str]], order: Random
) -> None:
    rows = [*sound, *faulty]
    order.shuffle(rows)
    profile = _profile()
    answering = Answering(profile, questions())
    answering.take(Answers("甲.xlsx", own=[_own(row, n) for n, row in enumerate(rows)]))
    told = {each.facts["cell"] for each in answering.settle().findings if each.rule != "answer-read"}
    entries = {place: Entry(value) for place, value, _ in answering.entries()}
    written = write_in(blank(), "青石县.yaml", entries)
    told |= {str(answering.settled.taken[".".join(map(str, place))].at) for place in written.refused}
    assert told == {f"填报表!H{n}" for n, row in enumerate(rows, 1) if row in faulty}
    source, _ = read_source(written.text.encode(), "青石县.yaml")
    results = mapping(make_profile(source).at("achievements"))
    assert {row["name"] for row in sound} == {strings(each)["name"] for each in results.values() if each}
    assert not check_form(source)


def _workbook(rows: Sequence[Mapping[str, str]], department: str = "县民政局") -> bytes:
    """Return a department's workbook with own rows."""
    content = asked()[department]
    for key, title in TITLES.items():

        def said(row: Row, key: str = key) -> str:
            number = row.cells.get("序号", "")
            mine = rows[int(number) - 1] if row.key == "achievements.+" and int(number) <= len(rows) else None
            return {"group": GROUP, **mine}.get(key, "") if mine else ""

        content = fill(content, said, titles=(title,))
    return content


def test_the_next_request_asks_the_department_that_added_a_result(tmp_path: Path, command: Command) -> None:
    profile, file = new(tmp_path), tmp_path / "a.xlsx"
    rows = [{"name": "示范村", "unit": "个", "answer": "26"}, {"name": "{x}", "answer": "1"}]
    file.write_bytes(_workbook(rows, "县教育局"))
    said = command("collect", profile, file)
    assert (said.code, said.all.count("没有收")) == (1, 1), said.all
    assert strings(load_profile(profile).at("achievements.示范村"))["department"] == "education"
    assert not [each for each in check(profile).findings if each.rule == "reference-unknown"]
    sheets = {sheet.department: {each.path for each in sheet.questions} for sheet in ask(profile).sheets}
    assert [name for name, paths in sheets.items() if "achievements.示范村" in paths] == ["县教育局"]
    before = profile.read_bytes()
    assert command("collect", profile, file).code == 1
    assert profile.read_bytes() == before
    file.write_bytes(_workbook([{**rows[0], "sentence": "建成示范村27个", "answer": "27"}], "县教育局"))
    assert command("collect", profile, file, "--prefer", "new").code == 0
    found = strings(load_profile(profile).at("achievements.示范村"))
    assert (found["value"], found["sentence"]) == ("27", "建成示范村{value}个")
    assert found["department"] == "education"


def test_roll_keeps_the_department_of_a_result(tmp_path: Path, command: Command) -> None:
    old, next_one = tmp_path / "old.yaml", tmp_path / "new.yaml"
    write_new(old, "2021-2025", "青石县", "county", ())
    line = HAD.replace("group: employment", "group: employment, department: education")
    old.write_text(
        old.read_text("utf-8").replace("\nachievements:\n", f"\nachievements:\n{line}", 1), "utf-8"
    )
    assert command("roll", old, "--period", "2026-2030", "-o", next_one).code == 0
    sheets = {sheet.department: {each.path for each in sheet.questions} for sheet in ask(next_one).sheets}
    assert [name for name, paths in sheets.items() if "achievements.示范村" in paths] == ["县教育局"]
