"""Test values as plans write them: what number each is, and that they print unchanged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.values import ComparisonSign, ValueKind, read_value

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


def test_the_upper_end_of_a_range_is_a_number_of_the_same_text() -> None:
    end = read_value("85～90人").end
    assert end
    assert (end.text, end.number, end.unit) == ("85～90人", Decimal(90), "人")


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
