"""A period that extends another: its own, what it takes over, and what of it is yet to be confirmed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import plans
import pytest

from generator import period as periods
from generator.check import check_content
from generator.lexicon import lexicon, locality
from generator.origins import find_origins
from generator.period import load_period
from generator.pipeline.check import check
from generator.resources import templates_folder
from generator.write_md import write_md

NEXT = "2026-2030"
COUNTY = plans.bare("county", NEXT)


@pytest.fixture
def indicators(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The next period's indicators.yaml in a copy of the templates that a test may write to."""
    folder = tmp_path / "templates"
    shutil.copytree(templates_folder(), folder)
    monkeypatch.setattr(periods, "templates_folder", lambda: folder)
    load_period.cache_clear()
    yield folder / NEXT / "indicators.yaml"
    load_period.cache_clear()


def text(data: dict[str, object]) -> str:
    """The draft of a profile as Markdown."""
    return write_md(plans.document(data))


def told(data: dict[str, object], rule: str) -> list[dict[str, str]]:
    """What a check says of a profile by one rule."""
    return [dict(finding.facts) for finding in check_content(plans.profile(data)) if finding.rule == rule]


def edited(file: Path, *changes: tuple[str, str]) -> None:
    """Write a file anew with each pattern replaced."""
    content = file.read_text("utf-8")
    for pattern, new in changes:
        content, times = re.subn(pattern, new, content, flags=re.DOTALL)
        assert times, pattern
    file.write_text(content, "utf-8")


# --- what it takes over -------------------------------------------------------------------------------


def test_the_title_has_the_period_behind_the_subject_as_the_national_plan_has_it() -> None:
    assert text(COUNTY).startswith("# 青石县残疾人保障和发展“十五五”规划\n")
    assert text(plans.bare("county")).startswith("# 青石县“十四五”残疾人保障和发展规划\n")


@pytest.mark.parametrize(
    ("topic", "own"),
    [
        ("poverty.monitoring", True),
        ("poverty.land_rights", False),
        ("security.utilities", False),
        ("sport.fitness", False),  # a whole file that the period does not have
        ("autism.adults", True),  # one that the period before does not have
    ],
)
def test_a_topic_is_the_periods_own_or_else_that_of_the_period_before(topic: str, *, own: bool) -> None:
    outline = {"chapters": [{"chapter": "all", "title": "全部", "body": [[topic]]}]}
    file, _, macro = topic.partition(".")
    folder = load_period(NEXT).folders[0 if own else 1]
    source = (folder / "topics" / f"{file}.xml.j2").read_text("utf-8")
    start = source.split(f"macro {macro}() %}}\n")[1][:8]
    assert f"\n{start}" in text({**COUNTY, "outline": outline})


def test_figures_of_both_periods_are_known() -> None:
    catalogue = load_period(NEXT).catalogue
    assert {"achievements.monitored_persons", "achievements.new_employment"} <= catalogue.keys()
    assert "achievements.monitored_persons" not in load_period("2021-2025").catalogue


def test_a_result_of_the_last_period_is_told_where_the_profile_has_it() -> None:
    data = {**COUNTY, "achievements": {"monitored_persons": "126", "disabled_homes": "8"}}
    assert "126名残疾人得到动态监测和帮扶。" in text(data)
    assert "建成残疾人之家8个" in text(data)


def test_the_upper_plan_is_asked_for_until_the_profile_names_its_basis() -> None:
    gap = "【待补：上级残疾人保障和发展规划的名称和文号，县残联】"
    assert gap in text(COUNTY)
    assert gap not in text({**COUNTY, "documents": {"basis": ["《某某省残疾人保障和发展“十五五”规划》"]}})
    assert gap not in text(plans.bare("province", NEXT))


# --- departments by date ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("drafted", "name"),
    [
        ("2022-01", "县乡村振兴局"),
        ("2024-05", "县乡村振兴局"),
        ("2024-06", "县农业农村局"),
        ("2026-09", "县农业农村局"),
    ],
)
def test_a_department_that_is_no_more_goes_by_the_name_of_its_successor(drafted: str, name: str) -> None:
    place = locality({"name": "青石县", "kind": "county"})
    found = lexicon(place, terms={}, departments={}, drafted=drafted)
    assert found.department("rural_revitalization") == name


def test_the_successors_own_name_is_taken_and_its_predecessors_own_wins() -> None:
    place = locality({"name": "青石县", "kind": "county"})
    heir = {"agriculture": "农牧和科技局"}
    assert (
        lexicon(place, terms={}, departments=heir, drafted="2026-09").department("rural_revitalization")
        == "农牧和科技局"
    )
    own = {**heir, "rural_revitalization": "县乡村振兴中心"}
    assert (
        lexicon(place, terms={}, departments=own, drafted="2026-09").department("rural_revitalization")
        == "县乡村振兴中心"
    )


def test_one_that_took_over_another_is_named_once() -> None:
    measure = {"measure": "own", "title": "条", "topics": [{"own": "一句话。"}]}
    duties = {"lead": ["agriculture"], "with": ["rural_revitalization", "finance"]}
    body = [{**measure, **duties}]
    data = {**COUNTY, "outline": {"chapters": [{"chapter": "all", "title": "章", "body": body}]}}
    assert "（县农业农村局牵头，县财政局按照职能分工负责）" in text(data)
    alone = {"lead": ["agriculture"], "with": ["rural_revitalization"]}
    data = {
        **COUNTY,
        "outline": {"chapters": [{"chapter": "all", "title": "章", "body": [{**measure, **alone}]}]},
    }
    assert "（县农业农村局负责）" in text(data)


# --- indicators to be confirmed -----------------------------------------------------------------------


def test_every_unconfirmed_indicator_is_marked_in_the_draft_and_told_by_the_check() -> None:
    names = {row.name for row in load_period(NEXT).indicators.values() if not row.confirmed}
    draft, found = text(COUNTY), told(COUNTY, "indicator-unconfirmed")
    assert len(re.findall(r"\| \d+\.[^|]*`【待核】` \|", draft)) == len(names) > 0
    assert "注：标有【待核】的指标" in draft
    assert {facts["indicator"] for facts in found} == names
    assert {(facts["document"], facts["file"]) for facts in found} == {
        ("《残疾人保障和发展“十五五”规划》", "templates/2026-2030/indicators.yaml")
    }
    assert all(facts["source"] for facts in found)


def test_what_is_to_be_confirmed_is_asked_of_the_federation() -> None:
    origin = find_origins(plans.document(COUNTY), plans.profile(COUNTY))["indicators.minimum_living"]
    assert (origin.name, origin.department) == (
        "符合条件的残疾人纳入最低生活保障比例（与国家规划核对）",
        "县残联",
    )


def test_no_target_is_held_against_a_national_one_that_nobody_knows() -> None:
    low = {"minimum_living": {"baseline": "——", "target": "60", "attribute": "预期性", "name": "低保比例"}}
    data = {**COUNTY, "indicators": low}
    rules = (
        "target-below-national",
        "attribute-weaker",
        "name-differs",
        "baseline-missing",
        "indicator-missing",
    )
    assert [found for rule in rules for found in told(data, rule)] == []


def test_the_period_before_marks_nothing() -> None:
    before = plans.bare("county")
    assert "待核" not in text(before)
    assert told(before, "indicator-unconfirmed") == []


def test_a_filled_in_file_completes_the_period(indicators: Path) -> None:
    edited(indicators, ("confirmed: false", "confirmed: true"), ('value: ""', 'value: "100"'))
    data = {**COUNTY, "indicators": {"minimum_living": {"baseline": "98", "target": "99"}}}
    assert "待核" not in text(data)
    assert told(data, "indicator-unconfirmed") == []
    assert [facts["national"] for facts in told(data, "target-below-national")] == ["100"]
    missing = {facts["id"] for facts in told(data, "indicator-missing")}
    assert missing == load_period(NEXT).indicators.keys() - {"minimum_living"}


def test_one_confirmed_indicator_leaves_the_others_marked(indicators: Path) -> None:
    edited(indicators, (r"(  minimum_living:.*?confirmed: )false", r"\1true"))
    draft = text(COUNTY)
    assert "纳入最低生活保障比例（%） |" in draft
    assert draft.count("`【待核】`") == len(load_period(NEXT).indicators) - 1


@pytest.mark.parametrize("kind", ["county", "prefecture", "province"])
def test_an_indicator_that_the_national_set_does_not_have_leaves_no_trace(
    indicators: Path, kind: str
) -> None:
    edited(indicators, (r"indicators:\n.*", "indicators:\n  {}\n"))
    draft = text(plans.bare(kind, NEXT))
    assert "【待核】" not in draft
    assert re.findall(r"【待补：[^】]*[a-z_]{4,}", draft) == []
    assert not re.search(r"达到[，。]|，。|。。|，，|、。|增长。", draft)
    assert "【待补：" in draft or kind == "province"


@pytest.mark.parametrize(
    ("pattern", "new", "where"),
    [
        ("kind: growth", "knd: growth", "indicators.household_income_growth.kind"),
        ("attribute: 约束性", "attribute: 约束", "indicators.minimum_living.attribute"),
        ("category: income", "category: incomes", "indicators.household_income_growth.category"),
        ("direction: higher", "direction: up", "indicators.household_income_growth.direction"),
        ("confirmed: false", "confirmed: 是", "indicators.household_income_growth.confirmed"),
        ("source: 待核：上期第1项，没有基期值, ", "", "indicators.household_income_growth.baseline.source"),
        ('baseline_year: "2025"', "", "baseline_year"),
    ],
)
def test_a_slip_in_the_file_is_told_at_its_line(
    indicators: Path, tmp_path: Path, pattern: str, new: str, where: str
) -> None:
    content = indicators.read_text("utf-8")
    head, data = content.split("\ndocument:", 1)  # its long comment shows the same words
    assert pattern in data
    indicators.write_text(f"{head}\ndocument:{data.replace(pattern, new, 1)}", "utf-8")
    profile = tmp_path / "p.yaml"
    profile.write_text(f"period: {NEXT}\nlocality: {{name: 青石县, kind: county}}\n", "utf-8")
    checked = check(profile)
    assert checked.profile is None
    assert [(f.rule, f.place.file, f.facts["where"]) for f in checked.findings] == [
        ("national-set", str(indicators), where)
    ]


def test_the_row_that_the_manual_shows_can_be_put_into_the_file(indicators: Path, root: Path) -> None:
    row = re.search(
        r"```text\n(  minimum_living:.*?)```", (root / "README.zh-CN.md").read_text("utf-8"), re.DOTALL
    )
    assert row
    edited(indicators, (r"  minimum_living:\n.*?(?=  living_subsidy:)", row[1]))
    shown = load_period(NEXT).indicators["minimum_living"]
    assert (shown.confirmed, shown.target.confirmed, shown.target.value.text) == (True, True, "100")


# --- what is left over from the period before -------------------------------------------------------------

_STALE = re.compile("十四五|第十四个|到2025年|脱贫攻坚|2021[—-]2025|十九届")


@pytest.mark.parametrize("plan", ["dawukou", "dengkou", "jining", "luojiang", "xinzhou"])
def test_a_profile_only_given_another_period_is_told_every_word_that_is_left_of_the_last(
    plan: str, root: Path, tmp_path: Path
) -> None:
    content = (root / "profiles" / f"{plan}.yaml").read_text("utf-8")
    moved = tmp_path / f"{plan}.yaml"
    moved.write_text(content.replace("period: 2021-2025", f"period: {NEXT}"), "utf-8")
    told_lines = {f.place.line for f in check(moved).findings if f.rule == "wrong-period-word"}
    lines = enumerate(content.split("\n"), start=1)
    stale = {n for n, line in lines if _STALE.search(line) and not line.startswith(("#", "period:"))}
    assert stale - told_lines == set()
    assert len(stale) >= 4
