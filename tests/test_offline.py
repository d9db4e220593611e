"""Test the zips for machines without a network: what fits a system, the same bytes, the installers."""

from __future__ import annotations

import hashlib
import importlib
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

OFFLINE = ROOT / ".ci" / "offline"
LOCK = """\
one==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
win==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
"""
HERE = sysconfig.get_platform()
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module that knows systems, pins and wheels."""
    monkeypatch.syspath_prepend(OFFLINE)
    return importlib.import_module("served")


@pytest.fixture
def build(served: ModuleType) -> ModuleType:
    """Return the module that makes the zips."""
    assert served.HERE == OFFLINE
    return importlib.import_module("build")


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


def written(build: ModuleType, system: object, **facts: object) -> dict[str, bytes]:
    """Return the files that templates make for a system."""
    about = {
        "version": "1.2.3",
        "pythons": ["3.11", "3.12"],
        "lacking": {"3.15": ["lxml"]},
        "wheels": ["a.whl"],
    }
    return dict(build.rendered(system, {**vars(system), **about, "body": "<p>手册</p>", **facts}))


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


@pytest.mark.skipif(not HERE.startswith("linux-"), reason="for the shell of Linux")
@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"pythons": ["3.98", "3.99"]}, "Python 太旧，要 3.98"),
        ({"pythons": ["3.9", "3.99"]}, "没有适合这个版本 Python 的安装包"),
        ({"pythons": [PYTHON], "platform": "linux-mips"}, "压缩包是给 linux-mips 的"),
        ({"pythons": [PYTHON], "glibc": "2.999"}, "系统太旧"),
        ({"pythons": [PYTHON]}, "建不了它自己的 Python 环境"),
    ],
)
def test_the_installer_says_what_is_wrong(
    build: ModuleType, shell: Path, facts: dict[str, object], says: str
) -> None:
    put_wheel(shell)
    (shell / "bin" / "python3").symlink_to(sys.executable)
    done = install(build, shell, **facts)
    assert done.returncode == 1
    assert says in done.stderr.decode()


@pytest.mark.fault
def test_an_installation_works_until_the_next_one_does(build: ModuleType, shell: Path) -> None:
    home = shell / "it's a home"
    (shell / "bin" / "python3").symlink_to(sys.executable)
    about = {"HOME": str(home), "PYTHON": str(shell / "no python")}
    again = partial(install, build, shell, about, pythons=[PYTHON])
    put_wheel(shell)
    done = again()
    said = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"指定的 {shell / 'no python'} 用不了，改用 {shell / 'bin' / 'python3'}。" in said
    assert f"{home / '.local/bin/plandraft'} 这个链接" in said
    [command] = [shlex.split(line) for line in said.splitlines() if line.endswith("-o drafts")]
    assert command[0] == str(home / ".local/bin/plandraft")

    def works() -> bool:
        run = subprocess.run(command[:1], capture_output=True, check=False)  # noqa: S603  # what was installed
        return run.stdout == b"plandraft 1.2.3\n"

    wheel = put_wheel(shell, b"no wheel")  # with its hash in the requirements: pip alone can tell
    for says in ("没有装成，原因见上面几行英文", "压缩包没有拷完整"):
        assert works()
        done = again()
        assert done.returncode == 1
        assert says in done.stderr.decode()
        assert done.stderr.decode().endswith("原来装的没有动。\n")
        wheel.write_bytes(b"cut")
    assert works()


@pytest.mark.parametrize("fault", ["changed", "lost", "unknown", "no requirements", ""])
def test_wheels_are_checked_before_anything_is_cleared(tmp_path: Path, fault: str) -> None:
    shutil.copy(OFFLINE / "check.py", tmp_path)
    (tmp_path / "wheels").mkdir()
    wheel = put_wheel(tmp_path)
    match fault:
        case "changed":
            wheel.write_bytes(wheel.read_bytes() + b"x")
        case "lost":
            wheel.unlink()
        case "unknown":
            (tmp_path / "wheels" / "more.whl").write_bytes(b"more")
        case "no requirements":
            (tmp_path / "requirements.txt").unlink()
    command = [sys.executable, str(tmp_path / "check.py"), HERE, "0.0", PYTHON]
    assert subprocess.run(command, check=False).returncode == (14 if fault else 9)  # noqa: S603  # our own script


def test_the_installer_says_that_there_is_no_python_or_that_nothing_is_unpacked(
    build: ModuleType, shell: Path
) -> None:
    assert "请先把整个压缩包解压" in install(build, shell).stderr.decode()
    (shell / "wheels").mkdir()
    assert "找不到 Python" in install(build, shell).stderr.decode()


@pytest.fixture
def shell(tmp_path: Path) -> Path:
    """Return a folder with the commands that a Linux brings, and with a home in which nothing can be made."""
    if not HERE.startswith("linux-"):
        pytest.skip("for the shell of Linux")
    (tmp_path / "bin").mkdir()
    for name in ("sh", "dirname", "uname", "mkdir", "rm", "mv", "ln", "sed", "cat"):
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or "")
    shutil.copy(OFFLINE / "check.py", tmp_path)
    (tmp_path / "home").write_text("no folder", "utf-8")
    return tmp_path


def put_wheel(folder: Path, content: bytes = b"") -> Path:
    """Write a wheel (a command that prints its version, or `content`) and its requirements."""
    (folder / "wheels").mkdir(exist_ok=True)
    file = folder / "wheels" / "plandraft-1.2.3-py3-none-any.whl"
    about = "plandraft-1.2.3.dist-info"
    parts = {
        "draft.py": "def main(): print('plandraft 1.2.3')\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: plandraft\nVersion: 1.2.3\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": "[console_scripts]\nplandraft = draft:main\n",
    }
    names = [*parts, f"{about}/RECORD"]
    with zipfile.ZipFile(file, "w") as wheel:
        for name in names:
            wheel.writestr(name, parts.get(name, "".join(f"{each},,\n" for each in names)))
    if content:
        file.write_bytes(content)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / "requirements.txt").write_text(f"plandraft==1.2.3 --hash=sha256:{digest}\n", "utf-8")
    return file


def install(
    build: ModuleType, folder: Path, about: Mapping[str, str] | None = None, /, **facts: object
) -> subprocess.CompletedProcess[bytes]:
    """Run the installer of Linux in a folder, with `about` in its environment."""
    system = next(each for each in build.read_systems() if each.script == "install.sh")
    text = written(build, system, **{"platform": HERE, "glibc": "2.5", **facts})["install.sh"]
    (folder / "install.sh").write_bytes(text)
    environment = {
        "HOME": str(folder / "home"),
        "PATH": str(folder / "bin"),
        "LC_ALL": "C.UTF-8",
        **(about or {}),
    }
    command = [str(folder / "bin" / "sh"), str(folder / "install.sh")]
    return subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603  # our own script
