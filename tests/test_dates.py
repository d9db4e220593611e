"""Test that a plan cites nothing that was not there, or was over, when it was drafted."""

from __future__ import annotations

import pytest
from marks import sampled
from plans import bare, document, library_plan

from generator.formats.markdown import write_md
from generator.library import dates

# Months between what the library cites; the first are the earliest in which plans of the period are drafted.
MONTHS = {
    "2021-2025": ("2020-01", "2021-05", "2021-09", "2022-02", "2025-06"),
    "2026-2030": ("2025-01", "2025-08", "2026-03", "2026-05", "2028-02"),
}
CASES = [(period, month) for period, months in MONTHS.items() for month in months]
FEW = [("2021-2025", "2021-05"), ("2026-2030", "2025-01")]


def dated() -> list[dates.Dated]:
    """Return all that texts cite by name."""
    return [*dates.documents().values(), *dates.meetings().values(), *dates.programmes().values()]


@pytest.mark.parametrize("case", sampled(CASES, FEW, pytest.mark.slow))
def test_no_topic_cites_what_is_not_there_at_the_month_of_drafting(case: tuple[str, str]) -> None:
    period, month = case
    text = write_md(library_plan({**bare("county", period), "drafted": month}))
    cited = {each.name for each in dated() if each.pattern.search(text)}
    assert cited
    assert {name for name in cited if not dates.is_there(name, month)} == set()


def test_the_usual_basis_has_what_is_there_alone() -> None:
    early, late = (
        write_md(document({**bare("county", "2026-2030"), "drafted": month})).partition("\n## ")[0]
        for month in ("2025-12", "2026-08")
    )
    for title in ("《中华人民共和国国家发展规划法》", "《残疾人保障和发展“十五五”规划》"):
        assert title in late
        assert title not in early
    assert "《中华人民共和国残疾人保障法》" in early


def test_what_has_no_date_may_be_cited_at_any_time() -> None:
    assert dates.is_there("谁也没有写日期的办法", "1999-01")
    assert dates.titles_are_there("《谁也没有写日期的办法》", "1999-01")


@pytest.mark.parametrize(
    ("month", "there"), [("2022-02", False), ("2022-03", True), ("2024-12", True), ("2025-01", False)]
)
def test_a_document_is_there_from_its_month_until_its_last(month: str, there: bool) -> None:  # noqa: FBT001
    assert dates.is_there("促进残疾人就业三年行动方案（2022—2024年）", month) is there
    assert dates.titles_are_there("《促进残疾人就业三年行动方案（2022—2024年）》", month) is there
