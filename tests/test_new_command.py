"""Test `plandraft new`: what it knows of a place, what it asks, what it never overwrites."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml
from commands import Command

from generator.locality.profile import load_source, make_profile


class Terminal(io.StringIO):
    """Stand in for a person at the keyboard."""

    def isatty(self) -> bool:
        """Return that this is a terminal."""
        return True


def test_a_county_knows_the_levels_above_it(command: Command, tmp_path: Path) -> None:
    said = command("new", "磴口.yaml", "--name", "磴口县")
    assert (said.code, said.err) == (0, "")
    assert "上级：内蒙古自治区、巴彦淖尔市" in said.out
    data = yaml.safe_load((tmp_path / "磴口.yaml").read_text("utf-8"))
    assert data["locality"] == {"name": "磴口县", "kind": "county", "upper": ["内蒙古自治区", "巴彦淖尔市"]}
    assert data["period"] == "2026-2030"


def test_a_place_that_nobody_knows_is_written_as_the_command_line_says(
    command: Command, tmp_path: Path
) -> None:
    words = ("--name", "青石县", "--kind", "county", "--period", "2021-2025", "--upper", "某某省、某某市")
    assert command("new", "a.yaml", *words).code == 0
    assert "upper: [某某省, 某某市]" in (tmp_path / "a.yaml").read_text("utf-8")
    said = command("new", "b.yaml", "--name", "青石县")
    assert said.code == 0
    assert "行政区划里没有青石县" in said.out
    assert command("check", "b.yaml").code == 0


def test_a_file_that_is_there_is_never_overwritten(command: Command, tmp_path: Path) -> None:
    (tmp_path / "磴口县.yaml").write_text("填好的数", "utf-8")
    said = command("new", "--name", "磴口县")
    assert (said.code, said.out) == (2, "")
    assert "file-exists" in said.err
    assert (tmp_path / "磴口县.yaml").read_text("utf-8") == "填好的数"
    assert [file.name for file in tmp_path.iterdir()] == ["磴口县.yaml"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "没有写地方的名称，加上 --name，如 --name 青石县"),
        (
            ["--name", "青石市"],
            "从名称看不出“青石市”是哪一类，加上 --kind，可以是 county-city 县级市、prefecture",
        ),
        (["--name", "鼓楼区"], "叫“鼓楼区”的有 4 个：1 江苏省、南京市，2 江苏省、徐州市"),
        (["--name", "青石县", "--kind", "town"], "'--kind' 的内容不对，可以是 county 县、banner 旗"),
    ],
)
def test_without_a_terminal_it_says_what_it_needs(
    words: list[str], expected: str, command: Command, tmp_path: Path
) -> None:
    said = command("new", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(expected)
    assert said.err.endswith("用法见 plandraft new --help\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["青石\nperiod: x 县", "“青石”: 县", "# 县", "[青石]县", "a/b/青石县"])
def test_an_odd_name_makes_no_odd_file(name: str, command: Command, tmp_path: Path) -> None:
    said = command("new", "a.yaml", "--name", name, "--kind", "county", "--upper", "某某省，某某市")
    if said.code:
        assert not (tmp_path / "a.yaml").exists()
        assert not said.english
    else:
        profile = make_profile(load_source(tmp_path / "a.yaml")[0])
        assert (profile.locality.name, profile.locality.kind) == (name, "county")


def test_on_a_terminal_it_asks(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("青石\n城\n旗\n某某自治区 某某盟\n"))
    said = command("new")
    assert said.code == 0
    assert yaml.safe_load((tmp_path / "青石.yaml").read_text("utf-8"))["locality"] == {
        "name": "青石",
        "kind": "banner",
        "upper": ["某某自治区", "某某盟"],
    }
    monkeypatch.setattr("sys.stdin", Terminal("9\n4\n"))
    assert "上级：河南省、开封市" in command("new", "--name", "鼓楼区").out
