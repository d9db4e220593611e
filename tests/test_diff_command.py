"""Test `plandraft diff` as a command: what it takes, what it writes, how it exits."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import CASES, Command
from word_files import edited

from generator.pipeline.support import git

OLD, NEW = (CASES / "diff" / "one-target" / f"{side}.yaml" for side in ("old", "new"))
BROKEN = "period: 2021-2025\nlocality: {name: 安泽县}\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a git repository with a profile in a folder, changed since its commit."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "县").mkdir()
    shutil.copy(OLD, tmp_path / "县" / "安泽.yaml")
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], check=True)  # noqa: S603, S607  # git itself, on a folder of ours
    shutil.copy(NEW, tmp_path / "县" / "安泽.yaml")
    return tmp_path


def test_a_revision_is_compared_with_the_file(repository: Path, command: Command) -> None:
    said = command("diff", "HEAD:县/安泽.yaml", "县/安泽.yaml")
    assert said.code == 1
    assert "[-350-] → {+420+}" in said.out
    assert "同样的改动共 2 处，另在：四、无障碍环境 › 五年完成" in said.out
    assert said.out.startswith("旧稿：HEAD:县/安泽.yaml\n新稿：县/安泽.yaml\n")
    assert repository.is_dir()


@pytest.mark.parametrize("name", ["HEAD:没有.yaml", "没有:县/安泽.yaml", "--help:县/安泽.yaml", "HEAD:../x"])
def test_what_git_does_not_know_is_told(name: str, repository: Path, command: Command) -> None:
    said = command("diff", "--", name, "县/安泽.yaml")
    assert (said.code, said.out) == (2, "")
    assert "git-unknown" in said.err
    assert repository.is_dir()


def test_a_computer_without_git_is_told(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "find_program", lambda _: None)
    said = command("diff", "HEAD:a.yaml", OLD)
    assert said.code == 2
    assert "git-missing" in said.err


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("没有.yaml", None, "file-missing"),
        ("缺.yaml", BROKEN.encode(), "key-missing"),
        ("坏.docx", b"PK\x03\x04 no zip", "docx-unreadable"),
        ("图.png", b"\x89PNG\r\n\x1a\n\xff\xfe\x00", "file-binary"),
    ],
)
def test_what_cannot_be_read_is_misuse(
    name: str, content: bytes | None, rule: str, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    for pair in ([file, OLD], [OLD, file]):
        said = command("diff", *pair)
        assert (said.code, said.out) == (2, "")
        assert rule in said.err
        assert not said.english


@pytest.mark.parametrize("form", ["text", "json", "docx", "table"])
def test_a_report_is_written_whole(form: str, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "下级" / "report"
    said = command("diff", OLD, NEW, "--format", form, "-o", file)
    assert said.code == 1
    assert said.out.startswith("下级/report：共 1 处不同（在 2 个地方）；表中数 1；原因：数据 1。\n")
    assert sorted(path.name for path in file.parent.iterdir()) == ["report"]
    first = file.read_bytes()
    command("diff", OLD, NEW, "--format", form, "-o", file)
    assert file.read_bytes() == first


def test_a_report_in_a_file_has_no_colours(command: Command, tmp_path: Path) -> None:
    *printed, _ = command("diff", OLD, NEW).out.splitlines()  # the last one says what to do next
    command("diff", OLD, NEW, "-o", "changes.txt")
    assert (tmp_path / "changes.txt").read_text("utf-8").splitlines() == printed
    assert "\x1b" not in "".join(printed)


def test_a_word_report_needs_a_file(command: Command) -> None:
    said = command("diff", OLD, NEW, "--format", "docx")
    assert (said.code, said.out) == (2, "")


def test_a_folder_that_cannot_be_written_is_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = command("diff", OLD, NEW, "-o", tmp_path / "file" / "report")
    assert said.code == 2
    assert "output-unwritable" in said.err


def test_json_tells_everything(command: Command) -> None:
    data = json.loads(command("diff", OLD, NEW, "--format", "json").out)
    [cell] = data["changes"]
    [figure] = cell["alike"]
    path = "indicators.home_accessibility.target"
    assert cell["where"][-1] == "11.困难重度残疾人家庭无障碍改造数（户）"
    assert (cell["kind"], cell["label"], cell["old"], cell["new"]) == ("cell", "2025年", "350", "420")
    assert figure["source"] == cell["source"] == {"path": path, "old": "350", "new": "420"}
    assert figure["figures"] == [path]
    assert [mark["text"] for mark in figure["marks"] if mark["op"] != "same"] == ["350户", "420户"]


def test_templates_of_an_older_program_are_a_cause(command: Command, tmp_path: Path) -> None:
    """Compare a file from the time when a topic and a national indicator read otherwise."""
    words = {"困难重度残疾人家庭无障碍改造数": "重度残疾人家庭无障碍改造数", "如期完成": "全部完成"}

    def older(xml: str) -> str:
        for new, old in words.items():
            xml = xml.replace(new, old)
        return xml

    command("draft", OLD, "-o", tmp_path)
    file = tmp_path / "old.docx"
    file.write_bytes(edited(file.read_bytes(), older, "customXml/item2.xml", "word/document.xml"))
    said = json.loads(command("diff", file, OLD, "--format", "json").out)["changes"]
    assert [(c["kind"], c["cause"]) for c in said] == [("text", "template"), ("retitled", "rule")]


def test_a_file_without_its_profile_is_compared_all_the_same(command: Command, tmp_path: Path) -> None:
    command("draft", OLD, NEW, "-o", tmp_path)
    files = [tmp_path / "old.docx", tmp_path / "new.docx"]
    for file in files:
        file.write_bytes(edited(file.read_bytes(), lambda _: "<profile/>", "customXml/item3.xml"))
    said = json.loads(command("diff", *files, "--format", "json").out)["changes"]
    source = {"path": "indicators.home_accessibility.target", "old": "350", "new": "420"}
    assert [(c["kind"], c["cause"], c["source"]) for c in said] == [
        ("cell", "data", source),
        ("figure", "data", {**source, "old": "350户", "new": "420户"}),  # as printed, with its unit
    ]
