"""Test the page of a summary in Chromium as a reviewer walks it, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium_pages import WIDTHS, barriers, opened, too_wide
from summaries import CITY, COUNTIES, page_of, summary_of

from generator.formats.summary import PlaceRow, Summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
MOST_KEYS = 200


def page_file(folder: Path, summary: Summary) -> Path:
    """Write the page of a summary; return its file."""
    file = folder / "summary.html"
    file.write_text(page_of(summary), "utf-8")
    return file


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Yield the page of the desk in a window of some width."""
    file = page_file(tmp_path, summary_of(CITY, COUNTIES, date(2026, 11, 29)))
    with opened(browser, file, getattr(request, "param", 1000)) as window:
        yield window


def go_to(page: Page, wanted: str) -> None:
    """Press Tab until what has the focus fits the selector `wanted`."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"no key leads to {wanted}")


def first_cells(page: Page, tools: str) -> list[str]:
    """Return the first cell of each row that a table shows."""
    found: list[str] = page.locator(f"table[data-sorted={tools}] tbody tr th").all_inner_texts()
    return found


@pytest.mark.parametrize("page", [1000, *WIDTHS], indirect=True)
def test_nothing_bars_anyone_and_nothing_is_cut_off(page: Page) -> None:
    assert barriers(page) == []
    assert too_wide(page) == []
    page.emulate_media(media="print")
    assert page.locator("tbody tr:visible").count() > len(COUNTIES)
    assert page.locator(".tools:visible").count() == 0


def test_who_is_late(page: Page) -> None:
    go_to(page, "#places-tools [value=missing]")
    page.keyboard.press("Space")
    assert first_cells(page, "places-tools") == ["大田县", "将乐县", "泰宁县", "建宁县", "沙县区"]
    assert page.locator("#places-tools [role=status]").inner_text() == "共 5 行"
    marks = page.locator("table[data-sorted=places-tools] tbody .mark").all_inner_texts()
    assert marks == ["迟"] * 5


def test_who_falls_short_of_the_city_in_rehabilitation(page: Page) -> None:
    go_to(page, "#targets-tools [value=below]")
    page.keyboard.press("Space")
    assert first_cells(page, "targets-tools") == ["尤溪县"]
    row = page.locator("table[data-sorted=targets-tools] tbody tr").inner_text()
    assert "90 低于三明市" in row.replace("\n", " ")


def test_which_two_counties_share_text(page: Page) -> None:
    go_to(page, "[aria-label=雷同的表]")
    go_to(page, "table[data-sorted=alike-tools] th:nth-child(3) button")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    head = page.locator("table[data-sorted=alike-tools] th:nth-child(3)")
    assert head.get_attribute("aria-sort") == "descending"
    shares = page.locator("table[data-sorted=alike-tools] tbody td:nth-child(3)").all_inner_texts()
    assert list(map(float, shares)) == sorted(map(float, shares), reverse=True)
    assert len(shares) == len(COUNTIES) * (len(COUNTIES) - 1) / 2


def test_a_chart_is_read_without_colour_and_its_numbers_by_key(page: Page) -> None:
    look = "bars => bars.map(bar => getComputedStyle(bar).fill)"
    fills = page.locator(".chart .color-1 .rect").evaluate_all(look)
    assert fills
    assert all("page:hatch" in fill for fill in fills)
    go_to(page, ".chart summary")
    page.keyboard.press("Enter")
    rows = page.locator(".chart").first.locator("tbody tr").all_inner_texts()
    assert [row.split() for row in rows][3:5] == [["宁化县", "30"], ["大田县（未收到）"]]


def test_thousands_of_places_come_page_by_page_and_answer_at_once(browser: Browser, tmp_path: Path) -> None:
    few = summary_of(CITY, COUNTIES)
    places = tuple(
        PlaceRow(f"第{number}县", "某某市", few.places[0].arrival, asked=100, filled=number % 100)
        for number in range(2850)
    )
    many = Summary("某某省", few.period, "", few.made, places, few.parts, few.rows)
    with opened(browser, page_file(tmp_path, many), 1000) as page:
        assert len(first_cells(page, "places-tools")) == 100  # rows of a page
        go_to(page, "#places-tools input[type=search]")
        page.keyboard.type("第284")
        found = first_cells(page, "places-tools")
        assert found == ["第284县", *(f"第{number}县" for number in range(2840, 2850))]
        go_to(page, "table[data-sorted=places-tools] th:nth-child(5) button")
        click = "document.activeElement.click()"
        took = page.evaluate(
            f"() => {{ const start = performance.now(); {click}; return performance.now() - start }}"
        )
        assert took < 500  # milliseconds, on a busy machine
        assert first_cells(page, "places-tools")[0] == "第2840县"
