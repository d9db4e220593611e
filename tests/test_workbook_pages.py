"""Test how workbooks look in LibreOffice: on A4 across, with their header rows on every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import Office, Page, convert, information, read_pages

from generator.pipeline.new import write_new
from generator.pipeline.request import ask, write_requests

pytestmark = pytest.mark.office
A4_ACROSS = (842, 595)  # points
FEDERATION, LETTERS = "青石县-县残联", "青石县-规划和函件"
MARGIN = 30  # points; 0.5 inches are 36


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the workbooks of a new county, those of the federation as PDF too."""
    folder = tmp_path_factory.mktemp("printed")
    write_new(folder / "青石县.yaml", "2026-2030", "青石县", "county", ("某某省", "某某市"))
    asking = ask(folder / "青石县.yaml", letters=True)
    write_requests(asking, folder, deadline="2026-12-10")
    files = [folder / f"{name}.xlsx" for name in (FEDERATION, LETTERS)]
    convert(Office({}, folder).soffice, files, folder, program="calc")
    return folder


def pages(folder: Path, name: str) -> tuple[Page, ...]:
    """Return the pages of a workbook as printed."""
    return tuple(read_pages(folder / f"{name}.pdf"))


@pytest.mark.parametrize("name", [FEDERATION, LETTERS])
def test_it_prints_on_a4_across_within_the_margins(printed: Path, name: str) -> None:
    found = pages(printed, name)
    assert len(found) > 2
    for page in found:
        assert (round(page.width), round(page.height)) == A4_ACROSS
        assert all(word.left >= MARGIN and word.right <= page.width - MARGIN for word in page.words)


def test_the_header_row_stands_on_every_page_of_a_table(printed: Path) -> None:
    found = [page for page in pages(printed, FEDERATION) if any("口径" in line.text for line in page.lines)]
    assert len(found) > 2
    for page in found:
        header = next(line for line in page.lines if "口径" in line.text)
        for title in ("序号", "项目", "单位", "时点或期间", "要求", "填报数", "说明"):
            assert title in header.text


def test_the_guide_has_its_header_row_on_every_page(printed: Path) -> None:
    found = [page for page in pages(printed, FEDERATION) if any("›" in word.text for word in page.words)]
    assert len(found) > 1
    assert all(any("用在规划的什么地方" in line.text for line in page.lines) for page in found)


def test_keys_and_hidden_sheets_are_not_printed(printed: Path) -> None:
    lines = [line.text for page in pages(printed, FEDERATION) for line in page.lines]
    assert not any(word in line for line in lines for word in ("population", "achievements", "plandraft"))
    assert any("持证残疾人数" in line and "2025年底" in line for line in lines)
    assert any("截止日期" in line for line in lines)


def test_the_file_has_its_title_in_the_properties(printed: Path) -> None:
    found = information(printed / f"{FEDERATION}.pdf")
    assert found["Title"] == "青石县“十五五”残疾人保障和发展规划填报表（县残联）"
