"""Test that what is wrong in acceptances and outlines hides nothing else that is wrong in a profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import CASES

from generator.base.diagnostics import Finding
from generator.check.findings.rulebook import is_blocking, to_diagnostic
from generator.check.findings.text import as_text
from generator.pipeline.check import Checked, check

SOUND = (CASES / "sound" / "county.yaml").read_text("utf-8")
TWINS = SOUND.replace("achievements:\n", 'achievements:\n  accident_insured: "1271"\n', 1)
PAIR = "[achievements.living_subsidy_recipients, achievements.accident_insured]"
GOOD = f"{{rule: same-figure, at: {PAIR}, reason: 已核对}}"
BAD_ACCEPTANCES = [
    "{rule: same-figure, at: title, reason: }",
    "{rule: same-figure, at: title, reason: ' '}",
    "{rule: same-figure, at: title}",
    "{rule: , at: title, reason: 已核对}",
    "{rule: same-figure, at: [], reason: 已核对}",
    "{rule: same-figure, at: title, reason: 已核对, by: 王某}",
    "same-figure",
    "{rule: same-figure, at: title, at: title, reason: 已核对}",
]
BAD_OUTLINES = [
    "changes: [{remove: 没有这一块}]",
    "changes: [{remove: [甲, 乙]}]",
    "changes: [{replace: social_welfare}]",
    "changes: 删去一块",
    "changes: [{replace: social_welfare, replace: rural_income, by: {own: 话。}}]",
    "form: {duties: none, duties: none}",
    "changes: [{after: rural_income, add: {box: b, topics: [social_welfare.nothing]}}]",
    "form: {duties: 没有这种}",
]


def checked(folder: Path, text: str) -> Checked:
    """Return what checking a profile of this text found."""
    file = folder / "p.yaml"
    file.write_text(text, "utf-8")
    return check(file)


def rules(findings: list[Finding]) -> set[str]:
    """Return the rules of the findings that stand."""
    return {each.rule for each in findings if not each.accepted}


@pytest.mark.parametrize("row", BAD_ACCEPTANCES)
def test_a_faulty_acceptance_is_told_and_the_others_hold(row: str, tmp_path: Path) -> None:
    result = checked(tmp_path, f"{TWINS}accepted:\n  - {row}\n  - {GOOD}\n  - {row}\n")
    assert result.reviewed
    assert not result.profile  # what it says cannot be drafted, nor compared
    assert sorted({each.place.line for each in result.findings if is_blocking(each)}) == [
        TWINS.count("\n") + 2,
        TWINS.count("\n") + 4,
    ]
    assert [each.rule for each in result.findings if each.accepted] == ["same-figure"]
    assert rules(result.findings) - {each.rule for each in result.findings if is_blocking(each)} == rules(
        checked(tmp_path, f"{TWINS}accepted:\n  - {GOOD}\n").findings
    )


def test_acceptances_that_are_no_list_are_told_and_hide_nothing(tmp_path: Path) -> None:
    result = checked(tmp_path, f"{TWINS}accepted: 都认可\n")
    assert result.reviewed
    assert not result.profile  # what it says cannot be drafted, nor compared
    assert rules(result.findings) >= {"type-wrong", "same-figure"}


def test_every_guess_for_a_wrong_change_is_shown(tmp_path: Path) -> None:
    wrong = ["医保代缴", "重点任务分工表", "第二段", "加强经费保证", "强化经费保证"]
    rows = ", ".join(f"{{remove: {name}}}" for name in wrong)
    result = checked(tmp_path, f"{SOUND.partition('outline:')[0]}outline: {{changes: [{rows}]}}\n")
    lines = list(as_text([to_diagnostic(each) for each in result.findings], lambda text, _: text))
    assert [name for name in wrong if not any(f"没有“{name}”" in line for line in lines)] == []
    assert sum("这里有" in line for line in lines) < len(wrong)


@pytest.mark.parametrize("outline", BAD_OUTLINES)
@pytest.mark.parametrize("accepted", ["", f"accepted: [{GOOD}]\n", "accepted: [{rule: same-figure}]\n"])
def test_a_faulty_outline_hides_nothing_of_figures(outline: str, accepted: str, tmp_path: Path) -> None:
    rest = f"subtitle: 试行,草案\n{accepted}outline: {{{outline}}}\n"
    result = checked(tmp_path, f"{TWINS.partition('outline:')[0]}{rest}")
    blocking = [each for each in result.findings if is_blocking(each)]
    assert result.profile is None
    assert blocking
    assert result.indicators
    assert rules(result.findings) >= {"text-miswritten"}
    told = [each for each in result.findings if each.rule == "same-figure"]
    assert [bool(each.accepted) for each in told] == ["已核对" in accepted]


def test_a_fault_elsewhere_still_stops_all(tmp_path: Path) -> None:
    for fault in ("terms: 没有", "status: [甲]", "没有的键: 甲", "names: {a: 甲, a: 乙}"):
        result = checked(tmp_path, f"{TWINS}{fault}\naccepted: [{{rule: same-figure}}]\n")
        assert result.profile is None
        assert "same-figure" not in rules(result.findings)
        assert "key-missing" in rules(result.findings)
