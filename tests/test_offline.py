"""Test the zips for machines without a network: what fits a system, the same bytes, what they hold."""

from __future__ import annotations

import hashlib
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT
from offline_packs import PYTHON, packing, written

LOCK = """\
one==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
win==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
"""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module that knows systems, pins and wheels."""
    return packing(monkeypatch)[0]


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module that makes the zips."""
    return packing(monkeypatch)[1]


@pytest.mark.parametrize(
    ("system", "python", "wheel", "fits"),
    [
        ("windows-x64", "3.11", "one-1.0-cp311-cp311-win_amd64.whl", True),
        ("windows-x64", "3.12", "one-1.0-cp311-cp311-win_amd64.whl", False),
        ("windows-x64", "3.12", "one-1.0-cp310-abi3-win_amd64.whl", True),
        ("windows-x64", "3.11", "one-1.0-cp311-cp311-win32.whl", False),
        ("windows-x64", "3.15", "one-1.0-py3-none-any.whl", True),
        ("windows-x64", "3.15", "one-1.1-py3-none-any.whl", False),
        ("linux-x86_64", "3.11", "one-1.0-cp311-cp311-win_amd64.whl", False),
        ("linux-x86_64", "3.13", "one-1.0-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", True),
        ("linux-x86_64", "3.13", "one-1.0-cp313-cp313-manylinux1_x86_64.whl", True),
        ("linux-x86_64", "3.13", "one-1.0-cp313-cp313-manylinux_2_28_x86_64.whl", True),
        ("linux-x86_64", "3.13", "one-1.0-cp313-cp313-manylinux_2_34_x86_64.whl", False),
        ("linux-x86_64", "3.13", "one-1.0-cp313-cp313t-manylinux_2_28_x86_64.whl", False),
        ("linux-x86_64", "3.13", "one-1.0-cp313-cp313-musllinux_1_2_x86_64.whl", False),
        ("linux-x86_64", "3.13", "one-1.0-cp313-cp313-manylinux_2_28_aarch64.whl", False),
        ("linux-aarch64", "3.13", "one-1.0-cp313-cp313-manylinux_2_28_aarch64.whl", True),
        ("linux-aarch64", "3.13", "one-1.0-cp313-cp313-manylinux2014_aarch64.whl", True),
    ],
)
def test_a_wheel_serves_a_python_of_a_system_by_its_tags(
    served: ModuleType, system: str, python: str, wheel: str, *, fits: bool
) -> None:
    [one] = [each for each in served.read_systems() if each.name == system]
    assert served.lacking([wheel], served.read_pins(LOCK)[:1], one, python) == ([] if fits else ["one"])


def test_a_lock_is_read_for_a_system_by_its_markers(served: ModuleType, build: ModuleType) -> None:
    found = served.read_pins(LOCK)
    for system in served.read_systems():
        needed = [pin.need.name for pin in found if pin.applies(system, "3.11")]
        assert needed == (["one", "win"] if system.name == "windows-x64" else ["one"])
    wheels = {"one-1.0-py3-none-any.whl": b"first", "win-2.0-py3-none-any.whl": b"second"}
    first, second = (hashlib.sha256(content).hexdigest() for content in wheels.values())
    assert build.requirements(found, wheels) == (
        f'one==1.0 --hash=sha256:{first}\nwin==2.0 ; sys_platform == "win32" --hash=sha256:{second}\n'
    )


def test_the_pythons_are_those_that_the_project_promises(served: ModuleType) -> None:
    found = served.read_pythons((ROOT / "pyproject.toml").read_text("utf-8"))
    assert found[0] == "3.11"
    assert PYTHON in found


def test_every_package_of_the_lock_is_read(served: ModuleType) -> None:
    text = (ROOT / "locks" / "offline.txt").read_text("utf-8")
    found = served.read_pins(text)
    assert len(found) == text.count("==")
    assert sum(len(pin.hashes) for pin in found) == text.count("--hash=")


def test_the_same_files_make_the_same_zip(build: ModuleType, tmp_path: Path) -> None:
    entries = {"install.sh": b"#!/bin/sh\n", "wheels/a.whl": b"a", "profiles/x.yaml": b"x"}
    first, second = tmp_path / "p.zip", tmp_path / "again" / "p.zip"
    second.parent.mkdir()
    build.pack(first, entries)
    build.pack(second, dict(reversed(entries.items())))
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as packed:
        rights = {about.filename: about.external_attr >> 16 & 0o777 for about in packed.infolist()}
    assert rights == {"p/install.sh": 0o755, "p/profiles/x.yaml": 0o644, "p/wheels/a.whl": 0o644}


@pytest.mark.parametrize(
    ("wheels", "fault"),
    [
        (["one-1.0-cp311-cp311-win_amd64.whl", "one-1.0-cp312-cp312-win_amd64.whl"], ""),
        (["one-1.0-cp311-cp311-win_amd64.whl"], "lacks.*3.12.*one"),
        (["one-1.0-py3-none-any.whl", "one-1.0-cp313-cp313-win_amd64.whl"], "of no use.*cp313"),
        (["one-1.0-py3-none-any.whl", "one-1.0-cp311-cp311-manylinux_2_28_x86_64.whl"], "of no use.*many"),
    ],
)
def test_a_zip_that_does_not_hold_what_it_should_is_refused(
    build: ModuleType, served: ModuleType, tmp_path: Path, wheels: list[str], fault: str
) -> None:
    windows, file = served.read_systems()[0], tmp_path / "p.zip"
    build.pack(file, {f"wheels/{name}": b"" for name in wheels})
    asked = (file, served.read_pins(LOCK)[:1], windows, ["3.11", "3.12"])
    if not fault:
        build.check(*asked)
        return
    with pytest.raises(build.Unfit, match=fault):
        build.check(*asked)


def test_the_manual_comes_with_every_picture_that_it_shows(build: ModuleType) -> None:
    files = dict(build.manual())
    assert sum(content.startswith(b"\x89PNG") for content in files.values()) >= 4
    assert {"README.zh-CN.md", "LICENSE", "profiles/dengkou.yaml"} <= set(files)


def test_the_manual_comes_with_every_file_that_it_names(build: ModuleType) -> None:
    names = set(dict(build.manual()))
    said = re.findall(
        r"`((?:templates|tests|profiles)/[^`]*)`", (ROOT / "README.zh-CN.md").read_text("utf-8")
    )
    assert len(said) > 5
    held = {parent.as_posix() for name in names for parent in (Path(name), *Path(name).parents)}
    assert {name.rstrip("/") for name in said} <= held


def test_a_system_that_is_not_there_is_answered_with_those_that_are(
    build: ModuleType, served: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["build.py", "linux"])
    with pytest.raises(SystemExit):
        build.main()
    names = ", ".join(system.name for system in served.read_systems())
    assert f"no such system: linux (choose from {names})" in capsys.readouterr().err


def test_what_a_system_lacks_is_named_in_its_zip(build: ModuleType, served: ModuleType) -> None:
    for system in served.read_systems():
        said = written(build, system)["contents.txt"].decode("utf-8-sig")
        assert "Python 3.15：lxml " in said
        assert "lxml" not in written(build, system, lacking={})["contents.txt"].decode("utf-8-sig")


def test_cmd_reads_the_windows_scripts_right(build: ModuleType, served: ModuleType) -> None:
    files = written(build, served.read_systems()[0])
    for name in ("install.bat", "open.bat"):
        text = files[name]
        assert text.count(b"\n") == text.count(b"\r\n")
        lines = text.split(b"\r\n")
        assert lines[:2] == [b"@echo off", b"chcp 936 >nul"]
        signs = [text.decode("gb2312").replace("\r", "").encode("gb2312")]
        assert all(byte < 0x80 or byte >= 0xA1 for byte in signs[0]), (
            "a byte that cmd.exe takes for a sign of its own"
        )
        labels = {line[1:] for line in lines if line.startswith(b":")}
        aims = {
            line.split()[-1].strip(b":") for line in lines if b"goto " in line and not line.endswith(b"%")
        }
        assert aims <= labels
    assert {b"none", b"old", b"other", b"system", b"damaged"} <= {
        line[1:] for line in files["install.bat"].split(b"\r\n") if line.startswith(b":")
    }


def test_installers_ask_no_index_and_check_hashes(build: ModuleType, served: ModuleType) -> None:
    for system in served.read_systems():
        text = written(build, system)[system.script].decode(
            "gb2312" if system.script.endswith("bat") else "utf-8"
        )
        for word in ("--no-index", "--no-deps", "--require-hashes", "--find-links", "--isolated"):
            assert text.count(word) == 1
        assert "://" not in text
