"""Profiles sound in form but wrong as policy: they are drafted, and what a reviewer would object to is told.

A case is a file in cases/policy/; `# <- here` marks each line that a finding should name. Beside it stands
what the command says of it and not of ordinary.yaml, from which each case differs in one way.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import CASES, known_bugs, marked, params, plandraft
from conftest import Golden

BUGS = known_bugs("policy")
ORDINARY = CASES / "policy" / "ordinary.yaml"


@pytest.mark.parametrize("file", params("policy"))
def test_a_doubtful_plan_is_drafted_and_its_doubts_are_told(
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    golden: Golden,
) -> None:
    ordinary = plandraft(monkeypatch, capsys, "check", ORDINARY, folder=file.parent)
    said = plandraft(monkeypatch, capsys, "draft", file, "-o", tmp_path, folder=file.parent)
    assert said.code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{file.stem}.docx", f"{file.stem}.md"]
    assert not said.english
    assert set(marked(file)) <= set(said.lines)
    if bug := BUGS.get(file.stem):
        assert bug["expected"] in said.beside(ordinary)
    else:
        golden.check(file.with_suffix(".txt"), said.err if file == ORDINARY else said.beside(ordinary))


@pytest.mark.parametrize("file", sorted((CASES / "policy").glob("*.yaml")), ids=lambda file: file.stem)
def test_check_says_the_same_and_exits_1_only_for_errors(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drafted = plandraft(monkeypatch, capsys, "draft", file, "-o", tmp_path, folder=file.parent)
    checked = plandraft(monkeypatch, capsys, "check", file, folder=file.parent)
    assert checked.err == drafted.err
    assert checked.code == (1 if " 错误 " in checked.err else 0)
    assert checked.out.count("\n") == 1


def test_the_list_of_bugs_names_cases_only() -> None:
    assert set(BUGS) <= {file.stem for file in (CASES / "policy").glob("*.yaml")}


def test_every_golden_has_its_case_and_no_bug_has_a_golden() -> None:
    for golden in CASES.glob("policy/*.txt"):
        assert golden.with_suffix(".yaml").is_file(), f"{golden} has no case"
        assert golden.stem not in BUGS, f"{golden} would make a bug's words good"
