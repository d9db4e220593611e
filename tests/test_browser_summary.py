"""Test the page of a summary in Chromium as a reviewer walks it, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium_pages import WIDTHS, barriers, opened, too_wide
from summaries import CITY, COUNTIES, many_places, page_of, summary_of

from generator.formats.summary import Summary

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


ACTS = {
    "sort by number": "document.querySelector('[data-sorted=places-tools] th:nth-child(5) button').click()",
    "sort by name": "document.querySelector('[data-sorted=targets-tools] th:nth-child(1) button').click()",
    "filter": "document.querySelector('#places-tools input').value = '县';"
    "document.querySelector('#places-tools input').dispatchEvent(new Event('input'))",
    "tick": "document.querySelector('#places-tools [value=wrong]').click()",
    "show more": "document.querySelector('#baselines-tools .more').click()",
    "scroll": "scrollTo(0, document.body.scrollHeight)",
    "unfold": "document.querySelectorAll('details').forEach((each) => { each.open = true; })",
}
TIMED = """act => { const start = performance.now(); Function(act)(); document.body.offsetHeight;
return performance.now() - start; }"""
AT_ONCE = 200  # milliseconds, of the quickest of three: others may be at work


def test_thousands_of_places_come_page_by_page_and_answer_at_once(browser: Browser, tmp_path: Path) -> None:
    row = many_places(2850).rows[0]
    kinds = ("target", "baseline")
    rows = tuple(replace(row, path=f"indicators.a{n}.{kind}") for n in range(12) for kind in kinds)
    file = page_file(tmp_path, replace(many_places(2850), rows=rows))
    with opened(browser, file, 1000) as page:
        assert len(first_cells(page, "places-tools")) == 100  # rows of a page
        took = {name: min(page.evaluate(TIMED, act) for _ in range(3)) for name, act in ACTS.items()}
        assert {name: time for name, time in took.items() if time > AT_ONCE} == {}
    with opened(browser, file, 1000) as page:
        go_to(page, "#places-tools input[type=search]")
        page.keyboard.type("第284")
        found = first_cells(page, "places-tools")
        assert found == ["第284县", *(f"第{number}县" for number in range(2840, 2850))]
        go_to(page, "table[data-sorted=places-tools] th:nth-child(5) button")
        page.keyboard.press("Enter")
        assert first_cells(page, "places-tools")[0] == "第2840县"
        assert too_wide(page) == []


def test_all_rows_that_fit_are_printed(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_file(tmp_path, many_places(150)), 1000) as page:
        assert len(first_cells(page, "places-tools")) == 100
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert len(first_cells(page, "places-tools")) == 150
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert len(first_cells(page, "places-tools")) == 100
