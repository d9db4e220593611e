"""Test that one thing has one name: what is another word for it, and what keeps its words."""

from __future__ import annotations

import re

import pytest

from generator.library import usage

TERMS = usage._terms()
LATE = "2026-09"


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_is_no_other_word_for_anything(term: usage.Term) -> None:
    assert [*usage.variants_in(f"为{term.name}服务。", LATE)] == []
    assert usage.with_terms(term.name) == term.name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("帮助残疾大学生和聋哑人", ["残疾大学生", "聋哑人"]),
        ("《残疾大学生资助办法》和“聋哑人之家”", []),
        ("“甲”的残疾大学生“乙”", ["残疾大学生"]),
        ("心智障碍者和智障人士", ["智障人士"]),
        ("照护与托养、托养和照护", ["照护与托养", "托养和照护"]),
        ("", []),
    ],
)
def test_other_words_are_found_at_their_place(text: str, words: list[str]) -> None:
    found = sorted(usage.variants_in(text, LATE), key=lambda each: each.start)
    assert [each.word for each in found] == words
    assert [text[each.start :].startswith(each.word) for each in found] == [True] * len(words)


def test_a_term_counts_from_its_month_on() -> None:
    dated = [term for term in TERMS if term.since]
    assert dated
    for term in dated:
        before = str(int(term.since[:4]) - 1) + term.since[4:]
        word = re.sub(r"\[(.)[^]]*\]", r"\1", term.others.pattern.split("|")[0])
        assert [each.term for each in usage.variants_in(word, term.since)] == [term]
        assert [*usage.variants_in(word, before)] == []
