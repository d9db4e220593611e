"""Test patterns with words in braces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.patterns import fill, words_of

names = st.from_regex(r"\w+", fullmatch=True)


@pytest.mark.parametrize(
    ("pattern", "filled"),
    [
        ("第{cjk}章  ", "第三章  "),
        ("{n}.{n}", "3.3"),
        ("专栏{n}：{title}", "专栏3：{title}"),
        ("{n", "{n"),
        ("n}", "n}"),
        ("{}", "{}"),
        ("{ n }", "{ n }"),
        ("{{n}}", "{3}"),
        ("", ""),
    ],
)
def test_known_words_are_filled_in_and_the_rest_stands(pattern: str, filled: str) -> None:
    assert fill(pattern, {"n": 3, "cjk": "三"}) == filled


@pytest.mark.parametrize("pattern", ["{n.__class__}", "{n[0]}", "{n!r}", "{n:>9}", "{0}"])
def test_the_powers_of_format_have_no_effect(pattern: str) -> None:
    assert fill(pattern, {"n": 3}) == pattern


def test_a_filled_in_word_is_not_filled_in_again() -> None:
    assert fill("{a}{b}", {"a": "{b}", "b": "乙"}) == "{b}乙"


@given(st.text(), st.dictionaries(names, st.text()))
def test_a_pattern_of_unknown_words_stays_as_it_stands(text: str, words: dict[str, str]) -> None:
    known = {name: word for name, word in words.items() if name not in words_of(text)}
    assert fill(text, known) == text


@given(st.lists(st.tuples(st.text("甲乙、（ ", max_size=3), names), max_size=5))
def test_the_words_that_a_pattern_names_are_those_it_was_built_of(parts: list[tuple[str, str]]) -> None:
    pattern = "".join(f"{text}{{{name}}}" for text, name in parts)
    assert words_of(pattern) == {name for _, name in parts}
    assert fill(pattern, {name: "" for _, name in parts}) == "".join(text for text, _ in parts)
