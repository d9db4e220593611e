"""Open pages in Chromium and check what every page must satisfy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# 640 CSS pixels are a window of 1280 at 200 % zoom; 320 are the least that WCAG 2.2, 1.4.10 asks for.
WIDTHS = (1280, 640, 320)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium; fail if it is missing, since whoever runs these tests names them."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only where these tests are asked for

    found = shutil.which("chromium")
    assert found, "install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, width: int, *, dark: bool = False) -> Iterator[Page]:
    """Open a page in a window of some width; fail if it loads another file or writes to the console."""
    colours = "dark" if dark else "light"
    window = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=colours)
    said: list[str] = []
    window.on("request", lambda call: said.append(call.url))
    window.on("console", lambda message: said.append(message.text))
    window.goto(file.as_uri())
    yield window
    assert said == [file.as_uri()]
    window.close()


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds: the rule, and the first elements that break it."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  # as above

    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found]


def too_wide(page: Page) -> list[str]:
    """Return the elements that make the page scroll sideways."""
    if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
        return ["the page"]
    wide = """() => [...document.querySelectorAll("body *")].filter(element =>
        !element.closest(".frame, .skip, .unseen") && element.getBoundingClientRect().right > innerWidth + 1
    ).map(element => element.outerHTML.slice(0, 80))"""
    found: list[str] = page.evaluate(wide)
    return found
