"""Test which value meets which bound, and what a value comes to by its unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.units import base_unit
from generator.base.values import amount_in, read_value

amounts = st.integers(0, 200)
signs = st.sampled_from(["", ">", "≥", "<", "≤"])


@given(st.integers(1, 10**6))
def test_the_same_amount_in_tens_of_thousands_and_in_ones_meets_both_ways(count: int) -> None:
    scaled, plain = read_value(f"{Decimal(count) / 10_000:f}万"), read_value(str(count))
    assert scaled.amount == plain.amount == count
    assert scaled.meets(plain)
    assert plain.meets(scaled)


def test_a_ratio_is_written_whole_and_compared_by_what_it_comes_to() -> None:
    now, goal = read_value("1:60"), read_value("≥1:50")
    assert (now.written, goal.written) == ("1:60", "1:50")
    assert goal.meets(now) is True
    assert now.meets(goal) is False
    assert now.with_amount(Decimal(2)) == "1:60"


def test_two_hundredths_of_ten_thousand_are_two_hundred() -> None:
    assert read_value("0.02万").amount == read_value("200").amount == 200


def test_a_value_above_97_does_not_meet_100() -> None:
    assert read_value(">97").meets(read_value("100")) is False


@pytest.mark.parametrize(
    ("value", "bound", "met"),
    [
        (">85", "85", True),
        ("90", ">90", False),
        ("90余", ">90", True),
        (">90", ">90", True),
        (">90", "90余", True),
        ("90", "90余", False),
        ("≥90", ">90", False),
        ("≥90", "90", True),
        ("≤100", "90", False),
        ("<100", "90", False),
        ("0.02万", "200", True),
        ("[1,000]", ">[999]", True),
    ],
)
def test_a_higher_value_is_better_by_default(value: str, bound: str, *, met: bool) -> None:
    assert read_value(value).meets(read_value(bound)) is met


@pytest.mark.parametrize(
    ("value", "bound", "met"),
    [
        ("4", "5", True),
        ("5", "<5", False),
        ("<5", "5", True),
        ("<5", "<5", True),
        ("≤5", "5", True),
        (">1", "5", False),
        ("≥1", "5", False),
        ("9800余", "9800", False),
        ("9800", "9800余", True),
        ("9800余", "9800余", True),
        ("9800余", "9900", True),
    ],
)
def test_a_lower_value_is_better_where_that_is_said(value: str, bound: str, *, met: bool) -> None:
    assert read_value(value).meets(read_value(bound), higher_is_better=False) is met


@pytest.mark.parametrize("text", ["——", "XX", "与全国同步"])
def test_nothing_is_known_of_a_value_without_a_number(text: str) -> None:
    assert read_value(text).meets(read_value("90")) is None
    assert read_value("90").meets(read_value(text)) is None


def worst(sign: str, amount: int, *, higher: bool) -> float:
    """Return the worst integer-and-a-half that a value allows; an independent reading of `meets`."""
    lower_bound, upper_bound = sign in {">", "≥"}, sign in {"<", "≤"}
    if upper_bound if higher else lower_bound:
        return -1e9
    step = 0.5 if sign in {">", "<"} else 0
    return (amount if higher else -amount) + step


@given(amounts, amounts, signs, st.sampled_from([("", True), (">", True), ("", False), ("<", False)]))
def test_a_value_meets_a_bound_when_its_worst_does(
    mine: int, other: int, sign: str, bound: tuple[str, bool]
) -> None:
    bound_sign, higher = bound
    met = read_value(f"{sign}{mine}").meets(read_value(f"{bound_sign}{other}"), higher_is_better=higher)
    assert met is (worst(sign, mine, higher=higher) >= worst(bound_sign, other, higher=higher))


@given(amounts, st.integers(-200, 200), amounts, signs)
def test_meeting_a_bound_is_monotone(mine: int, step: int, other: int, sign: str) -> None:
    higher = step >= 0
    bound, easier = read_value(str(other)), read_value(str(other - step))
    value, better = read_value(f"{sign}{mine}"), read_value(f"{sign}{mine + step}")
    if value.meets(bound, higher_is_better=higher):
        assert better.meets(bound, higher_is_better=higher)
        assert value.meets(easier, higher_is_better=higher)


@pytest.mark.parametrize(
    ("text", "unit", "amount", "base"),
    [
        ("0.02", "万", "200", ""),
        ("0.02", "万人", "200", "人"),
        (">[0.045]", "万户", "450", "户"),
        ("1.2", "亿元", "120000000", "元"),
        ("0.02万", "人", "200", "人"),
        ("1.2亿元", "万元", "120000000", "元"),
        ("85", "%", "85", "%"),
        ("85%", "", "85", ""),
        ("3", "个/万人", "3", "个/万人"),
    ],
)
def test_a_unit_scales_an_amount(text: str, unit: str, amount: str, base: str) -> None:
    assert (amount_in(read_value(text), unit), base_unit(unit)) == (Decimal(amount), base)


@pytest.mark.parametrize("text", ["——", "XX", "应保尽保"])
def test_no_unit_makes_an_amount_of_what_is_no_number(text: str) -> None:
    assert amount_in(read_value(text), "万人") is None
    assert amount_in(None, "万人") is None


@pytest.mark.parametrize(
    ("value", "bound", "higher", "met"),
    [
        ("85～90", "85", True, True),
        ("85～90", "86", True, False),
        ("85～90", "90", False, True),
        ("85～90", "89", False, False),
        ("85", "85～90", True, True),
        ("近90", "90", True, False),
        ("近90", "90", False, True),
        ("约90", "90", True, True),
        ("90", "约90", True, True),
    ],
)
def test_a_range_counts_by_its_worse_end_and_almost_is_less(
    value: str, bound: str, *, higher: bool, met: bool
) -> None:
    assert read_value(value).meets(read_value(bound), higher_is_better=higher) is met
