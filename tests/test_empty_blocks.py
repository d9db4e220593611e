"""Test that no heading of an outline vanishes: what has no text stands with a gap, and is told."""

from __future__ import annotations

import plans
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.review import check_content
from generator.document import Box, Division, Document, Gap, Group, Item, nodes_in, runs_in
from generator.library.outline import walk_outline
from generator.locality.origins import find_origins
from generator.yaml_source import Data

PERIODS = ("2021-2025", "2026-2030")


def headings(document: Document) -> set[str]:
    """Return the keys of all divisions, boxes, groups and items."""
    nodes = (node for part in document.parts for node in nodes_in(part))
    return {node.key for node in nodes if isinstance(node, (Division, Box, Group, Item))}


def gaps(data: dict[str, object]) -> list[str]:
    """Return the marks of all gaps of a plan that stand for the text of a block."""
    document = plans.document(data)
    return [
        run.text for run in runs_in(document) if isinstance(run, Gap) and run.source.startswith("outline.")
    ]


def empty_block(kind: str, way: dict[str, Data]) -> dict[str, object]:
    """Return a profile with an empty block of this kind, where it may stand."""
    block: dict[str, Data] = {kind: "void", "title": "空块", **way}
    full: dict[str, Data] = {"measure": "full", "title": "有话", "own": "一句话。"}
    inside: dict[str, dict[str, Data]] = {
        "item": {"box": "outer", "title": "专栏", "items": [block]},
        "group": {"box": "outer", "title": "专栏", "groups": [block]},
    }
    body: list[Data] = [full, inside.get(kind, block)]
    chapters: list[Data] = [block] if kind == "chapter" else [{"chapter": "c", "title": "章", "body": body}]
    return {**plans.bare("county"), "outline": {"chapters": chapters}}


WAYS: list[dict[str, Data]] = [{}, {"body": []}, {"topics": []}, {"body": [[]]}]


@pytest.mark.parametrize("kind", ["chapter", "section", "measure", "box", "group", "item"])
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_an_empty_block_prints_its_heading_with_a_gap_and_is_told(kind: str, way: dict[str, Data]) -> None:
    data = empty_block(kind, way)
    assert gaps(data) == ["【待补：“空块”的内容】"]
    profile = plans.profile(data)
    assert [f.facts for f in check_content(profile) if f.rule == "outline-empty"] == [{"title": "空块"}]
    (origin,) = [
        found for path, found in find_origins(plans.document(data), profile).items() if "void" in path
    ]
    assert origin.path == ("outline.outer.void" if kind in {"group", "item"} else "outline.void")
    assert profile.source.places[("outline", "chapters", 0)] <= origin.place


@pytest.mark.parametrize("table", [{"table": "completion"}, {"box": "b", "table": "completion"}])
def test_a_table_without_rows_has_a_gap_and_is_told(table: dict[str, Data]) -> None:
    chapter: dict[str, Data] = {"chapter": "c", "title": "章", "body": [{**table, "title": "完成情况"}]}
    data: dict[str, object] = {**plans.bare("county"), "outline": {"chapters": [chapter]}}
    assert gaps(data) == ["【待补：“完成情况”的各行】"]
    told = [
        finding.facts for finding in check_content(plans.profile(data)) if finding.rule == "outline-empty"
    ]
    assert told == [{"title": "完成情况"}]
    row: dict[str, Data] = {"name": "指标", "target": "1", "attribute": "预期性", "result": "1"}
    assert gaps({**data, "completion": {"a": row}}) == []


def test_quotation_marks_in_a_title_are_single_ones_in_a_gap() -> None:
    chapter: dict[str, Data] = {"chapter": "c", "title": "“两项补贴”"}
    assert gaps({**plans.bare("county"), "outline": {"chapters": [chapter]}}) == [
        "【待补：“‘两项补贴’”的内容】"
    ]


def test_a_measure_without_text_still_says_who_leads() -> None:
    block = {"measure": "void", "title": "空块", "lead": "federation"}
    data = {
        **plans.bare("county"),
        "outline": {"chapters": [{"chapter": "c", "title": "章", "body": [block]}]},
    }
    words = "".join(run.text for run in runs_in(plans.document(data)))
    assert "【待补：“空块”的内容】" in words
    assert "县残联" in words


def test_topics_without_figures_leave_a_gap_and_answered_ones_do_not() -> None:
    topic = {"chapter": "c", "title": "空章", "topics": ["background.results_poverty"]}
    data: dict[str, object] = {**plans.bare("county"), "outline": {"chapters": [topic]}}
    assert gaps(data) == ["【待补：“空章”的内容】"]
    assert gaps({**data, "achievements": {"poverty_relieved": "0"}}) == []
    assert gaps({**data, "achievements": {"poverty_relieved": "12"}}) == []


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("kind", ["county", "banner", "prefecture", "province"])
def test_no_heading_of_a_default_plan_vanishes(period: str, kind: str) -> None:
    data = plans.bare(kind, period)
    printed = headings(plans.document(data))
    nodes = walk_outline(plans.profile(data).outline.body)
    headed = [node.key for node in nodes if node.kind not in {"paragraph", "table"}]
    assert [key for key in headed if key not in printed] == []
    assert gaps(data) == []


@pytest.mark.parametrize("period", PERIODS)
def test_an_unknown_population_and_an_unknown_basis_are_gaps(period: str) -> None:
    found = {
        run.source for run in runs_in(plans.document(plans.bare("county", period))) if isinstance(run, Gap)
    }
    assert {"population.certified", "documents.basis"} <= found
    filled = {
        **plans.bare("county", period),
        "population": {"certified": "8412"},
        "documents": {"basis": ["《甲》", "《乙》"]},
    }
    found = {run.source for run in runs_in(plans.document(filled)) if isinstance(run, Gap)}
    assert found.isdisjoint({"population.certified", "documents.basis"})
    empty = {**plans.bare("county", period), "population": {"certified": None}, "documents": {"basis": None}}
    found = {run.source for run in runs_in(plans.document(empty)) if isinstance(run, Gap)}
    assert {"population.certified", "documents.basis"} <= found


KINDS = st.sampled_from(["measure", "section", "box"])


@given(st.lists(st.tuples(KINDS, st.booleans()), min_size=1, max_size=5))
def test_every_heading_of_an_outline_is_printed(blocks: list[tuple[str, bool]]) -> None:
    body = [
        {kind: f"k{n}", "title": f"第{n}块", **({"own": "话。"} if has_text and kind != "box" else {})}
        for n, (kind, has_text) in enumerate(blocks)
    ]
    data = {**plans.bare("county"), "outline": {"chapters": [{"chapter": "c", "title": "章", "body": body}]}}
    printed = headings(plans.document(data))
    assert {f"k{n}" for n in range(len(blocks))} <= printed
    assert len(gaps(data)) == sum(kind == "box" or not has_text for kind, has_text in blocks)
