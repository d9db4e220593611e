"""Test the wheel and the source archive: what is in them, the same bytes wherever they are built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from conftest import ROOT

PACKED = ("generator", "templates", "profiles", "output", "tests", "locks", ".ci")
TOP = {"pyproject.toml", "LICENSE", ".gitattributes", ".gitignore", ".yamllint"}
ABOUT = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
KINDS = {".docx", ".mo", ".po", ".py", ".typed", ".yaml", ".j2", ".css", ".js", ".xml", ".html"}
KINDS |= {".json", ".md"}
LITTER = (
    "generator/.DS_Store",
    "templates/~$说明.docx",
    "templates/html/page.css~",
    "templates/lexicon/.kinds.yaml.swp",
)
JUNK = ("generator/__pycache__/x.cpython-311.pyc", "tests/__pycache__/x.pyc", "templates/._period.yaml")


def checkout(folder: Path) -> Path:
    """Copy the project as git has it, with what lies about in a folder that is worked in."""
    leave = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis", "drafts")
    folder.mkdir()
    for name in PACKED:
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    for name in (*TOP, *(file.name for file in ROOT.glob("*.md"))):
        shutil.copy(ROOT / name, folder / name)
    for name in (*LITTER, *JUNK):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"litter")
    return folder


def build(folder: Path, out: Path, kind: str) -> Path:
    """Build one kind of package, as of a fixed day."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(out)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603  # our own command
    assert done.returncode == 0, done.stderr.decode()
    [file] = out.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of a folder that is worked in."""
    folder = tmp_path_factory.mktemp("wheel")
    return build(checkout(folder / "甲 乙"), folder / "out", "wheel")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source archive of a folder that is worked in."""
    folder = tmp_path_factory.mktemp("archive")
    return build(checkout(folder / "丙"), folder / "out", "sdist")


def to_pack(folder: str) -> set[str]:
    """Return the files of a folder of the project that are worth packing."""
    files = (file.relative_to(ROOT) for file in (ROOT / folder).rglob("*") if file.is_file())
    return {file.as_posix() for file in files if "__pycache__" not in file.parts}


def test_the_wheel_holds_the_package_its_templates_and_what_is_said_of_them(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as found:
        names = set(found.namelist())
    about = f"{'-'.join(wheel.name.split('-')[:2])}.dist-info/"
    assert {name.removeprefix(about) for name in names if name.startswith(about)} == ABOUT
    package = {name for name in names if not name.startswith(about)}
    assert package == to_pack("generator") | {f"generator/{name}" for name in to_pack("templates")}
    assert {PurePosixPath(name).suffix for name in package} <= KINDS


def test_the_archive_holds_what_is_needed_to_work_on_it(archive: Path) -> None:
    with tarfile.open(archive) as found:
        members = found.getmembers()
    names = {member.name.partition("/")[2] for member in members}
    kept_out = re.compile(r"output/.*\.docx")
    folders = {name for folder in PACKED for name in to_pack(folder) if not kept_out.fullmatch(name)}
    assert names == folders | TOP | {"PKG-INFO", *(file.name for file in ROOT.glob("*.md"))}
    assert all(member.isfile() for member in members)
    assert {(member.uid, member.gid, member.uname, member.gname) for member in members} == {(0, 0, "", "")}


def test_nothing_packed_tells_where_it_was_built(wheel: Path, archive: Path) -> None:
    home = re.compile(rb"(?<![\w.])/(?:home|root|Users|work)/\w|[A-Z]:\\Users\\")
    with zipfile.ZipFile(wheel) as zipped:
        contents = {name: zipped.read(name) for name in zipped.namelist()}
    with tarfile.open(archive) as packed:
        for member in packed:
            stream = packed.extractfile(member)
            contents[member.name] = stream.read() if stream else b""
    places = [str(file.parent.parent).encode() for file in (wheel, archive)]
    for name, content in contents.items():
        assert not any(place in content for place in places), name
        assert not (name.startswith("generator/") and home.search(content)), name


@pytest.mark.slow
def test_the_archive_builds_the_same_wheel_elsewhere_and_later(
    wheel: Path, archive: Path, tmp_path: Path
) -> None:
    with tarfile.open(archive) as found:
        found.extractall(tmp_path, filter="data")
    [folder] = tmp_path.iterdir()
    for file in folder.rglob("*"):
        file.chmod(0o700 if file.is_dir() else 0o600)  # as another computer's mask may have it
        os.utime(file, (2_000_000_000, 2_000_000_000))
    assert build(folder, tmp_path / "out", "wheel").read_bytes() == wheel.read_bytes()


@pytest.mark.slow
def test_the_archive_comes_out_the_same_twice(archive: Path, tmp_path: Path) -> None:
    again = build(checkout(tmp_path / "丁"), tmp_path / "out", "sdist")
    assert again.read_bytes() == archive.read_bytes()
