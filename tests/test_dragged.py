"""Test that a heading which somebody drags past what stands below it is one move, whatever it passes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from block_edits import is_head
from comparisons import told
from docx.oxml.ns import qn
from lxml import etree
from marks import attack, sampled
from samples import PLANS, written
from test_lost_marks import without_marks
from word_files import edited

from generator.document import Chapter, Measure, Section

_CASES = [(name, by, marks) for name in PLANS for by in (1, 2, 3, -1, -2, -3) for marks in (True, False)]


def heads(xml: bytes, *kinds: type) -> Iterator[etree._Element]:
    """Yield the headings of some kinds in a main part."""
    root = etree.fromstring(xml)
    yield from (block for block in root.iter(qn("w:p")) if is_head(block, *kinds))


def dragged(xml: str, by: int) -> str:
    """Return a main part in which a section begins `by` measures further down, or up if negative."""
    every = [*heads(xml.encode(), Chapter, Section, Measure)]
    for n, head in enumerate(every):
        passed = every[n + 1 : n + 1 + by] if by > 0 else every[max(n + by, 0) : n]
        if len(passed) == abs(by) and is_head(head, Section) and all(is_head(p, Measure) for p in passed):
            (passed[0].addprevious if by < 0 else below(passed[-1]).addnext)(head)
            return etree.tostring(head.getroottree(), encoding="unicode")
    raise AssertionError(by)


def below(head: etree._Element) -> etree._Element:
    """Return the last paragraph of the measure that begins with a heading, without the boxes behind it."""
    last = head
    for block in head.itersiblings():
        if block.tag != qn("w:p") or is_head(block):
            return last
        last = block
    return last


@pytest.mark.parametrize("case", sampled(_CASES, [("dengkou", 3, True), ("dengkou", -2, False)], attack))
def test_a_heading_that_was_dragged_is_one_move(case: tuple[str, int, bool]) -> None:
    name, by, marks = case
    content = edited(written(name), lambda xml: dragged(xml, by))
    found = told(written(name), content if marks else without_marks(content))
    assert [change.kind for change in found] == ["moved"], [(c.kind, c.block, c.label) for c in found]
    [change] = found
    assert (change.block == "section") is (abs(by) > 1)
    assert change.old != change.new
