"""Test of what kind a value is: a number, exact or not, a goal in words, none, left open."""

from __future__ import annotations

import pytest

from generator.base.values import ValueKind, read_value


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
        ("2027-12", ValueKind.WORDS),
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
