"""Change the shape of tables in a Word file: each change is told as what it is, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
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

from generator.diff import Change

HEADING = "目标属性"


def tables(root: etree._Element) -> tuple[etree._Element, list[etree._Element]]:
    """Return the indicator table of a main part, and its rows from the headings on."""
    texts = {table: "".join(table.itertext()) for table in root.iter(qn("w:tbl"))}
    [table] = [table for table, text in texts.items() if "2025年" in text and "指标" in text]
    rows = list(table.iterchildren(qn("w:tr")))
    head = next(n for n, row in enumerate(rows) if len(row.findall(qn("w:tc"))) > 2)
    return table, rows[head:]


def cells(row: etree._Element) -> list[etree._Element]:
    """Return the cells of a row."""
    return row.findall(qn("w:tc"))


def add_column(root: etree._Element) -> None:
    """Add a column at the end, with a word in every row."""
    _, rows = tables(root)
    for n, row in enumerate(row for row in rows if len(cells(row)) > 2):
        new = deepcopy(cells(row)[-1])
        for mark in [*new.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
            parent_of(mark).remove(mark)
        first, *others = new.iter(qn("w:t"))
        first.text = HEADING if n == 0 else f"单位{n}"
        for other in others:
            other.text = ""
        row.append(new)


def remove_column(root: etree._Element) -> None:
    """Remove the last column."""
    for row in tables(root)[1]:
        if len(found := cells(row)) > 2:
            row.remove(found[-1])


def move_column(root: etree._Element) -> None:
    """Put the last column before the one that it follows."""
    for row in tables(root)[1]:
        if len(found := cells(row)) > 2:
            found[-2].addprevious(found[-1])


def rename_column(root: etree._Element) -> None:
    """Type another heading over the last one."""
    texts = list(cells(tables(root)[1][0])[-1].iter(qn("w:t")))
    texts[0].text = HEADING


def split_table(root: etree._Element) -> None:
    """Part the table in two, with an empty paragraph between the parts."""
    table, rows = tables(root)
    below = etree.SubElement(table, qn("w:tbl"))
    for part in (table.find(qn("w:tblPr")), table.find(qn("w:tblGrid"))):
        assert part is not None
        below.append(deepcopy(part))
    table.addnext(below)
    below.extend(rows[5:])
    table.addnext(etree.fromstring(f'<w:p xmlns:w="{table.nsmap["w"]}"/>'))


def split_box(root: etree._Element, heads: int = 0, again: str = "", number: int = 1) -> None:
    """Part a box in two, with its first rows, and words behind them, over the second part once more."""
    boxes = [table for table in root.iter(qn("w:tbl")) if "".join(table.itertext()).startswith("专栏")]
    table = boxes[number]
    below = deepcopy(table)
    table.addnext(below)
    table.addnext(etree.fromstring(f'<w:p xmlns:w="{table.nsmap["w"]}"/>'))
    for part, gone in ((table, slice(4, None)), (below, slice(heads, 4))):
        for row in part.findall(qn("w:tr"))[gone]:
            part.remove(row)
    if again:
        [*_, text] = below.find(qn("w:tr")).iter(qn("w:t"))  # type: ignore[union-attr]
        text.text = f"{text.text}{again}"


def split_box_with_its_title(root: etree._Element) -> None:
    """Part a box in two, with its title and the marks of that over both parts."""
    split_box(root, 1)


def split_box_with_continuation(root: etree._Element) -> None:
    """Part a box in two, with its title over both parts, the second one called a continuation."""
    split_box(root, 1, "（续）")


def split_table_with_its_headings(root: etree._Element) -> None:
    """Part the box of indicators in two, with its title and headings, and their marks, over both parts."""
    split_box(root, 2, number=0)


def remove_row(root: etree._Element) -> None:
    """Remove the third indicator."""
    row = tables(root)[1][3]
    parent_of(row).remove(row)


def move_row(root: etree._Element) -> None:
    """Put the fifth indicator before the second."""
    rows = tables(root)[1]
    rows[2].addprevious(rows[5])


def merge_cells(root: etree._Element) -> None:
    """Merge the last two cells of the second indicator, as Word does: the words of both are in one."""
    row = tables(root)[1][2]
    last, merged = cells(row)[-1], cells(row)[-2]
    merged.extend(last.findall(qn("w:p")))
    row.remove(last)


Edit = Callable[[etree._Element], None]
EDITS: dict[Callable[..., None], list[tuple[str, str]]] = {
    add_column: [("added", "heading")],
    remove_column: [("removed", "heading")],
    move_column: [("moved", "heading")],
    rename_column: [("retitled", "heading")],
    split_table: [],
    split_box: [],
    split_box_with_its_title: [],
    split_box_with_continuation: [],
    split_table_with_its_headings: [],
    remove_row: [("removed", "row")],
    move_row: [("moved", "row")],
    merge_cells: [("cell", "cell")],
}


def changes(edit: Callable[..., None], share: float) -> list[Change]:
    """Return what is told of an edit in a file that lost a share of its marks."""

    def change(xml: str) -> str:
        root = etree.fromstring(xml.encode())
        edit(root)
        return stripped(etree.tostring(root, encoding="unicode"), Random(0), share)

    return told(written("dengkou"), edited(written("dengkou"), change))


@pytest.mark.parametrize(
    "edit",
    sampled(EDITS, (move_column, merge_cells, split_box_with_its_title), attack),
    ids=lambda edit: edit.__name__,
)
@pytest.mark.parametrize("share", [0, 1], ids=["marks kept", "marks lost"])
def test_the_shape_of_a_table_is_told_as_what_was_done(edit: Callable[..., None], share: float) -> None:
    found = changes(edit, share)
    assert [(change.kind.value, change.block) for change in found] == EDITS[edit]
