"""Test what a profile says of its figures beside their values: units, sentences, groups, places of rows."""

from __future__ import annotations

from typing import Any

import pytest
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from plans import bare, document, profile

from generator.check.concerns import Concerns
from generator.check.review import check_content
from generator.formats.markdown import write_md
from generator.locality.figures import Figures
from generator.locality.indicators import plan_indicators

KEYS = ["甲", "乙", "丙", "丁", "戊"]
NATIONAL = "minimum_living"


def printed(**groups: Any) -> str:  # noqa: ANN401  # YAML
    """Return the plan of a county with these groups, as Markdown."""
    return write_md(document({**bare("county"), **groups}))


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("skill_training", {"value": "4219", "unit": "名"}, "残疾人参加职业技能培训4219名"),
        ("skill_training", {"value": "4219"}, "残疾人参加职业技能培训4219人次"),
        ("skill_training", {"value": "4219", "unit": ""}, "残疾人参加职业技能培训4219人次"),
        ("self_employed", {"value": "2403", "unit": "名"}, "帮助2403名残疾人自主创业"),
        ("self_employed", {"value": "2403"}, "帮助2403户残疾人家庭自主创业"),
        ("students_aided", {"value": "0.3", "unit": "万"}, "残疾人家庭子女0.3万人次"),
        ("students_aided", {"value": "0.3", "unit": "万名"}, "残疾人家庭子女0.3万名"),
        ("pension_rate", {"value": ">960", "unit": "‰"}, "参保率达到960‰以上"),
        ("poverty_relieved", {"value": "7", "sentence": "{value}名残疾人脱贫"}, "。7名残疾人脱贫。"),
        ("art_show_gold", {"value": "3", "unit": "项"}, "获得金奖3项"),
        ("art_show_gold", {"value": "3", "sentence": "艺术汇演得金奖{value}项"}, "。艺术汇演得金奖3项。"),
        (
            "severe_among_relieved",
            {"value": "60", "sentence": "六成是重度残疾人"},
            "六成是重度残疾人。仍享受",
        ),
    ],
)
def test_a_result_is_printed_as_the_profile_says(key: str, given: dict[str, str], said: str) -> None:
    text = printed(achievements={key: given}, outline=background())
    assert said in text


def background() -> dict[str, Any]:
    """Return an outline of every topic about results."""
    topics = ["opening", "employment", "education", "security", "poverty", "honours", "closing"]
    listed = [*(f"background.results_{name}" for name in topics), "background.problem_relieved"]
    return {"chapters": [{"chapter": "background", "title": "发展基础", "body": [listed]}]}


def test_of_a_pair_each_may_have_its_own_sentence() -> None:
    pair = {
        "skill_training_sessions": {"value": "12", "unit": "场"},
        "skill_training": {"value": "4219", "sentence": "{value}名残疾人学到技能"},
    }
    assert "举办残疾人职业技能培训12场；4219名残疾人学到技能" in printed(achievements=pair)


def test_a_sentence_with_a_group_is_printed_there_and_nowhere_else() -> None:
    moved = {"value": "312", "sentence": "新增就业{value}名", "group": "security"}
    text = printed(achievements={"new_employment": moved, "living_subsidy_recipients": "55"})
    assert text.count("312") == 1
    assert "困难残疾人生活补贴惠及55人；新增就业312名。" in text


@pytest.mark.parametrize(
    ("population", "said"),
    [
        ({"certified": {"value": "0.8", "unit": "万人"}}, "持证残疾人0.8万人。"),
        ({"certified": "90", "severe": "40"}, "持证残疾人90名，其中一、二级40名。"),
        ({"certified": "90", "by_grade": {"1": "40", "2": "50"}}, "90名，其中一级40名，二级50名。"),
        (
            {"certified": "90", "severe": "40", "mild": "50", "by_grade": {"1-2": "40", "3-4": "50"}},
            "其中一、二级40名，三、四级50名（一、二级40名，三、四级50名）。",
        ),
    ],
)
def test_the_population_is_printed_as_the_profile_says(population: dict[str, Any], said: str) -> None:
    assert said in printed(population=population)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"agency_threshold": {"value": "50", "unit": "名"}}, "编制50名（含）以上"),
        ({"association_year": {"value": "2024", "unit": "年底"}}, "2024年底"),
    ],
)
def test_a_commitment_is_printed_with_its_unit(given: dict[str, Any], said: str) -> None:
    assert said in printed(commitments=given)


@pytest.mark.parametrize(("unit", "said"), [("万", "0.02万人"), ("万人次", "0.02万人次"), ("", "0.02人")])
def test_a_target_is_said_with_the_unit_of_its_row(unit: str, said: str) -> None:
    row = {"unit": unit, "target": "0.02"}
    assert f"五年累计培训城乡残疾人{said}" in printed(indicators={"vocational_training": row})


rows_of_places = st.fixed_dictionaries(
    {
        key: st.tuples(st.sampled_from(["", "before", "after"]), st.sampled_from([NATIONAL, *KEYS]))
        for key in KEYS
    }
)


@one_in(2)
@given(rows_of_places, st.lists(st.sampled_from([NATIONAL, *KEYS]), unique=True, max_size=3))
def test_rows_stand_where_they_say(places: dict[str, tuple[str, str]], order: list[str]) -> None:
    own = {
        key: {"name": f"名{key}", "attribute": "预期性", **({verb: beside} if verb else {})}
        for key, (verb, beside) in places.items()
    }
    table = {"indicators": {"order": order}} if order else {}
    made = profile({**bare("county"), "indicators": own, "outline": {"form": table}})
    rows = [row.id for row in plan_indicators(made)]
    assert sorted(rows) == sorted([*made.period.indicators, *KEYS])  # each once, whatever they say
    assert rows[: len(order)] == order
    told = {str(finding.place) for finding in check_content(made) if finding.rule == "indicator-place"}
    if not told and not order:
        for key, (verb, beside) in places.items():
            assert not verb or (rows.index(key) < rows.index(beside)) is (verb == "before")


def test_rows_behind_one_row_keep_the_order_of_the_profile() -> None:
    own = {key: {"name": f"名{key}", "attribute": "预期性", "after": NATIONAL} for key in KEYS}
    rows = [row.id for row in plan_indicators(profile({**bare("county"), "indicators": own}))]
    at = rows.index(NATIONAL)
    assert rows[at + 1 : at + 6] == KEYS


def test_a_row_may_be_named_by_its_name() -> None:
    own = {"甲": {"name": "名甲", "attribute": "预期性", "before": "困难残疾人生活补贴覆盖率"}}
    figures = Figures(profile({**bare("county"), "indicators": own}))
    rows = list(figures.indicators)
    assert rows[rows.index("甲") + 1] == "living_subsidy"


@pytest.mark.parametrize(
    ("path", "given", "called"),
    [
        (
            "achievements.mine",
            {"sentence": "建成示范村{value}个，挂牌率100%", "group": "poverty"},
            "建成示范村…个",
        ),
        ("achievements.mine", {"sentence": "{value}个示范点建成"}, "…个示范点建成"),
        (
            "achievements.mine",
            {"sentence": "在全国{population.certified}人中，{value}人 获奖"},
            "在全国…人中，…人获奖",
        ),
        ("achievements.mine", {"sentence": f"{'坚持以残疾人为中心，' * 3}建成{{value}}个站"}, "建成…个站"),
        ("achievements.mine", {"sentence": f"{'很' * 30}{{value}}个"}, f"{'很' * 23}…"),
        ("achievements.mine", {"sentence": "六成是重度残疾人；其余是轻度"}, "六成是重度残疾人"),
        ("achievements.mine", {"sentence": "{value}"}, "自有成果（mine）"),
        ("achievements.mine", {"sentence": "建成{value}个", "name": "示范村数"}, "示范村数"),
        ("achievements.mine", {"unit": "个"}, "自有成果（mine）"),
        ("achievements.mine", None, "自有成果（mine）"),
        ("achievements.new_employment", {"sentence": "新增{value}名"}, "新增残疾人就业人数"),
        ("commitments.mine", {"value": "3"}, "自设数量（mine）"),
        ("commitments.助残驿站", {"value": "3"}, "助残驿站"),
        ("documents.mine", None, "本地文件（mine）"),
        ("names.mine", None, "本地名称（mine）"),
    ],
)
def test_a_figure_without_a_name_is_called_by_its_sentence_or_its_key(
    path: str, given: dict[str, Any] | None, called: str
) -> None:
    group, key = path.split(".")
    assert Figures(profile({**bare("county"), group: {key: given}})).slot(path).name == called


def test_a_finding_may_be_accepted_by_the_key_of_a_figure_without_a_name() -> None:
    made = profile({**bare("county"), "achievements": {"mine": "约300", "yours": "约400"}})
    findings = check_content(made)
    for key in ("mine", "achievements.mine", "自有成果（mine）"):
        (number,) = Concerns(made, findings).about("figure-unused", [key])
        assert findings[number].facts["path"] == "achievements.mine"


@pytest.mark.parametrize("group", ["documents", "names", "commitments", "achievements"])
def test_a_sentence_may_name_what_the_locality_added(group: str) -> None:
    own = {"at": "principles", "own": f"依托{{{group}.mine}}。"}
    made = {**bare("county"), group: {"mine": "12"}, "outline": {"changes": [own]}}
    assert [each for each in check_content(profile(made)) if each.rule == "reference-unknown"] == []


@pytest.mark.parametrize(
    ("name", "given", "label", "unit"),
    [
        ("残疾人养老保险参保率（%）", {}, "残疾人养老保险参保率（%）", "%"),
        ("城镇失业率(％)", {}, "城镇失业率（%）", "%"),
        ("持证人数（人）", {"unit": "人"}, "持证人数（人）", "人"),
        ("建协会的村（社区）", {"unit": "个"}, "建协会的村（社区）（个）", "个"),
        ("建协会的村（社区）", {}, "建协会的村（社区）", ""),
        ("参保率（%）", {"unit": ""}, "参保率（%）", ""),
        ("持证人数（人）", {"unit": "万人"}, "持证人数（人）（万人）", "万人"),
    ],
)
def test_the_unit_that_a_name_brings_is_not_printed_twice(
    name: str, given: dict[str, Any], label: str, unit: str
) -> None:
    row = {"name": name, "attribute": "预期性", "baseline": "3", "target": "5", **given}
    made = profile({**bare("county"), "indicators": {"own": row}})
    (found,) = [each for each in plan_indicators(made) if each.id == "own"]
    assert (found.label, found.unit) == (label, unit)


def test_a_national_indicator_renamed_with_its_unit_is_said_without_it() -> None:
    row = {"name": "残疾人养老保险参保率（%）", "target": "99"}
    text = printed(indicators={"pension_insurance": row})
    assert "残疾人养老保险参保率达到99%" in text
    assert "参保率（%）（%）" not in text
    figures = Figures(profile({**bare("county"), "commitments": {"z": {"name": "满意度（%）", "unit": "%"}}}))
    assert figures.slot("commitments.z").name == "满意度"
