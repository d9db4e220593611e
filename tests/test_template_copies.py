"""Test that a folder of templates is copied without leaving it, however it changes meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.diagnostics import PlanError
from generator.pipeline.support import template_copies
from generator.pipeline.support.template_copies import copy_templates

SECRET, PUBLIC = b"secret: 1", b"public: 1"
NAMES = ["lexicon/places.yaml", "2026-2030/period.yaml", "2026-2030/topics/a.xml.j2", "common/forms/b.xml.j2"]
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes of POSIX")


class Scene:
    """Set up a folder of templates, and beside it a folder outside that has secrets under the same names."""

    def __init__(self, home: Path) -> None:
        self.folder, self.outside, self.copies = home / "folder", home / "outside", home / "copies"
        for folder, content in ((self.folder, PUBLIC), (self.outside, SECRET)):
            for name in NAMES:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)

    def copied(self) -> tuple[list[str], set[bytes]]:
        """Copy the folder; return the rules of what was found, and the contents that were copied."""
        rules: list[str] = []
        try:
            copy_templates(self.folder, self.copies)
        except PlanError as error:
            rules = [finding.rule for finding in error.findings]
        return rules, {file.read_bytes() for file in self.copies.rglob("*") if file.is_file()}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def by_a_link(path: Path, scene: Scene) -> None:
    remove(path)
    path.symlink_to(scene.outside / path.relative_to(scene.folder))


def by_a_pipe(path: Path, _: Scene) -> None:
    remove(path)
    os.mkfifo(path)


def by_nothing(path: Path, _: Scene) -> None:
    remove(path)


def by_a_folder(path: Path, _: Scene) -> None:
    remove(path)
    path.mkdir()


SWAPS: list[Callable[[Path, Scene], None]] = [by_a_link, by_a_pipe, by_nothing, by_a_folder]
EVERYWHERE = [*NAMES, "lexicon", "2026-2030", "2026-2030/topics", "common/forms"]


@pytest.fixture(params=["handles", "names"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the way in which files are opened: by handles, or by names as where the system has none."""
    if request.param == "names":
        monkeypatch.setattr(template_copies, "_HANDLES", 0)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_a_folder_is_copied_whole(scene: Scene) -> None:
    assert scene.copied() == ([], {PUBLIC})
    names = {file.relative_to(scene.copies).as_posix() for file in scene.copies.rglob("*") if file.is_file()}
    assert names == {name.replace("/", "+/", 1) for name in NAMES}


@pytest.mark.usefixtures("way")
def test_a_folder_that_is_named_by_a_link_is_copied(scene: Scene) -> None:
    (link := scene.folder.with_name("link")).symlink_to("folder")
    scene.folder = link
    assert scene.copied() == ([], {PUBLIC})


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("name", EVERYWHERE)
@pytest.mark.parametrize("swap", SWAPS, ids=lambda swap: swap.__name__)
def test_what_is_exchanged_before_is_told(
    scene: Scene, name: str, swap: Callable[[Path, Scene], None]
) -> None:
    swap(scene.folder / name, scene)
    rules, contents = scene.copied()
    assert rules == (["templates-link"] if swap in {by_a_link, by_a_pipe} else [])
    assert SECRET not in contents


@pytest.mark.parametrize("name", EVERYWHERE)
@pytest.mark.parametrize("swap", SWAPS, ids=lambda swap: swap.__name__)
def test_what_is_exchanged_after_the_check_is_never_read(
    scene: Scene, name: str, swap: Callable[[Path, Scene], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exchange it at the worst moment: when a file has been looked at and is about to be opened."""
    sound, opened = template_copies._read, list[Path]()

    def late(file: Path, handle: int | None, found: os.stat_result, shown: Path) -> bytes:
        if file.is_relative_to(scene.folder / name) and not opened:
            opened.append(file)
            swap(scene.folder / name, scene)
        return sound(file, handle, found, shown)

    monkeypatch.setattr(template_copies, "_read", late)
    rules, contents = scene.copied()
    assert opened
    assert SECRET not in contents
    assert set(rules) <= {"templates-link", "file-unreadable"}
    if name in NAMES:
        assert rules == ["templates-link" if swap in {by_a_link, by_a_pipe} else "file-unreadable"]


@pytest.mark.parametrize("swap", [by_a_link, by_a_pipe], ids=lambda swap: swap.__name__)
def test_where_the_system_follows_links_the_file_itself_tells(
    scene: Scene, swap: Callable[[Path, Scene], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check it because Windows opens links: there what was opened must be what was looked at."""
    monkeypatch.setattr(template_copies, "_HANDLES", 0)
    monkeypatch.setattr(template_copies, "_NO_FOLLOW", 0)
    monkeypatch.setattr(template_copies, "_OPTIONS", os.O_RDONLY | os.O_NONBLOCK)
    sound = template_copies._read

    def late(file: Path, handle: int | None, found: os.stat_result, shown: Path) -> bytes:
        swap(file, scene)
        return sound(file, handle, found, shown)

    monkeypatch.setattr(template_copies, "_read", late)
    assert scene.copied() == (["templates-link"], set())
