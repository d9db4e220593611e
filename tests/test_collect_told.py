"""Test what `plandraft collect` tells: answers that differ, notes, workbooks that do not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from collecting import LIVING, RATE, answered, asked, blank, new
from commands import CASES, Command
from filled_workbooks import fill, filled

from generator.check.language import sentence_patterns
from generator.document.plan import Contents
from generator.formats.workbook.words import listed
from generator.pipeline.new import write_new
from generator.pipeline.support.composing import compose
from generator.pipeline.support.upper_plans import load_profile
from generator.yaml_source import load, mapping

READ = mapping(load(CASES / "collect" / "read.yaml").data)
ANSWERS = ("填报数", "填写")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return new(tmp_path)


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


def test_what_came_twice_or_is_there_is_told_as_such(profile: Path, command: Command) -> None:
    first = answered(profile, {LIVING: "1500", RATE: "90"})
    second = profile.with_name("又.xlsx")
    second.write_bytes(filled(asked()["县民政局"], {LIVING: "1500", RATE: "90.0"}))
    said = command("collect", profile, first, second)
    assert (said.code, said.findings) == (0, [])
    assert f"{first.name}：填了 2 项，收进 2 项\n" in said.out
    assert "又.xlsx：填了 2 项，收进 0 项，与别的表填得一样的 2 项\n" in said.out
    said = command("collect", profile, first, second)
    assert said.out.count("：填了 2 项，收进 0 项，档案里已经有的 2 项\n") == 2
    assert "与档案相同的 2 项" in said.out


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
    unchosen = {f"parts.issuing-notice.{key}": "甲" for key in ("recipients", "issuer", "body")}
    said = collected({"parts.issuing-notice.sealed": "否", **unchosen})
    assert said.count("answer-part") == 2  # once as the rule to be explained
    assert "起填了 4 项（" in said
    assert "、…），这一部分在“成文部分”里没有选“要”" in said


def test_what_a_workbook_takes_for_none_a_profile_does_too() -> None:
    assert {*listed("nothing")} <= sentence_patterns().nothing


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


def test_parts_that_have_no_room_are_told_each(
    profile: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pipeline.support.writing_in.MOST_ANSWERS", 1)
    file = profile.with_name("文字.xlsx")
    notice = "parts.public-notice"
    answers = {"drafted": "2026-10", "parts.cover": "要", notice: "要", f"{notice}.sealed": "是"}
    file.write_bytes(filled(asked()["规划和函件"], answers))
    said = command("collect", profile, file)
    assert (said.code, said.all.count("档案里写不下")) == (1, 3), said.all
    assert load_profile(profile).text("drafted") == "2026-10"


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
