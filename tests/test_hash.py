"""Test that words behind ` #`, which YAML loses as a comment, are told wherever a value stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import SOUND, Command
from conftest import ROOT
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st

from generator.base.diagnostics import Finding, PlanError
from generator.locality.profile import load_source
from generator.pipeline.fix import fix
from generator.yaml_source import parse

WORDS = st.text(st.sampled_from("建设服务站“”一、1（）"), min_size=1, max_size=6).map(
    lambda text: f"建{text}"
)
BEHIND = st.sampled_from(["1 服务站", "残联 品牌", "一站式", "“品牌”", "（注）", "A区", "1"])
PLACES = (
    "own: {}\nb: 1\n",
    "a:\n  - {}\n  - 二\n",
    "a: {{own: {}\n  , b: 1}}\n",
    "a: [甲, {}\n ]\n",
    "a:\n  b:\n    c: {}",
)
BROKEN = (
    "a: {{own: {}}}\nb: 1\n",
    "a: [甲, {}]\nb: 1\n",
    "a:\n  own: {}\n    服务站\nb: 1\n",
    "a:\n  - {{b: {}}}\n",
    "a: {{b: 1, own: {}, c: 2}}\n",
)


def told(text: str) -> list[Finding]:
    """Return what is told of lost words in a YAML text, or what keeps it from being read."""
    try:
        return list(parse(text, "x.yaml").cuts)
    except PlanError as error:
        return list(error.findings)


@one_in(2)
@given(WORDS, BEHIND, st.sampled_from(PLACES), st.sampled_from([" ", "  ", "\t"]))
def test_words_behind_a_hash_are_told_at_the_hash(words: str, behind: str, place: str, blank: str) -> None:
    text = place.format(f"{words}{blank}#{behind}")
    (found,) = told(text)
    line, column = found.place.line, found.place.column
    assert (found.rule, found.facts) == ("yaml-hash", {"near": words, "rest": f"#{behind}"})
    assert text.split("\n")[line - 1][column - 1 :] == f"#{behind}"


@one_in(2)
@given(WORDS, BEHIND, st.sampled_from(BROKEN))
def test_what_the_hash_breaks_is_told_as_its_doing(words: str, behind: str, place: str) -> None:
    (found,) = told(place.format(f"{words} #{behind}"))
    assert (found.rule, found.facts["near"]) == ("yaml-hash-open", words)


def test_what_was_not_quoted_because_of_the_hash_is_told_as_its_doing() -> None:
    (found,) = told("a: {b: 建成{value}处 #品牌, c: 2}\n")
    assert (found.rule, found.facts) == ("yaml-hash-open", {"near": "建成{value}处", "rest": "#品牌, c: 2}"})


@one_in(2)
@given(WORDS, BEHIND, st.sampled_from([*PLACES, *BROKEN]), st.sampled_from(['"{} #{}"', "'{} #{}'", "{}#{}"]))
def test_both_remedies_and_what_was_never_lost_are_not_told(
    words: str, behind: str, place: str, form: str
) -> None:
    assert told(place.format(form.format(words, behind)).replace("\n    服务站", "")) == []
    if place in PLACES:
        assert told(place.format(f"{words} # {behind}")) == []
        assert told(place.format(f"{words} ## {behind}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "a: 12 #县残联\n",
        "a: #县残联\n",
        "a: |\n  建设 #1 服务站\n",
        "# 建设 #1\na: 1\n",
        "a: 1  # 建设 #1\n",
        "a: 建设\n#1 服务站\n",
    ],
)
def test_a_note_behind_a_number_or_on_its_own_line_is_none_of_it(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('a: 建 #1\nb: "十四五"规划\n', "yaml-quoted"),
        ("a: 建 #1\nb：2\n", "yaml-colon"),
        ("a: 建 #1\nb: [1\n", "yaml-syntax"),
    ],
)
def test_an_error_of_its_own_is_told_as_such(text: str, rule: str) -> None:
    assert [found.rule for found in told(text)] == [rule]


def test_neither_our_profiles_nor_new_ones_have_words_lost(command: Command, tmp_path: Path) -> None:
    new, rolled = tmp_path / "new.yaml", tmp_path / "rolled.yaml"
    command("new", new, "--name", "青石县", "--kind", "county", "--upper", "某某省、某某市")
    command("roll", ROOT / "profiles/dengkou.yaml", "-o", rolled)
    for file in (new, rolled, *(ROOT / "profiles").glob("*.yaml")):
        assert load_source(file)[1] == [], file


def test_a_check_says_so_and_fix_leaves_it_alone(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(f"{SOUND}title: 规划 #1稿\n", encoding="utf-8")
    assert [found.rule for found in load_source(file)[1]] == ["yaml-hash"]
    assert fix(file) == []
