"""Test the cache between processes: data made once for a content, and never trusted further than data."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest

from generator import yaml_source as source
from generator.base.diagnostics import PlanError
from generator.yaml_source import load_data
from generator.yaml_source.cache import cached_data


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files, in which the cache folder will be made."""
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    return tmp_path


class Maker:
    """Make a list of the content's length, and count how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, content: bytes = b"abc", name: str = "a.yaml") -> object:
        """Return the cached data of the content, or make it."""
        return cached_data(name, content, lambda: self.made(content))

    def made(self, content: bytes) -> source.Data:
        """Return a list of the content's length."""
        self.times += 1
        return {"length": str(len(content))}


def files(folder: Path) -> list[Path]:
    """Return the cached files."""
    return sorted(folder.rglob("*.json"))


def test_the_same_content_is_made_once(folder: Path) -> None:
    make = Maker()
    assert make() == make() == {"length": "3"}
    assert make.times == 1
    assert len(files(folder)) == 1


def test_another_content_is_made_anew_and_kept_instead(folder: Path) -> None:
    make = Maker()
    make()
    assert make(b"abcd") == {"length": "4"}
    assert make(b"abcd", "b.yaml") == {"length": "4"}
    assert make.times == 3
    assert len(files(folder)) == 2


def test_another_version_makes_it_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker()
    make()
    monkeypatch.setattr("generator.yaml_source.cache.__version__", "another")
    make()
    assert make.times == 2
    assert len(files(folder)) == 1


@pytest.mark.parametrize(
    "torn", [b"", b'["', b"\xff", b"3", b"null", b"{}", b"[1]", b"[1, 2, 3]", b"[" * 100_000]
)
def test_what_is_no_longer_whole_is_made_anew(folder: Path, torn: bytes) -> None:
    make = Maker()
    make()
    files(folder)[0].write_bytes(torn)
    assert make() == {"length": "3"}
    assert make.times == 2
    assert json.loads(files(folder)[0].read_bytes())[1] == {"length": "3"}


def test_a_computer_without_such_a_folder_does_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "gone" / "away"))
    make = Maker()
    assert make() == make() == {"length": "3"}
    assert make.times == 2


def test_what_cannot_be_written_is_done_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert Maker()() == {"length": "3"}
    assert files(folder) == []


@pytest.mark.usefixtures("folder")
def test_data_follows_its_file(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("甲: [乙, ~]", encoding="utf-8")
    assert load_data(file) == load_data(file) == {"甲": ["乙", None]}
    file.write_text("甲: 丙", encoding="utf-8")
    assert load_data(file) == {"甲": "丙"}


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_not_yaml_is_told_each_time(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("甲: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PlanError) as caught:
            load_data(file)
        assert caught.value.findings[0].place.file == str(file)
