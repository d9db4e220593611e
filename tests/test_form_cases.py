"""Break profiles in one way each: what `plandraft draft` finds in them, by place, rule and facts.

A case is a file in cases/form/; `# <- here` in it marks the line that the message should name. Beside it
stands what is found, a finding a line; the words of each rule stand in cases/words/. Cases that are no text
stand below, as bytes.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from commands import CASES, SOUND, Said, known_bugs, lines_of, marked, params, plandraft, without_excerpt
from conftest import ROOT, Golden
from finding_lines import as_lines, facts_missing
from test_two_parsers import APART

from generator.base.diagnostics import Finding, PlanError
from generator.check.findings.rulebook import to_diagnostic
from generator.check.findings.text import as_text
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose

BUGS, UNUSED = known_bugs("form"), known_bugs("unused")
BYTES = {
    "control_character": f"{SOUND}title: 安泽\x0b规划\n".encode(),
    "cut_in_a_character": SOUND.encode() + "县".encode()[:2],
    "escape_sequence": f"{SOUND}title: \x1b[31m安泽\n".encode(),
    "noncharacter": f"{SOUND}title: 安\ufffe泽\n".encode(),
    "nul_inside": f"{SOUND}title: 安\0泽\n".encode(),
    "too_large": SOUND.encode() + b"# " + "档".encode() * 1_400_000,
    "word_file": b"PK\x03\x04" + bytes(range(256)),
}
RAW = {"escape_sequence", "nul_inside"}
DEEP = {
    "brackets": f"{SOUND}title: {'[' * 800}{']' * 800}\n",
    "dashes": f"{SOUND}names:\n{'- ' * 1500}a\n",
    "indents": f"{SOUND}names:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 1000)),
    "sections": f"{SOUND}outline:\n  chapters: "
    + "".join(f"[{{section: s{n}, body: " for n in range(150))
    + f"[]{'}]' * 150}\n",
}


class Draft:
    """Run `plandraft draft` on one file, into a folder that is not there yet."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], drafts: Path
    ) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys
        self.drafts = drafts

    def __call__(self, file: Path) -> Said:
        """Run the command and return what it said."""
        words = ("draft", file, "--output", self.drafts)
        return plandraft(self.monkeypatch, self.capsys, *words, folder=file.parent)


@pytest.fixture
def draft(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Draft:
    """Return the command, run in this process."""
    return Draft(monkeypatch, capsys, tmp_path / "drafts")


@pytest.mark.parametrize("file", params("form"))
def test_a_broken_profile_is_told_at_its_place_with_its_facts(
    file: Path, draft: Draft, golden: Golden
) -> None:
    if file.stem in APART and not yaml.__with_libyaml__:
        pytest.skip("told at another place without libyaml")
    said = draft(file)
    assert_well_reported(said, draft.drafts)
    if marks := marked(file):
        assert said.lines, "no finding names the file"
        assert said.lines[0] in marks, f"{said.lines} is not at {marks}"
    found = reported_findings(file, said)
    if bug := BUGS.get(file.stem):
        assert bug["expected"] in said.all
    else:
        golden.check(file.with_suffix(".txt"), as_lines(found))


@pytest.mark.parametrize("name", sorted({*BYTES} - RAW))
def test_a_file_that_is_no_text_is_told_for_what_it_is(
    name: str, tmp_path: Path, draft: Draft, golden: Golden
) -> None:
    file = tmp_path / f"{name}.yaml"
    file.write_bytes(BYTES[name])
    said = draft(file)
    assert_well_reported(said, draft.drafts)
    golden.check(CASES / "form_bytes" / f"{name}.txt", as_lines(reported_findings(file, said)))


@pytest.mark.parametrize("name", sorted(RAW))
def test_a_control_character_is_told_but_not_shown(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.yaml"
    file.write_bytes(BYTES[name])
    told = as_text([to_diagnostic(finding) for finding in check(file).findings], lambda text, _: text)
    assert "".join(told).isprintable()


@pytest.mark.parametrize("name", sorted(DEEP))
def test_a_file_nested_too_deep_is_told_as_that(name: str, tmp_path: Path, draft: Draft) -> None:
    file = tmp_path / f"{name}.yaml"
    file.write_text(DEEP[name], encoding="utf-8")
    said = draft(file)
    assert_well_reported(said, draft.drafts)
    assert " 错误 yaml-depth\n" in said.all


def test_a_file_nested_far_too_deep_does_not_kill_the_process(tmp_path: Path) -> None:
    file = tmp_path / "deep.yaml"
    file.write_text(f"{SOUND}title: {'[' * 200_000}{']' * 200_000}\n", encoding="utf-8")
    command = [sys.executable, "-m", "generator", "check", str(file)]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, check=False)  # noqa: S603  # our own command
    assert done.returncode != -signal.SIGSEGV
    assert done.returncode == 1


def test_many_aliases_are_told_once(tmp_path: Path, draft: Draft) -> None:
    file = tmp_path / "aliases.yaml"
    file.write_text(
        f"{SOUND}documents:\n  basis: [&a 《办法》, {', '.join(['*a'] * 80)}]\n", encoding="utf-8"
    )
    assert draft(file).all.count(" 错误 yaml-alias\n") == 1


@pytest.mark.parametrize("file", params("unused"))
def test_a_name_that_nothing_uses_is_told_at_its_line(file: Path, draft: Draft) -> None:
    [mark] = marked(file)
    told = [finding for finding in draft(file).findings if mark in lines_of(finding)]
    word = UNUSED[file.stem]["expected"] if file.stem in UNUSED else ""
    assert any(word in without_excerpt(finding) for finding in told), f"nothing at line {mark} says {word}"


def test_the_list_of_bugs_names_cases_only() -> None:
    for folder, bugs in (("form", BUGS), ("unused", UNUSED)):
        assert set(bugs) <= {file.stem for file in (CASES / folder).glob("*.yaml")}


def test_every_golden_has_its_case_and_no_bug_has_a_golden() -> None:
    for golden in CASES.glob("form/*.txt"):
        assert golden.with_suffix(".yaml").is_file(), f"{golden} has no case"
        assert golden.stem not in BUGS, f"{golden} would make a bug's words good"


def reported_findings(file: Path, said: Said) -> list[Finding]:
    """Return the findings that stop a profile's draft, after checking that `said` has each rule and line."""
    checked = check(file)
    found = checked.findings
    if checked.profile:  # its form is sound, and something in the library is not
        with pytest.raises(PlanError) as stopped:
            compose(checked.profile)
        found = stopped.value.findings
    assert {finding.rule for finding in found} == {rule_of(finding) for finding in said.findings}
    assert {finding.place.line for finding in found} == {*said.lines}
    assert [finding for finding in found if facts_missing(finding)] == []
    return found


def rule_of(finding: str) -> str:
    """Return the rule that a finding in words names."""
    return finding.partition("\n")[0].rpartition(" ")[2]


def assert_well_reported(said: Said, drafts: Path) -> None:
    """Check what every message promises: exit 1, nothing written, Chinese, and a usable remedy."""
    assert said.code == 1
    assert not drafts.exists(), "something was written"
    assert said.all.strip(), "nothing was said"
    assert "程序出了意外" not in said.all
    assert "Traceback" not in said.all
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", said.all), "a control character reaches the terminal"
    assert not said.english
    assert len(set(said.findings)) == len(said.findings), "something was said twice"
    assert not (same := re.search(r"不认识的\S+“(.+)”.*\n *改法：改成 \1(?:\n|。)", said.all)), same
