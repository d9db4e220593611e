"""Test what becomes of odd values: what a sentence and a table print of each, and the rule that tells it.

cases/figures/odd.yaml has the values, by what they are, and slots with names and units; odd.txt what is
printed.
"""

from __future__ import annotations

import pytest
from commands import CASES
from conftest import Golden
from hypothesis import given
from hypothesis import strategies as st

from generator.base.values import ValueKind, read_value
from generator.check.value_kinds import figure_kind, value_fault
from generator.yaml_source import load, mapping, strings, texts

FILE = CASES / "figures" / "odd.yaml"
DATA = mapping(load(FILE).data)
SLOTS = {key: strings(slot) for key, slot in mapping(DATA["slots"]).items()}
VALUES = {group: texts(values) for group, values in DATA.items() if group != "slots"}
WITH_UNIT = SLOTS.keys() - {"free"}
PIECES = st.lists(
    st.sampled_from(
        [*"0159一两九十百千万点余多约近上数几以下半批全尽～-—%.,，[]>≥:年人户（）X", "不低于", "以上", "左右"]
    ),
    max_size=7,
).map("".join)


def told(value: str, slot: str) -> str:
    """Return the rule that tells a value in a slot, "" where none does."""
    name, unit = SLOTS[slot]["name"], SLOTS[slot]["unit"]
    return value_fault(read_value(value), figure_kind(name, unit) if unit else "", unit, name, goal=False)


def line(value: str) -> str:
    """Return what is printed of a value in each slot, slots that print and tell the same side by side."""
    found: dict[str, list[str]] = {}
    for slot, words in SLOTS.items():
        read = read_value(value)
        printed = f"{read.phrase(words['unit'])}{read.tail} {read.cell(words['unit'])} {told(value, slot)}"
        found.setdefault(printed.strip(), []).append(slot)
    return f"{value}: {' | '.join(f'{printed} ({chr(44).join(slots)})' for printed, slots in found.items())}"


def test_odd_values_print_and_are_told_as_written_down(golden: Golden) -> None:
    groups = (f"# {group}\n" + "".join(f"{line(value)}\n" for value in VALUES[group]) for group in VALUES)
    golden.check(FILE.with_suffix(".txt"), "\n".join(groups))


@pytest.mark.parametrize("slot", sorted(WITH_UNIT))
@pytest.mark.parametrize("group", ["words", "leftovers", "unreadable"])
def test_what_is_no_value_is_told_wherever_there_is_a_unit(group: str, slot: str) -> None:
    rules = {"value-words"} if group != "unreadable" else {"value-unreadable", "value-digits"}
    assert {value: told(value, slot) for value in VALUES[group] if told(value, slot) not in rules} == {}


@pytest.mark.parametrize("slot", sorted(SLOTS.keys() - {"growth"}))
def test_a_range_the_wrong_way_round_is_told_and_keeps_its_unit(slot: str) -> None:
    unit = SLOTS[slot]["unit"]
    for value in VALUES["misordered"]:
        read = read_value(value)
        assert told(value, slot) == "range-order"
        assert read.phrase(unit).endswith("%" if read.percent else unit)


def test_words_for_growth_are_told_of_all_else() -> None:
    for value in VALUES["of_growth"]:
        assert {slot for slot in SLOTS if not told(value, slot)} == {"growth", "free"}, value


def test_what_is_open_is_told_by_no_rule_about_values() -> None:
    assert {value for value in VALUES["open"] for slot in SLOTS if told(value, slot)} == set()


@pytest.mark.parametrize("slot", ["share", "growth"])
def test_a_share_is_printed_in_arabic_digits_and_a_bound_in_a_table_by_its_sign(slot: str) -> None:
    for value in (*VALUES["shares"], *VALUES["bounds"]):
        read = read_value(value)
        if not told(value, slot):
            assert not set(read.phrase("%")) & set("零一二三四五六七八九十百千万"), value
            assert not any(word in read.cell("%") for word in ("以", "不", "超", "至")), value


@given(PIECES, st.sampled_from(sorted(WITH_UNIT)))
def test_no_words_get_past_a_slot_with_a_unit(text: str, slot: str) -> None:
    read = read_value(text)
    if read.kind is ValueKind.WORDS and slot != "growth":
        assert told(text, slot)
    if read.kind is ValueKind.NUMBER and not told(text, slot):
        assert "," not in read.phrase(SLOTS[slot]["unit"])
        assert read_value(read.cell(SLOTS[slot]["unit"])).amount == read.amount
