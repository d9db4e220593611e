"""Edit the categories of an indicator table in Word, which stand in rows of their own or in merged cells."""

from __future__ import annotations

from random import Random

import pytest
from block_edits import parent_of
from comparisons import told
from docx.oxml.ns import qn
from lxml import etree
from marks import attack, sampled
from samples import written
from test_lost_marks import stripped
from word_files import edited

from generator.document import IndicatorTable, nodes_in, plain
from generator.pipeline.support.word_files import read_word

CATEGORY, OTHER = "社会保障和基本公共服务", "收入和就业"
_CASES = [(name, share) for name in ("jining", "xinzhou") for share in (0, 1)]


def rows(xml: str) -> tuple[etree._Element, list[etree._Element]]:
    """Return a main part and the rows of its table of indicators."""
    root = etree.fromstring(xml.encode())
    table = next(table for table in root.iter(qn("w:tbl")) if CATEGORY in "".join(table.itertext()))
    return root, table.findall(qn("w:tr"))


def text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def renamed(xml: str) -> str:
    """Return a main part in which a category has another name."""
    root, found = rows(xml)
    [word] = [each for row in found for each in row.iter(qn("w:t")) if each.text == CATEGORY]
    word.text = "民生保障"
    return etree.tostring(root, encoding="unicode")


def without_heading(xml: str) -> str:
    """Return a main part in which the row of a category is gone."""
    root, found = rows(xml)
    row = next(row for row in found if text(row) == CATEGORY)
    parent_of(row).remove(row)
    return etree.tostring(root, encoding="unicode")


def with_a_row_moved(xml: str) -> str:
    """Return a main part in which the last indicator stands before the second one, under another category."""
    root, found = rows(xml)
    numbered = [row for row in found if "".join(text(cell) for cell in row)[:1].isdigit()]
    numbered = numbered or [row for row in found if any(text(c)[:2] in {"2.", "9."} for c in row)]
    numbered[1].addprevious(numbered[-1])
    return etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("case", sampled(_CASES, [("xinzhou", 0)], attack))
def test_a_category_that_was_renamed_is_one_change_with_its_rows(case: tuple[str, int]) -> None:
    name, share = case
    content = edited(written(name), lambda xml: stripped(renamed(xml), Random(0), share))
    [change] = told(written(name), content)
    assert (change.block, change.old, change.new) == ("cell", CATEGORY, "民生保障")
    assert len(change.alike) > 5


@pytest.mark.parametrize("share", [0, 1])
def test_a_category_whose_heading_is_gone_is_told(share: int) -> None:
    content = edited(written("jining"), lambda xml: stripped(without_heading(xml), Random(0), share))
    [change] = told(written("jining"), content)
    assert (change.block, change.old, change.new) == ("cell", CATEGORY, OTHER)


def test_an_indicator_that_was_moved_to_another_category_is_one_move() -> None:
    found = told(written("jining"), edited(written("jining"), with_a_row_moved))
    assert [(change.kind.value, change.block) for change in found] == [("moved", "row")]


def with_a_row_typed(xml: str) -> str:
    """Return a main part with a row typed in behind the last indicator."""
    root, found = rows(xml)
    row = next(row for row in reversed(found) if any(text(cell)[:2] == "11" for cell in row))
    typed = etree.fromstring(etree.tostring(row))
    for mark in list(typed.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        parent_of(mark).remove(mark)
    next(word for word in typed.iter(qn("w:t")) if "." in (word.text or "")).text = "12.自己的指标"
    row.addnext(typed)
    return etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("name", ["jining", "xinzhou"])
def test_a_row_typed_under_a_category_is_of_that_category(name: str) -> None:
    draft = read_word(edited(written(name), with_a_row_typed), "a.docx").document
    every = [row for table in nodes_in(draft) if isinstance(table, IndicatorTable) for row in table.rows]
    [place] = [
        n for n, row in enumerate(every) if any("自己的指标" in plain(cell.runs) for cell in row.cells)
    ]
    assert (every[place].key, every[place].category) == ("", every[place - 1].category)
    assert every[place].category
