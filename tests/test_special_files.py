"""Give pipes, sockets and devices where commands read or write files: refused at once, never waited for."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import CASES, Command
from marks import attack, sampled

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has none of these among its files")
OLD = CASES / "diff/figures-and-a-box/old.yaml"
SECONDS = 20  # far more than a refusal takes
KINDS = ("pipe", "socket", "device", "link to a pipe")
AT = "{at}"  # where the special file is given
READING = {
    "check": (["check", AT], 1),
    "check of several": (["check", "a.yaml", AT], 1),
    "check --upper": (["check", "a.yaml", "--upper", AT], 1),
    "check --fix": (["check", "--fix", AT], 1),
    "gaps": (["gaps", AT], 1),
    "draft": (["draft", AT], 1),
    "draft --jobs": (["draft", "a.yaml", AT, "--jobs", "2"], 1),
    "roll": (["roll", AT], 1),
    "diff old": (["diff", AT, "a.yaml"], 2),
    "diff new": (["diff", "a.yaml", AT], 2),
    "text": (["text", AT], 2),
    "text --textconv": (["text", "--textconv", AT], 2),
    "verify": (["verify", AT], 2),
    "verify --profile": (["verify", "a.docx", "--profile", AT], 2),
    "templates": (["check", "a.yaml", "--templates", AT], 2),
}
WRITING = {
    "new": ["new", AT, "--name", "磴口县"],
    "new --force": ["new", AT, "--name", "磴口县", "--force"],
    "roll": ["roll", "a.yaml", "-o", AT],
    "roll --force": ["roll", "a.yaml", "-o", AT, "--force"],
    "diff": ["diff", "a.yaml", "b.yaml", "--format", "docx", "-o", AT],
    "diff --force": ["diff", "a.yaml", "b.yaml", "--format", "html", "-o", AT, "--force"],
    "draft into it": ["draft", "a.yaml", "-o", AT],
    "draft over it": ["draft", "a.yaml", "-o", "out"],
    "draft over it --force": ["draft", "a.yaml", "-o", "out", "--force"],
}


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    """Fail where a command waits."""

    def late(*_: object) -> None:
        pytest.fail("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of the command, with two profiles and where a draft is to be."""
    for name in ("a.yaml", "b.yaml"):
        shutil.copy(OLD, tmp_path / name)
    (tmp_path / "out").mkdir()
    return tmp_path


def special(kind: str, at: Path) -> str:
    """Make a special file at `at` and return its name; a device has one of its own."""
    if kind == "device":
        return "/dev/zero"
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(os.path.relpath(at))
    elif kind == "pipe":
        os.mkfifo(at)
    else:
        os.mkfifo(at.with_name("pipe"))
        at.symlink_to(at.with_name("pipe"))
    return at.name


@pytest.mark.parametrize("kind", sampled(KINDS, ("pipe",), attack))
@pytest.mark.parametrize("name", sampled(READING, ("check", "verify", "check --upper"), attack))
def test_what_is_no_file_is_not_read(name: str, kind: str, command: Command, folder: Path) -> None:
    words, code = READING[name]
    given = special(kind, folder / "x.yaml")
    said = command(*(word.replace(AT, given) for word in words))
    assert said.code == code
    assert said.english == ""
    assert "改法：" in said.all
    assert "Traceback" not in said.all
    rule = "templates-missing" if name == "templates" else "file-special"
    assert f"{given} 错误 {rule}\n" in said.all


@pytest.mark.parametrize("kind", sampled(KINDS[:3], ("pipe",), attack))
@pytest.mark.parametrize("name", sampled(WRITING, ("draft over it --force",), attack))
def test_what_is_no_file_is_not_written(name: str, kind: str, command: Command, folder: Path) -> None:
    given = kind if AT in WRITING[name] else "out/a.md"
    if kind == "device":
        if AT not in WRITING[name]:
            pytest.skip("no device can be made there")
        given = "/dev/zero"
    else:
        special(kind, folder / given)
    before = stat.S_IFMT(os.lstat(given).st_mode)
    said = command(*(word.replace(AT, given) for word in WRITING[name]))
    assert said.code in {1, 2}
    assert said.english == ""
    assert "改法：" in said.all
    assert stat.S_IFMT(os.lstat(given).st_mode) == before


@attack
@pytest.mark.parametrize("kind", ["pipe", "socket", "link to a pipe"])
def test_one_that_lies_beside_a_profile_is_passed_over(kind: str, command: Command, folder: Path) -> None:
    os.chdir(folder)
    special(kind, folder / "c.yaml")
    assert command("check", "a.yaml").code == 0
    assert command("draft", "a.yaml", "-o", "out").code == 0
