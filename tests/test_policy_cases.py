"""Check profiles sound in form but wrong as policy: they draft, with the findings a reviewer would raise.

A case is a file in cases/policy/; `# <- here` marks each line that a finding should name. Beside it stands
what is found in it and not in ordinary.yaml, from which each case differs in one way: a finding a line,
with its place, its rule and its facts.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import CASES, Command, known_bugs, marked, params
from conftest import Golden
from finding_lines import as_lines, facts_missing

from generator.base.diagnostics import Finding
from generator.pipeline.check import check, lacking

BUGS = known_bugs("policy")
ORDINARY = CASES / "policy" / "ordinary.yaml"


@pytest.mark.parametrize("file", params("policy"))
def test_a_doubtful_plan_is_drafted_and_its_doubts_are_found(
    file: Path, command: Command, tmp_path: Path, golden: Golden
) -> None:
    said = command("draft", file, "-o", "drafts")
    drafted = sorted(path.name for path in (tmp_path / "drafts").iterdir())
    assert drafted == [f"{file.stem}.docx", f"{file.stem}.md"]
    assert not said.english
    checked = command("check", file)  # it says the same
    assert checked.findings == [finding for finding in said.findings if "fonts-missing" not in finding]
    assert checked.code == said.code == (1 if " 错误 " in checked.out else 0)
    assert checked.err == ""
    found = doubts(file)
    assert set(marked(file)) <= {finding.place.line for finding in found}
    assert [finding for finding in found if facts_missing(finding)] == []
    if bug := BUGS.get(file.stem):
        assert bug["expected"] in as_lines(found)
    else:
        golden.check(file.with_suffix(".txt"), as_lines(found))


def test_the_list_of_bugs_names_cases_only() -> None:
    assert set(BUGS) <= {file.stem for file in (CASES / "policy").glob("*.yaml")}


def test_every_golden_has_its_case_and_no_bug_has_a_golden() -> None:
    for golden in CASES.glob("policy/*.txt"):
        assert golden.with_suffix(".yaml").is_file(), f"{golden} has no case"
        assert golden.stem not in BUGS, f"{golden} would make a bug's words good"


def doubts(file: Path) -> list[Finding]:
    """Return the findings of a case, without those that ordinary.yaml has too."""
    ordinary = [] if file == ORDINARY else told(ORDINARY)
    known = [(finding.rule, finding.facts) for finding in ordinary]
    return [finding for finding in told(file) if (finding.rule, finding.facts) not in known]


def told(file: Path) -> list[Finding]:
    """Return what is found in a profile and what its plan lacks."""
    checked = check(file)
    return [*checked.findings, *lacking(checked)]
