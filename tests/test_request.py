"""Test `plandraft request`: what departments are asked, in which workbooks, and what is not overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import collecting
import pytest
import workbooks
from commands import SOUND, Command
from conftest import ROOT
from marks import fault, sampled
from test_kinds import KINDS

from generator.formats.workbook.questions import Asked, Question
from generator.formats.workbook.writer import write_workbook
from generator.pipeline.gaps import MissingKind, find_gaps
from generator.pipeline.new import write_new
from generator.pipeline.request import ask, requests_of, write_requests
from generator.pipeline.support.sent_workbooks import asking_as_much

FEW = ["banner", "county"]
DENGKOU = ROOT / "profiles" / "dengkou.yaml"
JINING = ROOT / "profiles" / "jining.yaml"


def new(folder: Path, kind: str = "county", period: str = "2026-2030") -> Path:
    """Write the file of a new profile; return it."""
    file = folder / "new.yaml"
    write_new(file, period, KINDS[kind]["locality"]["name"], kind, ())
    return file


def asked_by(file: Path, *, letters: bool = False) -> dict[str, Question]:
    """Return the questions of a profile's workbooks by path; none is asked twice."""
    asking = ask(file, letters=letters)
    asked = [each for sheet in (*asking.sheets, *asking.letters) for each in sheet.questions]
    found = {each.path: each for each in asked}
    assert len(found) == len(asked)
    return found


@pytest.mark.parametrize("kind", sampled(sorted(KINDS), FEW[:1], fault))
@pytest.mark.parametrize("period", ["2021-2025", "2026-2030"])
def test_departments_are_asked_what_gaps_lists(kind: str, period: str, tmp_path: Path) -> None:
    file = new(tmp_path, kind, period)
    gaps = find_gaps(file)
    lacking = {
        each.path: (each.name, each.unit, each.department)
        for each in gaps.missing
        if each.kind is not MissingKind.QUESTION and not each.path.startswith("parts.")
    }
    asking = ask(file)
    asked = {
        each.path: (each.name, each.unit, sheet.department)
        for sheet in asking.sheets
        for each in sheet.questions
    }
    given = {path for path, each in asked_by(file).items() if each.asked is Asked.GIVEN}
    assert {path: each for path, each in asked.items() if path not in given} == lacking
    assert len(given) == gaps.filled
    assert all(each.meaning and each.when for each in asked_by(file).values())


def test_what_the_profile_has_is_shown_to_be_confirmed() -> None:
    asked = asked_by(JINING)
    assert asked["commitments.day_care_visits"].present == "XX万"
    shown = {each.asked: each for each in asked.values()}
    assert shown[Asked.GIVEN].present
    assert {each.asked for each in asked_by(DENGKOU).values()} == {Asked.GIVEN}
    basis = asked_by(DENGKOU)["documents.basis"]
    assert basis.present.startswith("《巴彦淖尔市人民政府关于印发")
    assert basis.used


def test_an_indicator_is_asked_in_two_rows_beside_the_national_and_the_upper_value(tmp_path: Path) -> None:
    upper = tmp_path / "upper.yaml"
    upper.write_text(
        "period: 2021-2025\nlocality: {name: 某某市, kind: prefecture}\n"
        "indicators: {rehabilitation_coverage: {baseline: 84.5, target: '>88'}}\n",
        "utf-8",
    )
    file = tmp_path / "county.yaml"
    file.write_text(SOUND.replace("kind: county", "kind: county\n  upper: [某某市]"), "utf-8")
    asked = asked_by(file)
    baseline, target = (
        asked[f"indicators.rehabilitation_coverage.{each}"] for each in ("baseline", "target")
    )
    assert (baseline.national, baseline.upper) == ("80", "84.5")
    assert (target.national, target.upper) == ("85", ">88")
    assert (baseline.name, target.name) == (
        "残疾人基本康复服务覆盖率（2020年）",
        "残疾人基本康复服务覆盖率（2025年）",
    )
    order = list(asked)
    assert order.index(target.path) == order.index(baseline.path) + 1


def test_last_periods_results_are_asked_of_the_department_of_their_indicator() -> None:
    asking = ask(ROOT / "profiles" / "dawukou.yaml")
    found = {
        sheet.department for sheet in asking.sheets for each in sheet.questions if "completion." in each.path
    }
    assert {"区残联", "区民政局", "区教育局"} <= found


def test_each_department_has_a_workbook_named_after_it(tmp_path: Path, command: Command) -> None:
    file = new(tmp_path)
    said = command("request", file, "-o", "填报", "--deadline", "2026年12月5日")
    assert (said.code, said.err) == (0, "")
    found = workbooks.in_folder(tmp_path / "填报")
    assert {"青石县-县残联", "青石县-县民政局"} <= found.keys()
    assert all(name.startswith("青石县-") for name in found)
    assert f"写好了 {len(found)} 份填报表" in said.out
    assert said.out.rstrip().endswith("读进档案：plandraft collect new.yaml 填报")
    assert "填报/青石县-县民政局.xlsx：必填 6 项、有就填 10 项" in said.out.replace("\\", "/")
    assert ["deadline", "2026-12-05"] in [
        row[:2] for row in workbooks.rows(found["青石县-县民政局"], "plandraft")
    ]


def test_one_department_alone_or_all_in_one_workbook(tmp_path: Path, command: Command) -> None:
    file = new(tmp_path)
    assert command("request", file, "-o", "one", "--department", "民政").code == 0
    assert list(workbooks.in_folder(tmp_path / "one")) == ["青石县-县民政局"]
    assert command("request", file, "-o", "all", "--all").code == 0
    ((name, content),) = workbooks.in_folder(tmp_path / "all").items()
    assert name == "青石县-各部门"
    titles = workbooks.visible(content)
    assert {"县残联", "县民政局", "填写说明"} <= set(titles)
    alone = workbooks.in_folder(tmp_path / "one")["青石县-县民政局"]
    assert workbooks.rows(content, "县民政局") == workbooks.rows(alone, "填报表")


def test_an_unknown_department_is_misuse(tmp_path: Path, command: Command) -> None:
    said = command("request", new(tmp_path), "--department", "民证局")
    assert said.code == 2
    assert "县民政局" in said.err
    assert not (tmp_path / "填报").exists()


def test_a_profile_that_cannot_be_used_stops_no_other(tmp_path: Path, command: Command) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("period: 2026-2030\n", "utf-8")
    said = command("request", broken, new(tmp_path), "-o", "填报", "--department", "民政")
    assert said.code == 1
    assert "broken.yaml" in said.all
    assert list(workbooks.in_folder(tmp_path / "填报")) == ["青石县-县民政局"]


def test_where_nothing_could_be_written_nobody_is_told_that_nothing_is_asked(
    tmp_path: Path, command: Command
) -> None:
    profile = tmp_path / "青石县.yaml"
    profile.write_text(SOUND.replace("安泽县", "青石县"), "utf-8")
    said = command("request", profile, "-o", profile)
    assert (said.code, "没有要问" in said.out, "output-unwritable" in said.all) == (1, False, True)


def test_two_plans_of_one_place_overwrite_nothing_of_each_other(tmp_path: Path, command: Command) -> None:
    file = new(tmp_path)
    other = tmp_path / "other.yaml"
    other.write_bytes(file.read_bytes())
    said = command("request", file, other, "-o", "填报", "--department", "民政")
    assert said.code == 1
    assert "other.yaml 错误 output-same-place" in said.all
    assert "写好了 1 份填报表" in said.out


def test_a_workbook_that_nobody_has_touched_is_replaced_a_filled_one_is_not(tmp_path: Path) -> None:
    file, folder = new(tmp_path), tmp_path / "填报"
    asking = ask(file).only({"县民政局"})
    ((written,), _) = write_requests(asking, folder)
    first = written.file.read_bytes()
    write_requests(asking, folder, deadline="2026-12-05")
    assert written.file.read_bytes() != first
    assert not list(folder.glob("*kept*"))


def test_a_workbook_written_again_keeps_its_deadline_and_stays_where_nothing_changed(
    tmp_path: Path, command: Command
) -> None:
    file = new(tmp_path)
    assert "2026-12-05" not in command("request", file, "-o", "填报", "--deadline", "2026-12-05").out
    folder = tmp_path / "填报"
    civil = folder / "青石县-县民政局.xlsx"
    before = {each: (each.read_bytes(), each.stat().st_mtime_ns) for each in folder.iterdir()}
    said = command("request", file, "-o", "填报", "--letters")
    assert "截止日期照原来的：2026-12-05" in said.out
    assert f"{Path('填报') / civil.name}：必填 6 项、有就填 10 项（与原来的一样，没有重写）" in said.out
    changed = {
        each.stem for each, was in before.items() if (each.read_bytes(), each.stat().st_mtime_ns) != was
    }
    assert changed == {"青石县-县残联"}  # the drafter is asked for the basis instead
    rewritten = workbooks.rows((folder / "青石县-县残联.xlsx").read_bytes(), "填报表")
    assert any({"截止日期", "2026年12月5日"} <= {*row} for row in rewritten)
    assert command("request", file, "-o", "填报", "--deadline", "2026-12-09").code == 0
    assert civil.read_bytes() != before[civil][0]


def test_a_link_to_the_same_workbook_is_not_taken_for_it(tmp_path: Path, command: Command) -> None:
    file = new(tmp_path)
    written = write(file)
    (tmp_path / "填报").mkdir()
    (tmp_path / "其他.xlsx").write_bytes(written)
    (tmp_path / "填报" / "青石县-县民政局.xlsx").symlink_to(tmp_path / "其他.xlsx")
    assert command("request", file, "-o", "填报", "--department", "民政").code == 1


def test_a_filled_workbook_stays_or_is_kept_beside_the_new_one(tmp_path: Path, command: Command) -> None:
    file, folder = new(tmp_path), tmp_path / "填报"
    folder.mkdir()
    filled = folder / "青石县-县民政局.xlsx"
    filled.write_bytes(workbooks.with_answer(write(file), "achievements.minimum_living_recipients", "3196"))
    before = filled.read_bytes()
    ask_both = ("request", file, "-o", "填报", "--department", "民政", "--department", "教育")
    said = command(*ask_both)
    assert (said.code, said.findings) == (0, [])
    assert "青石县-县民政局.xlsx：必填 6 项、有就填 10 项（有人填过，要问的都在里面，没有动）" in said.out
    own = (
        "  建成示范村: {unit: 个, sentence: '示范村{value}个', group: security, department: civil_affairs}\n"
    )
    file.write_text(file.read_text("utf-8").replace("achievements:\n", f"achievements:\n{own}"), "utf-8")
    (folder / "青石县-县教育局.xlsx").unlink()
    (folder / "青石县-规划和函件.xlsx").mkdir()
    said = command(*ask_both, "--letters")
    assert (said.code, len(said.findings)) == (1, 2)
    assert all(each in said.err for each in ("output-filled", "plandraft collect", "output-unwritable"))
    assert filled.read_bytes() == before
    assert (folder / "青石县-县教育局.xlsx").is_file()
    assert "写好了 1 份填报表" in said.out
    assert command("request", file, "-o", "填报", "--department", "民政", "--force").code == 0
    assert (folder / "青石县-县民政局.kept-1.xlsx").read_bytes() == before
    assert filled.read_bytes() == write(file)


def test_a_filled_workbook_need_not_be_asked_again_for_less(tmp_path: Path) -> None:
    asking = collecting.asking()
    assert asking.profile is not None
    ((_, request),) = requests_of(
        replace(asking.only({"县民政局"}), letters=()), asking.profile, together=False
    )
    file = tmp_path / "a.xlsx"
    file.write_bytes(write_workbook(request))
    (sheet,) = request.sheets

    def enough(questions: Sequence[Question], locality: str = "青石县") -> bool:
        sheets = (replace(sheet, questions=tuple(questions)),)
        today = replace(request, sheets=sheets, locality=locality)
        return asking_as_much({file: today, tmp_path / "none.xlsx": today}) == [file]

    assert enough(sheet.questions[1:])
    assert not enough([*sheet.questions, replace(sheet.questions[0], path="achievements.x")])
    assert not enough([replace(sheet.questions[0], unit="户")])
    assert not enough(sheet.questions, locality="赤石县")


def write(file: Path) -> bytes:
    """Return the workbook for the civil affairs department."""
    folder = file.parent / "again"
    ((written,), _) = write_requests(ask(file).only({"县民政局"}), folder, force=True)
    return written.file.read_bytes()


def test_the_drafter_has_sheets_for_plan_departments_and_every_part(tmp_path: Path) -> None:
    file = new(tmp_path)
    asking = ask(file, letters=True)
    sheets = {sheet.title: sheet for sheet in asking.letters}
    assert list(sheets) == [
        *("规划", "部门名称", "成文部分", "封面", "目录"),
        *("征求意见函", "公示", "印发通知", "任务分工表", "版记"),
    ]
    plan = {each.path: each for each in sheets["规划"].questions}
    assert "青石县残疾人保障和发展“十五五”规划" in plan["title"].meaning
    assert plan["documents.basis"].asked is Asked.FILL
    assert "documents.basis" not in {each.path for sheet in asking.sheets for each in sheet.questions}
    names = {each.path: each for each in sheets["部门名称"].questions}
    assert names["departments.health"].present == "县卫健局"
    assert names["departments.health"].asked is Asked.CONFIRM
    assert names["departments.sports"].name == "县文旅局（体育）"
    assert "departments.rural_revitalization" not in names
    assert {each.present for each in sheets["成文部分"].questions} == {"不要"}
    notice = {each.path: each for each in sheets["印发通知"].questions}
    assert notice["parts.issuing-notice.recipients"].asked is Asked.CHOSEN
    assert notice["parts.issuing-notice.sealed"].choices == (("是", "true"), ("否", "false"))
    asked = [each for sheet in asking.letters for each in sheet.questions]
    assert not any("列表" in each.meaning or "true" in each.meaning + each.name for each in asked)
    assert [each.path for each in asked if not each.meaning and each not in names.values()] == []
    letter = {each.path.rpartition(".")[2]: each.asked for each in sheets["征求意见函"].questions}
    assert (letter["address"], letter["fax"]) == (Asked.CHOSEN, Asked.OFFER)


def test_what_parts_have_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    said = "title: 安泽县规划\ndepartments: {health: 县卫体局}\n"
    parts = "parts:\n- {form: cover, issuer: [县政府, 县残联]}\n- plan\n"
    file.write_text(f"{SOUND}{said}{parts}", "utf-8")
    asked = asked_by(file, letters=True)
    assert asked["title"].present == "安泽县规划"
    assert (asked["departments.health"].name, asked["departments.health"].present) == ("县卫健局", "县卫体局")
    assert asked["departments.health"].asked is Asked.GIVEN
    assert asked["parts.cover"].present == "要"
    assert asked["parts.cover.issuer"].present == "县政府\n县残联"
    assert asked["parts.cover.date"].asked is Asked.FILL
    assert asked["parts.imprint"].present == "不要"


def test_the_workbook_of_the_drafter_has_the_sheets(tmp_path: Path, command: Command) -> None:
    assert command("request", new(tmp_path), "-o", "填报", "--letters", "--department", "民政").code == 0
    found = workbooks.in_folder(tmp_path / "填报")
    assert list(found) == ["青石县-县民政局", "青石县-规划和函件"]
    content = found["青石县-规划和函件"]
    assert "部门名称" in workbooks.visible(content)
    guide = workbooks.rows(content, "填写说明")
    assert [row[1] for row in guide if row[2] == "规划开头，第一章之前"] == ["编制依据"]
    assert not any(row[2] == "填了才印" for row in guide)
    assert "parts.cover.issuer" in workbooks.keys(found["青石县-规划和函件"], "封面")
