"""Set long titles in lines: no word broken, no line too long, in the shape of a trapezoid or a diamond."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.word.writer.titles import title_lines

WORDS = ["残疾人", "规划", "保障和发展"]
PIECES = st.lists(st.sampled_from([*WORDS, "县", "省", "的", "《通知》", "2025"]), min_size=1, max_size=9)
WIDTHS = st.sampled_from([5.0, 6.5, 8.0, 11.0])


def length(text: str) -> float:
    """Count characters, half-width ones as halves."""
    return len(text) - sum(character.isascii() for character in text) / 2


def pieces_of(parts: list[str]) -> list[str]:
    """Return where lines may end: adjoining digits are one number, a bracket joins its neighbour only."""
    joined = "\n".join(parts).replace("2025\n2025", "20252025").replace("2025\n2025", "20252025")
    return joined.replace("《通知》", "《通\n知》").split("\n")


def splits(pieces: list[str]) -> list[list[str]]:
    """Return every way to set the pieces in lines."""
    inner = range(1, len(pieces))
    ends = [(*cut, len(pieces)) for count in range(len(pieces)) for cut in combinations(inner, count)]
    return [["".join(pieces[a:b]) for a, b in zip((0, *cut), cut, strict=False)] for cut in ends]


@given(st.text(), st.floats(1, 30), st.lists(st.text(max_size=4), max_size=4))
def test_the_lines_of_a_title_are_the_title(title: str, width: float, words: list[str]) -> None:
    assert "".join(title_lines(title, width, words)) == title


@given(PIECES, WIDTHS)
def test_a_title_takes_the_fewest_lines_that_hold_it(parts: list[str], width: float) -> None:
    pieces = pieces_of(parts)
    fitting = [lines for lines in splits(pieces) if all(length(line) <= width for line in lines)]
    if fitting:
        lines = title_lines("".join(parts), width, WORDS)
        assert lines in fitting
        assert len(lines) == min(map(len, fitting))


def in_shape(lines: list[str]) -> bool:
    """Return whether lines widen, then narrow, each by a character at least."""
    steps = [length(below) - length(above) for above, below in pairwise(lines)]
    rising = next((n for n, step in enumerate(steps) if step < 0), len(steps))
    return all(step >= 1 for step in steps[:rising]) and all(step <= -1 for step in steps[rising:])


@given(PIECES, WIDTHS)
def test_no_other_lines_are_more_even_and_none_in_shape_is_passed_over(
    parts: list[str], width: float
) -> None:
    lines = title_lines("".join(parts), width, WORDS)
    even = length("".join(parts)) / len(lines)
    others = [
        other
        for other in splits(pieces_of(parts))
        if len(other) == len(lines) and all(length(line) <= width for line in other)
    ]
    shaped = [other for other in others if in_shape(other)] if len(lines) <= 5 else []
    unevenness = [sum((length(line) - even) ** 2 for line in other) for other in shaped or others]
    if unevenness:
        assert sum((length(line) - even) ** 2 for line in lines) == pytest.approx(min(unevenness))
        assert in_shape(lines) or not shaped


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("甲乙丙丁戊己庚辛壬癸子丑", [5, 7]),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌", [6, 7, 8]),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未", [8, 10]),
    ],
)
def test_a_title_is_a_trapezoid_or_a_diamond(title: str, lines: list[int]) -> None:
    assert [len(line) for line in title_lines(title, 10, [])] == lines


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        ("磴口县规划", 20, ["磴口县规划"]),
        ("", 20, [""]),
        ("一二三四五六七八九十", 10, ["一二三四五六七八九十"]),
        ("一二三四五六七八九十甲", 10, ["一二三四五", "六七八九十甲"]),
        ("磴口县残疾人保障和发展规划", 8, ["磴口县残疾人", "保障和发展规划"]),
        ("印发2021年1234号文件", 6, ["印发2021年", "1234号文件"]),
    ],
)
def test_a_title_is_set_in_even_lines(title: str, width: float, lines: list[str]) -> None:
    assert title_lines(title, width, WORDS) == lines


def test_the_longest_of_the_words_that_begin_alike_is_kept_whole() -> None:
    for words in (["残疾", "残疾人"], ["残疾人", "残疾"]):
        assert title_lines("残疾人县", 3, words) == ["残疾人", "县"]


def test_words_are_text_and_no_pattern() -> None:
    assert title_lines("甲乙丙丁", 2, [".{4}", "(", "["]) == ["甲乙", "丙丁"]


@pytest.mark.parametrize("width", [3, 4, 5, 6, 7])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(width: float) -> None:
    lines = title_lines("关于《甲县（乙镇）规划》、“十四五”〈丙〉和《丁、戊》的函，己", width, WORDS)
    assert len(lines) > 1
    assert [line for line in lines if line[0] in "》”）〉，、" or line[-1] in "《“（〈"] == []


def test_a_title_of_more_than_twenty_lines_is_left_whole() -> None:
    assert len(title_lines("甲" * 40, 2, WORDS)) == 20
    assert title_lines("甲" * 41, 2, WORDS) == ["甲" * 41]


def test_a_word_wider_than_a_line_stands_whole_on_a_line() -> None:
    assert title_lines("保障和发展规划", 3, WORDS) == ["保障和发展", "规划"]


@pytest.mark.parametrize("width", [5, 7, 9])
def test_words_in_quotation_marks_hold_together(width: float) -> None:
    lines = title_lines("磴口县《“十四五”残疾人保障和发展规划》", width, WORDS)
    assert any("“十四五”" in line for line in lines)


@given(st.text("甲乙《“（”》、", max_size=14), st.integers(2, 6), st.sampled_from([[], WORDS]))
def test_no_line_but_the_last_ends_in_an_opening_mark(title: str, width: float, words: list[str]) -> None:
    lines = title_lines(title, width, words)
    assert [line for line in lines[:-1] if line[-1] in "《“（"] == []


@pytest.mark.parametrize("words", [[], [""]])
def test_without_words_numbers_hold_together_all_the_same(words: list[str]) -> None:
    assert title_lines("甲乙2025年", 3, words) == ["甲乙", "2025年"]


def test_without_words_an_opening_mark_holds_on_all_the_same() -> None:
    assert title_lines("甲乙《丁戊》", 3, []) == ["甲", "乙《丁", "戊》"]


def test_a_last_word_wider_than_a_line_widens_no_other_line() -> None:
    lines = title_lines("甲乙丙丁残疾人保障和发展", 4, WORDS)
    assert lines[-1] == "保障和发展"
