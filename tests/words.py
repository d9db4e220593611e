"""Make up words, figures and gaps with Hypothesis, as lines of draft XML can hold them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from generator.document import Figure, Gap, Run, Text

WORDS = [
    "坚持党的全面领导。", "到2025年，", "《青石县条例》", "12", "1. 甲", "（一）乙", "一、丙", "专栏1  丁",
    "——", "“引号”", "\"q\" & 'p' <b/>", "&amp;", "]]>", "{n}", "*星*_线_`码`|#", "- 项", "𠮷野家",
    "👩\u200d🦽", "甲  乙", " ", "　", "　首行", "尾 ", "\u00a0", "\ufeff",
]  # fmt: skip
FIGURES = [
    "12", "＞90%", ">[1000]", "9800余", "1-2期", "0.02万", "[700]", "≥97", "87.05", "是", "基本同步", "——",
]  # fmt: skip
_TABBED = ["甲\t乙", "\t", "甲\x85乙"]
MARKS = ["【待补】", "XX", ">XX", "【待补：低保人数，县民政局】"]
_PATHS = ["indicators.home_accessibility.target", "population.disabled", "commitments.served", "x"]
_LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")


@cache
def texts(*, trimmed: bool = False) -> SearchStrategy[str]:
    """Make up words of a paragraph: never empty, on one line, as XML can carry them."""
    letters = st.text(_LETTERS, min_size=1, max_size=4)
    return _trim(st.one_of(st.sampled_from(WORDS + _TABBED), letters), trimmed=trimmed)


@cache
def titles(*, trimmed: bool = False) -> SearchStrategy[str]:
    """Make up words of a title, without control characters; never empty."""
    letters = st.text(_LETTERS, min_size=1, max_size=4)
    return _trim(st.one_of(st.sampled_from(WORDS), letters), trimmed=trimmed)


def _trim(words: SearchStrategy[str], *, trimmed: bool) -> SearchStrategy[str]:
    # mapped, not filtered: a filter would throw most of the odd ones away
    return words.map(lambda word: word.strip() or "甲") if trimmed else words


@cache
def runs(*, trimmed: bool = False, least: int = 1) -> SearchStrategy[tuple[Run, ...]]:
    """Make up runs: words, strong words, figures and gaps in a line."""
    text = texts(trimmed=trimmed)
    path = st.sampled_from(_PATHS)
    run = st.one_of(
        st.builds(Text, text),
        st.builds(Text, text, st.just(True)),  # noqa: FBT003  # builds() passes on by position
        st.builds(Figure, st.one_of(st.sampled_from(FIGURES), text), path),
        st.builds(Gap, st.sampled_from(MARKS), path, st.sampled_from(["", "县民政局"])),
    )
    return st.lists(run, min_size=least, max_size=4).map(_joined)


def _joined(written: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbouring plain texts into one."""
    joined: list[Run] = []
    for run in written:
        match joined, run:
            case [*_, Text(before, False)], Text(text, False):
                joined[-1] = Text(before + text)
            case _:
                joined.append(run)
    return tuple(joined)
