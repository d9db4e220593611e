"""Test that a plan cites nothing that was not there, or was over, when it was drafted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from marks import sampled
from plans import bare, document, library_plan

from generator.check.form.template_dates import _cited_in
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


def policy_texts() -> dict[Path, str]:
    """Return what the files of topics, boxes, outlines and forms have, read without the index."""
    folders = [*(ROOT / "templates").glob("20*"), ROOT / "templates" / "common"]
    kinds = ("topics/*.j2", "boxes/*.j2", "outlines/*.yaml", "forms/*", "period.yaml")
    files = [file for folder in folders for kind in kinds for file in sorted(folder.glob(kind))]
    comments = {".yaml": re.compile(r"(?m)(?:^| )#.*$"), ".j2": re.compile(r"\{#.*?#\}", re.DOTALL)}
    return {file: comments[file.suffix].sub("", file.read_text("utf-8")) for file in files}


def test_every_title_and_programme_that_the_library_names_has_a_date() -> None:
    """Look for 《》 and “…计划” in the bare files: what the index or the check overlooked would be found."""
    found: dict[str, Path] = {}
    for file, text in policy_texts().items():
        said = re.sub(r"《\{\{.*?\}\}》|（[^（）]*如 [^（）]*）", "", text)
        titles = re.findall(r"《([^《》{}]+)》", said)
        programmes = re.findall(r"“([^“”{}]+(?:计划|工程|行动))”", said)
        found |= {name: file for name in (*titles, *programmes) if not dates.is_anybodys(name)}
    assert len(found) > 30
    assert {name: file.name for name, file in found.items() if dates.find_dated(name) is None} == {}


def test_a_date_has_a_source_or_is_marked_as_unconfirmed() -> None:
    listed = [each for group in ("meetings", "documents", "programmes") for each in dates.entries(group)]
    assert [each["name"] for each in listed if ("source" in each) == (each.get("confirmed") == "false")] == []
    assert 0 < dates.count_unconfirmed() < len(listed)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("继续实施“阳光家园计划”，办好“就业援助月”", ["阳光家园计划", "就业援助月"]),
        ("深入开展残疾人夜校扫盲行动。", ["残疾人夜校扫盲行动"]),
        ("实施《残疾人就业条例》和关爱行动", ["残疾人就业条例"]),
        ("制定年度计划，列入行动计划", []),
    ],
)
def test_what_is_called_as_programmes_are_is_cited(text: str, cited: list[str]) -> None:
    assert {name for name, _ in _cited_in(text)} == {*cited}
