"""Test a Document as a web page: what is in it, how it is built, and where its links lead."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import plans
import pytest
from conftest import ROOT
from html_pages import Page, headings, led, texts, words

from generator.document import (
    Box,
    Division,
    Imprint,
    Paragraph,
    Plan,
    Text,
    runs_in,
    walk,
)
from generator.formats.html import write_html
from generator.locality.profile import Profile
from generator.pipeline.check import check

PLANS = sorted((ROOT / "profiles").glob("*.yaml"))


def real(file: Path) -> Profile:
    """Return one of the five profiles."""
    profile = check(file).profile
    assert profile is not None
    return profile


@pytest.fixture(scope="module", params=[*PLANS, None], ids=lambda file: file.stem if file else "gaps")
def page(request: pytest.FixtureRequest) -> Page:
    """Return the page of a real plan, or of one that is full of gaps."""
    return Page(real(request.param) if request.param else plans.profile(plans.gaps()))


def test_every_run_of_the_document_stands_in_the_page(page: Page) -> None:
    text = texts(page.tree, "//main")[0]
    runs = [words(run.text) for run in runs_in(page.document)]
    assert [run for run in runs if run not in text] == []


def test_the_blocks_of_the_plan_stand_in_order(page: Page) -> None:
    part = next(part for part in page.document.parts if isinstance(part, Plan))
    outside = [node for path, node in walk(part) if not any(isinstance(above, Box) for above in path)]
    blocks = [f"block:{node.key}" for node in outside if isinstance(node, (Division, Paragraph, Box))]
    ids = [found for found in page.tree.xpath("//main//@id") if found in set(blocks)]
    assert ids == blocks


def test_headings_begin_with_the_title_and_skip_no_level(page: Page) -> None:
    found = headings(page.tree)
    levels = [level for level, _ in found]
    assert found[0] == (1, words(page.document.title))
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_every_part_with_a_title_has_a_heading_of_the_second_level(page: Page) -> None:
    titles = [words(part.title) for part in page.document.parts if not isinstance(part, Imprint)]
    found = [text for level, text in headings(page.tree) if level == 2]
    assert found[: len(titles)] == titles
    assert set(found[len(titles) :]) <= {"待补清单", "待核清单", "待补、待核清单", "数据来源"}


def test_ids_are_unique_and_every_link_leads_to_one(page: Page) -> None:
    ids = page.tree.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert not [found for found in ids if re.search(r"\s", found)]
    assert [link for link in led(page.tree) if link not in page.ids] == []
    named = page.tree.xpath("//@aria-labelledby")
    assert [name for name in named if name not in page.ids] == []


def test_every_figure_and_gap_leads_to_its_row_and_the_row_back_to_it(page: Page) -> None:
    marks = page.tree.xpath("//main//a[@class='figure'] | //main//mark/a")
    printed = [run for run in runs_in(page.document) if not isinstance(run, Text)]
    assert len(marks) >= len(printed) > 0
    for mark in marks:
        (target,) = led(mark)
        assert page.ids[target].tag == "tr"
        assert (mark.get("id") or mark.getparent().get("id")) in led(page.ids[target])


def test_every_row_of_sources_tells_the_place_in_the_profile(page: Page) -> None:
    rows = page.tree.xpath("//section[@aria-labelledby='page:sources']//tbody/tr")
    for row in rows:
        assert re.fullmatch(r"[^/]+\.yaml:\d+:\d+", row.xpath("string(.//*[@class='place'])"))
        assert row.xpath("string(.//code)") in page.origins


def test_links_to_the_places_of_one_figure_differ(page: Page) -> None:
    for row in page.tree.xpath("//section[@class='sources']//tbody/tr"):
        told = [words(link.text_content()) for link in row.iter("a")]
        assert sorted(told) == sorted(set(told))


def test_tables_have_captions_and_headers(page: Page) -> None:
    for table in page.tree.iter("table"):
        assert texts(table, "caption") != [""]
        assert table.xpath("thead/tr/th[@scope='col']")
        assert not table.xpath("thead//th[not(@scope='col')] | tbody//th[not(@scope)]")
        assert all(row.xpath("th") for row in table.xpath("tbody/tr"))


def test_nothing_comes_from_outside(page: Page) -> None:
    assert page.tree.xpath("//script | //link | //img | //iframe | //object") == []
    assert [value for value in page.tree.xpath("//@href") if not value.startswith("#")] == []
    assert page.tree.xpath("//@src | //@style") == []
    assert not re.search(r"url\(|@import|https?:", page.text)


def test_landmarks_and_the_skip_link(page: Page) -> None:
    assert page.tree.get("lang") == "zh-CN"
    first, *rest = page.tree.xpath("//body/*")
    assert (first.tag, first.text) == ("a", "跳到正文")
    assert page.ids[led(first)[0]].tag == "main"
    landmarks = [element.tag for element in rest if element.tag != "section"]
    assert landmarks == ["header", "nav", "main", "footer"]
    assert texts(page.tree, "//title") == [words(page.document.title)]


def test_the_same_profile_gives_the_same_text(page: Page) -> None:
    assert write_html(page.document, page.origins) == page.text
