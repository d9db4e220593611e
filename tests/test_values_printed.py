"""Test how a value prints: its digits and signs, in a cell and in a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.base.units import plain_digits
from generator.base.values import read_value


def test_what_was_typed_in_full_width_is_written_in_half_width() -> None:
    assert read_value("＞［１，２３４，５６７．８９０％］").written == "1234567.890"


@pytest.mark.parametrize(
    ("text", "written"), [("95以上", "95"), ("300左右", "300左右"), ("九十五", "九十五")]
)
def test_what_stands_behind_a_unit_is_not_written_before_it(text: str, written: str) -> None:
    assert read_value(text).written == written


@pytest.mark.parametrize("text", ["10余万", "10万余", "10多万", "10万多"])
def test_a_rounding_word_stays_on_its_side_of_the_scale(text: str) -> None:
    assert read_value(f">[{text}]").written == text


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
        ("95%", "", "95%", "95%"),
        ("达95", "%", "95", "95%"),
        ("超3000", "人", ">3000", "3000人以上"),
        ("0-6", "岁", "0～6", "0～6岁"),
        ("0——6", "岁", "0—6", "0—6岁"),
        ("85～90%", "%", "85%～90%", "85%～90%"),
        ("85%～90", "%", "85%～90%", "85%～90%"),
        ("9～16亿余", "元", "9亿～16亿余", "9亿～16亿余元"),
        ("9万～16亿", "元", "9万～16亿", "9万～16亿元"),
        ("3～5", "万人", "3～5", "3万～5万人"),
        ("3000～2万", "人", "3000～2万", "3000～2万人"),
        ("3个～5个以上", "个", "3～5以上", "3～5个以上"),
        ("2024-2025", "年", "2024—2025", "2024—2025年"),
        ("3-5", "年", "3～5", "3～5年"),
        ("2027年底前", "年", "2027年底前", "2027年底前"),
        ("[2500]人次", "人次", "[2500]", "2500人次"),
        ("[0.45]万", "户", "[0.45万]", "0.45万户"),
        ("[2.5]万余人", "人", "[2.5万余]", "2.5万余人"),
        ("[2.5万]人以上", "人", "≥[2.5万]", "2.5万人以上"),
        ("三至五", "%", "3～5", "3%～5%"),
        ("三至五期", "期", "三～五", "三～五期"),
        ("五个至三个", "个", "五～三", "五～三个"),
        ("60—16", "周岁", "60—16", "60—16周岁"),
        ("60—16周岁", "周岁", "60—16", "60—16周岁"),
        ("10万余", "人", "10万余", "10万余人"),
        ("十几", "人", "十几", "十几"),
        ("百分之九十九点一二", "%", "99.12", "99.12%"),
        ("约300左右", "人", "约300", "约300人"),
        ("300余上下", "人", "300余", "300余人"),
        ("近百", "个", "近百", "近百个"),
        ("30以内", "天", "≤30", "30天以内"),
        ("九十五", "%", "95", "95%"),
        ("九十五以上", "人", "≥95", "九十五人以上"),
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


@pytest.mark.parametrize(("amount", "digits"), [("450.000", "450"), ("1E+4", "10000"), ("0.50", "0.5")])
def test_an_amount_is_printed_without_exponent_or_idle_noughts(amount: str, digits: str) -> None:
    assert plain_digits(Decimal(amount)) == digits
