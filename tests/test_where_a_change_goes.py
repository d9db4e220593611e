"""Make the changes of CONTRIBUTING.md's table in a copy of the tree, as it says, and see what they do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import CASES
from conftest import ROOT

CHANGES: list[dict[str, Any]] = yaml.safe_load((CASES / "changes.yaml").read_text("utf-8"))
PERIOD = "period: 2026-2030\nlocality: {name: 青石县, kind: county, upper: [某某省, 某某市]}\n"
OUTLINE = """\
parts: [circular, {form: consultation-letter, deadline: 免印}, plan]
outline:
  chapters:
    - chapter: own
      title: 本土措施
      body:
        - measure: care
          title: 巡访
          topics: [上门巡访家庭, security.patrol_count, security.patrol_rules, sport.fitness]
          lead: [patrol_office]
        - measure: night
          title: 夜访
          topics: [{own: 夜里也去。}]
          lead: [night_office]
"""
PASTORAL = """\
period: 2026-2030
locality: {name: 青石县, kind: trial, setting: pastoral, upper: [某某省, 某某市]}
population: {certified: 100}
commitments: {patrols: 9000}
outline: {changes: [{at: 卷首语, own: 卷首另写一句。}]}
"""
LAST = "period: 2021-2025\nlocality: {name: 青石县, kind: county, upper: [某某省, 某某市]}\n"
COMMANDS = {
    "draft": ["draft", "a.yaml", "--format", "md"],
    "draft-pastoral": ["draft", "b.yaml", "--format", "md"],
    "gaps": ["gaps", "a.yaml"],
    "check": ["check", "a.yaml"],
    "check-pastoral": ["check", "b.yaml"],
    "new": ["new", "made.yaml", "--name", "青岩县"],
    "roll": ["roll", "c.yaml", "-o", "made.yaml", "--force"],
    "library": ["library", "check"],
    "show": ["library", "show", "security.patrol"],
    "begun": ["library", "new", "topic", "sport.trial", "--title", "试写", "-o", "templates"],
}
WRITTEN = {  # by the commands that write what is looked at
    "draft": "drafts/a.md",
    "draft-pastoral": "drafts/b.md",
    "new": "made.yaml",
    "roll": "made.yaml",
    "begun": "templates/2031-2035/topics/sport.xml.j2",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what each command prints, or the draft that it writes, where all changes are made."""
    home = tmp_path_factory.mktemp("tree")
    for folder in ("generator", "templates"):
        shutil.copytree(ROOT / folder, home / folder)
    for change in CHANGES:
        for edit in change["edits"]:
            make(home, edit)
    (home / "a.yaml").write_text(PERIOD + OUTLINE, "utf-8")
    (home / "b.yaml").write_text(PASTORAL, "utf-8")
    (home / "c.yaml").write_text(LAST, "utf-8")
    return {name: run(home, name) for name in COMMANDS}


def make(home: Path, edit: dict[str, str]) -> None:
    """Make one edit of a file of the tree."""
    file = home / edit["file"]
    file.parent.mkdir(parents=True, exist_ok=True)
    text = file.read_text("utf-8") if file.exists() else ""
    if "old" in edit:
        assert text.count(edit["old"]) == 1, edit
        text = text.replace(edit["old"], edit["new"])
    file.write_text(text + edit.get("end", ""), "utf-8")


def run(home: Path, name: str) -> str:
    """Return all that the command `name` prints, with the draft, the profile or the topic that it writes."""
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "generator", *COMMANDS[name]],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    written = (home / WRITTEN[name]).read_text("utf-8") if name in WRITTEN else ""
    return done.stdout + done.stderr + written


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(CHANGES)), ids=lambda number: CHANGES[number]["row"])
def test_a_change_that_the_table_names_does_what_the_table_says(number: int, said: dict[str, str]) -> None:
    change = CHANGES[number]
    assert change["sees"] in said[change["command"]]


def test_the_rows_are_those_of_the_table() -> None:
    rows = [
        line for line in (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("\n") if line.startswith("| ")
    ]
    for change in CHANGES:
        (row,) = [line for line in rows if line.startswith(f"| {change['row']}")]
        named = row.partition(" | ")[2]
        for file in (Path(edit["file"]) for edit in change["edits"]):
            shown = file.parent.name == "topics"  # by which the effect is seen
            assert shown or any(part in named for part in (file.name, *file.parts[1:-1])), row
