"""Test `accepted`: a warning that a profile accepts counts no more, and no other warning goes with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import CASES, Command, plandraft
from docx import Document
from marks import sampled

from generator.base.diagnostics import Finding
from generator.check.acceptance import ways_to_accept
from generator.check.findings.rulebook import rulebook
from generator.pipeline.check import check
from generator.pipeline.roll import roll
from generator.yaml_source import load, mapping, node_at, texts
from generator.yaml_source.write import yaml_flow

SOUND = (CASES / "sound" / "county.yaml").read_text("utf-8")
TWINS = SOUND.replace("achievements:\n", 'achievements:\n  accident_insured: "1271"\n', 1)
PAIR = "[achievements.living_subsidy_recipients, achievements.accident_insured]"
REASON = "投保名单就是领补贴的名单，已逐人核对"
ACCEPTED = f"accepted:\n  - {{rule: same-figure, at: {PAIR}, reason: {REASON}}}\n"
FAILING = [
    f"{rule.id}/{file.name}"
    for rule in rulebook().values()
    for file in sorted((CASES / "rules" / rule.id).glob("fails*.yaml"))
    if rule.acceptable
]
_FEW = {f"{rule}/fails.yaml" for rule in ("same-figure", "outline-gap", "text-contradicts", "key-idle")}


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Return the command, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: plandraft(monkeypatch, capsys, *words, folder=tmp_path)


def rows(file: Path) -> list[str]:
    """Return the lines that accept all warnings of a profile."""
    checked = check(file)
    assert checked.profile
    ways = ways_to_accept(checked.profile, checked.findings)
    return [f"  - {{rule: {each.rule}, at: {yaml_flow(list(at))}, reason: 已核对}}" for each, at in ways]


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    """Return rule and place of findings that stand."""
    return [(each.rule, str(each.place)) for each in findings if not each.accepted]


@pytest.mark.parametrize("name", sampled(FAILING, _FEW, pytest.mark.slow))
def test_each_warning_of_any_rule_can_be_accepted_by_what_is_proposed(name: str, tmp_path: Path) -> None:
    """Accept all warnings but the first, so that one is left to be swallowed."""
    rule, _, case = name.partition("/")
    shutil.copytree(CASES / "rules" / rule, tmp_path, dirs_exist_ok=True)
    copy = tmp_path / case
    proposed, before, text = rows(copy), check(copy).findings, copy.read_text("utf-8")
    copy.write_text(text + "\naccepted:\n" + "\n".join([*proposed[1:], ""]), "utf-8")
    if not proposed:
        return  # notes alone
    after = check(copy).findings
    assert [each.rule for each in after] == [each.rule for each in before]
    assert sum(bool(each.accepted) for each in after) == len(proposed) - 1
    assert len(rows(copy)) == 1


def test_every_rule_whose_warnings_count_can_be_accepted_or_has_to_be_mended() -> None:
    """See that what is final is what a person can always mend, and that errors never are accepted.

    What is found in Word files and workbooks is no matter of a profile, and no profile accepts it.
    """
    final = {rule.id for rule in rulebook().values() if rule.final and rule.severity == "warning"}
    elsewhere = {
        rule
        for rule in rulebook()
        if rule.startswith(("answer-", "docx-", "merge-", "outside-", "plan-", "summary-", "workbook-"))
    }
    assert not any(rulebook()[rule].acceptable for rule in elsewhere)
    assert final - elsewhere == {
        "file-encoding",
        "yaml-mended",
        "placeholder",
        "outline-empty",
        "accepted-refused",
    }
    assert not any(rule.acceptable for rule in rulebook().values() if rule.severity == "error")


def test_rules_can_be_named_by_their_titles() -> None:
    titles = [rule.title for rule in rulebook().values()]
    assert len({*titles, *rulebook()}) == 2 * len(titles)


def test_an_honest_county_with_two_figures_that_are_equal_passes_strictly(command: Command) -> None:
    Path("a.yaml").write_text(TWINS, "utf-8")
    said = command("check", "--strict", "a.yaml")
    assert said.code == 1
    assert f"  - {{rule: same-figure, at: {PAIR}, reason: }}\n" in said.out
    assert command("check", "a.yaml").code == 0
    Path("a.yaml").write_text(TWINS + ACCEPTED, "utf-8")
    said = command("check", "--strict", "a.yaml")
    assert (said.code, said.findings) == (0, [])
    assert said.out.startswith("a.yaml：已认可 1 项，逐项列出用 plandraft check a.yaml --accepted\n")
    assert said.out.endswith("：没有发现问题\n")
    said = command("check", "--accepted", "a.yaml")
    assert "a.yaml:17:30 两项人数相同：“" in said.out
    assert f"认可的理由：{REASON}\n" in said.out
    assert command("draft", "--strict", "a.yaml").code == 0


def test_the_line_that_strict_prints_asks_for_a_reason(command: Command) -> None:
    Path("a.yaml").write_text(TWINS, "utf-8")
    printed = command("check", "--strict", "a.yaml").out
    pasted = printed[printed.index("accepted:\n") :].partition("\n\n")[0]
    Path("a.yaml").write_text(f"{TWINS}{pasted}\n", "utf-8")
    said = command("check", "a.yaml")
    assert (said.code, "错误 value-empty" in said.out) == (1, True), said.out
    Path("a.yaml").write_text(f"{TWINS}{pasted.replace('reason: ', 'reason: ' + REASON)}\n", "utf-8")
    assert command("check", "--strict", "a.yaml").code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('care_subsidy_recipients: "950"', 'care_subsidy_recipients: "1271"'),  # a third one is equal
        ('home_renovations: {value: "98",', 'home_renovations: {value: "99",'),
        ("baseline: ＞98,", "baseline: XX,"),
        ("own: ", "own: 市级"),
    ],
)
def test_another_warning_is_not_accepted_along(old: str, new: str, tmp_path: Path) -> None:
    text = TWINS if old in TWINS else f"{TWINS}outline: {{changes: [{{at: preamble, own: 本县。}}]}}\n"
    for name, content in (("a", text), ("b", text.replace(old, new, 1))):
        (tmp_path / f"{name}.yaml").write_text(content + ACCEPTED, "utf-8")
    (tmp_path / "c.yaml").write_text(text.replace(old, new, 1), "utf-8")
    a, b, c = (check(tmp_path / f"{name}.yaml").findings for name in "abc")
    assert len(told(b)) > len(told(a))
    assert len(told(b)) == len(told(c)) - 1
    assert sum(bool(each.accepted) for each in b) == 1


def test_an_acceptance_of_one_pair_does_not_stand_for_another_of_the_same_figure(tmp_path: Path) -> None:
    """Mend the accepted pair, and make one of it equal to a third: that is another matter."""
    file = tmp_path / "a.yaml"
    changed = TWINS.replace('living_subsidy_recipients: "1271"', 'living_subsidy_recipients: "1272"')
    changed = changed.replace('care_subsidy_recipients: "950"', 'care_subsidy_recipients: "1271"')
    file.write_text(changed + ACCEPTED, "utf-8")
    assert {"same-figure", "accepted-idle"} <= {rule for rule, _ in told(check(file).findings)}


def test_what_is_proposed_at_a_whole_section_names_its_part(tmp_path: Path) -> None:
    """Leave out the target of another indicator later: that is another finding at the same place."""
    row = '  medical_insurance: {baseline: ">95", target: ">96.5"}\n'
    file = tmp_path / "a.yaml"
    file.write_text(SOUND.replace(row, ""), "utf-8")
    (proposed,) = (line for line in rows(file) if "indicator-missing" in line)
    other = '  care_subsidy: {baseline: ＞98, target: "100"}\n'
    assert row in SOUND
    assert other in SOUND
    file.write_text(f"{SOUND.replace(other, '')}accepted:\n{proposed}\n", "utf-8")
    assert {"indicator-missing", "accepted-idle"} <= {rule for rule, _ in told(check(file).findings)}


def test_what_is_mended_makes_its_acceptance_out_of_date_and_strict_passes_still(command: Command) -> None:
    Path("a.yaml").write_text(SOUND + ACCEPTED, "utf-8")
    said = command("check", "--strict", "a.yaml")
    assert (said.code, "提示 accepted-idle" in said.out) == (0, True)


def test_errors_stand_whatever_is_accepted(command: Command) -> None:
    row = (
        "accepted: [{rule: target-below-national, at: indicators.living_subsidy.target, reason: 财力不足}]\n"
    )
    low = SOUND.replace('baseline: "98.6", target: "100"', 'baseline: "96.6", target: "97"')
    Path("a.yaml").write_text(low + row, "utf-8")
    said = command("check", "a.yaml")
    assert said.code == 1
    assert "错误 target-below-national" in said.out
    assert "提醒 accepted-refused" in said.out


def test_programs_are_told_what_is_accepted_and_why(command: Command) -> None:
    Path("a.yaml").write_text(TWINS + ACCEPTED, "utf-8")
    (found,) = json.loads(command("check", "a.yaml", "--format", "json").out)["findings"]
    assert (found["rule"], found["severity"], found["group"]) == ("same-figure", "warning", "accepted")
    assert found["accepted"] == REASON
    (result,) = json.loads(command("check", "a.yaml", "--format", "sarif").out)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": REASON}]
    assert "same-figure" not in command("check", "a.yaml", "--format", "github").out


def test_what_is_accepted_is_no_comment_in_word(command: Command) -> None:
    comments = []
    for text in (TWINS, TWINS + ACCEPTED):
        Path("a.yaml").write_text(text, "utf-8")
        command("draft", "a.yaml", "--comments", "--format", "docx", "--force")
        comments.append(len(list(Document("drafts/a.docx").comments)))
    assert comments == [1, 0]


def test_findings_beside_other_places_are_accepted_in_the_profile_that_they_are_about(
    command: Command,
) -> None:
    row = "indicators: {{vocational_training: {{target: {}}}}}\n"
    place = "period: 2021-2025\nlocality: {{name: {}, kind: {}, upper: [{}]}}\n"
    at = "at: indicators.vocational_training.target, reason: 市本级承担一半"
    Path("市.yaml").write_text(
        place.format("某某市", "prefecture", "某某省")
        + row.format(1000)
        + f"accepted: [{{rule: parts-below-whole, {at}}}]\n",
        "utf-8",
    )
    counties = [Path(f"{name}.yaml") for name in ("青石县", "白石县")]
    for file in counties:
        file.write_text(place.format(file.stem, "county", "某某省, 某某市") + row.format(400), "utf-8")
    found = json.loads(command("check", "--upper", "市.yaml", *counties, "--format", "json").out)["findings"]
    assert [each["accepted"] for each in found if each["rule"] == "parts-below-whole"] == ["市本级承担一半"]
    assert "accepted-idle" not in command("check", "市.yaml").out


def test_acceptances_of_figures_do_not_go_over_into_the_next_period(tmp_path: Path) -> None:
    file, of_place = tmp_path / "a.yaml", "{rule: 用不上的部门, at: departments.tourism, reason: 省里要写}"
    file.write_text(f"{TWINS}{ACCEPTED}  - {of_place}\n", "utf-8")
    rolled = roll(file, "2026-2030")
    kept = node_at(load(rolled.file).data, ("accepted", 0))
    assert mapping(kept)["rule"] == "用不上的部门"
    assert any("same-figure" in note for note in rolled.notes)
    assert not any("用不上的部门" in note for note in rolled.notes)
    assert texts(mapping(kept)["at"]) == ["departments.tourism"]
