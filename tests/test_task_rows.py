"""Test what the table of tasks prints of a profile's own words: text, figures, gaps, and through Word."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import plans
from commands import Command

from generator.document import Document, Task, nodes_in, plain
from generator.document.occurrences import occurrences
from generator.pipeline.support.marks import Marks

FIGURE, GAP = "commitments.agency_threshold", "commitments.culture_bases"
DATA = {
    **plans.bare("county"),
    "commitments": {"agency_threshold": {"value": "30"}},
    "parts": ["plan", "task-division"],
    "outline": {
        "changes": [
            {"at": "sport", "task": f"发展体育，{{{FIGURE}}}以上单位都有队伍，建成文创基地{{{GAP}}}"},
            {"at": "vocational_skills", "task": "不填"},
            {
                "after": "sport",
                "add": {"measure": "games", "title": "办赛", "lead": "sports", "own": "办赛事。"},
            },
            {"at": "games", "add": {"own": "组队参赛。", "lead": "federation", "task": "组好代表队"}},
        ]
    },
}


@cache
def document() -> Document:
    """Return the plan of DATA."""
    return plans.document(DATA)


def rows(plan: Document) -> dict[str, str]:
    """Return the words of each row of the table of tasks by its key."""
    return {node.key: plain(node.runs) for node in nodes_in(plan) if isinstance(node, Task)}


def test_a_row_prints_what_the_profile_says_and_one_that_is_left_out_goes() -> None:
    usual = rows(plans.document({**DATA, "outline": {"changes": []}}))
    found = rows(document())
    assert found["task:sport"].startswith("发展体育，30")
    assert found["task:games"] == "办赛"
    assert [words for key, words in found.items() if key.startswith("task:games/")] == ["组好代表队"]
    assert usual.keys() - found.keys() == {"task:vocational_skills"}
    assert {key for key in usual.keys() & found.keys() if usual[key] != found[key]} == {"task:sport"}


def test_a_gap_in_a_row_is_counted_and_its_figures_stand_at_the_measure() -> None:
    marks = Marks(plans.profile(DATA), document())
    assert len(marks.gaps[GAP]) == 1
    places = {run.source: headings for run, headings in occurrences(document())}
    assert "体育" in places[FIGURE][-1]
    assert places[GAP] == places[FIGURE]


def test_a_row_of_ones_own_comes_back_from_word_and_is_told_when_it_changes(
    command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "青石县.yaml"
    file.write_text(json.dumps(DATA, ensure_ascii=False), "utf-8")
    command("draft", file, "-o", tmp_path)
    assert command("diff", file, tmp_path / "青石县.docx").code == 0
    assert command("verify", tmp_path / "青石县.docx", "--profile", file).code == 0
    file.write_text(file.read_text("utf-8").replace("组好代表队", "组好队伍"), "utf-8")
    told = command("diff", tmp_path / "青石县.docx", file)
    assert "组好[-代表队-]{+队伍+}" in told.out
    assert "提纲，outline.changes.3.add.task：组好代表队 → 组好队伍" in told.out
