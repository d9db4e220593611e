"""Test `plandraft collect`: workbooks that came back become values of the profile, or are told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from commands import CASES, Command
from examples import one_in
from filled_workbooks import Row, fill, filled
from hypothesis import given
from hypothesis import strategies as st

from generator.document.plan import Contents
from generator.formats.workbook.answers import At, Given
from generator.formats.workbook.cells import CellKind
from generator.formats.workbook.writer import write_workbook
from generator.locality.figures import Figures
from generator.pipeline.collect import collect
from generator.pipeline.gaps import find_gaps
from generator.pipeline.new import write_new
from generator.pipeline.request import Asking, ask, requests_of
from generator.pipeline.support.composing import compose
from generator.pipeline.support.meant import meant_by
from generator.pipeline.support.upper_plans import load_profile
from generator.yaml_source import load, mapping, strings

LIVING = "achievements.minimum_living_recipients"
RATE = "achievements.two_subsidies_rate"
READ = mapping(load(CASES / "collect" / "read.yaml").data)
ANSWERS = ("填报数", "填写")


@cache
def blank() -> str:
    """Return the text of a new profile."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "青石县.yaml")
        write_new(file, "2026-2030", "青石县", "county", ())
        return file.read_text("utf-8")


def new(folder: Path) -> Path:
    """Write the file of a new profile; return it."""
    file = folder / "青石县.yaml"
    file.write_text(blank(), "utf-8", newline="\n")
    return file


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return new(tmp_path)


@cache
def asking() -> Asking:
    """Return what a new profile asks."""
    with TemporaryDirectory() as folder:
        return ask(new(Path(folder)), letters=True)


@cache
def asked() -> Mapping[str, bytes]:
    """Return the workbooks of a new profile by the name of the department."""
    profile = asking().profile
    assert profile is not None
    return {
        name.rpartition("-")[2]: write_workbook(each)
        for name, each in requests_of(asking(), profile, together=False)
    }


def answered(profile: Path, answers: Mapping[str, str], *, department: str = "县民政局") -> Path:
    """Write a department's workbook with `answers` beside the profile; return it."""
    file = profile.with_name(f"{department}.xlsx")
    file.write_bytes(filled(asked()[department], answers, person="张三"))
    return file


USUAL = {
    "levels": "chapter",
    "action": "转发",
    "drafted": "2026-09",
    "baseline_year": "2025",
    **dict.fromkeys(("date", "begin", "deadline"), "2026年12月5日"),
}


def made_up(row: Row) -> str:
    """Return a value of the unit of a row, "" for a row that asks nothing."""
    if row.key.startswith(("head.", "columns", "achievements.+")):
        return ""
    number = sum(map(ord, row.key)) % 90 + 7
    group, _, rest = row.key.partition(".")
    if group == "parts" and "." not in rest:
        return "要"
    if "是否" in row.cells.get("项目", ""):
        return "是"
    words = "16—59" if group == "commitments" else f"《甲{number}》"
    by_unit = {"%": f"{number}.5", "": words}.get(row.cells.get("单位", ""), str(number))
    return USUAL.get(row.key.rpartition(".")[2], by_unit)


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


def test_what_differs_is_told_and_taken_only_if_preferred(profile: Path, command: Command) -> None:
    first = answered(profile, {LIVING: "1500"})
    assert command("collect", profile, first, "--cite", "--date", "2026-12-03").code == 0
    taken = profile.read_text("utf-8")
    assert re.search("minimum_living_recipients: 1500 .*  # 县民政局，2026-12-03，填报人 张三\n", taken)
    other = profile.with_name("改.xlsx")
    other.write_bytes(filled(asked()["县民政局"], {LIVING: "1600", RATE: "90"}))
    said = command("collect", profile, other, "--dry-run")
    assert "answer-differs" in said.all
    assert profile.read_text("utf-8") == taken
    assert command("collect", profile, other, "--prefer", "old").code == 0
    assert load_profile(profile).text(LIVING) == "1500"
    assert load_profile(profile).text(RATE) == "90"
    said = command("collect", profile, first, other)
    assert "answer-twice" in said.all
    assert load_profile(profile).text(LIVING) == "1500"
    assert command("collect", profile, first, other, "--prefer", "改.xlsx").code == 0
    assert load_profile(profile).text(LIVING) == "1600"
    assert command("collect", profile, other, "--prefer", "别的.xlsx").code == 2


def test_equal_answers_of_several_workbooks_are_one_answer(profile: Path, command: Command) -> None:
    files = []
    for name, answer in (("甲", "95"), ("乙", "95.0"), ("丙", "96")):
        file = profile.with_name(f"{name}.xlsx")
        file.write_bytes(filled(asked()["县民政局"], {RATE: answer}))
        files.append(file)
    assert command("collect", profile, *files[:2], "--dry-run").code == 0
    told = [each for each in command("collect", profile, *files).findings if "answer-twice" in each]
    assert len(told) == 1
    assert "丙.xlsx" in told[0]


def test_a_choice_is_changed_a_part_is_not_taken_away(profile: Path, command: Command) -> None:
    file = profile.with_name("文字.xlsx")
    sealed, cover = "parts.public-notice.sealed", "parts.cover"

    def collected(answers: Mapping[str, str], *options: str) -> str:
        file.write_bytes(filled(asked()["规划和函件"], answers))
        return command("collect", profile, file, *options).all

    collected({"parts.public-notice": "要", cover: "要", sealed: "是"})
    assert "是否盖章：填的是 否，档案里是 是" in collected({sealed: "否"})
    assert "form: public-notice, sealed: true" in profile.read_text("utf-8")
    collected({sealed: "否"}, "--prefer", "new")
    assert "form: public-notice, sealed: false" in profile.read_text("utf-8")
    said = collected({cover: "不要"}, "--prefer", "new")
    assert "封面：“不要”收不了：档案里有这一部分" in said
    assert "cover" in profile.read_text("utf-8")
    assert "填了 否，这一部分在“成文部分”里没有选“要”" in collected({"parts.issuing-notice.sealed": "否"})


def test_a_note_beside_no_answer_is_told_and_not_taken(profile: Path, command: Command) -> None:
    notes = {LIVING: "1500", RATE: "没有统计过"}
    content = fill(asked()["县民政局"], lambda row: notes.get(row.key, ""), titles=("说明",))
    file = profile.with_name("县民政局.xlsx")
    file.write_bytes(filled(content, {RATE: "88.6"}))
    said = command("collect", profile, file)
    [told] = said.findings
    assert "answer-note" in told
    assert "纳入城乡最低生活保障的残疾人数：没有填，“说明”里写着“1500”" in said.all
    assert (said.code, load_profile(profile).text(LIVING)) == (0, "")


@pytest.mark.parametrize("said", ["章、节", "章，节", "[章, 节]", "[chapter, section]", "节、章"])
def test_the_levels_of_the_contents_are_named_in_words(said: str, profile: Path) -> None:
    parts = f"parts:\n- {{form: contents, levels: {said}}}\n- plan\n"
    profile.write_text(f"{blank()}{parts}", "utf-8")
    [contents] = [part for part in compose(load_profile(profile)).parts if isinstance(part, Contents)]
    assert {*contents.levels} == {"chapter", "section"}
    assert len(contents.entries) > 10


def test_what_the_profile_would_not_have_is_told_by_its_name(profile: Path, command: Command) -> None:
    file = profile.with_name("文字.xlsx")
    file.write_bytes(filled(asked()["规划和函件"], {"baseline_year": "去年", "drafted": "2026年9月"}))
    said = command("collect", profile, file)
    assert said.code == 1
    assert "基期年：“去年”收不了" in said.all
    assert "“2026年9月”读作 2026-09" in said.all
    assert load_profile(profile).text("drafted") == "2026-09"


def test_a_workbook_of_another_place_or_period_or_none_is_told(profile: Path, command: Command) -> None:
    file = answered(profile, {LIVING: "1500"})
    for text in (("青石县", "白石县"), ("2026-2030", "2021-2025")):
        other = profile.with_name("other.yaml")
        other.write_text(profile.read_text("utf-8").replace(f"name: {text[0]}", f"name: {text[1]}"), "utf-8")
        if text[0] != "青石县":
            write_new(profile.with_name("old.yaml"), "2021-2025", "青石县", "county", ())
            other = profile.with_name("old.yaml")
        before = other.read_bytes()
        said = command("collect", other, file)
        assert (said.code, "workbook-elsewhere" in said.all) == (1, True), said.all
        assert other.read_bytes() == before


def test_a_workbook_of_an_older_request_is_told_what_it_lacks(profile: Path, command: Command) -> None:
    now = profile.read_text("utf-8")
    row = re.compile(r"^  care_subsidy:.*\n    baseline:.*\n    target:.*\n", re.MULTILINE)
    profile.write_text(row.sub("  care_subsidy: {omit: 本地没有}\n", now), "utf-8")
    assert command("request", profile, "-o", "填报").code == 0
    profile.write_text(now, "utf-8")
    said = command("collect", profile, "填报")
    assert said.code == 0
    [told] = [finding for finding in said.findings if "workbook-older" in finding]
    assert "2 项" in told
    assert "重度残疾人护理补贴覆盖率（2025年）" in told


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
