"""Test the installers in the zips for machines without a network."""

from __future__ import annotations

import hashlib
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from offline_packs import HERE, OFFLINE, PYTHON, packing, written


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the module that makes the zips."""
    return packing(monkeypatch)[1]


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
