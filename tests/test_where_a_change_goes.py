"""Make the changes of CONTRIBUTING.md's table in a copy of the tree, as it says, and see what they do."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import CASES
from conftest import ROOT

CHANGES: list[dict[str, Any]] = yaml.safe_load((CASES / "changes.yaml").read_text("utf-8"))
CATALOGUE = "templates/locale/zh_CN/LC_MESSAGES"
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
          topics: [security.patrol_walk, {own: 夜里也去。走访~~登记，点亮12盏灯。}]
          lead: [night_office]
accepted: [{rule: upper-document-missing, at: 某某省, reason: 上级还没有印发}]
"""
PASTORAL = """\
period: 2026-2030
locality: {name: 青石县, kind: trial, setting: pastoral, upper: [某某省, 某某市]}
population: {certified: 100}
commitments: {patrols: 9000, lamp_posts: }
outline: {changes: [{at: 卷首语, own: "卷首另写一句。装灯{commitments.lamp_posts}盏。"}]}
"""
LAST = "period: 2021-2025\nlocality: {name: 青石县, kind: county, upper: [某某省, 某某市]}\n"
STREETS = "period: 2026-2030\nlocality: {name: 东城区, kind: district, upper: [北京市]}\n"
WRONG = "period: 2026-2030\nlocality: {name: 青石县, kind: county}\nsubtitle: 本例\n"
ABOVE = "period: 2026-2030\nlocality: {name: 某某市, kind: prefecture, upper: [某某省]}\n"
COUNTED = "indicators: {vocational_training: {baseline: 100, target: 900}}\n"
FOREIGN = """\
青石县残疾人保障和发展规划（2026—2030年）
一、主要任务
（一）办好食堂
办好食堂，说一句本例的词。（民政局牵头）
二、组织实施
各方都要出力。
"""
EVERY = "not (browser or fault or fuzz or office or validators)"
TESTS = [
    "merge.py::test_case",
    "typed_blocks.py",
    "outside.py",
    "diff_cases.py",
    "diff_outside.py",
    "kinds.py",
    "security.py",
]
# Each is commands of the program, one after the other; one that begins with ! is another program.
COMMANDS: dict[str, list[list[str]]] = {
    "draft": [["draft", "a.yaml", "--format", "md"]],
    "draft-pastoral": [["draft", "b.yaml", "--format", "md"]],
    "gaps": [["gaps", "a.yaml"]],
    "gaps-pastoral": [["gaps", "b.yaml"]],
    "check": [["check", "a.yaml"]],
    "check-pastoral": [["check", "b.yaml"]],
    "check-streets": [["check", "d.yaml"]],
    "check-form": [["check", "e.yaml"]],
    "check-plan": [["check", "plan.txt"]],
    "import": [["import", "plan.txt", "-o", "imported.yaml", "--force"]],
    "new": [["new", "made.yaml", "--name", "青岩县"]],
    "request": [["request", "a.yaml", "-o", "r"]],
    "roll": [["roll", "c.yaml", "-o", "made.yaml", "--force"]],
    "library": [["library", "check"]],
    "show": [["library", "show", "security.patrol"]],
    "begun": [["library", "new", "topic", "sport.trial", "--title", "试写", "-o", "templates"]],
    "page": [["draft", "a.yaml", "--format", "html"]],
    "word": [["draft", "a.yaml", "--format", "docx"]],
    "diff": [["diff", "a.yaml", "a2.yaml"]],
    "comparison": [["diff", "a.yaml", "a2.yaml", "--format", "table", "-o", "table.docx"]],
    "opinions": [
        ["!cp", "drafts/a.docx", "甲.docx"],
        ["merge", "drafts/a.docx", "甲.docx", "-o", "merged.docx", "--table", "opinions.docx"],
    ],
    "summary": [["summary", "m.yaml", "e2.yaml", "-o", "s", "--format", "docx"]],
    "usage": [
        ["!msgfmt", "-o", f"{CATALOGUE}/click.mo", f"{CATALOGUE}/click.po"],
        ["draft", "--help"],
    ],
    "schema": [["schema"]],
    "walk": [["walk"]],
    "tests": [
        [
            "!" + sys.executable,
            "-m",
            "pytest",
            "--accept",
            "-v",
            "-p",
            "no:cacheprovider",
            "-n",
            "0",
            "-m",
            EVERY,
        ]
        + [f"tests/test_{name}" for name in TESTS]
        + ["-k", "(walked or trial) and not every_topic"],
    ],
    "shape": [["!cp", "walks.yaml", "templates/lexicon/walks.yaml"], ["library", "check"]],
    "contracts": [["!lint-imports", "--no-cache"]],
}
WRITTEN = {  # by the commands that write what is looked at
    "draft": "drafts/a.md",
    "draft-pastoral": "drafts/b.md",
    "import": "imported.yaml",
    "new": "made.yaml",
    "roll": "made.yaml",
    "begun": "templates/2031-2035/topics/sport.xml.j2",
    "page": "drafts/a.html",
    "word": "drafts/a.docx",
    "comparison": "table.docx",
    "opinions": "opinions.docx",
    "summary": "s/某某市任务分解表.docx",
    "request": "r/青石县-县残联.xlsx",
}
COPIED = ["generator", "templates", "tests", "profiles", "output", "locks", ".ci"]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what each command prints, or the draft that it writes, where all changes are made."""
    home = tmp_path_factory.mktemp("tree")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, home / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (file for file in ROOT.iterdir() if file.is_file()):
        shutil.copy(file, home)
    for change in CHANGES:
        for edit in change["edits"]:
            make(home, edit)
    (home / "a.yaml").write_text(PERIOD + OUTLINE, "utf-8")
    (home / "b.yaml").write_text(PASTORAL, "utf-8")
    (home / "c.yaml").write_text(LAST, "utf-8")
    (home / "a2.yaml").write_text((PERIOD + OUTLINE).replace("12盏", "13盏"), "utf-8")
    (home / "d.yaml").write_text(STREETS, "utf-8")
    (home / "e.yaml").write_text(WRONG, "utf-8")
    (home / "e2.yaml").write_text(PERIOD + COUNTED, "utf-8")
    (home / "m.yaml").write_text(ABOVE + COUNTED, "utf-8")
    (home / "walks.yaml").write_text("stops: [一步]\n", "utf-8")
    (home / "plan.txt").write_text(FOREIGN, "utf-8")
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
    """Return all that the commands called `name` print, with the file that they write."""
    said = ""
    for words in COMMANDS[name]:
        other = words[0].startswith("!")
        done = subprocess.run(  # noqa: S603  # our own commands
            [words[0][1:], *words[1:]] if other else [sys.executable, "-m", "generator", *words],
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert other or "Traceback" not in done.stderr, done.stderr
        said += done.stdout + done.stderr
    return said + (read(home / WRITTEN[name]) if name in WRITTEN else "")


def read(file: Path) -> str:
    """Return the text of a file; of a Word file or a workbook what its parts say, without their tags."""
    if file.suffix not in {".docx", ".xlsx"}:
        return file.read_text("utf-8")
    with zipfile.ZipFile(file) as parts:
        texts = [parts.read(part).decode() for part in parts.namelist() if part.endswith(".xml")]
    return re.sub("<[^<>]*>", "", "".join(texts))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(CHANGES)), ids=lambda number: CHANGES[number]["row"])
def test_a_change_that_the_table_names_does_what_the_table_says(number: int, said: dict[str, str]) -> None:
    change = CHANGES[number]
    assert change["sees"] in said[change["command"]]


def test_the_rows_are_those_of_the_table() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("| --- | --- |\n")[2].partition("\n\n")[0]
    rows = table.split("\n")
    cases = [change["row"] for change in CHANGES]
    assert [row for row in rows if not any(row.startswith(f"| {case}") for case in cases)] == []
    for change in CHANGES:
        (row,) = [line for line in rows if line.startswith(f"| {change['row']}")]
        named = row.partition(" | ")[2]
        for file in (Path(edit["file"]) for edit in change["edits"]):
            shown = file.parent.name == "topics"  # by which the effect is seen
            assert shown or any(part in named for part in (file.name, *file.parts[1:-1])), row
