"""Hold what was guarded less than the code to its tests, and each slip of a writer to its place."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from typing import Any

import pytest
import yaml
from commands import CASES
from conftest import ROOT

from generator.base.diagnostics import Finding, Place
from generator.check.findings.rulebook import to_diagnostic

KNOWN: dict[str, Any] = yaml.safe_load((CASES / "library_points.yaml").read_text("utf-8"))
_LINE = re.compile(r"(?P<file>\S+?):(?P<line>\d+):(?P<column>\d+) (?P<rule>\S+) (?P<facts>\{.*\})")


@cache
def named_in(module: str) -> set[str]:
    """Return the names of the tests in a module."""
    tree = ast.parse((ROOT / "tests" / f"{module}.py").read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("point", KNOWN["points"])
def test_a_point_has_its_tests(point: str) -> None:
    assert KNOWN["points"][point]
    for module, names in KNOWN["points"][point].items():
        assert set(names) <= named_in(module)


@pytest.mark.parametrize("slip", KNOWN["slips"])
def test_a_slip_is_told_at_its_line_and_column_with_a_remedy(slip: str) -> None:
    """Look at what the check found in the case; that it finds it is tried in test_template_data.py."""
    wanted = KNOWN["slips"][slip]
    folder = CASES / "templates" / wanted["case"]
    told = [
        found for found in map(_LINE.match, (folder / "found.txt").read_text("utf-8").split("\n")) if found
    ]
    fitting = [
        each for each in told if each["rule"] == wanted["rule"] and wanted.get("name", "") in each["facts"]
    ]
    assert fitting
    for each in fitting:
        line, column = int(each["line"]), int(each["column"])
        lines = (CASES / "templates" / each["file"]).read_text("utf-8").split("\n")
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        shown = to_diagnostic(
            Finding(each["rule"], Place(each["file"], line, column), json.loads(each["facts"]))
        )
        assert shown.remedy
        assert "{" not in re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", shown.message)
