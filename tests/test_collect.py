"""Test `plandraft collect`: workbooks that came back become values of the profile, or are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from collecting import LIVING, answered, asked, asking, made_up, new
from commands import CASES, Command
from examples import one_in
from filled_workbooks import Row, fill
from hypothesis import given
from hypothesis import strategies as st

from generator.formats.workbook.answers import At, Given
from generator.formats.workbook.cells import CellKind
from generator.locality.figures import Figures
from generator.pipeline.collect import collect
from generator.pipeline.gaps import find_gaps
from generator.pipeline.request import ask
from generator.pipeline.support.meant import meant_by
from generator.pipeline.support.upper_plans import load_profile
from generator.yaml_source import load, mapping, strings

READ = mapping(load(CASES / "collect" / "read.yaml").data)
ANSWERS = ("填报数", "填写")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return new(tmp_path)


def test_all_workbooks_filled_in_leave_nothing_to_be_filled(profile: Path, command: Command) -> None:
    folder = profile.parent / "收回"
    folder.mkdir()
    before = profile.read_text("utf-8")
    for name, content in asked().items():
        (folder / f"{name}.xlsx").write_bytes(fill(content, made_up, titles=ANSWERS, person="张三"))
    said = command("collect", profile, folder)
    assert (said.code, said.findings) == (0, []), said.all
    values = load_profile(profile)
    rows = {row.key: made_up(row) for content in asked().values() for row in _rows(content)}
    figures = {
        path: text for path, text in rows.items() if path.split(".")[0] in {"achievements", "population"}
    }
    assert len(figures) > 50
    assert {path: values.text(path) for path in figures if figures[path]} == {
        p: t for p, t in figures.items() if t
    }
    assert find_gaps(profile).needed == 0
    after = profile.read_text("utf-8")
    assert re.findall("#.*", before) == re.findall("#.*", after)
    again = command("collect", profile, folder)
    assert again.code == 0
    assert profile.read_text("utf-8") == after


def _rows(content: bytes) -> list[Row]:
    from filled_workbooks import rows  # noqa: PLC0415  # the module's other names are all used above

    return rows(content)


@pytest.mark.parametrize("name", READ)
def test_an_answer_is_read_as_meant_or_asked(name: str) -> None:
    case, profile = strings(READ[name]), asking().profile
    path = case.get("at", LIVING)
    sheets = (*asking().sheets, *asking().letters)
    question = next(q for sheet in sheets for q in sheet.questions if q.path == path)
    assert profile is not None
    cell = Given(
        At("a.xlsx", "填报表", "H12"), path, CellKind(case.get("kind", "text")), case["cell"], "", ""
    )
    meant = meant_by(cell, question, Figures(profile))
    assert (meant.value or "", meant.fault) == (case.get("value", ""), case.get("fault", ""))
    assert not (case.get("value") and meant.better)


def test_what_is_written_and_what_is_not(profile: Path, command: Command) -> None:
    file, before = answered(profile, {LIVING: "1500"}), profile.read_bytes()
    copy = profile.with_name("new.yaml")
    assert command("collect", profile, file, "--dry-run").code == 0
    assert command("collect", profile, file, "-o", copy).code == 0
    assert profile.read_bytes() == before
    assert copy.read_bytes() == before.replace(
        b"minimum_living_recipients:", b"minimum_living_recipients: 1500", 1
    )
    assert command("collect", profile, file, "-o", copy).code == 0
    copy.write_text("mine", "utf-8")
    assert command("collect", profile, file, "-o", copy).code == 1
    assert copy.read_text("utf-8") == "mine"


def test_bom_and_line_ends_stay(profile: Path, command: Command) -> None:
    text = profile.read_text("utf-8")
    before = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    profile.write_bytes(before)
    assert command("collect", profile, answered(profile, {LIVING: "1500"})).code == 0
    said = before.replace(b"minimum_living_recipients:", b"minimum_living_recipients: 1500", 1)
    assert profile.read_bytes() == said


def test_a_result_of_a_departments_own_becomes_a_sentence(profile: Path, command: Command) -> None:
    own = {"项目": "建成示范村数", "单位": "个", "时点或期间": "", "填报数": "26"}
    content = asked()["县民政局"]
    groups = mapping(load_profile(profile).period.settings["result_groups"])
    own["时点或期间"] = strings(next(iter(groups.values())))["title"]
    for title, text in own.items():

        def said_in(row: Row, text: str = text) -> str:
            return text if (row.key, row.cells.get("序号")) == ("achievements.+", "1") else ""

        content = fill(content, said_in, titles=(title,))
    file = profile.with_name("县民政局.xlsx")
    file.write_bytes(content)
    said = command("collect", profile, file)
    assert said.code == 0, said.all
    found = strings(load_profile(profile).at("achievements.建成示范村数"))
    assert found == {
        "value": "26",
        "name": "建成示范村数",
        "unit": "个",
        "sentence": "建成示范村{value}个",
        "group": next(iter(groups)),
        "department": "civil_affairs",
    }
    after = profile.read_bytes()
    assert command("collect", profile, file).code == 0
    assert profile.read_bytes() == after


numbers = st.one_of(
    st.integers(0, 999_999).map(str),
    st.sampled_from(["9800余", "约300", "3.1万", ">450", "≥97", "[700]", "85～90", "——"]),
)


@one_in(8)
@given(
    answers=st.dictionaries(
        st.sampled_from(
            [LIVING, "achievements.living_subsidy_recipients", "achievements.welfare_organizations"]
        ),
        numbers,
    )
)
def test_workbook_to_profile_to_workbook(
    answers: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    profile = new(tmp_path_factory.mktemp("loop"))
    file = answered(profile, answers)
    collected = collect(profile, [file])
    assert [each for each in collected.findings if each.rule != "answer-read"] == []
    present = {q.path: q.present for sheet in ask(profile).sheets for q in sheet.questions}
    profile_now = load_profile(profile)
    for path, text in answers.items():
        assert profile_now.text(path) == text
        assert present.get(path, text) == text
