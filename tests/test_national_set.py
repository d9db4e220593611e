"""Test unconfirmed national indicators, and the file that completes them once somebody fills it in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import plans
import pytest

from generator.base.resources import templates_folder
from generator.check.form.profile import check_form
from generator.check.review import check_content
from generator.formats.markdown import write_md
from generator.library import period as periods
from generator.library.period import load_period
from generator.locality.origins import find_origins
from generator.pipeline.check import check
from generator.yaml_source import load, mapping

NEXT = "2026-2030"
COUNTY = plans.bare("county", NEXT)


@pytest.fixture
def indicators(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a copy of the next period's indicators.yaml that a test may write to, and read it instead."""
    original, copy = templates_folder() / NEXT / "indicators.yaml", tmp_path / "indicators.yaml"
    shutil.copy(original, copy)
    monkeypatch.setattr(periods, "load", lambda file: load(copy if file == original else file))
    load_period.cache_clear()
    yield copy
    load_period.cache_clear()


def text(data: dict[str, object]) -> str:
    """Return the draft of a profile as Markdown."""
    return write_md(plans.document(data))


def facts_of(data: dict[str, object], rule: str) -> list[dict[str, str]]:
    """Return the facts of a check's findings by one rule."""
    profile = plans.profile(data)
    found = [*check_form(profile.source), *check_content(profile)]
    return [dict(finding.facts) for finding in found if finding.rule == rule]


def edited(file: Path, *changes: tuple[str, str]) -> None:
    """Write a file anew with each pattern replaced."""
    content = file.read_text("utf-8")
    for pattern, new in changes:
        content, times = re.subn(pattern, new, content, flags=re.DOTALL)
        assert times, pattern
    file.write_text(content, "utf-8")


def test_every_unconfirmed_indicator_is_marked_in_the_draft_and_told_by_the_check() -> None:
    names = {row.name for row in load_period(NEXT).indicators.values() if not row.confirmed}
    draft, found = text(COUNTY), facts_of(COUNTY, "indicator-unconfirmed")
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
    low = {
        "minimum_living": {
            "baseline": "——",
            "target": "60",
            "attribute": "预期性",
            "name": "低保比例",
            "unit": "人",
        }
    }
    words = {"living_subsidy": {"baseline": "——", "target": "基本覆盖"}}
    data = {**COUNTY, "indicators": {**low, **words}}
    rules = (
        "target-below-national",
        "target-unclear",
        "attribute-weaker",
        "unit-differs",
        "name-differs",
        "baseline-missing",
        "indicator-missing",
    )
    assert [found for rule in rules for found in facts_of(data, rule)] == []


def test_a_period_that_names_no_national_document_asks_for_none_by_name() -> None:
    profile = plans.profile(COUNTY)
    plan = {k: v for k, v in mapping(profile.period.settings["national_plan"]).items() if k != "document"}
    period = replace(profile.period, settings={**profile.period.settings, "national_plan": plan})
    found = check_content(replace(profile, period=period))
    assert {dict(each.facts)["document"] for each in found if each.rule == "indicator-unconfirmed"} == {""}


def test_the_period_before_marks_nothing() -> None:
    before = plans.bare("county")
    assert "待核" not in text(before)
    assert facts_of(before, "indicator-unconfirmed") == []


def test_a_filled_in_file_completes_the_period(indicators: Path) -> None:
    edited(indicators, ("confirmed: false", "confirmed: true"), ('value: ""', 'value: "100"'))
    data = {**COUNTY, "indicators": {"minimum_living": {"baseline": "98", "target": "99"}}}
    assert "待核" not in text(data)
    assert facts_of(data, "indicator-unconfirmed") == []
    assert [facts["national"] for facts in facts_of(data, "target-below-national")] == ["100"]
    missing = {facts["id"] for facts in facts_of(data, "indicator-missing")}
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
