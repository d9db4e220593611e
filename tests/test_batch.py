"""Test many profiles at once: the same drafts however many processes, and one that fails stops no other."""

from __future__ import annotations

import shutil
from pathlib import Path

from commands import CASES, Command, contents
from conftest import ROOT

PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))


def test_the_number_of_processes_changes_no_byte_and_no_word(command: Command, tmp_path: Path) -> None:
    said = [command("draft", *PROFILES, "--jobs", jobs, "-o", "drafts") for jobs in ("1", "3")]
    assert [one.code for one in said] == [1, 1]  # one of them has errors, and is written
    assert said[0].err == said[1].err
    assert said[0].findings == said[1].findings
    lines = [[line for line in one.out.splitlines() if line.startswith("drafts/")] for one in said]
    assert lines[0] == lines[1]
    command("draft", *PROFILES, "--jobs", "1", "-o", "one")
    assert contents(tmp_path / "one") == contents(tmp_path / "drafts")


def test_a_summary_tells_of_each_profile_and_of_all(command: Command, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("period: 2021-2025\nlocality: 安泽县\n", encoding="utf-8")
    shutil.copy(CASES / "policy" / "target_below_national.yaml", tmp_path / "安泽.yaml")
    said = command("draft", "broken.yaml", "安泽.yaml", "--jobs", "2")
    assert said.code == 1
    *_, head, broken, sound, whole, first = said.out.splitlines()
    assert head.split() == ["档案", "草案", "错误", "提醒", "提示", "待补", "待核", "秒"]
    assert broken.split()[:5] == ["broken.yaml", "没写出", "1", "0", "0"]
    assert sound.split()[:3] == ["安泽.yaml", "写出", "1"]
    assert whole.startswith("共 2 份：写出 1 份，没写出 1 份，用时 ")
    assert first == "先改“必须改”的 2 处，改好再核对一遍：plandraft check broken.yaml 安泽.yaml"


def test_one_profile_needs_no_summary(command: Command) -> None:
    assert "共 1 份" not in command("draft", PROFILES[0]).out


def test_two_of_one_name_are_told_in_the_summary_too(command: Command, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(CASES / "policy" / "ordinary.yaml", tmp_path / folder / "规划.yaml")
    said = command("draft", "a/规划.yaml", "b/规划.yaml")
    assert said.code == 2
    assert "共 2 份：写出 1 份，没写出 1 份" in said.out
