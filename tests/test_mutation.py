"""Test that the settings of mutation testing (tests/mutation/) fit the code and the tests as they are."""

from __future__ import annotations

import pytest
from conftest import ROOT

from generator.yaml_source import load, mapping, strings, texts

HERE = ROOT / "tests/mutation"
MODULES = mapping(load(HERE / "modules.yaml").data)
SURVIVORS = mapping(load(HERE / "survivors.yaml").data)
TRIED = (
    "base/values.py",
    "base/value_grammar.py",
    "base/numerals.py",
    "base/units.py",
    "document/number.py",
    "diff/*.py",
    "check/*.py",
    "check/rules/*.py",
    "check/form/*.py",
    "library/template_index.py",
)


def test_every_module_whose_mutants_are_tried_is_named_once() -> None:
    files = {file for pattern in TRIED for file in (ROOT / "generator").glob(pattern)}
    modules = {str(file.relative_to(ROOT)) for file in files if "def " in file.read_text(encoding="utf-8")}
    assert set(MODULES) == modules


@pytest.mark.parametrize("module", MODULES)
def test_the_tests_of_a_module_are_there(module: str) -> None:
    files = [word for word in texts(MODULES[module]) if word.endswith(".py")]
    assert files
    assert [file for file in files if not (ROOT / file).is_file()] == []


@pytest.mark.parametrize("module", SURVIVORS)
def test_what_is_said_of_a_survivor_is_of_a_line_of_its_module(module: str) -> None:
    assert module in MODULES
    lines = {line.strip() for line in (ROOT / module).read_text(encoding="utf-8").split("\n")}
    entries = SURVIVORS[module]
    for entry in map(strings, entries if isinstance(entries, list) else []):
        assert entry["why"]
        assert set(entry["was"].split("\n")) <= lines
        assert entry["now"] != entry["was"]
