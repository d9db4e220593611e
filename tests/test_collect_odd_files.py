"""Test that whatever lies among the workbooks is told by its name, and stops no other."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from collecting import LIVING, RATE, asked, asking, new
from commands import Command
from filled_workbooks import filled
from hostile_books import REFUSED

from generator.base.interrupts import Stopped
from generator.pipeline.request import write_requests
from generator.pipeline.support.upper_plans import load_profile

SPECIAL = hasattr(os, "mkfifo")
SHEET = "xl/worksheets/sheet1.xml"


def changed(content: bytes, part: str, pattern: str, new: str) -> bytes:
    """Return a workbook with a pattern replaced in one of its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as package:
        for name in old.namelist():
            text = old.read(name)
            package.writestr(name, re.sub(pattern, new, text.decode()) if name == part else text)
    return stream.getvalue()


def hidden(how: str) -> bytes:
    """Return a filled workbook whose sheet of questions is hidden."""
    content = filled(asked()["县民政局"], {LIVING: "1600"})
    return changed(content, "xl/workbook.xml", '<sheet name="填报表"', rf'\g<0> state="{how}"')


def locked(key: str, answer: str) -> bytes:
    """Return a filled workbook whose sheets are protected with a password."""
    content = filled(asked()["县民政局"], {key: answer})
    return changed(content, SHEET, "<sheetProtection ", r'\g<0>password="83AF" ')


ODD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "夹.xlsx": ("file-folder", Path.mkdir),
    "断.xlsx": ("file-missing", lambda file: file.symlink_to("没有")),
    "管道.xlsx": ("file-special", getattr(os, "mkfifo", Path.touch)),
    "设备.xlsx": ("file-special", lambda file: file.symlink_to(os.devnull)),
    "文本.csv": ("workbook-other-kind", lambda file: file.write_text("项目,填报数\n", "gbk")),
    "改名.xlsx": ("workbook-other-kind", lambda file: file.write_text("项目,填报数\n", "gbk")),
    "二进制.xlsb": ("workbook-other-kind", lambda file: file.write_bytes(REFUSED["a binary one"][2])),
    "平面.ods": ("workbook-other-kind", lambda file: file.write_bytes(REFUSED["a flat one"][2])),
    "两个.xlsx": (
        "workbook-unreadable",
        lambda file: file.write_bytes(REFUSED["two parts of one name twice"][2]),
    ),
    "密码.xlsx": ("workbook-locked", lambda file: file.write_bytes(REFUSED["an encrypted one"][2])),
    "藏.xlsx": ("workbook-hidden", lambda file: file.write_bytes(hidden("hidden"))),
    "深藏.xlsx": ("workbook-hidden", lambda file: file.write_bytes(hidden("veryHidden"))),
    "保护.xlsm": ("", lambda file: file.write_bytes(locked(RATE, "90"))),
    "好.xlsx": ("", lambda file: file.write_bytes(filled(asked()["县民政局"], {LIVING: "1500"}))),
    ".~好.xlsx": ("", lambda file: file.write_bytes(b"lock")),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a file of each kind beside a new profile."""
    new(tmp_path)
    made = tmp_path / "收回"
    made.mkdir()
    for name, (rule, make) in ODD.items():
        if SPECIAL or rule != "file-special":
            make(made / name)
    return made


def test_what_lies_in_the_folder_is_told_once_and_the_rest_is_read(folder: Path, command: Command) -> None:
    expected = {name: rule for name, (rule, _) in ODD.items() if rule and os.path.lexists(folder / name)}
    said = command("collect", folder.parent / "青石县.yaml", "收回")
    told = [re.findall(r"收回/(\S+) (?:错误|提醒) (\S+)", each) for each in said.findings]
    assert said.code == 1
    assert dict(each for [each] in told) == expected
    assert len(told) == len(expected)
    profile = load_profile(folder.parent / "青石县.yaml")
    assert (profile.text(LIVING), profile.text(RATE)) == ("1500", "90")
    said = command("gaps", folder.parent / "青石县.yaml", "--requests", "收回")
    assert said.code == 1
    assert {rule for rule in expected.values() if rule != "workbook-hidden"} == {
        *re.findall(r"收回/\S+ 错误 (\S+)", said.out)
    }
    assert "县民政局：填了 16 项中的 1 项" in said.out


def test_a_folder_that_cannot_be_looked_into_is_told(
    folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: Path) -> list[Path]:
        raise PermissionError(13, "denied", str(path))

    monkeypatch.setattr(Path, "iterdir", denied)
    profile = folder.parent / "青石县.yaml"
    for words, code in ((("collect", profile, "收回"), 2), (("gaps", profile, "--requests", "收回"), 1)):
        said = command(*words)
        assert (said.code, "权限" in said.all, said.english) == (code, True, "")


def test_a_request_that_is_stopped_leaves_no_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def stop(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 2:
            raise Stopped(2)

    monkeypatch.setattr("generator.base.staging.os.fsync", stop)
    with pytest.raises(Stopped):
        write_requests(asking(), tmp_path / "填报")
    assert [*(tmp_path / "填报").iterdir()] == []
