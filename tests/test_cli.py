"""Test the command as a drafter meets it: missing files, names of drafts, the same bytes every time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from commands import CASES, SOUND, Command
from conftest import ROOT
from test_help import english_words

from generator.base import files

BROKEN = "period: 2021-2025\nlocality: 安泽县\n"


@pytest.mark.parametrize("name", ["check", "draft"])
def test_a_file_that_is_not_there_is_told(name: str, command: Command, tmp_path: Path) -> None:
    said = command(name, "没有.yaml")
    assert said.code == 1
    assert said.out.startswith("必须改（1）\n没有.yaml 错误 file-missing")
    assert "找不到这个文件" in said.all
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["check", "draft"])
def test_a_folder_instead_of_a_file_is_told_as_a_folder(name: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / "档案").mkdir()
    said = command(name, "档案")
    assert said.code == 1
    assert "找不到" not in said.all
    assert "是文件夹" in said.all


def test_a_file_that_may_not_be_read_is_told_in_chinese(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = files.open_at_once

    def refuse(file: Path) -> BinaryIO:
        if file.suffix == ".yaml" and file.stem == "安泽":
            raise PermissionError(13, "Permission denied")
        return opened(file)

    (tmp_path / "安泽.yaml").write_text(SOUND, encoding="utf-8")
    monkeypatch.setattr(files, "open_at_once", refuse)
    said = command("check", "安泽.yaml")
    assert said.code == 1
    assert "file-unreadable" in said.all
    assert not english_words(said.all) - {"file", "unreadable", "yaml"}


@pytest.mark.parametrize("order", [["broken.yaml", "sound.yaml"], ["sound.yaml", "broken.yaml"]])
def test_a_broken_profile_does_not_stop_the_others(
    order: list[str], command: Command, tmp_path: Path
) -> None:
    (tmp_path / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    shutil.copy(CASES / "policy" / "ordinary.yaml", tmp_path / "sound.yaml")
    said = command("draft", *order)
    assert said.code == 1
    assert "broken.yaml:2:11 错误 type-wrong" in said.all
    assert "drafts/sound.docx、drafts/sound.md：写好了" in said.out
    assert names(tmp_path / "drafts") == ["sound.docx", "sound.md"]
    assert "1 个错误" in command("check", *order).out


def test_two_profiles_of_one_name_are_not_written_over_each_other(command: Command, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "规划.yaml").write_text(SOUND.replace("安泽", f"安泽{folder}"), encoding="utf-8")
    said = command("draft", "a/规划.yaml", "b/规划.yaml")
    assert said.code == 2 or len(names(tmp_path / "drafts")) == 4


def test_an_output_folder_that_is_a_file_is_told_in_chinese(command: Command, tmp_path: Path) -> None:
    (tmp_path / "安泽.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "out").write_text("不是文件夹", encoding="utf-8")
    said = command("draft", "安泽.yaml", "-o", "out")
    assert said.code == 2
    assert said.out == ""
    assert " output-unwritable\n" in said.all
    assert not said.english


def test_a_draft_is_written_whole_or_not_at_all(command: Command, tmp_path: Path) -> None:
    (tmp_path / "安泽.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "drafts" / "安泽.md").mkdir(parents=True)
    assert command("draft", "安泽.yaml").code == 2
    assert names(tmp_path / "drafts") == ["安泽.md"]


@pytest.mark.parametrize(
    "name", ["安泽 县 规划.yaml", "规划.修改稿.2.yaml", "规划", '"<b>&{x}.yaml', "😀.yml"]
)
def test_drafts_are_named_after_the_profile_whatever_its_name(
    name: str, command: Command, tmp_path: Path
) -> None:
    shutil.copy(CASES / "policy" / "ordinary.yaml", tmp_path / name)
    said = command("draft", name, "-o", "写 好 的/草稿")
    stem = Path(name).stem
    assert said.code == 0
    assert names(tmp_path / "写 好 的/草稿") == [f"{stem}.docx", f"{stem}.md"]


def test_a_draft_is_written_in_the_formats_asked_for(command: Command, tmp_path: Path) -> None:
    (tmp_path / "安泽.yaml").write_text(SOUND, encoding="utf-8")
    assert command("draft", "安泽.yaml", "--format", "html", "-o", "one").code == 0
    assert names(tmp_path / "one") == ["安泽.html"]
    said = command("draft", "安泽.yaml", "--format", "md", "--format", "html", "--format", "md", "-o", "two")
    assert "\ntwo/安泽.md、two/安泽.html：写好了" in said.out
    assert names(tmp_path / "two") == ["安泽.html", "安泽.md"]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_and_a_byte_order_mark_change_nothing(
    ending: str, command: Command, tmp_path: Path
) -> None:
    text = (CASES / "policy" / "target_below_national.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8", newline="\n")
    (tmp_path / "b.yaml").write_text(text.replace("\n", ending), encoding="utf-8-sig", newline="")
    said = command("draft", "a.yaml"), command("draft", "b.yaml")
    assert said[0].findings == [finding.replace("b.yaml", "a.yaml") for finding in said[1].findings]
    assert bytes_of(tmp_path / "drafts", "a") == bytes_of(tmp_path / "drafts", "b")


def test_two_processes_write_and_say_the_same(tmp_path: Path) -> None:
    profile = ROOT / "profiles" / "jining.yaml"
    broken = CASES / "form" / "locality_empty.yaml"
    runs = [("0", "UTC", "C.UTF-8"), ("1", "Asia/Shanghai", "zh_CN.UTF-8"), ("97", "America/New_York", "C")]
    told = []
    for seed, zone, language in runs:
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": language,
            "PYTHONUTF8": "1",
        }
        words = ["draft", str(profile), str(broken), "-o", str(tmp_path / seed)]
        done = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "-m", "generator", *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=False,
        )
        told.append((done.returncode, done.stderr, bytes_of(tmp_path / seed, "jining")))
    assert told[0][0] == 1
    assert told[0] == told[1] == told[2]


def names(folder: Path) -> list[str]:
    """Return the names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def bytes_of(folder: Path, stem: str) -> tuple[bytes, bytes]:
    """Return the bytes of the draft's two files."""
    return (folder / f"{stem}.docx").read_bytes(), (folder / f"{stem}.md").read_bytes()
