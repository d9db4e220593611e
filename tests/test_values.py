"""Test values as plans write them: what they mean, that they print unchanged, and which meets which."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values import Kind, Relation, amount_in, base_unit, plain_digits, read

FACTORS = {"": 1, "万": 10_000, "亿": 100_000_000}
SIGNS = {
    "": Relation.EQUAL,
    "=": Relation.EQUAL,
    ">": Relation.ABOVE,
    "＞": Relation.ABOVE,
    "≥": Relation.AT_LEAST,
    "≧": Relation.AT_LEAST,
    "⩾": Relation.AT_LEAST,
    "⩽": Relation.AT_MOST,
    "<": Relation.BELOW,
    "＜": Relation.BELOW,
    "≤": Relation.AT_MOST,
    "≦": Relation.AT_MOST,
}
digits = st.one_of(
    st.integers(0, 10**7).map(str),
    st.decimals(0, 10**5, places=2).map(str),
    st.integers(1000, 10**9).map("{:,}".format),
)
amounts = st.integers(0, 200)
signs = st.sampled_from(["", ">", "≥", "<", "≤"])


@pytest.mark.parametrize(
    ("text", "relation", "amount"),
    [
        ("87.05", Relation.EQUAL, "87.05"),
        ("=100", Relation.EQUAL, "100"),
        (">90", Relation.ABOVE, "90"),
        ("≥97", Relation.AT_LEAST, "97"),
        ("＜5", Relation.BELOW, "5"),
        ("≦5", Relation.AT_MOST, "5"),
        ("-0.5", Relation.EQUAL, "-0.5"),
        ("9800余", Relation.EQUAL, "9800"),
        ("3.1万", Relation.EQUAL, "31000"),
        ("0.02万", Relation.EQUAL, "200"),
        ("1.2亿", Relation.EQUAL, "120000000"),
        ("1,234,567", Relation.EQUAL, "1234567"),
        ("[700]", Relation.EQUAL, "700"),
        (">[1000]", Relation.ABOVE, "1000"),
        ("[>1000]", Relation.ABOVE, "1000"),
        ("９７．５％", Relation.EQUAL, "97.5"),
        ("> 97 %", Relation.ABOVE, "97"),
        (" [ 3.1 万 ]　", Relation.EQUAL, "31000"),
        ("0", Relation.EQUAL, "0"),
    ],
)
def test_a_number_is_read_with_its_relation_and_amount(text: str, relation: Relation, amount: str) -> None:
    value = read(text)
    assert (value.kind, value.relation, value.amount) == (Kind.NUMBER, relation, Decimal(amount))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("——", Kind.NONE),
        ("-", Kind.NONE),
        ("－", Kind.NONE),
        ("/", Kind.NONE),
        ("", Kind.PLACEHOLDER),
        ("　", Kind.PLACEHOLDER),
        ("XX", Kind.PLACEHOLDER),
        (">XX%", Kind.PLACEHOLDER),
        ("≧XX", Kind.PLACEHOLDER),
        ("⩾[XX]", Kind.PLACEHOLDER),
        ("≦ＸＸ万", Kind.PLACEHOLDER),
        ("ｘｘ", Kind.PLACEHOLDER),
        ("××万", Kind.PLACEHOLDER),
        ("？", Kind.PLACEHOLDER),
        ("＞X 万", Kind.PLACEHOLDER),
        ("[XX]", Kind.PLACEHOLDER),
        (">[XX]", Kind.PLACEHOLDER),
        ("[XX", Kind.WORDS),
        ("待定", Kind.PLACEHOLDER),
        ("【待补：县民政局】", Kind.PLACEHOLDER),
        ("与地区生产总值增长同步", Kind.WORDS),
        ("0-7", Kind.WORDS),
        ("1e5", Kind.WORDS),
        ("1,00", Kind.WORDS),
        (",100", Kind.WORDS),
        ("1000,100", Kind.WORDS),
        ("[700", Kind.WORDS),
        ("700]", Kind.WORDS),
        ("[>[1000]", Kind.WORDS),
        ("90 95", Kind.WORDS),
        ("90  95", Kind.WORDS),
        ("90, 955", Kind.WORDS),
        ("0310", Kind.WORDS),
        ("0,310", Kind.WORDS),
        ("97以上", Kind.WORDS),
    ],
)
def test_what_is_no_number_has_a_kind_and_no_amount(text: str, kind: Kind) -> None:
    value = read(text)
    assert (value.kind, value.amount, value.written) == (kind, None, text)


@pytest.mark.parametrize(
    ("text", "unconfirmed"),
    [
        ("【待核】90", True),
        ("[待核]>85", True),
        ("待核300", True),
        ("待补", False),
        ("XX", False),
        ("90", False),
        ("2025年待核", False),
    ],
)
def test_only_a_figure_that_somebody_has_yet_to_look_up_is_unconfirmed(
    text: str, *, unconfirmed: bool
) -> None:
    assert read(text).unconfirmed is unconfirmed


@given(st.text())
def test_any_text_that_is_read_prints_unchanged(text: str) -> None:
    assert str(read(text)) == text


@given(
    sign=st.sampled_from(sorted(SIGNS)),
    bracket=st.sampled_from(["{}", "[{}]", "［{}］"]),
    number=digits,
    words=st.tuples(
        st.sampled_from(sorted(FACTORS)), st.sampled_from(["", "余", "多"]), st.sampled_from(["", "%", "％"])
    ),
)
def test_a_number_that_was_built_is_read_back_whole(
    sign: str, bracket: str, number: str, words: tuple[str, str, str]
) -> None:
    scale, about, percent = words
    text = sign + bracket.format(number + scale + about + percent)
    value = read(text)
    assert str(value) == text
    assert value.amount == Decimal(number.replace(",", "")) * FACTORS[scale]
    assert (value.relation, value.approximate) == (SIGNS[sign], about)
    assert (value.cumulative, value.percent) == (bracket != "{}", percent != "")
    assert value.written == number + scale + about


@given(st.integers(1, 10**6))
def test_the_same_amount_in_tens_of_thousands_and_in_ones_meets_both_ways(count: int) -> None:
    scaled, plain = read(f"{Decimal(count) / 10_000:f}万"), read(str(count))
    assert scaled.amount == plain.amount == count
    assert scaled.meets(plain)
    assert plain.meets(scaled)


def test_two_hundredths_of_ten_thousand_are_two_hundred() -> None:
    assert read("0.02万").amount == read("200").amount == 200


def test_a_value_above_97_does_not_meet_100() -> None:
    assert read(">97").meets(read("100")) is False


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
    assert read(value).meets(read(bound)) is met


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
    assert read(value).meets(read(bound), higher_is_better=False) is met


@pytest.mark.parametrize("text", ["——", "XX", "与全国同步"])
def test_nothing_is_known_of_a_value_without_a_number(text: str) -> None:
    assert read(text).meets(read("90")) is None
    assert read("90").meets(read(text)) is None


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
    met = read(f"{sign}{mine}").meets(read(f"{bound_sign}{other}"), higher_is_better=higher)
    assert met is (worst(sign, mine, higher=higher) >= worst(bound_sign, other, higher=higher))


@given(amounts, st.integers(-200, 200), amounts, signs)
def test_meeting_a_bound_is_monotone(mine: int, step: int, other: int, sign: str) -> None:
    higher = step >= 0
    bound, easier = read(str(other)), read(str(other - step))
    value, better = read(f"{sign}{mine}"), read(f"{sign}{mine + step}")
    if value.meets(bound, higher_is_better=higher):
        assert better.meets(bound, higher_is_better=higher)
        assert value.meets(easier, higher_is_better=higher)


def test_what_was_typed_in_full_width_is_written_in_half_width() -> None:
    assert read("＞［１，２３４，５６７．８９０％］").written == "1,234,567.890"


@pytest.mark.parametrize("text", ["10余万", "10万余", "10多万", "10万多"])
def test_a_rounding_word_stays_on_its_side_of_the_scale(text: str) -> None:
    assert read(f">[{text}]").written == text


@pytest.mark.parametrize(
    ("text", "unit", "amount", "base"),
    [
        ("0.02", "万", "200", ""),
        ("0.02", "万人", "200", "人"),
        (">[0.045]", "万户", "450", "户"),
        ("1.2", "亿元", "120000000", "元"),
        ("0.02万", "人", "200", "人"),
        ("85", "%", "85", "%"),
        ("85%", "", "85", ""),
        ("3", "个/万人", "3", "个/万人"),
    ],
)
def test_a_unit_scales_an_amount(text: str, unit: str, amount: str, base: str) -> None:
    assert (amount_in(read(text), unit), base_unit(unit)) == (Decimal(amount), base)


@pytest.mark.parametrize("text", ["——", "XX", "应保尽保"])
def test_no_unit_makes_an_amount_of_what_is_no_number(text: str) -> None:
    assert amount_in(read(text), "万人") is None
    assert amount_in(None, "万人") is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("0.045", "450"),
        ("=0.045", "450"),
        (">[0.045]", ">[450]"),
        ("[≥0.045]", "≥[450]"),
        ("0.045余", "450余"),
        ("<0.045%", "<450%"),
    ],
)
def test_a_value_with_another_number_keeps_its_signs(text: str, written: str) -> None:
    assert read(text).with_amount(Decimal("450.000")) == written


@pytest.mark.parametrize(("amount", "digits"), [("450.000", "450"), ("1E+4", "10000"), ("0.50", "0.5")])
def test_an_amount_is_printed_without_exponent_or_idle_noughts(amount: str, digits: str) -> None:
    assert plain_digits(Decimal(amount)) == digits
