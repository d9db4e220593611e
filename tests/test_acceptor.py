"""Of profiles, those are accepted that Cerberus finds nothing wrong with, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from broken_data import break_data
from conftest import ROOT
from made_up import made_up

from generator.check.acceptor import Acceptor
from generator.check.schema import judged
from generator.check.vocabulary import compiled
from generator.diagnostics import PlanError
from generator.period import load_period
from generator.profile import load_source
from generator.resources import period_ids
from generator.source import Data, Source

ACCEPTORS = {period: Acceptor(compiled(load_period(period))) for period in period_ids()}
FOLDERS = ("profiles", "tests/cases")
FILES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.yaml"))


def accepted(data: Data) -> bool | None:
    """Whether data are accepted, as Cerberus would judge them; None if they name no period."""
    period = data.get("period") if isinstance(data, dict) else None
    if not isinstance(period, str) or period not in ACCEPTORS:
        return None
    said = ACCEPTORS[period].accepts("profile", data)
    assert said == (not judged(Source("p.yaml", data, {}, {}), period)), data
    return said


def test_profiles_of_all_cases_are_accepted_as_cerberus_judges_them() -> None:
    judged_so = [accepted(data) for file in FILES if (data := read(file))]
    assert judged_so.count(True) > 100
    assert judged_so.count(False) > 50


def read(file: Path) -> Data:
    """What a case says, if it can be read."""
    try:
        return load_source(file)[0].data
    except PlanError:
        return None


def test_profiles_made_up_and_broken_are_accepted_as_cerberus_judges_them() -> None:
    judged_so = [accepted(data) for number in range(300) for data in broken(Random(number))]
    assert judged_so.count(True) > 1_000
    assert judged_so.count(False) > 500


def broken(chance: Random) -> Iterator[Data]:
    """A profile made up, and broken in one place each."""
    yield (data := made_up(chance))
    for _ in range(8):
        other = deepcopy(data)
        break_data(other, chance)
        yield other


@pytest.mark.parametrize(
    ("rules", "sound", "unsound"),
    [
        ({"type": "string"}, ["", "甲"], [None, [], {}]),
        ({"type": "string", "nullable": True}, [None, ""], [[]]),
        ({"type": "string", "empty": False}, ["a"], [""]),
        ({"type": "string", "empty": False, "regex": "a|bc"}, ["a", "bc"], ["", "ab", "ac"]),
        ({"type": "string", "allowed": ["a"]}, ["a"], ["b", ""]),
        ({"type": "list", "empty": False, "schema": {"type": "string"}}, [["a"]], [[], [None], "a"]),
        ({"type": ["string", "list"], "schema": {"type": "string"}}, ["a", [], ["a"]], [{}, [[]]]),
        ({"type": "dict", "empty": False}, [{"a": None}], [{}, "a", []]),
        ({"type": "dict", "keysrules": {"type": "string", "regex": "a"}}, [{}, {"a": None}], [{"b": "a"}]),
        ({"type": "dict", "valuesrules": {"type": "string"}}, [{"a": "b"}], [{"a": None}]),
        ({"type": "dict", "schema": "b"}, [{"n": "a"}, {"n": "a", "o": []}], [{}, {"o": []}, {"n": []}]),
        ({"type": "dict", "schema": {"a": {"type": "string"}}}, [{}, {"a": "b"}], [{"a": []}, {"b": "a"}]),
        (
            {"type": "dict", "schema": {"a": {"type": "list"}}, "allow_unknown": {"type": "string"}},
            [{"a": [], "b": "c"}],
            [{"a": "c"}, {"b": []}],
        ),
        (
            {"type": "list", "nullable": True, "check_with": "parts"},
            [None, [], ["a", {"form": "b"}]],
            [["a", {"form": "a"}]],
        ),
    ],
)
def test_each_rule_is_held(rules: dict[str, Any], sound: list[Data], unsound: list[Data]) -> None:
    named = {"n": {"type": "string", "required": True}, "o": {"type": "list"}}
    acceptor = Acceptor({"a": {"k": rules}, "b": named})
    assert [acceptor.accepts("a", {"k": value}) for value in sound] == [True] * len(sound)
    assert [acceptor.accepts("a", {"k": value}) for value in unsound] == [False] * len(unsound)
    assert acceptor.accepts("a", {})
    assert not acceptor.accepts("a", {"j": sound[0]})


@pytest.mark.parametrize(
    "rules", [{"type": "string", "maxlength": 3}, {}, {"type": "string", "check_with": "nobody"}]
)
def test_what_has_a_rule_that_is_not_known_is_not_accepted(rules: dict[str, Any]) -> None:
    assert not Acceptor({"a": {"k": rules}}).accepts("a", {"k": "甲"})
