"""Test the page of changes in Chromium: its filters hide what they say, by keyboard and on paper too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium_pages import WIDTHS, barriers, opened, too_wide
from comparisons import NEAR, compared, paged

from generator.diff import FIGURES, Change

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the pages as files."""
    folder = tmp_path_factory.mktemp("pages")
    found = {pair: folder / f"{pair}.html" for pair in (NEAR, "far", "hand", "same")}
    for pair, file in found.items():
        file.write_text(paged(pair), encoding="utf-8")
    return found


@pytest.fixture(params=[*((NEAR, width) for width in WIDTHS), ("far", WIDTHS[0])])
def page(request: pytest.FixtureRequest, browser: Browser, files: dict[str, Path]) -> Iterator[Page]:
    """Yield a page in a window of some width."""
    pair, width = request.param
    with opened(browser, files[pair], width) as window:
        yield window


@pytest.fixture
def far(browser: Browser, files: dict[str, Path]) -> Iterator[Page]:
    """Yield the page of hundreds of changes in a wide window."""
    with opened(browser, files["far"], 1280) as window:
        window.locator(".filters summary").click()
        yield window


def shown(page: Page, selector: str) -> list[str]:
    """Return the headings or first cells of the displayed elements."""
    script = (
        """all => all.filter(e => e.checkVisibility()).map(e => e.querySelector('h3, h4, th').innerText)"""
    )
    found: list[str] = page.locator(selector).evaluate_all(script)
    return found


def numbers(page: Page, selector: str = "article.change") -> set[int]:
    """Return the numbers of the displayed changes."""
    script = "all => all.filter(e => e.checkVisibility()).map(e => e.id)"
    return {int(found.partition(":")[2]) for found in page.locator(selector).evaluate_all(script)}


def expected(fits: Callable[[int, Change], bool]) -> set[int]:
    """Return the numbers of the changes that fit, as the page of hundreds counts them."""
    number, found = 0, set()
    for n, chapter in enumerate(compared("far").chapters, start=1):
        for change in sorted(chapter.changes, key=lambda change: change.kind not in FIGURES):
            number += 1
            if fits(n, change):
                found.add(number)
    return found


def spoken_count(page: Page) -> str:
    """Return what a screen reader gets of the line that counts."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    spoken = [node for node in nodes if node.get("role", {}).get("value") == "StaticText"]
    found = re.search(r"筛选后显示 \d+ 处，共 \d+ 处。", "".join(node["name"]["value"] for node in spoken))
    return found[0] if found else ""


def test_axe_finds_nothing(page: Page) -> None:
    assert barriers(page) == []


@pytest.mark.parametrize("pair", ["hand", "same"])
def test_axe_finds_nothing_on_pages_with_little_on_them(
    browser: Browser, files: dict[str, Path], pair: str
) -> None:
    with opened(browser, files[pair], 1280) as window:
        assert barriers(window) == []


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_with_filters_and_details_open(
    browser: Browser, files: dict[str, Path], *, dark: bool
) -> None:
    with opened(browser, files["far"], 320, dark=dark) as window:
        for summary in window.locator("summary").all():
            summary.click()
        window.check("#filter-kind-cell")
        window.check("#filter-kind-text")
        window.check("#filter-kind-moved")
        assert barriers(window) == []
        assert too_wide(window) == []


def test_the_page_never_scrolls_sideways(page: Page) -> None:
    assert too_wide(page) == []


def test_two_sides_stand_beside_each_other_only_where_there_is_room(page: Page) -> None:
    one, other = (side.bounding_box() for side in page.locator(".sides").first.locator("> div").all())
    assert one is not None
    assert other is not None
    size = page.viewport_size
    assert size is not None
    assert (one["y"] == other["y"]) == (size["width"] >= 640)
    assert (one["x"] == other["x"]) == (size["width"] < 640)


def test_words_for_deleted_and_inserted_are_there_for_screen_readers(page: Page) -> None:
    marks = page.locator("article del, article ins")
    script = """all => all.filter(e => !/^［(删去|新增)：.*］$/s.test(e.textContent)).length"""
    assert marks.evaluate_all(script) == 0
    for tag, line in (("del", "line-through"), ("ins", "underline")):
        found = page.locator(f"article {tag}").first
        assert found.evaluate("e => getComputedStyle(e).textDecorationLine") == line


def test_all_changes_are_shown_until_something_is_ticked(far: Page) -> None:
    assert numbers(far) == expected(lambda *_: True)
    assert not far.locator(".bar").is_visible()


def boxes(group: str) -> list[str]:
    """Return the values that a group of filters offers on the page of hundreds."""
    if group == "chapter":
        return [str(n) for n, _ in enumerate(compared("far").chapters, start=1)]
    return sorted({str(getattr(c, group)) for c in compared("far").changes if not c.folded})


@pytest.mark.parametrize("group", ["kind", "cause", "chapter"])
def test_each_filter_shows_exactly_what_it_says(far: Page, group: str) -> None:
    for value in boxes(group):
        box = far.locator(f"#filter-{group}-{value}")
        box.check()
        wanted = expected(
            lambda n, c, value=value: str(n if group == "chapter" else getattr(c, group)) == value  # type: ignore[misc]
        )
        assert numbers(far) == wanted
        assert spoken_count(far) == f"筛选后显示 {len(wanted)} 处，共 {len(expected(lambda *_: True))} 处。"
        box.uncheck()


def test_filters_of_one_group_add_and_of_several_narrow(far: Page) -> None:
    for box in ("kind-cell", "kind-retitled", "cause-data"):
        far.check(f"#filter-{box}")
    assert numbers(far) == expected(lambda _, c: c.kind in {"cell", "retitled"} and c.cause == "data")
    far.check("#filter-chapter-4")
    far.check("#filter-chapter-5")
    wanted = expected(lambda n, c: n in {4, 5} and c.kind in {"cell", "retitled"} and c.cause == "data")
    assert numbers(far) == wanted != set()


def test_a_chapter_and_a_row_of_figures_are_hidden_with_their_changes(far: Page) -> None:
    far.check("#filter-kind-cell")
    chapters, rows = shown(far, "main section.sifted"), shown(far, "main tr.sifted")
    wanted = [c for c in compared("far").chapters if any(change.kind == "cell" for change in c.changes)]
    assert len(chapters) == len(wanted)
    assert len(rows) == sum(change.kind == "cell" for c in wanted for change in c.changes)
    links = far.locator("nav li.sifted")
    far.locator("nav summary").click()
    assert sum(link.is_visible() for link in links.all()) == len(wanted)


def test_what_a_filter_hides_is_hidden_from_screen_readers(far: Page) -> None:
    far.check("#filter-kind-cell")
    session = far.context.new_cdp_session(far)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = Counter(node["role"]["value"] for node in nodes if not node["ignored"] and "role" in node)
    assert roles["article"] == len(numbers(far))


@pytest.mark.parametrize("where", [".filters", ".bar"])
def test_one_button_takes_all_filters_back(far: Page, where: str) -> None:
    far.check("#filter-kind-cell")
    far.check("#filter-chapter-4")
    far.locator(f"{where} button").click()
    assert numbers(far) == expected(lambda *_: True)


def test_everything_works_by_keyboard(browser: Browser, files: dict[str, Path]) -> None:
    with opened(browser, files[NEAR], 1280) as window:
        reached = []
        for _ in range(40):
            window.keyboard.press("Tab")
            here = window.locator(":focus")
            if not here.count():
                break
            reached.append(here.evaluate("e => e.id || e.getAttribute('href') || e.textContent"))
            outline = here.evaluate("e => getComputedStyle(e).outlineStyle + e.className")
            assert outline.startswith("solid") or outline.endswith("skip")
            if reached[-1] == "filter-kind-cell":
                window.keyboard.press("Space")
                assert len(numbers(window)) == sum(c.kind == "cell" for c in compared(NEAR).changes)
                window.keyboard.press("Enter")
                assert window.locator("#filter-kind-cell").is_checked()
            if reached[-1] in {"按章筛选", "目录"}:
                window.keyboard.press("Enter")
        boxes = window.locator(".filters input").evaluate_all("all => all.map(e => e.id)")
        assert set(boxes) <= set(reached)
        assert {"#page:figures", "#page:changes", "#page:folded"} <= set(reached)
        assert reached.count("取消筛选") == 2


def test_a_row_of_figures_leads_to_its_change_by_keyboard(page: Page) -> None:
    link = page.locator("main tbody a").first
    link.press("Enter")
    assert page.locator("article:target").is_visible()


def test_the_skip_link_leads_past_the_filters(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.locator(":focus").text_content() == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_paper_has_what_is_shown_side_by_side_and_no_filters(far: Page) -> None:
    far.check("#filter-kind-cell")
    before = numbers(far)
    far.emulate_media(media="print")
    for beside in (".filters", "nav", "footer", ".skip", ".bar button"):
        assert not any(found.is_visible() for found in far.locator(beside).all())
    assert numbers(far) == before
    assert far.locator("h1").is_visible()
    assert far.locator(".shown").is_visible()
    one, other = (side.bounding_box() for side in far.locator(".cell .sides").first.locator("> div").all())
    assert one is not None
    assert other is not None
    assert one["y"] == other["y"]
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", far.pdf(prefer_css_page_size=True)))
    assert {tuple(round(float(n)) for n in size) for size in sizes} == {(595, 842)}
