"""Test the page of changes between two drafts: its content, its structure, what its filters use."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from commands import CASES, Command
from comparisons import NEAR, PAIRS, SMALL, compared, paged
from conftest import Golden
from edits import versions
from examples import one_in
from html_pages import headings, led, texts, words
from hypothesis import given
from lxml import html
from marks import sampled

from generator.base.diagnostics import Place
from generator.diff import (
    BLOCKS,
    FIGURES,
    KINDS,
    Cause,
    Change,
    ChangeKind,
    ChapterChanges,
    ProfileChange,
    Stage,
    assign_keys,
    by_chapter,
    with_causes,
)
from generator.document import Document
from generator.formats.html import Drafts, write_comparison
from generator.locality.origins import Origin

HOSTILE = "</style></script><b onclick='x'>]]>&\"{{ 7*7 }}{% raw %}-->"


def tree(pair: str) -> html.HtmlElement:
    """Return the page of a pair as a tree."""
    return html.document_fromstring(paged(pair))


def cards(root: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the changes that the page shows one by one."""
    return [*root.xpath("//article")]


def page_of(*changes: Change, origins: dict[str, Origin] | None = None) -> html.HtmlElement:
    """Return the page of some changes."""
    told = tuple(change for change in changes if not change.folded)
    chapters = [ChapterChanges(("规划", "一、总体要求"), told)] if told else []
    text = write_comparison(Drafts("旧.yaml", "新.yaml", "规划"), changes, chapters, origins or {})
    return html.document_fromstring(text)


def sides(card: html.HtmlElement) -> list[tuple[str, str]]:
    """Return the name and the text of either side of a card."""
    return [*zip(texts(card, ".//dt"), texts(card, ".//dd"), strict=True)]


def change(kind: ChangeKind, old: str | None, new: str | None, block: str = "passage") -> Change:
    """Return a change of some block."""
    where = ("规划", "一、总体要求", "（一）目标")
    return Change(kind, block, "x", "第一句", where, old, new, cause=Cause.HAND)


def test_the_page_of_a_small_pair_is_as_accepted(golden: Golden) -> None:
    text = paged(NEAR)
    names = [str(file) for file in SMALL]
    for name, file in zip(names, SMALL, strict=True):
        text = text.replace(name, file.name)
    golden.check(CASES / f"diff/{NEAR}/page.html", text[text.index("<body>") :])


@pytest.mark.parametrize("pair", sampled(PAIRS, [*PAIRS][::5], pytest.mark.slow))
def test_every_change_is_told_once(pair: str) -> None:
    told = Counter(c.kind for c in compared(pair).changes if not c.folded)
    found = Counter(words(card.xpath("string(.//*[@class='kind'])")) for card in cards(tree(pair)))
    assert found == {KINDS[kind]: times for kind, times in told.items()}
    folded = sum(c.folded for c in compared(pair).changes)
    assert len(tree(pair).xpath("//table[caption/@id='page:folded-table']/tbody/tr")) == folded


@pytest.mark.parametrize("pair", PAIRS)
def test_every_chapter_has_one_heading(pair: str) -> None:
    found = [text for level, text in headings(tree(pair)) if level == 3]
    assert len(found) == len(set(found)) == len(compared(pair).chapters)


def test_what_stands_in_no_chapter_of_the_plan_is_called_so() -> None:
    found = [text for level, text in headings(tree("far")) if level == 3]
    assert found[1] == "各章以外（标题、前言等）（共3处）"
    assert tree("far").xpath("//nav//a[text()='各章以外（标题、前言等）']")


def test_what_went_stands_under_the_name_its_chapter_has_now() -> None:
    chapters = compared("far").chapters
    names = [chapter.headings for chapter in chapters]
    assert ("济宁市残疾人事业“十四五”发展规划", "三、重点任务和主要措施") in names
    assert not any("第三章 主要任务" in headings for headings in names)
    went = [c for chapter in chapters for c in chapter.changes if "第三章 主要任务" in c.where]
    assert {c.kind for c in went} == {ChangeKind.REMOVED}


@pytest.mark.parametrize("pair", PAIRS)
def test_the_first_table_has_every_figure_and_leads_to_its_card(pair: str) -> None:
    figures = [c for chapter in compared(pair).chapters for c in chapter.changes if c.kind in FIGURES]
    root = tree(pair)
    rows = root.xpath("(//main//table)[1][caption/@id='page:figures-table']/tbody/tr")
    assert Counter((words(c.old or ""), words(c.new or "")) for c in figures) == Counter(
        (words(row[1].text), words(row[2].text)) for row in rows
    )
    ids = {element.get("id"): element for element in root.xpath("//*[@id]")}
    for row in rows:
        [target] = led(row)
        card = ids[target]
        assert words(row[0].text_content()) in words(card.xpath("string(h4)"))
        assert words(row.xpath("string(.//code)")) in words(card.xpath("string(.//code)"))


def test_a_figure_is_called_by_its_name_and_a_cell_by_its_row_and_column() -> None:
    [certified, pension, *_] = texts(tree(NEAR), "//main//tbody/tr/th")
    assert certified == "持证残疾人数（人）"
    assert pension == "6.残疾人城乡居民基本养老保险参保率（%）2025年"


def test_each_side_has_only_its_own_words() -> None:
    [card] = [card for card in cards(tree(NEAR)) if "8412" in card.text_content()]
    (old, before), (new, after) = sides(card)
    assert (old, new) == ("旧稿", "新稿")
    assert "8412" in before
    assert "8500" not in before
    assert "8500" in after
    assert "8412" not in after
    assert texts(card, ".//del") == ["［删去：8412名］"] * 2
    assert texts(card, ".//ins") == ["［新增：8500名］"] * 2
    assert "population.certified：8412→8500" in texts(card, ".//*[@class='why']")[0]


def test_a_hand_edit_is_marked_where_it_is() -> None:
    [card] = cards(tree("hand"))
    assert texts(card, ".//del") == ["［删去：程度加深］"]
    assert texts(card, ".//ins") == []
    assert texts(card, ".//*[@class='why']") == ["原因：手改"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (change(ChangeKind.MOVED, "规划 › 甲", ""), [("原在", "规划›甲之后"), ("现在", "最前")]),
        (change(ChangeKind.ATTRIBUTE, "", "¶"), [("旧稿", "接在上一段后面"), ("新稿", "另起一段")]),
        (change(ChangeKind.ATTRIBUTE, "section", "chapter", "chapter"), [("旧稿", "节"), ("新稿", "章")]),
        (
            change(ChangeKind.ADDED, None, "甲\n乙"),
            [("旧稿", "（无）"), ("新稿", "［新增：甲］［新增：乙］")],
        ),
        (change(ChangeKind.REMOVED, "甲", None), [("旧稿", "［删去：甲］"), ("新稿", "（无）")]),
        (change(ChangeKind.DEPARTMENT, "县残联", ""), [("旧稿", "［删去：县残联］"), ("新稿", "（无）")]),
    ],
    ids=lambda value: value.kind if isinstance(value, Change) else "",
)
def test_each_kind_is_told_in_its_own_way(told: Change, expected: list[tuple[str, str]]) -> None:
    [card] = cards(page_of(told))
    assert sides(card) == expected


@pytest.mark.parametrize("block", BLOCKS)
def test_every_block_has_a_word(block: str) -> None:
    [card] = cards(page_of(change(ChangeKind.RETITLED, "甲", "乙", block)))
    assert texts(card, ".//*[@class='place']")[0].startswith(BLOCKS[block])


def test_folded_changes_stand_in_closed_details_at_the_end() -> None:
    details = tree("far").xpath("//main/section[last()]//details")
    assert [element.get("open") for element in details] == [None]
    assert texts(details[0], "summary") == ["序号顺延58处"]


def test_the_page_of_what_is_the_same_says_so() -> None:
    root = tree("same")
    assert "两稿相同" in words(root.xpath("string(//header)"))
    assert root.xpath("//form | //article | //table") == []


def test_the_page_of_what_is_only_renumbered_has_no_filters() -> None:
    root = page_of(Change(ChangeKind.RENUMBERED, "box", "x", "专栏1", ("规划",), "2", "1", folded=True))
    assert "只有序号不同" in words(root.xpath("string(//header)"))
    assert root.xpath("//form | //article") == []
    assert len(root.xpath("//tbody/tr")) == 1


@pytest.mark.parametrize("pair", PAIRS)
def test_headings_begin_with_the_title_and_skip_no_level(pair: str) -> None:
    levels = [level for level, _ in headings(tree(pair))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@pytest.mark.parametrize("pair", PAIRS)
def test_ids_are_unique_and_every_link_leads_to_one(pair: str) -> None:
    root = tree(pair)
    ids = root.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    asked = {*led(root), *root.xpath("//@aria-labelledby"), *root.xpath("//@form")}
    assert asked <= {*ids}


@pytest.mark.parametrize("pair", PAIRS)
def test_nothing_comes_from_outside(pair: str) -> None:
    root = tree(pair)
    assert root.get("lang") == "zh-CN"
    assert root.xpath("//script | //link | //img | //iframe | //object | //@src | //@style") == []
    assert [value for value in root.xpath("//@href") if not value.startswith("#")] == []
    assert not re.search(r"url\(|@import|https?:", paged(pair))


@pytest.mark.parametrize("pair", PAIRS)
def test_the_filters_offer_what_there_is_with_its_number(pair: str) -> None:
    told = [c for c in compared(pair).changes if not c.folded]
    boxes = tree(pair).xpath("//form//input")
    offered = Counter(
        {box.get("id"): int(re.findall(r"(\d+) 处$", box.getparent().text_content())[0]) for box in boxes}
    )
    wanted = Counter(f"filter-kind-{c.kind}" for c in told) + Counter(f"filter-cause-{c.cause}" for c in told)
    chapters = enumerate(compared(pair).chapters, start=1)
    assert offered == wanted | Counter({f"filter-chapter-{n}": len(c.changes) for n, c in chapters})


@one_in(2)
@given(versions())
def test_whatever_changed_has_a_chapter_and_a_card(pair: tuple[Document, Document]) -> None:
    before, after = assign_keys(pair)
    changes = with_causes([Stage(before), Stage(after, (Cause.HAND,))], [])
    told = [c for c in changes if not c.folded]
    chapters = by_chapter(before, after, told)
    assert Counter(c.id for c in told) == Counter(c.id for chapter in chapters for c in chapter.changes)
    page = write_comparison(Drafts("旧", "新", after.title), changes, chapters, {})
    assert page.count("<article ") == len(told)


def test_markup_in_the_text_stays_text_wherever_it_stands() -> None:
    source = ProfileChange(HOSTILE, HOSTILE, HOSTILE)
    changes = [
        Change(
            kind, block, HOSTILE, HOSTILE, (HOSTILE,) * 3, HOSTILE, f"{HOSTILE}二", (), (HOSTILE,), folded,
            Cause.DATA, source,
        )
        for kind in ChangeKind
        for block in ("cell", "passage")
        for folded in (False, True)
    ]  # fmt: skip
    told = tuple(c for c in changes if not c.folded)
    origins = {HOSTILE: Origin(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Place(HOSTILE))}
    drafts = Drafts(HOSTILE, HOSTILE, HOSTILE)
    page = write_comparison(drafts, changes, [ChapterChanges((HOSTILE, f"{HOSTILE}章"), told)], origins)
    root = html.document_fromstring(page)
    assert root.xpath("//script | //b | //@onclick") == []
    assert page.count("</style>") == 1
    assert "49" not in root.text_content()
    assert len(cards(root)) == len(told)
    assert words(HOSTILE) in texts(root, "//h1")[0]


def test_the_command_prints_the_page_or_writes_it(command: Command) -> None:
    old, new = SMALL
    printed = command("diff", old, new, "--format", "html")
    assert (printed.code, printed.out, printed.err) == (1, paged(NEAR), "")
    written = command("diff", old, new, "--format", "html", "-o", "page.html")
    assert written.code == 1
    assert written.out.startswith("page.html：共 5 处不同（在 7 个地方）；")


def test_a_page_of_hundreds_of_changes_stays_small() -> None:
    assert len(compared("far").changes) > 400
    assert len(paged("far").encode()) < 1_000_000
