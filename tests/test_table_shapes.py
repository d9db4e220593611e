"""Part and join tables of a Word file: what no comparison of their rows shows is told beside it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from block_edits import parent_of
from commands import Command
from docx.oxml.ns import qn
from lxml import etree
from samples import written
from test_edited_tables import split_table, tables
from test_lost_marks import stripped
from word_files import edited

Edit = Callable[[etree._Element], None]


def part_with_headings(root: etree._Element) -> None:
    """Part the table in two, and type its headings over the second part too."""
    split_table(root)
    table, (heading, *_) = tables(root)
    [below] = list(table.itersiblings(qn("w:tbl")))[:1]
    below.insert(2, deepcopy(heading))


def join_boxes(root: etree._Element) -> None:
    """Put the rows of the second box under those of the first."""
    first, second = [
        table for table in root.iter(qn("w:tbl")) if "".join(table.itertext()).startswith("专栏")
    ][:2]
    first.extend(second.findall(qn("w:tr")))
    parent_of(second).remove(second)


def leave(_: etree._Element) -> None:
    """Change nothing of any table."""


EDITS: dict[Edit, str] = {
    split_table: "docx-table-parted",
    part_with_headings: "docx-table-parted",
    join_boxes: "docx-table-joined",
    leave: "",
}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("share", [0, 1], ids=["marks kept", "marks lost"])
def test_a_table_that_was_parted_or_joined_is_told(
    edit: Edit, share: float, command: Command, tmp_path: Path
) -> None:
    def change(xml: str) -> str:
        root = etree.fromstring(xml.encode())
        edit(root)
        return stripped(etree.tostring(root, encoding="unicode"), Random(0), share)

    (tmp_path / "old.docx").write_bytes(written("dengkou"))
    (tmp_path / "new.docx").write_bytes(edited(written("dengkou"), change))
    for words in (("verify", "new.docx"), ("diff", "old.docx", "new.docx")):
        said = command(*words).all
        assert {rule for rule in EDITS.values() if rule and rule in said} == {EDITS[edit]} - {""}
