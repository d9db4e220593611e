"""Test that a limit of the system is reported as such, and that existing files stay."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

import docx
import pytest
from commands import contents
from conftest import ROOT
from faults import Hurt, command, hurt
from marks import fault

PROFILE = ROOT / "profiles" / "jining.yaml"
pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc"),
    pytest.mark.usefixtures("foreground"),
]

Limit = Callable[[Path], None]


def small_files(_: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def another_user(_: Path) -> None:
    os.setgid(65534)
    os.setuid(65534)


# Another user has to reach what is loaded late, and what python-docx reads for each file.
REACHED = {*ROOT.parents, *Path(docx.__file__).parents}
CAN_SWITCH = os.geteuid() == 0 and all(folder.stat().st_mode & 0o001 for folder in REACHED)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (small_files, "文件超过了系统允许的大小"),
        pytest.param(
            another_user,
            "没有权限",
            marks=[fault, pytest.mark.skipif(not CAN_SWITCH, reason="needs root")],
        ),
    ],
)
def test_a_limit_of_the_system_is_told_for_what_it_is(limit: Limit, words: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for folder in (tmp_path, *takewhile(_closed, tmp_path.parents)):  # pytest made them for one user
        folder.chmod(0o755)
    (out / "jining.md").write_bytes(b"")
    profile = tmp_path / "jining.yaml"
    shutil.copy(PROFILE, profile)
    before = contents(out)

    def act() -> None:
        with suppress(SystemExit):  # what it needs is loaded, which another user may not be able to do
            command("draft", str(profile), "-o", str(tmp_path / "other"))()
        limit(out)
        command("draft", str(profile), "-o", str(out), "--force")()

    _assert_reported(hurt(act, out), words)
    assert contents(out) == before


def _closed(folder: Path) -> bool:
    """Return whether a folder is closed to other users."""
    return not folder.stat().st_mode & 0o001


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a disk of 100 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603  # a fixed command
        pytest.skip("cannot mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607  # a fixed command


def test_a_disk_that_is_full_keeps_what_is_there(full_disk: Path) -> None:
    (full_disk / "notes").write_bytes(b"mine")
    before = contents(full_disk)
    for _ in range(3):  # what is printed goes beside the disk
        found = hurt(command("draft", str(PROFILE), "-o", str(full_disk)), full_disk)
        _assert_reported(found, "磁盘满了")
        assert contents(full_disk) == before


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    profile = tmp_path / f"{'n' * 252}.y"
    shutil.copy(PROFILE, profile)
    (tmp_path / "out").mkdir()
    found = hurt(command("draft", str(profile), "-o", str(tmp_path / "out")), tmp_path / "out")
    _assert_reported(found, "文件名太长")
    long = str(tmp_path / f"{'n' * 300}.yaml")
    for words in (["new", long, "--name", "磴口县"], ["roll", str(PROFILE), "-o", long]):
        _assert_reported(hurt(command(*words), tmp_path / "out"), "文件名太长")
    assert "改短" in found.err
    assert contents(tmp_path / "out") == {}


def _assert_reported(found: Hurt, words: str) -> None:
    assert found.code == 2, found.err
    assert found.err.count("错误 output-unwritable") == 1
    assert words in found.err
    assert "Traceback" not in found.err
