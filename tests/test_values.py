"""Test values as plans write them: what they mean, that they print unchanged, and which meets which."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.units import base_unit, plain_digits
from generator.base.values import ComparisonSign, ValueKind, amount_in, read_value

FACTORS = {"": 1, "万": 10_000, "亿": 100_000_000}
SIGNS = {
    "": ComparisonSign.EQUAL,
    "=": ComparisonSign.EQUAL,
    ">": ComparisonSign.ABOVE,
    "＞": ComparisonSign.ABOVE,
    "≥": ComparisonSign.AT_LEAST,
    "≧": ComparisonSign.AT_LEAST,
    "⩾": ComparisonSign.AT_LEAST,
    "⩽": ComparisonSign.AT_MOST,
    "<": ComparisonSign.BELOW,
    "＜": ComparisonSign.BELOW,
    "≤": ComparisonSign.AT_MOST,
    "≦": ComparisonSign.AT_MOST,
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
        ("87.05", ComparisonSign.EQUAL, "87.05"),
        ("=100", ComparisonSign.EQUAL, "100"),
        (">90", ComparisonSign.ABOVE, "90"),
        ("≥97", ComparisonSign.AT_LEAST, "97"),
        ("＜5", ComparisonSign.BELOW, "5"),
        ("≦5", ComparisonSign.AT_MOST, "5"),
        ("-0.5", ComparisonSign.EQUAL, "-0.5"),
        ("9800余", ComparisonSign.EQUAL, "9800"),
        ("3.1万", ComparisonSign.EQUAL, "31000"),
        ("0.02万", ComparisonSign.EQUAL, "200"),
        ("1.2亿", ComparisonSign.EQUAL, "120000000"),
        ("1,234,567", ComparisonSign.EQUAL, "1234567"),
        ("[700]", ComparisonSign.EQUAL, "700"),
        (">[1000]", ComparisonSign.ABOVE, "1000"),
        ("[>1000]", ComparisonSign.ABOVE, "1000"),
        ("９７．５％", ComparisonSign.EQUAL, "97.5"),
        ("> 97 %", ComparisonSign.ABOVE, "97"),
        (" [ 3.1 万 ]　", ComparisonSign.EQUAL, "31000"),
        ("0", ComparisonSign.EQUAL, "0"),
        ("97以上", ComparisonSign.AT_LEAST, "97"),
        ("97%及以上", ComparisonSign.AT_LEAST, "97"),
        ("5以下", ComparisonSign.AT_MOST, "5"),
        ("30天以内", ComparisonSign.AT_MOST, "30"),
        ("不低于97", ComparisonSign.AT_LEAST, "97"),
        ("超过90", ComparisonSign.ABOVE, "90"),
        ("不超过5", ComparisonSign.AT_MOST, "5"),
        ("达到100", ComparisonSign.EQUAL, "100"),
        ("约300", ComparisonSign.EQUAL, "300"),
        ("近3000", ComparisonSign.EQUAL, "3000"),
        ("20人左右", ComparisonSign.EQUAL, "20"),
        ("近百", ComparisonSign.EQUAL, "100"),
        ("上万", ComparisonSign.EQUAL, "10000"),
        ("三千二百零五", ComparisonSign.EQUAL, "3205"),
        ("两千", ComparisonSign.EQUAL, "2000"),
        ("十二", ComparisonSign.EQUAL, "12"),
        ("三百一十", ComparisonSign.EQUAL, "310"),
        ("三万二千", ComparisonSign.EQUAL, "32000"),
        ("三万一千", ComparisonSign.EQUAL, "31000"),
        ("3～5以上", ComparisonSign.AT_LEAST, "3"),
        ("3～5以内", ComparisonSign.AT_MOST, "3"),
        ("三～五", ComparisonSign.EQUAL, "3"),
        ("一亿零五万", ComparisonSign.EQUAL, "100050000"),
        ("十五万", ComparisonSign.EQUAL, "150000"),
        ("十余万", ComparisonSign.EQUAL, "100000"),
        ("近万余", ComparisonSign.EQUAL, "10000"),
        ("三万亿", ComparisonSign.EQUAL, "3000000000000"),
        ("百万", ComparisonSign.EQUAL, "1000000"),
        ("95%（含）以上", ComparisonSign.AT_LEAST, "95"),
        ("18周岁(含)以下", ComparisonSign.AT_MOST, "18"),
        ("−5", ComparisonSign.EQUAL, "-5"),
        ("三分钟", ComparisonSign.EQUAL, "3"),
        ("百分之九十五点五", ComparisonSign.EQUAL, "95.5"),
        ("百分之百", ComparisonSign.EQUAL, "100"),
        ("1 234", ComparisonSign.EQUAL, "1234"),
        ("1 234 567人", ComparisonSign.EQUAL, "1234567"),
        ("9.8千", ComparisonSign.EQUAL, "9800"),
        ("1.2亿元", ComparisonSign.EQUAL, "120000000"),
        ("85～90", ComparisonSign.EQUAL, "85"),
        ("3-5", ComparisonSign.EQUAL, "3"),
        ("9～16亿", ComparisonSign.EQUAL, "900000000"),
        ("3个至5个", ComparisonSign.EQUAL, "3"),
        ("1:50", ComparisonSign.EQUAL, "0.02"),
        ("≥１：５０", ComparisonSign.AT_LEAST, "0.02"),
        ("<1∶2.5", ComparisonSign.BELOW, "0.4"),
        ("0.5:2", ComparisonSign.EQUAL, "0.25"),
    ],
)
def test_a_number_is_read_with_its_relation_and_amount(
    text: str, relation: ComparisonSign, amount: str
) -> None:
    value = read_value(text)
    assert (value.kind, value.relation, value.amount) == (ValueKind.NUMBER, relation, Decimal(amount))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1:0", ValueKind.WORDS),
        ("1:0.0", ValueKind.WORDS),
        ("01:50", ValueKind.WORDS),
        ("1:2:3", ValueKind.WORDS),
        ("——", ValueKind.NONE),
        ("-", ValueKind.NONE),
        ("－", ValueKind.NONE),
        ("/", ValueKind.NONE),
        ("", ValueKind.PLACEHOLDER),
        ("　", ValueKind.PLACEHOLDER),
        ("XX", ValueKind.PLACEHOLDER),
        (">XX%", ValueKind.PLACEHOLDER),
        ("≧XX", ValueKind.PLACEHOLDER),
        ("⩾[XX]", ValueKind.PLACEHOLDER),
        ("≦ＸＸ万", ValueKind.PLACEHOLDER),
        ("ｘｘ", ValueKind.PLACEHOLDER),
        ("××万", ValueKind.PLACEHOLDER),
        ("？", ValueKind.PLACEHOLDER),
        ("＞X 万", ValueKind.PLACEHOLDER),
        ("[XX]", ValueKind.PLACEHOLDER),
        (">[XX]", ValueKind.PLACEHOLDER),
        ("[XX", ValueKind.WORDS),
        ("待定", ValueKind.PLACEHOLDER),
        ("【待补：县民政局】", ValueKind.PLACEHOLDER),
        ("与地区生产总值增长同步", ValueKind.WORDS),
        ("1e5", ValueKind.WORDS),
        ("1,00", ValueKind.WORDS),
        (",100", ValueKind.WORDS),
        ("1000,100", ValueKind.WORDS),
        ("[700", ValueKind.WORDS),
        ("700]", ValueKind.WORDS),
        ("[>[1000]", ValueKind.WORDS),
        ("90 95", ValueKind.WORDS),
        ("90  95", ValueKind.WORDS),
        ("90-85", ValueKind.WORDS),
        ("3～3", ValueKind.WORDS),
        ("一二～三", ValueKind.WORDS),
        ("一～三四", ValueKind.WORDS),
        ("一一", ValueKind.WORDS),
        ("三百十", ValueKind.WORDS),
        ("三千百", ValueKind.WORDS),
        ("-5～3", ValueKind.WORDS),
        ("[85～90]", ValueKind.WORDS),
        ("约3～约5", ValueKind.WORDS),
        ("大于90", ValueKind.WORDS),
        ("3-5-7", ValueKind.WORDS),
        ("3人-5户", ValueKind.WORDS),
        ("≥90以上", ValueKind.WORDS),
        ("二〇二五", ValueKind.WORDS),
        ("一二三", ValueKind.WORDS),
        ("二百六", ValueKind.WORDS),
        ("三万二", ValueKind.WORDS),
        ("九成", ValueKind.WORDS),
        ("十几", ValueKind.WORDS),
        ("一批", ValueKind.WORDS),
        ("一半以上", ValueKind.WORDS),
        ("三分之二", ValueKind.WORDS),
        ("百分百", ValueKind.WORDS),
        ("三万余万", ValueKind.WORDS),
        ("百千", ValueKind.WORDS),
        ("百分之九十点", ValueKind.WORDS),
        ("NaN", ValueKind.WORDS),
        ("∞", ValueKind.WORDS),
        ("①②", ValueKind.WORDS),
        ("٣٠٠", ValueKind.WORDS),
        ("1:५०", ValueKind.WORDS),
        ("{x}", ValueKind.WORDS),
        ("无", ValueKind.NONE),
        ("90, 955", ValueKind.WORDS),
        ("0310", ValueKind.WORDS),
        ("0,310", ValueKind.WORDS),
    ],
)
def test_what_is_no_number_has_a_kind_and_no_amount(text: str, kind: ValueKind) -> None:
    value = read_value(text)
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
    assert read_value(text).unconfirmed is unconfirmed


@given(st.text())
def test_any_text_that_is_read_prints_unchanged(text: str) -> None:
    assert str(read_value(text)) == text


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
    value = read_value(text)
    assert str(value) == text
    assert value.amount == Decimal(number.replace(",", "")) * FACTORS[scale]
    assert (value.relation, value.approximate) == (SIGNS[sign], about)
    assert (value.cumulative, value.percent) == (bracket != "{}", percent != "")
    assert value.written == number.replace(",", "") + scale + about


@pytest.mark.parametrize(
    ("text", "scale"),
    [("9.8千", 1), ("3百", 1), ("3.1万", 10**4), ("十五万", 10**4), ("上万", 10**4), ("1.2亿", 10**8)],
)
def test_only_ten_thousands_and_hundred_millions_stay_a_scale(text: str, scale: int) -> None:
    assert read_value(text).scale == scale


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


def test_what_was_typed_in_full_width_is_written_in_half_width() -> None:
    assert read_value("＞［１，２３４，５６７．８９０％］").written == "1234567.890"


@pytest.mark.parametrize("text", ["10余万", "10万余", "10多万", "10万多"])
def test_a_rounding_word_stays_on_its_side_of_the_scale(text: str) -> None:
    assert read_value(f">[{text}]").written == text


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
    assert (amount_in(read_value(text), unit), base_unit(unit)) == (Decimal(amount), base)


@pytest.mark.parametrize("text", ["——", "XX", "应保尽保"])
def test_no_unit_makes_an_amount_of_what_is_no_number(text: str) -> None:
    assert amount_in(read_value(text), "万人") is None
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
    assert read_value(text).with_amount(Decimal("450.000")) == written


@pytest.mark.parametrize(
    ("text", "unit", "cell", "said"),
    [
        ("不低于95", "%", "≥95", "95%以上"),
        ("95%以上", "%", "≥95%", "95%以上"),
        ("16周岁（含）以上", "周岁", "≥16", "16周岁（含）以上"),
        ("约95以上", "%", "约95以上", "约95%以上"),
        ("≧95", "%", "≥95", "95%以上"),
        ("＞95％", "%", "＞95%", "95%以上"),
        ("=95", "%", "95", "95%"),
        ("达95", "%", "95", "95%"),
        ("超3000", "人", ">3000", "3000人以上"),
        ("0-6", "岁", "0～6", "0～6岁"),
        ("0——6", "岁", "0—6", "0—6岁"),
        ("85～90%", "%", "85%～90%", "85%～90%"),
        ("85%～90", "%", "85%～90%", "85%～90%"),
        ("9～16亿余", "元", "9亿～16亿余", "9亿～16亿余元"),
        ("9万～16亿", "元", "9万～16亿", "9万～16亿元"),
        ("3000～2万", "人", "3000～2万", "3000～2万人"),
        ("3个～5个以上", "个", "3～5以上", "3～5个以上"),
        ("2024-2025", "年", "2024—2025", "2024—2025年"),
        ("3-5", "年", "3～5", "3～5年"),
        ("10万余", "人", "10万余", "10万余人"),
        ("十几", "人", "十几", "十几"),
        ("百分之九十九点一二", "%", "99.12", "99.12%"),
        ("近百", "个", "近百", "近百个"),
        ("30以内", "天", "≤30", "30天以内"),
        ("九十五", "%", "95", "95%"),
        ("九十五%", "%", "95%", "95%"),
        ("十五万", "人", "十五万", "十五万人"),
        ("十五万", "%", "15万", "15万%"),
        ("近两千", "%", "近2000", "近2000%"),
        ("数百", "%", "数百", "数百%"),
        ("1,234", "人", "1234", "1234人"),
        ("1，234万", "人", "1234万", "1234万人"),
        ("全覆盖", "%", "全覆盖", "全覆盖"),
    ],
)
def test_a_value_prints_in_a_cell_and_in_a_sentence(text: str, unit: str, cell: str, said: str) -> None:
    value = read_value(text)
    assert (value.cell(unit), value.phrase(unit) + value.tail) == (cell, said)


@pytest.mark.parametrize(
    ("text", "rounded", "exact"),
    [
        ("300", False, True),
        ("约300", True, False),
        ("300余", True, False),
        ("300左右", True, False),
        ("300以上", False, False),
        (">300", False, False),
        ("3～5", True, False),
        ("全覆盖", False, False),
    ],
)
def test_a_value_is_one_number_or_a_bound_or_rounded(text: str, *, rounded: bool, exact: bool) -> None:
    assert (read_value(text).rounded, read_value(text).exact) == (rounded, exact)


@pytest.mark.parametrize(
    ("text", "two_ways", "vague"),
    [
        ("2～3期以上", True, False),
        ("约95以上", True, False),
        ("≤近95", True, False),
        ("95以上", False, False),
        ("约95", False, False),
        ("上百", False, True),
        ("数百", False, True),
        ("近百", False, False),
    ],
)
def test_a_value_may_say_two_things_or_no_number(text: str, *, two_ways: bool, vague: bool) -> None:
    assert (read_value(text).two_ways, read_value(text).vague) == (two_ways, vague)


@pytest.mark.parametrize(
    ("value", "bound", "higher", "met"),
    [
        ("85～90", "85", True, True),
        ("85～90", "86", True, False),
        ("85～90", "90", False, True),
        ("85～90", "89", False, False),
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


@pytest.mark.parametrize(("amount", "digits"), [("450.000", "450"), ("1E+4", "10000"), ("0.50", "0.5")])
def test_an_amount_is_printed_without_exponent_or_idle_noughts(amount: str, digits: str) -> None:
    assert plain_digits(Decimal(amount)) == digits
