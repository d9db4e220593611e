"""Test how figures of several places are put together: by what they measure, their span, unit and size."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.values import read_value
from generator.check.totals import Addend, Apart, addend, is_total, total_of, unlike, without_excess
from generator.locality.figures import Slot


def slot(text: str, unit: str = "人") -> Slot:
    """Return a figure that a profile writes as `text`."""
    return Slot("indicators.x.target", read_value(text) if text else None, "人数", unit, "")


@pytest.mark.parametrize(
    ("text", "unit", "total", "amount", "why"),
    [
        ("330", "人", False, "330", None),
        ("[330]", "人", True, "330", None),
        ("0.033万", "人", False, "330", None),
        ("0.033", "万人", False, "330", None),
        ("330", "名", False, "330", None),
        (">[330]", "人", True, "330", None),
        ("330", "人", True, None, Apart.ANNUAL),
        ("[330]", "人", False, None, Apart.TOTAL),
        ("330", "人次", False, None, Apart.UNIT),
        ("330户", "人", False, None, Apart.UNIT),
        ("33%", "人", False, None, Apart.UNIT),
        ("1:50", "人", False, None, Apart.UNIT),
        ("——", "人", False, None, Apart.DASH),
        ("XX", "人", False, None, Apart.OPEN),
        ("【待核】330", "人", False, None, Apart.OPEN),
        ("与上一个五年持平", "人", False, None, Apart.WORDS),
        ("", "人", False, None, Apart.MISSING),
    ],
)
def test_a_figure_is_added_or_it_is_said_why_not(
    text: str,
    unit: str,
    total: bool,  # noqa: FBT001  # a column of the table
    amount: str | None,
    why: Apart | None,
) -> None:
    expected = Addend(None if amount is None else Decimal(amount), why)
    assert addend(slot(text, unit), "人", total=total) == expected


def test_figures_are_totals_as_the_whole_says_or_else_all_parts() -> None:
    assert is_total(slot("[2200]"), [slot("330")])
    assert is_total(slot("2200"), [slot("[330]"), slot("XX"), slot("[110]")])
    assert not is_total(slot("2200"), [slot("[330]"), slot("110")])
    assert not is_total(None, [slot("XX"), None])


@pytest.mark.parametrize(
    ("texts", "amount", "sign", "complete"),
    [
        (["10", "20"], "30", "", True),
        (["10", ">20"], "30", "≥", True),
        (["10余", "20"], "30", "≥", True),
        (["10～15", "20"], "30", "≥", True),
        (["<10", "20"], "30", "≤", True),
        (["<10", "≥20"], "30", "≈", True),
        (["约10", "20"], "30", "≈", True),
        (["10", "XX"], "10", "", False),
    ],
)
def test_a_sum_says_whether_it_is_exact_and_complete(
    texts: list[str],
    amount: str,
    sign: str,
    complete: bool,  # noqa: FBT001  # a column of the table
) -> None:
    slots = [slot(text) for text in texts]
    found = total_of(slots, [addend(each, "人", total=False) for each in slots])
    assert (found.amount, found.sign, found.complete) == (Decimal(amount), sign, complete)


def odd(amounts: list[int], people: list[int], whole: int | None = None, of: int | None = None) -> list[int]:
    """Return the numbers of the places that are unlike what is to be expected."""
    given_whole = [None if each is None else Decimal(each) for each in (whole, of)]
    return [
        each.number
        for each in unlike(
            [Addend(Decimal(each)) for each in amounts], list(map(Decimal, people)), *given_whole
        )
    ]


@pytest.mark.parametrize(
    ("amounts", "people", "whole", "expected"),
    [
        ([299, 322, 414, 1150, 345, 161], [9264, 9976, 12827, 3563, 10689, 4988], (2300, 71260), [3]),
        ([299, 322, 414, 1150, 345, 161], [9264, 9976, 12827, 3563, 10689, 4988], (None, None), [3]),
        ([299, 32, 414, 115, 345, 161], [9264, 9976, 12827, 3563, 10689, 4988], (2300, 71260), [1]),
        ([299, 0, 414, 115, 345, 161], [9264, 9976, 12827, 3563, 10689, 4988], (2300, 71260), [1]),
        ([30, 32, 41, 11], [9264, 9976, 12827, 3563], (2300, 71260), []),  # the whole is off, not all of them
        ([300, 300, 300, 100], [1000, 1000, 1000, 1000], (1000, 4000), []),
        ([1000, 100], [1000, 1000], (400, 4000), [0]),
        ([1000, 100], [1000, 1000], (None, None), []),  # of two nobody knows which is odd
        (
            [800, 800, 800, 100],
            [1000, 1000, 1000, 1000],
            (400, 4000),
            [],
        ),  # it has its share
    ],
)
def test_who_is_far_from_what_its_population_lets_expect_is_told(
    amounts: list[int], people: list[int], whole: tuple[int | None, int | None], expected: list[int]
) -> None:
    assert odd(amounts, people, *whole) == expected


def test_what_one_place_has_too_much_hides_no_shortfall() -> None:
    addends = [Addend(Decimal(each)) for each in (900, 70, 70)]
    found = unlike(addends, [Decimal(200)] * 3, Decimal(600), Decimal(600))
    assert without_excess(addends, found) == Decimal(200 + 70 + 70)


counts = st.lists(st.tuples(st.integers(0, 10**5), st.integers(1, 10**5)), min_size=3, max_size=9)


@given(counts, st.permutations(range(9)))
def test_the_order_of_places_and_the_scale_of_people_change_nothing(
    places: list[tuple[int, int]], order: list[int]
) -> None:
    shuffled = [number for number in order if number < len(places)]
    amounts, people = [each for each, _ in places], [each for _, each in places]
    one = odd(amounts, people, sum(amounts) or 1, sum(people))
    other = odd(
        [amounts[n] for n in shuffled], [people[n] * 7 for n in shuffled], sum(amounts) or 1, sum(people) * 7
    )
    assert sorted(one) == sorted(shuffled[n] for n in other)
