"""Test that Cerberus judges every indicator by a schema compiled from the national set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from cerberus import errors
from national_rows import PERIODS, as_source, data_of

from generator.base.diagnostics import Finding
from generator.check.form.schema import form_validator, judge
from generator.library.period import Indicator, Period, load_period
from generator.yaml_source import Data

NATIONAL = [(period, row) for period in PERIODS.values() for row in period.indicators.values()]
SOUND = {
    "percent": [
        "0",
        "87.05",
        ">90",
        "≥97",
        "100",
        "100%",
        "85%",
        "85～90",
        "约90",
        "百分之九十",
        "90以上",
        "九十五",
        "XX",
        "【待核】90",
    ],
    "count": ["0", "700", "[700]", "9800余", "3.1万", ">[450]", "约300", "3-5", "近百", "XX", "【待核】700"],
    "growth": ["6.5", "-2", "约6", "120", "与国内生产总值增长基本同步", "与GDP增速相差1个百分点", "XX"],
    "words": ["与国内生产总值增长基本同步", "第1档以上", "XX"],
}
UNITS = {"percent": "%", "count": "户", "growth": "%", "words": ""}
OF_NO_KIND = {  # by the kind that an indicator has: values in the national indicator's own column
    "percent": [
        ("baseline", "100.1", "percent-range"),
        ("target", "-1", "percent-range"),
        ("target", "3.1万", "percent-range"),
        ("target", "大于90", "value-unreadable"),
        ("baseline", "较高", "value-words"),
        ("baseline", "应保尽保", "value-words"),
        ("target", "全覆盖", "value-words"),
        ("target", "动态清零", "value-words"),
        ("target", "数百", "value-words"),
        ("target", "NaN", "value-words"),
        ("target", "约90以上", "bound-round"),
        ("target", "——", "target-unclear"),
    ],
    "count": [
        ("baseline", "二百六", "value-words"),
        ("target", "-3", "value-negative"),
        ("target", "٣", "value-digits"),
        ("baseline", "较多", "value-words"),
        ("target", "应改尽改", "value-words"),
        ("target", "一批", "value-words"),
        ("target", "-0", "value-negative"),
        ("target", "120件", "value-unit"),
        ("target", "1:50", "value-unreadable"),
    ],
    "growth": [
        ("target", "3.1万", "value-unreadable"),
        ("baseline", "6.5.1", "value-unreadable"),
        ("target", "若干", "value-words"),
        ("target", "∞", "value-words"),
        ("target", "几十", "value-words"),
    ],
    "words": [("target", "90", "value-unreadable"), ("baseline", "[700]", "value-unreadable")],
}


def named(given: object) -> str:
    """Name an indicator by its id, a period by its own."""
    return str(getattr(given, "id", given))


def leaves(found: Any) -> Iterator[Any]:  # noqa: ANN401  # Cerberus has no types
    """Yield the errors that have no errors below them."""
    for error in found:
        yield from leaves(error.child_errors) if error.child_errors else [error]


def judged(period: Period, rows: Data) -> tuple[set[str], list[Finding]]:
    """Return what Cerberus itself finds in a profile with these indicators, and the findings made of it.

    An error is given by the rule that it names, or by Cerberus's own code, and its place.
    """
    data = data_of(period, rows)
    validator = form_validator(period)
    validator.validate(data, normalize=False)
    said = {
        f"{error.info[0] if error.code == errors.CUSTOM.code else error.code} {'.'.join(error.document_path)}"
        for error in leaves(validator._errors)
    }
    return said, judge(as_source(data), period)


@pytest.mark.parametrize(("period", "row"), NATIONAL, ids=named)
def test_a_unit_that_is_not_the_national_one_is_an_error_of_cerberus(period: Period, row: Indicator) -> None:
    said, findings = judged(period, {row.id: {"unit": "箱", "target": "50"}})
    assert said == {f"unit-differs indicators.{row.id}.unit"}
    assert [(each.rule, each.facts["national"]) for each in findings] == [("unit-differs", row.unit)]
    assert (
        judged(period, {row.id: {"unit": row.unit}}) == judged(period, {row.id: {"unit": ""}}) == (set(), [])
    )


@pytest.mark.parametrize(("period", "row"), NATIONAL, ids=named)
def test_an_attribute_that_is_not_the_national_one_is_an_error_of_cerberus(
    period: Period, row: Indicator
) -> None:
    for attribute in {*period.attributes} - {row.attribute}:
        rule = "attribute-weaker" if row.attribute == period.attributes[0] else "attribute-stricter"
        said, findings = judged(period, {row.id: {"attribute": attribute}})
        assert said == {f"{rule} indicators.{row.id}.attribute"}
        assert [(each.rule, dict(each.facts)) for each in findings] == [
            (rule, {"indicator": row.name, "source": row.target.source})
        ]
    said, findings = judged(period, {row.id: {"attribute": "强制性"}})
    assert said == {f"{errors.UNALLOWED_VALUE.code} indicators.{row.id}.attribute"}
    assert [each.rule for each in findings] == ["value-unknown"]
    assert judged(period, {row.id: {"attribute": row.attribute}}) == (set(), [])


@pytest.mark.parametrize("kind", SOUND)
@pytest.mark.parametrize(("period", "row"), NATIONAL, ids=named)
def test_a_value_of_another_kind_is_an_error_of_cerberus(period: Period, row: Indicator, kind: str) -> None:
    """Try each indicator as it is, and as if it were of each other kind."""
    unit = row.unit if row.kind == kind else UNITS[kind]
    rows = {**period.indicators, row.id: row._replace(kind=kind, unit=unit)}
    of_kind = period if row.kind == kind else replace(period, indicators=rows)
    for column, value, rule in OF_NO_KIND[kind]:
        said, findings = judged(of_kind, {row.id: {column: value}})
        assert said == {f"{rule} indicators.{row.id}.{column}"}
        assert [(each.rule, each.facts["value"]) for each in findings] == [(rule, value)]
    for value in SOUND[kind]:
        assert judged(of_kind, {row.id: {"baseline": value, "target": value}}) == (set(), []), value


def test_each_kind_of_value_is_one_that_the_national_set_may_have() -> None:
    assert {row.kind for _, row in NATIONAL} <= set(SOUND) == set(OF_NO_KIND)


@pytest.mark.parametrize(("period", "row"), NATIONAL, ids=named)
def test_a_national_indicator_misspelt_is_an_error_of_cerberus(period: Period, row: Indicator) -> None:
    slip = row.id[:-1]
    own: dict[str, Data] = {
        "name": "另一项指标",
        "unit": "%",
        "attribute": period.attributes[0],
        "target": "90",
    }
    said, findings = judged(period, {slip: own})
    assert said == {f"indicator-unknown indicators.{slip}"}
    assert [(each.rule, each.facts["id"]) for each in findings] == [("indicator-unknown", row.id)]
    said, findings = judged(period, {"own": {**own, "name": row.name}})
    assert said == {"indicator-unknown indicators.own"}
    said, findings = judged(period, {slip: {"target": "90"}})
    assert {place.split(" ")[0] for place in said} == {str(errors.REQUIRED_FIELD.code)}
    assert {(each.rule, each.facts["guess"]) for each in findings} == {("key-unknown", row.id)}
    said, findings = judged(period, {row.id: {"tagret": "90"}})
    assert said == {f"{errors.UNKNOWN_FIELD.code} indicators.{row.id}.tagret"}
    assert [(each.rule, each.facts["guess"]) for each in findings] == [("key-unknown", "target")]


@pytest.mark.parametrize(("period", "row"), NATIONAL, ids=named)
def test_of_an_indicator_that_the_plan_leaves_out_nothing_is_held_against_it(
    period: Period, row: Indicator
) -> None:
    wrong: Data = {"unit": "箱", "attribute": "预期性", "baseline": "大于90", "target": "——", "omit": "没有"}
    assert judged(period, {row.id: wrong}) == (set(), [])


@pytest.mark.parametrize(
    "rows",
    [
        None,
        {},
        {"minimum_living": None},
        {"minimum_living": {"unit": None, "baseline": None, "target": " "}},
        {"own": {"name": "村级协会覆盖面", "attribute": "预期性", "unit": None, "target": None}},
    ],
)
def test_what_is_left_empty_is_no_value_of_a_wrong_kind(rows: Data) -> None:
    assert judged(PERIODS["2021-2025"], rows) == (set(), [])


def test_an_attribute_that_is_empty_is_told_as_that_alone() -> None:
    said, findings = judged(PERIODS["2021-2025"], {"minimum_living": {"attribute": None}})
    assert said == {f"{errors.NOT_NULLABLE.code} indicators.minimum_living.attribute"}
    assert [each.rule for each in findings] == ["value-empty"]


def test_nothing_of_an_unconfirmed_national_set_is_held_against_a_profile() -> None:
    period = load_period("2026-2030")
    assert not any(row.confirmed for row in period.indicators.values())
    for row in period.indicators.values():
        for attribute in period.attributes:
            data: Data = {"unit": "箱", "attribute": attribute, "target": "——"}
            assert judged(period, {row.id: data}) == (set(), [])
        assert judged(period, {row.id: {"target": "大于90"}})[1], "what cannot be read stays unreadable"


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"unit": "%", "target": "120"}, "percent-range"),
        ({"name": "收入增长", "unit": "%", "target": "120"}, ""),
        ({"name": "收入增长", "unit": "%", "target": "3万"}, "value-unreadable"),
        ({"unit": "人", "target": "120"}, ""),
        ({"unit": "人", "target": "120人"}, "unit-typed"),
        ({"unit": "人", "target": "12.5"}, "value-fraction"),
        ({"unit": "万人", "target": "-1"}, "value-negative"),
        ({"name": "每千人专干数", "unit": "人", "target": "1.5"}, ""),
        ({"unit": "%", "target": "基本覆盖"}, "value-words"),
        ({"unit": "", "target": "基本覆盖"}, ""),
        ({"target": "基本覆盖"}, ""),
    ],
)
def test_an_indicator_of_the_localitys_own_is_judged_by_the_schema_of_all(
    row: dict[str, Data], rule: str
) -> None:
    period = PERIODS["2021-2025"]
    own: Data = {"name": "村级协会覆盖面", "attribute": "预期性", **row}
    said, findings = judged(period, {"own": own})
    assert said == ({f"{rule} indicators.own.target"} if rule else set())
    assert [each.rule for each in findings] == ([rule] if rule else [])
