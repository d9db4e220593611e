"""Test the pages in Chromium: no barrier that axe-core knows, no scrolling sideways, keyboard, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import plans
import pytest
from chromium_pages import WIDTHS, barriers, opened, too_wide
from conftest import ROOT

from generator.formats.html import write_html
from generator.locality.origins import find_origins
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PLANS = sorted((ROOT / "profiles").glob("*.yaml"))
MADE_UP = {"gaps": plans.gaps(), "full": plans.with_forms(plans.full("prefecture"))}


def profile(name: str) -> Profile:
    """Return a real profile, or one made up."""
    if name in MADE_UP:
        return plans.profile(MADE_UP[name])
    found = check(ROOT / "profiles" / f"{name}.yaml").profile
    assert found is not None
    return found


@pytest.fixture(scope="module", params=[*(file.stem for file in PLANS), *MADE_UP])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page as a file."""
    of = profile(request.param)
    document = compose(of)
    file = tmp_path_factory.mktemp("pages") / f"{request.param}.html"
    file.write_text(write_html(document, find_origins(document, of)), encoding="utf-8")
    return file


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, file: Path) -> Iterator[Page]:
    """Yield a page in a window of some width; fail if it loads another file or writes to the console."""
    with opened(browser, file, request.param) as window:
        yield window


def test_axe_finds_nothing(page: Page) -> None:
    assert barriers(page) == []


def test_the_page_never_scrolls_sideways(page: Page) -> None:
    assert too_wide(page) == []


def test_the_first_tab_reaches_the_skip_link_and_it_leads_to_the_text(page: Page) -> None:
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    box = link.bounding_box()
    assert link.text_content() == "跳到正文"
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_a_figure_leads_to_its_source_and_back(page: Page) -> None:
    figure = page.locator("main a.figure").first
    figure.press("Enter")
    row = page.locator(":target")
    assert row.evaluate("element => element.tagName") == "TR"
    row.locator("a").first.press("Enter")
    assert page.evaluate("document.querySelector(':target').closest('main') !== null")


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_the_page_prints_on_a4_without_its_appendix(page: Page) -> None:
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = {
        tuple(round(float(n)) for n in size)
        for size in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    }
    assert (595, 842) in sizes
    assert sizes <= {(595, 842), (842, 595)}
    page.emulate_media(media="print")
    for beside in ("header.top", "nav.side", ".sources", "footer", ".skip"):
        assert not any(found.is_visible() for found in page.locator(beside).all())
    assert page.locator("main").is_visible()
