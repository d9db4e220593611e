"""Test that libyaml and, where a computer has none, PyYAML's own parser give the same findings."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import ROOT

from generator import yaml_source as source
from generator.base.diagnostics import PlanError
from generator.check.findings.rulebook import to_diagnostic

# Files that real people wrote or that are broken in one way each; all other cases are alike to a parser.
FOLDERS = ("profiles", "tests/cases/form", "tests/cases/sound", "tests/cases/templates", "tests/cases/words")
FILES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.yaml"))
APART = {"table_pasted_from_excel"}  # libyaml takes a tab between words for a blank, PyYAML's own does not


def read(text: str) -> object:
    """Return the data and places of a text, or the findings that refuse it in words."""
    try:
        found = source.parse(text, "p.yaml")
    except PlanError as error:
        return [to_diagnostic(finding) for finding in error.findings]
    return found.data, found.places, found.keys


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is but one parser on this computer")
@pytest.mark.parametrize(
    "file", [pytest.param(file, id=file.stem) for file in FILES if file.stem not in APART]
)
def test_both_parsers_tell_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = file.read_text(encoding="utf-8")
    read_by_libyaml = read(text)
    monkeypatch.setattr(source, "_LOADER", yaml.BaseLoader)
    assert read(text) == read_by_libyaml


@pytest.mark.parametrize("loader", ["BaseLoader", "CBaseLoader"])
@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: 1\n\tb: 2", (2, 1), "制表符"),
        ("a: [1", (1, 1), "方括号"),
        ("a: {b: 1", (1, 1), "花括号"),
        ('a: "C:\\规划"', (1, 7), "反斜杠"),
        ("a: !讨 论", (1, 5), "“!”"),
        ("%规划: 1", (1, 2), "“%”"),
        ("a: 1\nb: * 2", (2, 5), "“*”"),
        ("a: @1", (1, 4), "特殊符号"),
    ],
)
def test_a_slip_is_told_in_the_same_words_by_both(
    text: str, place: tuple[int, int], said: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "_LOADER", getattr(yaml, loader, yaml.BaseLoader))
    with pytest.raises(PlanError) as caught:
        source.parse(text, "p.yaml")
    [finding] = caught.value.findings
    assert finding.rule == "yaml-syntax"
    assert (finding.place.line, finding.place.column) == place
    assert said in to_diagnostic(finding).message


@pytest.mark.parametrize("text", ["a: {b: }", "a: {b:    }", "a: {b:\n\n  }"])
def test_a_value_left_out_stands_where_the_text_before_it_ends(text: str) -> None:
    place = source.parse(text, "p.yaml").places["a", "b"]
    assert (place.line, place.column) == (1, 7)
