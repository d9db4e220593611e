"""Test that data and compiled templates are cached in a folder that is the user's alone, or nowhere."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.private_folder import private_folder
from generator.base.templating import fill_in, sandbox
from generator.yaml_source.cache import cached_data

pytestmark = pytest.mark.skipif(os.name != "posix", reason="folders for temporary files are each user's own")
TEXT = "{{ x }}"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files, with the current folder and templates beside it."""
    folder = tmp_path / "tmp"
    for name in ("tmp", "here", "templates"):
        (tmp_path / name).mkdir()
    (tmp_path / "templates" / "a.j2").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(folder))
    monkeypatch.chdir(tmp_path / "here")
    return folder


def own(place: Path) -> Path:
    """Return the name of the user's folder."""
    return place / f"plandraft-{os.getuid()}"


def used(place: Path) -> list[str]:
    """Cache data and a compiled template as every command does; return the endings of what lies around."""
    assert cached_data("a.yaml", b"abc", lambda: ["made"]) == ["made"]
    assert fill_in(sandbox((place.parent / "templates",)), "a.j2", {"x": "1"}, "a.yaml") == "1"
    return sorted(file.suffix for file in place.parent.rglob("*") if file.suffix in {".json", ".cache"})


def test_data_and_templates_lie_in_a_folder_that_is_the_users_alone(place: Path) -> None:
    assert used(place) == [".cache", ".json"]
    (folder,) = place.iterdir()
    assert folder == own(place)
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IRWXU


def open_to_others(place: Path, _: pytest.MonkeyPatch) -> None:
    own(place).mkdir()
    own(place).chmod(0o777)


def link(place: Path, _: pytest.MonkeyPatch) -> None:
    (elsewhere := place.parent / "elsewhere").mkdir(mode=0o700)
    own(place).symlink_to(elsewhere)


def file(place: Path, _: pytest.MonkeyPatch) -> None:
    own(place).write_bytes(b"")


def of_somebody_else(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = os.getuid()
    (place / f"plandraft-{user + 1}").mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: user + 1)


def in_a_place_where_all_may_rename(place: Path, _: pytest.MonkeyPatch) -> None:
    place.chmod(0o777)


def in_the_current_folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)


def in_the_current_folder_by_a_link(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place.parent / "link").symlink_to("tmp")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(place.parent / "link"))
    monkeypatch.chdir(place)


def the_current_folder_itself(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(place).mkdir(mode=0o700)
    monkeypatch.chdir(own(place))


def nowhere(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(place / "gone" / "away"))


def no_place_at_all(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)


@pytest.mark.parametrize(
    "spoil",
    [
        *(open_to_others, link, file, of_somebody_else, in_a_place_where_all_may_rename, nowhere),
        *(in_the_current_folder, in_the_current_folder_by_a_link, the_current_folder_itself, no_place_at_all),
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_a_folder_that_is_not_is_neither_used_nor_changed(
    place: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    spoil(place, monkeypatch)
    before = {each: each.lstat().st_mode for each in place.parent.rglob("*")}
    assert private_folder() is None
    assert used(place) == []
    assert {each: each.lstat().st_mode for each in place.parent.rglob("*")} == before


def test_a_compiled_template_that_lies_in_the_current_folder_never_runs(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plant what an earlier run left, where tempfile would look for want of another place."""
    used(place)
    planted = own(place)
    (compiled,) = planted.glob("*.cache")
    before = compiled.read_bytes()
    compiled.write_bytes(before[:-20])
    monkeypatch.chdir(place)
    assert used(place) == [".cache", ".json"]
    assert compiled.read_bytes() == before[:-20], "neither read nor mended"
