"""Test `plandraft roll`: nothing of a profile is lost, and nothing stale is drafted for the next period."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from commands import CASES, SOUND, Command, Said
from conftest import ROOT
from hostile import as_yaml
from hypothesis import given
from hypothesis import strategies as st
from marks import sampled
from test_kinds import UNFILLED

from generator.base.characters import forbidden_character
from generator.base.diagnostics import PlanError, Severity
from generator.base.limits import LONGEST_FACT, MOST_PROFILE_BYTES
from generator.check.findings.rulebook import is_blocking, rulebook
from generator.check.form.profile import check_form
from generator.check.review import check_content
from generator.formats.markdown import write_md
from generator.locality.profile import Profile, load_source, make_profile
from generator.pipeline.check import check
from generator.pipeline.roll import Rolled, roll
from generator.pipeline.support.composing import compose
from generator.yaml_source import Data, parse
from generator.yaml_source.read import read_text
from generator.yaml_source.write import yaml_flow

REAL = sorted((ROOT / "profiles").glob("*.yaml"))
OLD = "2021-2025"
NEW = "2026-2030"


def usable(file: Path) -> bool:
    """Return whether a case is a profile of the old period that can be drafted."""
    try:
        source, _ = load_source(file)
        fit = not any(map(is_blocking, check_form(source))) and isinstance(source.data, dict)
        return fit and source.data["period"] == OLD and bool(make_profile(source))  # type: ignore[index,call-overload]  # a mapping
    except PlanError:
        return False


MADE_UP = [
    file
    for cases in ("policy/*.yaml", "rules/*/fails.yaml", "sound/*.yaml", "unused/*.yaml")
    for file in sorted(CASES.glob(cases))
    if usable(file)
]
FEW = [*REAL[:2], *MADE_UP[::12]]
every_profile = pytest.mark.parametrize(
    "file",
    sampled([*REAL, *MADE_UP], FEW, pytest.mark.slow),
    ids=lambda file: f"{file.parent.name}-{file.stem}",
)


def rolled(file: Path, folder: Path, *, keep_outline: bool = False) -> tuple[str, Profile]:
    """Return the text of the new file, and what is read from it."""
    into = folder / "new.yaml"
    roll(file, NEW, into, keep_outline=keep_outline)
    source, slips = load_source(into)
    assert slips == []
    assert [finding for finding in check_form(source) if is_blocking(finding)] == []
    return into.read_text("utf-8"), make_profile(source)


def appendix(text: str) -> str:
    """Return the old file at the end of a new one, without its hashes."""
    _, _, end = text.partition("# ==== 上期档案原文")
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in end.splitlines()[1:])


def scalars(data: object) -> list[str]:
    """Return every text in data."""
    if isinstance(data, dict):
        return [text for key, value in data.items() for text in (*scalars(key), *scalars(value))]
    if isinstance(data, list):
        return [text for value in data for text in scalars(value)]
    return [data] if isinstance(data, str) else []


def errors(profile: Profile) -> set[str]:
    """Return the rules that find errors."""
    rules = rulebook()
    return {each.rule for each in check_content(profile) if rules[each.rule].severity is Severity.ERROR}


@every_profile
def test_nothing_is_lost_and_it_is_drafted_and_its_check_finds_no_errors(file: Path, tmp_path: Path) -> None:
    text, profile = rolled(file, tmp_path)
    before = read_text(file)[0].splitlines()
    assert appendix(text).rstrip() == "\n".join(before).rstrip()  # every scalar, every comment
    flat = re.sub(r"\s", "", text)
    old = load_source(file)[0]
    assert [each for each in scalars(old.data) if re.sub(r"\s", "", each) not in flat] == []
    assert profile.period.id == NEW
    assert errors(profile) <= errors(make_profile(old))
    assert write_md(compose(profile)).count("【待补") >= 12


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_of_a_real_profile_only_what_is_to_be_filled_in_and_confirmed_is_found(
    file: Path, tmp_path: Path
) -> None:
    text, profile = rolled(file, tmp_path)
    found = {finding.rule for finding in check_content(profile)}
    assert errors(profile) == set()
    own = {"indicator-without-task", "category-unprinted"}  # what the default outline has not of their own
    assert found - UNFILLED - own <= {"figure-unconfirmed", "department-abolished"}  # 忻州银保监分局
    draft = write_md(compose(profile))
    assert "【待核】" in draft
    assert not re.search("十四五[^，。]*规划的通知|国发〔2021〕10号", draft)
    _, (head, *_) = text.split("\n\n")[0], text.split("period:")
    assert "没有转过来" in head
    assert "basis: 《中华人民共和国残疾人保障法》" not in head  # the new period's list has it too


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_its_own_outline_may_stay(file: Path, tmp_path: Path) -> None:
    text, profile = rolled(file, tmp_path, keep_outline=True)
    old = make_profile(load_source(file)[0])
    assert [node.key for node in profile.outline.body] == [node.key for node in old.outline.body]
    assert errors(profile) == set()
    assert write_md(compose(profile))
    block = file.read_text("utf-8").partition("\noutline:\n")[2].rstrip()
    assert block in text  # with every comment and line break


def test_a_target_becomes_a_baseline_to_confirm(tmp_path: Path) -> None:
    text, profile = rolled(ROOT / "profiles" / "dengkou.yaml", tmp_path)
    value = profile.value("indicators.rehabilitation_coverage.baseline")
    assert value
    assert (value.text, value.unconfirmed, value.amount) == ("【待核】>92", True, None)
    assert profile.value("indicators.rehabilitation_coverage.target") is None
    assert re.search(r"baseline: 【待核】>92 +# 2025年基期值；上期 91.13", text)
    assert re.search(r"target: +# 2030年目标值；上期 \">92\"", text)
    found = next(each for each in check_content(profile) if each.rule == "figure-unconfirmed")
    assert found.facts["value"] == "【待核】>92"
    assert "【待核】>92" in write_md(compose(profile))


def test_growth_and_totals_without_a_baseline_keep_the_dash(tmp_path: Path) -> None:
    _, profile = rolled(ROOT / "profiles" / "dengkou.yaml", tmp_path)
    assert profile.text("indicators.household_income_growth.baseline") == "——"
    assert profile.text("indicators.home_accessibility.baseline") == "【待核】>[350]"  # it had one before


def test_results_are_asked_for_and_the_old_ones_stand_beside(tmp_path: Path) -> None:
    text, profile = rolled(ROOT / "profiles" / "dengkou.yaml", tmp_path)
    assert profile.at("achievements.care_served") is None
    assert re.search("^  care_served: +# 享受托养服务.*；上期 71$", text, re.MULTILINE)
    assert re.search("^  certified: +# 持证残疾人数（人）；上期 6278$", text, re.MULTILINE)
    assert "# - achievements.poverty_relieved: 1678" in text
    assert re.search(
        "^title: 磴口县“十五五”残疾人事业发展规划 .*；上期 磴口县“十四五”残疾人事业发展规划$",
        text,
        re.MULTILINE,
    )


def test_words_names_and_departments_go_over_with_their_comments(tmp_path: Path) -> None:
    file = tmp_path / "old.yaml"
    file.write_text(
        f"period: {OLD}\n# 谁\nlocality:\n  name: 青石县  # 全称\n  kind: county\n"
        "departments:\n  # 2019年合并\n  health: 县卫健委  # 不是局\nterms: {township: 乡镇}\n"
        "names: {strategy: 建设青石, games: 第六届残运会, grid: 全科网格}\n",
        "utf-8",
    )
    text, profile = rolled(file, tmp_path)
    for lines in ("  name: 青石县  # 全称\n", "  # 2019年合并\n  health: 县卫健委  # 不是局\n"):
        assert f"\n{lines}" in text
    assert profile.text("names.strategy") == "建设青石"
    assert profile.at("names.games") is None
    assert "# - names.games: 第六届残运会" in text


def test_documents_of_the_old_period_stay_behind_and_are_told(command: Command, tmp_path: Path) -> None:
    said = command("roll", ROOT / "profiles" / "dengkou.yaml", "-o", "new.yaml")
    assert said.code == 0
    assert "- documents.disability_prevention: 《国家残疾预防行动计划（2021-2025年）》\n" in said.out
    data = yaml.load((tmp_path / "new.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # text only
    assert data["documents"]["basis"] == ""
    assert data["documents"]["disability_prevention"] == [
        "《残疾预防和残疾人康复条例》",
        "《内蒙古自治区残疾预防和残疾人康复办法》",
    ]


def test_changes_that_find_their_block_go_over_and_the_others_are_told(tmp_path: Path) -> None:
    file = tmp_path / "old.yaml"
    file.write_text(
        f"period: {OLD}\nlocality: {{name: 青石县, kind: county}}\noutline:\n  form: {{unit_prefix: false}}\n"
        "  changes:\n    - {at: social_assistance, title: 社会救助}\n    - {remove: poverty_consolidation}\n",
        "utf-8",
    )
    text, profile = rolled(file, tmp_path)
    assert "    - {at: social_assistance, title: 社会救助}\n" in text
    assert "# - {remove: poverty_consolidation}" in text
    assert "\n    - {remove: poverty_consolidation}" not in text
    assert profile.lexicon.department("finance") == "财政局"


def test_every_kind_of_change_goes_over_by_its_keys_and_with_its_words(tmp_path: Path) -> None:
    file = tmp_path / "old.yaml"
    same = [
        '{at: sport, task: "办好体育{commitments.bases}", reason: 一个理由}',
        "{replace: sport.mass, by: {topic: sport.mass, new_paragraph: true, lead: sports, task: 群体}}",
        "{after: sport.competition, add: {own: 另起一段。, new_paragraph: true}}",
        "{after: sport, add: {measure: more, title: 另一条, lead: federation, task: 无}}",
        "{move: sport.reserve, into: more}",
    ]
    keyed = {
        "{at: 加强残疾人职业技能培训, task: 无}": "{at: vocational_skills, task: 无}",
        "{move: 完善残疾人就业创业扶持政策, into: security}": "{move: employment_policy, into: security}",
    }
    stale = ["{at: housing, task: 到2025年住得安全}"]
    lines = "".join(f"    - {change}\n" for change in (*same, *keyed, *stale))
    head = f"period: {OLD}\nlocality: {{name: 青石县, kind: county}}\ncommitments: {{bases: 3}}\n"
    rows = (
        "indicators: {doctors: {name: 医师数, unit: 人, attribute: 预期性, target: 3, after: care_subsidy}}\n"
    )
    order = "  form: {indicators: {order: [doctors, minimum_living]}}\n"
    file.write_text(f"{head}{rows}outline:\n{order}  changes:\n{lines}", "utf-8")
    text, profile = rolled(file, tmp_path)
    outline = text[text.index("\noutline:") :]
    assert [line[6:] for line in outline.splitlines() if line.startswith("    - ")] == [
        *same,
        *keyed.values(),
    ]
    assert order in outline
    assert f"# - {stale[0]}" in text
    assert profile.text("indicators.doctors.after") == "care_subsidy"


def test_dated_fields_of_letters_stay_behind(tmp_path: Path) -> None:
    text, profile = rolled(ROOT / "profiles" / "luojiang.yaml", tmp_path)
    notice = profile.at("parts")[0]  # type: ignore[index]  # a list
    assert isinstance(notice, dict)
    assert notice["issuer"] == "德阳市罗江区人民政府办公室"
    assert "date" not in notice
    assert "    # date: 2022年6月14日  # 上期的" in text


def test_last_targets_become_the_table_of_results(tmp_path: Path) -> None:
    _, profile = rolled(ROOT / "profiles" / "dawukou.yaml", tmp_path)
    row: Any = profile.at("completion.living_subsidy")
    old = make_profile(load_source(ROOT / "profiles" / "dawukou.yaml")[0])
    assert row["target"] == old.text("indicators.living_subsidy.target")
    assert row["result"] is None


def test_the_file_is_written_beside_and_never_over_another(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"period: {OLD}\nlocality: {{name: 青石县, kind: county}}\n", "utf-8")
    said = command("roll", "a.yaml")
    assert (said.code, said.err) == (0, "")
    assert check(tmp_path / "a-2026-2030.yaml").profile
    written = (tmp_path / "a-2026-2030.yaml").read_bytes()
    said = command("roll", "a.yaml", "--period", NEW)
    assert (said.code, said.out) == (2, "")
    assert "file-exists" in said.err
    assert (tmp_path / "a-2026-2030.yaml").read_bytes() == written


def test_misuse_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"period: {NEW}\nlocality: {{name: 青石县, kind: county}}\n", "utf-8")
    said = command("roll", "a.yaml")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("a.yaml:1:9 错误 roll-period")
    assert command("roll", "没有.yaml").code == 1
    assert command("roll") == Said(2, "", "缺少 '档案'。用法见 plandraft roll --help\n")
    assert command("roll", "a.yaml", "--period", OLD).code == 2
    assert [file.name for file in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize("kind", sampled(plans.kinds(), ("county", "league", "province"), pytest.mark.slow))
def test_a_profile_that_answers_everything_goes_over(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "old.yaml"
    file.write_text(as_yaml(plans.with_forms(plans.full(kind))), "utf-8")
    _, profile = rolled(file, tmp_path)
    assert errors(profile) == set()
    assert write_md(compose(profile))


def test_a_kept_outline_that_does_not_fit_is_told_at_its_line_in_the_old_file(
    tmp_path: Path, command: Command
) -> None:
    text = (
        "period: 2021-2025\nlocality: {name: 青石县, kind: county}\noutline:\n  changes:\n"
        "    - {remove: informatization}\n"
    )
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    said = command("roll", "a.yaml", "--keep-outline")
    assert said.err.startswith("a.yaml:5:16 错误 outline-change\n")


WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12).filter(
    lambda text: not forbidden_character(text)
)


@given(
    st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))
)
def test_data_written_on_one_line_is_read_as_it_was(data: Data) -> None:
    assert parse(f"k: {yaml_flow(data)}", "x").data == {"k": data}


def test_a_profile_that_would_be_too_large_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(f"{SOUND}# {'注' * (MOST_PROFILE_BYTES // 3 - 1_000)}\n", "utf-8")
    with pytest.raises(PlanError) as caught:
        roll(file, "", tmp_path / "new.yaml")
    assert [finding.rule for finding in caught.value.findings] == ["roll-large"]
    assert not (tmp_path / "new.yaml").exists()


def test_few_notes_of_each_kind_are_printed_and_none_is_long() -> None:
    lines = [f"- {'话' * (2 * LONGEST_FACT)}{n}" for n in range(50)]
    brief = list(Rolled(Path("p.yaml"), ("甲：", *lines, "乙：", "- 短"), ()).brief)
    assert (len(brief), brief[0], brief[-2:]) == (24, "甲：", ["乙：", "- 短"])
    assert "30" in brief[21]
    assert max(map(len, brief)) <= LONGEST_FACT + 1
