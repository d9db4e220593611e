"""Test that a change to the outline is found behind what it changed, however it names it, with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Command

PLAN = "period: 2026-2030\nlocality: {name: 青石县, kind: county}\n"
REASON = "按部门意见"
# What a change says, and the kinds of changes that it makes of the default draft.
CHANGES = {
    "a sentence goes": ("remove: 公交免费乘坐", "removed"),
    "a sentence goes by its key": ("remove: security.travel", "removed"),
    "a block goes": ("remove: 提升残疾人职业技能", "removed"),
    "another sentence": (
        "replace: 家庭收入问题, by: {own: 山区残疾人家庭增收渠道少。}",
        "text removed added",
    ),
    "another title": ("at: 提升残疾人职业技能, title: 加强残疾人职业技能培训", "retitled"),
    "others lead": ("at: 提升残疾人职业技能, lead: education, with: none", "department text"),
    "a text of one's own": ("at: 指导思想, own: 走在前列，争创一流。", "removed added"),
    "a sentence more": ("at: 指导思想, add: {own: 走在前列，争创一流。}", "added"),
    "a block moves": ("move: 强化经费保障, before: 加强组织领导", "moved"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_every_change_that_it_makes_has_its_path_and_its_reason(
    kind: str, command: Command, tmp_path: Path
) -> None:
    says, kinds = CHANGES[kind]
    (tmp_path / "a.yaml").write_text(PLAN, "utf-8")
    changed = f"{PLAN}outline: {{changes: [{{{says}, reason: {REASON}}}]}}\n"
    (tmp_path / "b.yaml").write_text(changed, "utf-8")
    found = json.loads(command("diff", "a.yaml", "b.yaml", "--format", "json").out)["changes"]
    told = [change for change in found if not change["folded"]]
    assert {change["kind"] for change in told} <= set(kinds.split())
    for change in told:
        assert change["source"]["path"].startswith("outline.changes.0."), change
        assert change["source"]["reason"] == REASON
    assert f"；理由：{REASON}" in command("diff", "a.yaml", "b.yaml").out


def test_every_report_has_the_reason(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(PLAN, "utf-8")
    says = CHANGES["another title"][0]
    (tmp_path / "b.yaml").write_text(
        f"{PLAN}outline: {{changes: [{{{says}, reason: '{REASON}<&'}}]}}\n", "utf-8"
    )
    assert f"理由：{REASON}&lt;&amp;" in command("diff", "a.yaml", "b.yaml", "--format", "html").out
    command("diff", "a.yaml", "b.yaml", "--format", "table", "-o", "t.docx")
    [row] = [line for line in command("text", "t.docx").out.splitlines() if "职业技能培训" in line]
    assert row.endswith(f"理由：按提纲调整：{REASON}<&")


def test_a_reason_for_nothing_is_told_and_none_is_no_text(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"{PLAN}outline: {{changes: [{{at: 指导思想, reason: {REASON}}}]}}\n", "utf-8")
    assert " 提醒 key-idle\n" in command("check", file).out
    file.write_text(f"{PLAN}outline: {{changes: [{{remove: 公交免费乘坐, reason: ' '}}]}}\n", "utf-8")
    assert command("check", file).code == 1
    file.write_text(f"{PLAN}outline: {{changes: [{{reason: {REASON}}}]}}\n", "utf-8")
    assert command("check", file).code == 1
