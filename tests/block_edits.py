"""Edit whole blocks of a Word file as people do: move, remove and type measures, sections, boxes, items."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from random import Random

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from samples import PLANS, composed

from generator.document import Box, Chapter, Division, Item, Measure, Section
from generator.word.reader.bookmark_index import BookmarkIndex

SHORTEST = 30  # characters of a paragraph that is edited
_STYLES = {None, "Normal"}  # of running text, as we write it and as LibreOffice does
_WORDS = "春眠不觉晓处闻啼鸟夜来风雨声花落知多少"
_NUMBER = re.compile(r"[\d一二三四五六七八九十]*[.、]?")
_P, _TABLE = qn("w:p"), qn("w:tbl")

Edit = Callable[[etree._Element, Random], bool]
"""Edits the file at a block, or near it; returns whether it could."""


def parent_of(block: etree._Element) -> etree._Element:
    """Return the parent of an element."""
    parent = block.getparent()
    assert parent is not None
    return parent


def text_of(block: etree._Element) -> str:
    """Return the text of a block."""
    return "".join(t.text or "" for t in block.iter(qn("w:t")))


def is_text(block: etree._Element) -> bool:
    """Return whether a block is a paragraph of running text."""
    style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = None if style is None else style.get(qn("w:val"))
    return block.tag == _P and name in _STYLES and len(text_of(block)) >= SHORTEST


@cache
def bookmarks(*kinds: type) -> set[str]:
    """Return the bookmarks of all blocks of some kinds in all plans."""
    blocks = [BookmarkIndex(composed(name)).blocks for name in PLANS]
    return {name for found in blocks for name, block in found.items() if isinstance(block, kinds)}


def is_head(block: etree._Element, *kinds: type) -> bool:
    """Return whether a block has the bookmark of a heading, or of a block of these kinds."""
    marks = {mark.get(qn("w:name")) for mark in block.iter(qn("w:bookmarkStart"))}
    return block.tag == _P and not marks.isdisjoint(bookmarks(*(kinds or (Division,))))


def next_head(block: etree._Element, *kinds: type) -> etree._Element | None:
    """Return the first heading of these kinds from a block on."""
    every: list[etree._Element] = [block, *block.itersiblings()]
    return next((each for each in every if is_head(each, *kinds)), None)


def typed(text: str) -> etree._Element:
    """Return a paragraph as somebody types it."""
    made: etree._Element = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{text}</w:t></w:r></w:p>")
    return made


def words(chance: Random, count: int) -> str:
    """Return that many characters."""
    return "".join(chance.choice(_WORDS) for _ in range(count))


def measure_of(head: etree._Element) -> list[etree._Element]:
    """Return the paragraphs of the measure that begins with a heading."""
    found = [head]
    for block in head.itersiblings():
        if not is_text(block) or is_head(block):
            break
        found.append(block)
    return found


def take_out(blocks: Iterable[etree._Element]) -> None:
    """Remove blocks from their file."""
    for block in blocks:
        parent_of(block).remove(block)


# --- what people do -----------------------------------------------------------------------------------------


def move_far(block: etree._Element, chance: Random) -> bool:
    """Put a paragraph without a heading anywhere else in the plan, behind other running text."""
    body = parent_of(block)
    far = [other for other in body if is_text(other) and abs(body.index(other) - body.index(block)) > 2]
    if is_head(block) or not far:
        return False
    chance.choice(far).addnext(block)
    return True


def move_measure(block: etree._Element, chance: Random) -> bool:
    """Put a whole measure before another one."""
    head = next_head(block, Measure)
    own = [] if head is None else measure_of(head)
    behind = own[-1].getnext() if own else None
    others = [each for each in parent_of(block) if is_head(each, Measure) and each not in own]
    others = [each for each in others if each is not behind]
    if not own or not others:
        return False
    place = chance.choice(others)
    for each in own:
        place.addprevious(each)
    return True


def remove_measure(block: etree._Element, _: Random) -> bool:
    """Remove a whole measure."""
    head = next_head(block, Measure)
    if head is not None:
        take_out(measure_of(head))
    return head is not None


def type_measure(block: etree._Element, chance: Random) -> bool:
    """Type a measure before another, with the number of that."""
    head = next_head(block, Measure)
    if head is None:
        return False
    number = _NUMBER.match(text_of(head))
    assert number
    duties = f"（{words(chance, 3)}局牵头，{words(chance, 3)}局配合）"
    head.addprevious(typed(f"{number[0]}{words(chance, 9)}。{words(chance, 30)}。{duties}"))
    return True


def type_section(block: etree._Element, chance: Random) -> bool:
    """Type a section with a paragraph before the next section or chapter."""
    head = next_head(block, Section, Chapter)
    if head is None:
        return False
    number = "第九节  " if text_of(head).startswith("第") else "（九）"
    head.addprevious(typed(f"{number}{words(chance, 9)}"))
    head.addprevious(typed(f"{words(chance, 40)}。"))
    return True


def remove_head(block: etree._Element, _: Random) -> bool:
    """Remove the heading of a section, and not what stands under it."""
    head = next_head(block, Section)
    if head is not None:
        take_out([head])
    return head is not None


def type_box(block: etree._Element, chance: Random) -> bool:
    """Type a box behind a paragraph, as a table of one cell or as lines."""
    if not [head for head in block.itersiblings(preceding=True) if is_head(head, Chapter)]:
        return False  # a letter has none
    lines = [f"专栏{chance.randint(5, 12)}  {words(chance, 8)}"]
    lines += [f"{n}.{words(chance, 6)}。{words(chance, 20)}。" for n in (1, 2)]
    if chance.random() < 0.5:
        table = parse_xml(f"<w:tbl {nsdecls('w')}><w:tr><w:tc/></w:tr></w:tbl>")
        for cell in table.iter(qn("w:tc")):
            cell.extend(map(typed, lines))
        block.addnext(table)
    else:
        for line in reversed(lines):
            block.addnext(typed(line))
    return True


def items_of(block: etree._Element) -> list[etree._Element]:
    """Return the paragraphs with which the items of the next box begin, if it has several."""
    tables = (table for table in block.itersiblings(_TABLE) if bookmarks_in(table, Box))
    found = next(([p for p in table.iter(_P) if is_head(p, Item)] for table in tables), [])
    return found if len(found) > 2 else []


def bookmarks_in(block: etree._Element, kind: type) -> bool:
    """Return whether a block has the bookmark of a block of this kind."""
    marks = {mark.get(qn("w:name")) for mark in block.iter(qn("w:bookmarkStart"))}
    return not marks.isdisjoint(bookmarks(kind))


def type_item(block: etree._Element, chance: Random) -> bool:
    """Type an item before another item of a box."""
    items = items_of(block)
    if items:
        number = "（九）" if text_of(items[0]).startswith("（") else "9."
        chance.choice(items[1:]).addprevious(typed(f"{number}{words(chance, 7)}。{words(chance, 20)}。"))
    return bool(items)


def move_box(block: etree._Element, _: Random) -> bool:
    """Put a box some paragraphs further down."""
    box = next((table for table in block.itersiblings(_TABLE) if bookmarks_in(table, Box)), None)
    below = [] if box is None else [each for each in box.itersiblings(_P) if is_text(each)][:6]
    if box is None or len(below) < 3:
        return False
    below[2].addnext(box)
    return True


def remove_box(block: etree._Element, _: Random) -> bool:
    """Remove a box with all that is in it."""
    box = next((table for table in block.itersiblings(_TABLE) if bookmarks_in(table, Box)), None)
    if box is not None:
        take_out([box])
    return box is not None


def retype(block: etree._Element, chance: Random) -> bool:
    """Delete a paragraph and type it anew, with one word more."""
    text = text_of(block)
    place = chance.randint(8, len(text) - 2)
    block.addprevious(typed(f"{text[:place]}甚是{text[place:]}"))
    take_out([block])
    return True


EDITS: list[Edit] = [
    move_far,
    move_measure,
    remove_measure,
    type_measure,
    type_section,
    remove_head,
    type_box,
    type_item,
    move_box,
    remove_box,
    retype,
]
