"""Mark where two texts differ, as a person would."""

from __future__ import annotations

import tracemalloc
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.diff import Op, mark_differences, opcodes, sequences
from generator.diff.order import longest_increasing_subsequence, moved
from generator.diff.words import tokens

PAIRS = {
    "numbers with units": (
        "面积86.5万亩，增长7.5%，到2027年",
        "面积87.2万亩，增长7.6%，到2028年",
        "面积[-86.5万亩-]{+87.2万亩+}，增长[-7.5%-]{+7.6%+}，到[-2027年-]{+2028年+}",
    ),
    "signs": ("覆盖率≥90%", "覆盖率>95%", "覆盖率[-≥90%-]{+>95%+}"),
    "five-year totals": ("培训[700]人次", "培训[1000]人次", "培训[-[700]人次-]{+[1000]人次+}"),
    "about": ("残疾人9800余名", "残疾人1.2万名", "残疾人[-9800余名-]{+1.2万名+}"),
    "a word, not half of it": ("加强残疾人康复", "强化残疾人康复", "[-加强-]{+强化+}残疾人康复"),
    "a phrase": ("以乡镇为基本单元推进", "以乡镇为重要切入点推进", "以乡镇为[-基本单元-]{+重要切入点+}推进"),
    "a sentence": (
        "甲项工作。乙项工作。",
        "甲项工作。丙项工作。乙项工作。",
        "甲项工作。{+丙项工作。+}乙项工作。",
    ),
    "a clause": ("残联牵头，财政局配合", "残联牵头，民政局、财政局配合", "残联牵头，{+民政局、+}财政局配合"),
    "clauses apart": (
        "加强管理，改善服务",
        "改进管理，优化服务",
        "[-加强-]{+改进+}管理，[-改善-]{+优化+}服务",
    ),
    "a number between": ("甲村90%乙村", "丙丁村90%戊村", "[-甲-]{+丙丁+}村90%[-乙-]{+戊+}村"),
    "a comma between": ("养老，医疗", "助残，康复", "[-养老-]{+助残+}，[-医疗-]{+康复+}"),
    "a clause before one that begins like it": (
        "完善制度，健全机制",
        "完善制度，健全组织，健全机制",
        "完善制度，{+健全组织，+}健全机制",
    ),
    "a clause gone before one that begins like it": (
        "完善制度，健全组织，健全机制",
        "完善制度，健全机制",
        "完善制度，[-健全组织，-]健全机制",
    ),
    "a first clause": ("健全机制", "健全组织，健全机制", "{+健全组织，+}健全机制"),
    "a clause that comes twice": ("有房，有粮", "有房，有粮，有粮", "有房，{+有粮，+}有粮"),
    "a character that comes twice": ("为残疾人服务", "为残疾人人服务", "为残疾人{+人+}服务"),
    "two words far apart": (
        "各乡镇要按照国家规定做好服务",
        "各乡镇要依照国家规范做好服务",
        "各乡镇要[-按-]{+依+}照国家规[-定-]{+范+}做好服务",
    ),
    "one word with little left of it": ("甲一乙二丙", "丁一戊二己", "[-甲一乙二丙-]{+丁一戊二己+}"),
    "a long change and a short one": ("全面改善住房差", "提升住房优", "[-全面改善-]{+提升+}住房[-差-]{+优+}"),
    "a text": ("", "残疾人", "{+残疾人+}"),
    "no text any more": ("残疾人", "", "[-残疾人-]"),
    "nothing in a text": ("残疾人", "残疾人", "残疾人"),
    "nothing at all": ("", "", ""),
}
CHARACTERS = "残疾人保障和发展，。、：；12390.%≥[]余万人户年Aa \n"
FEW = "甲乙1。，"  # so few that much of one text comes again in the other
TEXTS = st.one_of(st.text(CHARACTERS), st.text(FEW))


@pytest.mark.parametrize("name", PAIRS)
def test_texts_are_marked_as_a_person_would(name: str) -> None:
    old, new, said = PAIRS[name]
    assert shown(old, new) == said


def shown(old: str, new: str) -> str:
    brackets = {Op.SAME: "{}", Op.DELETED: "[-{}-]", Op.INSERTED: "{{+{}+}}"}
    return "".join(brackets[mark.op].format(mark.text) for mark in mark_differences(old, new))


@given(TEXTS, TEXTS)
@example("1甲1甲。", "甲甲甲。1")  # an insertion that slid over the change before it
def test_marks_hold_both_texts_and_split_no_token(old: str, new: str) -> None:
    marks = mark_differences(old, new)
    assert "".join(mark.text for mark in marks if mark.op is not Op.INSERTED) == old
    assert "".join(mark.text for mark in marks if mark.op is not Op.DELETED) == new
    assert all(one.op != other.op for one, other in pairwise(marks))
    assert all(mark.text for mark in marks)
    for text, gone in ((old, Op.INSERTED), (new, Op.DELETED)):
        ends = {len("".join(tokens(text)[:n])) for n in range(len(tokens(text)) + 1)}
        place = 0
        for mark in marks:
            place += len(mark.text) if mark.op is not gone else 0
            assert place in ends


@pytest.mark.parametrize(
    ("old", "new", "op"), [("甲" * 300_000, "", "deleted"), ("", "甲" * 300_000, "inserted")]
)
def test_a_text_that_is_all_new_or_gone_is_not_cut_into_tokens(old: str, new: str, op: str) -> None:
    tracemalloc.start()
    [mark] = mark_differences(old, new)
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (mark.op, mark.text) == (op, old or new)
    assert taken < len(mark.text)  # bytes; its tokens would take a hundred times as many


def test_marks_hold_both_texts_where_one_clause_is_like_the_next() -> None:
    """Use few characters, so that what came or went could stand in many places."""
    chance = Random(0)
    for _ in range(5_000):
        old = chance.choices("甲乙，丙", k=chance.randrange(14))
        new = list(old)
        for _ in range(chance.randrange(4)):
            place = chance.randrange(len(new) + 1)
            new[place : place + chance.randrange(4)] = chance.choices("甲乙，丙", k=chance.randrange(4))
        marks = mark_differences("".join(old), "".join(new))
        assert "".join(mark.text for mark in marks if mark.op is not Op.INSERTED) == "".join(old)
        assert "".join(mark.text for mark in marks if mark.op is not Op.DELETED) == "".join(new)
        assert all(one.op != other.op for one, other in pairwise(marks))


@given(st.text("甲乙丙"), st.text("甲乙丙"))
def test_stretches_hold_both_rows_and_are_the_same_or_not_in_turn(old: str, new: str) -> None:
    found = list(opcodes(old, new))
    assert "".join(old[each.start : each.end] for each in found) == old
    assert "".join(new[each.begin : each.stop] for each in found) == new
    assert all((old[s.start : s.end] == new[s.begin : s.stop]) is s.same for s in found)
    assert all(one.same is not other.same for one, other in pairwise(found))


@given(st.text("甲乙丙丁戊己", max_size=40), st.text("甲乙丙丁戊己", max_size=40), st.integers(0, 60))
def test_rows_too_long_to_compare_are_held_whole_too(old: str, new: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequences, "_MOST_PAIRS", most)
        found = list(opcodes(old, new))
    assert "".join(old[each.start : each.end] for each in found) == old
    assert "".join(new[each.begin : each.stop] for each in found) == new
    assert all(old[s.start : s.end] == new[s.begin : s.stop] for s in found if s.same)
    assert all(one.same is not other.same for one, other in pairwise(found))


def test_of_rows_too_long_to_compare_only_what_changed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequences, "_MOST_PAIRS", 100)
    old = [f"{n}" for n in range(400)]
    new = [*old[:100], "a", *old[101:250], *old[252:]]
    told = [(s.start, s.end, s.begin, s.stop) for s in opcodes(old, new) if not s.same]
    assert told == [(100, 101, 100, 101), (250, 252, 250, 250)]
    many = "甲乙" * 50
    found = opcodes(f"{many}丙{many}", f"{many}{many}")
    told = [(s.start, s.end, s.begin, s.stop) for s in found if not s.same]
    assert told == [(100, 101, 100, 100)]


@given(st.text())
def test_tokens_lose_nothing(text: str) -> None:
    assert "".join(tokens(text)) == text


@given(st.permutations(range(9)), st.sets(st.integers(0, 8)), st.sets(st.integers(0, 8)))
def test_what_has_not_moved_kept_its_order(order: list[int], came: set[int], went: set[int]) -> None:
    old = [str(n) for n in range(9) if n not in came]
    new = [str(n) for n in order if n not in went]
    gone = moved(old, new)
    assert [n for n in old if n in new and n not in gone] == [n for n in new if n in old and n not in gone]
    assert gone <= set(old) & set(new)


@given(st.permutations(range(7)))
def test_a_longest_run_is_a_run_and_none_is_longer(order: list[int]) -> None:
    run = longest_increasing_subsequence(order)
    assert run == sorted(run)
    assert [order[n] for n in run] == sorted(order[n] for n in run)
    longer = combinations(order, len(run) + 1)
    assert all(list(other) != sorted(other) for other in longer)


@given(st.permutations(range(7)))
def test_no_more_than_needed_has_moved(order: list[int]) -> None:
    gone = moved([str(n) for n in range(7)], [str(n) for n in order])
    assert len(gone) == len(order) - len(longest_increasing_subsequence(order))
    stayed = [n for n in order if str(n) not in gone]
    assert stayed == sorted(stayed)


def test_of_two_neighbours_that_changed_places_the_one_that_is_first_now_has_moved() -> None:
    assert moved("abcde", "acbde") == {"c"}
    assert moved("abcde", "adcbe") == {"c", "d"}
    assert moved("abcde", "bcdea") == {"a"}
    assert moved("abcde", "abxcde") == set()


@given(st.permutations(range(6)), st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_of_several_that_are_as_long_the_heaviest_stays(order: list[int], weights: list[int]) -> None:
    runs = [run for size in range(7) for run in combinations(range(6), size)]
    rising = [run for run in runs if all(order[a] < order[b] for a, b in pairwise(run))]
    best = max((len(run), sum(weights[n] for n in run)) for run in rising)
    found = longest_increasing_subsequence(order, weights)
    assert (len(found), sum(weights[n] for n in found)) == best


def test_of_two_that_changed_places_the_lighter_one_has_moved() -> None:
    assert moved("abcde", "acbde", lambda name: 5 if name == "c" else 1) == {"b"}
