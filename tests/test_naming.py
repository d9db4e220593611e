"""Test that a draft stays right in the folder asked for, whatever its profile's name, or is refused."""

from __future__ import annotations

import ntpath
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from commands import SOUND, Command
from hypothesis import given
from hypothesis import strategies as st

from generator.base.diagnostics import PlanError
from generator.pipeline.support.naming import output_in, same_name

HOSTILE = [
    "/",
    "\\",
    ":",
    ".",
    "..",
    " ",
    "~",
    "C:",
    "\x00",
    "\n",
    "\x1b[2J",
    "\u202e",
    "con",
    "NUL",
    "com1",
    "é",
    "县",
]
stems = st.text() | st.lists(st.sampled_from(HOSTILE) | st.text(max_size=3), max_size=6).map("".join)
DEVICES = ["CON", "PRN", "AUX", "NUL", "COM1", "com9", "LPT1", "COM¹", "conin$", "CONOUT$"]


def made(stem: str, suffix: str = ".docx") -> str | None:
    """Return the name of the output, None if it is refused."""
    try:
        file = output_in(Path("out"), stem, suffix, "p.yaml")
    except PlanError as error:
        return None if {finding.rule for finding in error.findings} == {"output-name"} else "another error"
    assert file.parent == Path("out")
    return file.name


@given(stems, st.sampled_from([".docx", ".md", ".html", ".yaml"]))
def test_an_output_is_a_child_of_its_folder_on_every_system_or_refused(stem: str, suffix: str) -> None:
    name = made(stem, suffix)
    if name is None:
        return
    assert name == f"{stem}{suffix}"
    for folder in (PurePosixPath("/a/out"), PureWindowsPath("C:/a/out")):
        child = folder / name
        assert (child.parent, child.name, child.suffix) == (folder, name, suffix)
    assert ntpath.splitdrive(name)[0] == ""
    assert ntpath.normpath(name) == name
    assert not name.startswith(".")
    assert not name.endswith((" ", "."))
    assert not any(ord(c) < 32 or c in "/\\:\x7f\u202e" for c in name)
    name.encode()


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("pattern", ["{}", "{} ", "{}.2026", "{} .x"])
def test_no_device_of_windows_is_written_to(device: str, pattern: str) -> None:
    assert made(pattern.format(device)) is None
    assert made(f"x{pattern.format(device)}") is not None
    assert made(f"{device}县") == f"{device}县.docx"


@given(st.sampled_from(DEVICES), st.text("0123456789 .¹²³xＣ", max_size=4))
def test_a_name_that_python_knows_as_reserved_is_refused(device: str, rest: str) -> None:
    name = f"{device}{rest}.docx"
    if _reserved(name):
        assert made(f"{device}{rest}") is None


def _reserved(name: str) -> bool:
    known = getattr(ntpath, "isreserved", None)  # from Python 3.13
    return bool(known(name) if known else PureWindowsPath(name).is_reserved())


@pytest.mark.parametrize(
    "name",
    [
        ".yaml",
        "..yaml",
        "...yaml",
        ".a.yaml",
        "a:b.yaml",
        "a\\b.yaml",
        "..\\a.yaml",
        "aux.yaml",
        "NUL.x.yaml",
        " .yaml",
    ],
)
def test_a_profile_of_such_a_name_is_refused_in_chinese(name: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / name).write_text(SOUND, "utf-8")
    said = command("draft", name, "-o", "out/deep")
    assert (said.code, said.out) == (2, "")
    assert "错误 output-name\n" in said.all
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "name",
    ["a.b.yaml", "磴口县.yaml", "x y.yaml", "-o.yaml", "~.yaml", "$HOME.yaml", "%TEMP%.yaml", "a..yaml"],
)
def test_an_odd_name_is_no_trouble(name: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / name).write_text(SOUND, "utf-8")
    assert command("draft", "-o", "out", "--", name).code == 0
    stem = name.removesuffix(".yaml")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [f"{stem}.docx", f"{stem}.md"]


@pytest.mark.parametrize("name", ["../磴口县", "a/磴口县", "a\\磴口县", ".磴口县", "NUL"])
def test_a_new_profile_that_is_called_after_its_place_stays_here(
    name: str, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    beside = set(tmp_path.parent.glob("*.yaml"))  # of other tests
    said = command("new", "--name", name, "--kind", "county")
    assert said.code == 2
    assert "output-name" in said.all
    assert list(tmp_path.rglob("*.yaml")) == []
    assert set(tmp_path.parent.glob("*.yaml")) == beside


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Plan", "pLAN"),
        ("caf\u00e9", "cafe\u0301"),
        ("\u212bngstrom", "a\u030angstrom"),
        ("STRASSE", "straße"),
    ],
)
def test_names_that_are_one_on_some_system_are_not_drafted_together(
    one: str, other: str, command: Command, tmp_path: Path
) -> None:
    assert same_name(one) == same_name(other)
    for folder, name in (("a", one), ("b", other)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.yaml").write_text(SOUND, "utf-8")
    said = command("draft", f"a/{one}.yaml", f"b/{other}.yaml", "-o", "out", "--jobs", "1")
    assert said.code == 2
    assert "output-twice" in said.all
    assert len(list((tmp_path / "out").iterdir())) == 2


@given(st.text("县市区abc0123-_", max_size=3), st.text("县市区abc0123-_", max_size=3))
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert (same_name(one) == same_name(other)) == (one == other)
