"""Test the page of a merge in Chromium: no barriers, nothing wider than the window, on paper too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium_pages import WIDTHS, barriers, opened, too_wide
from merging import ten

from generator.diff.merging import wishes_of
from generator.formats.html.merged import write_merged

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Yield the page of ten copies in a window of some width, the narrowest one dark."""
    width = request.param
    file = tmp_path / "merged.html"
    file.write_text(write_merged("征求意见稿.docx", ten(), wishes_of(ten()), ()), "utf-8")
    with opened(browser, file, width, dark=width == min(WIDTHS)) as window:
        yield window


def test_nothing_bars_anyone_nothing_is_cut_off_all_is_on_paper(page: Page) -> None:
    assert barriers(page) == []
    assert too_wide(page) == []
    page.emulate_media(media="print")
    assert page.locator("dt:visible").count() >= len(ten().conflicts)
    assert page.locator("tbody tr:visible").count() == len(wishes_of(ten()))
