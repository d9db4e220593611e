"""Test a period that extends another: its own data, what it inherits, and that nothing outdated remains."""

from __future__ import annotations

import re
from pathlib import Path

import plans
import pytest

from generator.formats.markdown import write_md
from generator.library.lexicon import build_lexicon, read_locality
from generator.library.outline import walk_outline
from generator.library.period import load_period
from generator.pipeline.check import check

NEXT = "2026-2030"
COUNTY = plans.bare("county", NEXT)


def text(data: dict[str, object]) -> str:
    """Return the draft of a profile as Markdown."""
    return write_md(plans.document(data))


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


def test_a_default_outline_may_extend_another_with_changes_of_its_own() -> None:
    prefecture, province = (plans.profile(plans.bare(kind, NEXT)) for kind in ("prefecture", "province"))
    keys = [
        [node.key for node in walk_outline(profile.outline.body) if node.kind != "paragraph"]
        for profile in (prefecture, province)
    ]
    assert keys[0] == keys[1]
    told = {entry.topic for node in walk_outline(province.outline.body) for entry in node.entries}
    before = {entry.topic for node in walk_outline(prefecture.outline.body) for entry in node.entries}
    assert {"safeguards.funds_transfer", "grassroots.standards"} <= told - before
    assert text(plans.bare("province", NEXT)) != text(plans.bare("prefecture", NEXT))


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
    place = read_locality({"name": "青石县", "kind": "county"})
    found = build_lexicon(place, terms={}, departments={}, drafted=drafted)
    assert found.department("rural_revitalization") == name


@pytest.mark.parametrize(
    ("drafted", "name"),
    [("2022-01", "县政务服务局"), ("2023-09", "县政务服务局"), ("2023-10", "县数据局"), ("", "县数据局")],
)
def test_a_department_that_is_not_there_yet_goes_by_the_name_of_its_predecessor(
    drafted: str, name: str
) -> None:
    place = read_locality({"name": "青石县", "kind": "county"})
    found = build_lexicon(place, terms={}, departments={}, drafted=drafted)
    assert found.department("data_administration") == name


def test_the_successors_own_name_is_taken_and_its_predecessors_own_wins() -> None:
    place = read_locality({"name": "青石县", "kind": "county"})
    heir = {"agriculture": "农牧和科技局"}
    assert (
        build_lexicon(place, terms={}, departments=heir, drafted="2026-09").department("rural_revitalization")
        == "农牧和科技局"
    )
    own = {**heir, "rural_revitalization": "县乡村振兴中心"}
    assert (
        build_lexicon(place, terms={}, departments=own, drafted="2026-09").department("rural_revitalization")
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
