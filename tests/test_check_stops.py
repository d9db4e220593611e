"""Test that `check` tells whatever stops a draft, though it composes no plan that is complete."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import CASES
from marks import attack, sampled
from plans import bare, profile

from generator.base.diagnostics import PlanError
from generator.base.limits import MOST_FINDINGS
from generator.check.findings.rulebook import is_blocking
from generator.check.review import check_content
from generator.pipeline.check import check, lacking
from generator.pipeline.support.composing import compose
from generator.pipeline.support.upper_plans import load_profile

WRONG = "security.no_such_topic"
CHAPTER = {"chapter": "c", "title": "章"}
MEASURE = {"measure": "m", "title": "条", "topics": ["没有这样的要点"]}
BOX = {"box": "b", "title": "专栏", "items": [{"item": "i", "title": "项", "topics": [WRONG]}]}
WHERE: dict[str, dict[str, object]] = {
    "topics": {"chapters": [{**CHAPTER, "topics": [WRONG]}]},
    "a passage": {"chapters": [{**CHAPTER, "body": [[{"own": "话。"}, {"topic": WRONG}]]}]},
    "a box": {"chapters": [{**CHAPTER, "body": [BOX]}]},
    "the first part": {"preamble": [[WRONG]]},
    "a field of a change": {"changes": [{"at": "safeguards", "topics": [f"——{WRONG}"]}]},
    "what a change adds": {"changes": [{"at": "safeguards", "add": {"topics": [WRONG]}}]},
    "what a change puts behind": {
        "changes": [{"after": "safeguards", "add": {**CHAPTER, "body": [MEASURE]}}]
    },
    "what replaces": {"changes": [{"replace": "safeguards", "by": {**CHAPTER, "topics": [WRONG]}}]},
}
ALL = sorted([*CASES.glob("rules/*/*.yaml"), *CASES.glob("form/*.yaml"), *CASES.glob("sound/*.yaml")])
FEW = ALL[::40]  # of hundreds of cases


@pytest.mark.parametrize("where", WHERE)
def test_a_topic_that_there_is_not_is_told_wherever_it_is_named(where: str, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(json.dumps({**bare("county"), "outline": WHERE[where]}, ensure_ascii=False), "utf-8")
    (found,) = (each for each in check(file).findings if is_blocking(each))
    assert (found.rule, found.place.line) == ("topic-unknown", 1)


def test_of_many_topics_that_there_are_not_few_are_told_each_once() -> None:
    topics = [f"{WRONG}_{n}" for n in range(MOST_FINDINGS + 9)]
    body = [{**MEASURE, "topics": [topics[0]]}, {**MEASURE, "measure": "n", "topics": topics}]
    made = profile({**bare("county"), "outline": {"chapters": [{**CHAPTER, "body": body}]}})
    found = [each for each in check_content(made) if is_blocking(each)]
    assert [each.facts["topic"] for each in found] == topics[:MOST_FINDINGS]


@pytest.mark.parametrize(
    "file", sampled(ALL, FEW, attack), ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_what_stops_a_draft_is_an_error_of_check(file: Path) -> None:
    checked = check(file)
    told = any(map(is_blocking, [*checked.findings, *lacking(checked)]))
    try:
        compose(load_profile(file))
    except PlanError:
        assert told
