"""Test where programs are looked for: in places of the system and its user, never where others put some."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base import programs, resources
from generator.base.programs import environment, find_program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="paths and modes of POSIX")
NAME = "plandraft-tool"


def install(folder: Path) -> Path:
    """Write a program into `folder`, made if it is missing, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / NAME
    file.write_text("#!/bin/sh\n", encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder of the test, with a repository above it."""
    folder = tmp_path / "repository" / "inner"
    folder.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    monkeypatch.chdir(folder)
    return folder


def relative(here: Path) -> str:
    install(here.parent / "bin")
    return "../bin"


def dot(here: Path) -> str:
    install(here)
    return "."


def empty(here: Path) -> str:
    install(here)
    return ""


def current(here: Path) -> str:
    return str(install(here / "bin").parent)


def up_and_down(here: Path) -> str:
    return str(install(here / "bin").parent / ".." / "bin")


def of_the_repository(here: Path) -> str:
    return str(install(here.parent / "tools").parent)


def given(here: Path) -> str:
    return str(install(here.parents[1] / "given" / "bin").parent)


def templates(here: Path) -> str:
    return str(install(here.parents[1] / "laid" / "bin").parent)


def a_link_to_a_folder(here: Path) -> str:
    (link := here.parents[1] / "link").symlink_to(install(here / "bin").parent)
    return str(link)


def a_link_to_the_program(here: Path) -> str:
    (folder := here.parents[1] / "links").mkdir()
    (folder / NAME).symlink_to(install(here / "bin"))
    return str(folder)


def open_to_all(here: Path) -> str:
    (folder := install(here.parents[1] / "open").parent).chmod(0o777)
    return str(folder)


def open_above(here: Path) -> str:
    folder = install(here.parents[1] / "open" / "bin").parent
    folder.parent.chmod(0o777)
    return str(folder)


def sticky(here: Path) -> str:
    (folder := install(here.parents[1] / "open").parent).chmod(0o1777)
    return str(folder)


def open_itself(here: Path) -> str:
    (file := install(here.parents[1] / "bin")).chmod(0o777)
    return str(file.parent)


def of_somebody_else(here: Path) -> str:
    if os.geteuid():
        pytest.skip("needs root")
    folder = install(here.parents[1] / "other").parent
    os.chown(folder, 12345, 12345)
    return str(folder)


PLACES: list[Callable[[Path], str]] = [
    *(relative, dot, empty, current, up_and_down, of_the_repository, given, templates, a_link_to_a_folder),
    *(a_link_to_the_program, open_to_all, open_above, sticky, open_itself, of_somebody_else),
]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("known", ["PATH", "places"])
def test_a_program_where_others_may_have_put_it_is_passed_over(
    here: Path, monkeypatch: pytest.MonkeyPatch, place: Callable[[Path], str], known: str
) -> None:
    entry, closed = place(here), [here.parents[1] / "given"]
    monkeypatch.setattr(resources, "_laid", [(here, str(here.parents[1] / "laid"))])
    sound = install(here.parents[1] / "sound")
    if known == "PATH":
        monkeypatch.setenv("PATH", os.pathsep.join([entry, str(sound.parent)]))
        assert find_program([NAME], given=closed) == sound
    else:
        monkeypatch.setenv("PATH", str(sound.parent))
        assert find_program([NAME], [entry], closed) == sound
    passed = environment(closed)["PATH"].split(os.pathsep)
    assert passed[0] == str(sound.parent) or place in {a_link_to_the_program, open_itself}
    assert all(Path(each).is_absolute() for each in passed)
    monkeypatch.setenv("PATH", entry)
    assert find_program([NAME], given=closed) is None


@pytest.mark.parametrize(
    "path", [None, "", ":", "C:/Windows;C:/Program Files", "\udcff", "/nowhere", "x" * 9_999]
)
def test_whatever_path_says_the_systems_own_places_are_known(
    here: Path, monkeypatch: pytest.MonkeyPatch, path: str | None
) -> None:
    install(here / "C" / "Windows")
    install(here)
    monkeypatch.delenv("PATH") if path is None else monkeypatch.setenv("PATH", path)
    assert find_program([NAME], ["C:/Windows", "C", ""]) is None
    assert find_program(["sh"]) in {Path("/bin/sh").parent.resolve() / "sh", Path("/usr/bin/sh")}


def test_in_the_systems_own_folder_its_programs_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert find_program(["sh"])


def test_in_the_users_own_folder_their_programs_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = install(tmp_path / ".local" / "bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.chdir(tmp_path)
    assert find_program([NAME]) == program


def test_a_name_that_is_a_link_to_another_is_called_by_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check it because some programs do by their name what they do: that of snap, of busybox."""
    (link := tmp_path / "sound" / "office").parent.mkdir()
    link.symlink_to(install(tmp_path / "lib"))
    monkeypatch.setenv("PATH", str(link.parent))
    assert find_program(["missing", "office"]) == link


def test_a_folder_that_is_gone_or_a_file_that_does_not_run_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (gone := tmp_path / "gone").mkdir()
    monkeypatch.setenv("PATH", os.pathsep.join(["/nowhere", str(tmp_path / "sound")]))
    install(tmp_path / "sound").chmod(0o644)
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert find_program([NAME]) is None
    assert find_program(["sh"])


def test_no_module_looks_for_programs_by_itself(root: Path) -> None:
    sources = {file: file.read_text("utf-8") for file in (root / "generator").rglob("*.py")}
    own = Path(str(programs.__file__))
    assert [file for file, text in sources.items() if "shutil.which" in text and file != own] == []
