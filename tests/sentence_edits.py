"""Edit what stands within the blocks of a Word file as people do: titles, sentences, figures, rows, cells."""

from __future__ import annotations

from random import Random

from block_edits import Edit, next_head, parent_of, take_out
from docx.oxml.ns import qn
from lxml import etree

from generator.document import Measure

_START, _END, _RUN, _CONTROL, _TEXT = map(qn, ("w:bookmarkStart", "w:bookmarkEnd", "w:r", "w:sdt", "w:t"))


def under_bookmarks(block: etree._Element) -> list[list[etree._Element]]:
    """Return what stands under each bookmark of a paragraph that is over words."""
    found = []
    children = list(block)
    for n, start in enumerate(children):
        numbers = [each.get(qn("w:id")) if each.tag == _END else None for each in children[n:]]
        if start.tag == _START and start.get(qn("w:id")) in numbers:
            inside = children[n + 1 : n + numbers.index(start.get(qn("w:id")))]
            found += [inside] if any(each.tag in {_RUN, _CONTROL} for each in inside) else []
    return found


def without_words(elements: list[etree._Element]) -> None:
    """Take the words out of runs and controls, which stay."""
    for element in elements:
        for text in element.iter(_TEXT):
            text.text = ""


def tables_below(block: etree._Element) -> list[etree._Element]:
    """Return the tables below a paragraph."""
    return [*block.itersiblings(qn("w:tbl"))]


def remove_sentence(block: etree._Element, chance: Random) -> bool:
    """Remove what stands under a bookmark, which stays."""
    found = under_bookmarks(block)
    if found:
        take_out(each for each in chance.choice(found) if each.tag in {_RUN, _CONTROL})
    return bool(found)


def empty_sentence(block: etree._Element, chance: Random) -> bool:
    """Remove the words under a bookmark; its runs and controls stay."""
    found = under_bookmarks(block)
    with_control = [inside for inside in found if any(each.tag == _CONTROL for each in inside)]
    if found:
        without_words(chance.choice(with_control or found))
    return bool(found)


def leave_controls(block: etree._Element, chance: Random) -> bool:
    """Remove a sentence but for its controls, some of them without words."""
    found = [inside for inside in under_bookmarks(block) if any(each.tag == _CONTROL for each in inside)]
    if found:
        inside = chance.choice(found)
        take_out(each for each in inside if each.tag == _RUN)
        without_words([each for each in inside if each.tag == _CONTROL and chance.random() < 0.5])
    return bool(found)


def remove_title(block: etree._Element, chance: Random) -> bool:
    """Remove the title of a measure, which often runs in, or the words of its first runs."""
    head = next_head(block, Measure)
    if head is None:
        return False
    runs = [run for run in head if run.tag == _RUN]
    if chance.random() < 0.5:
        take_out(runs[:1])
    else:
        without_words(runs[: chance.randint(1, 2)])
    return True


def remove_duties(block: etree._Element, _: Random) -> bool:
    """Remove the last sentence of a paragraph, often the one that names the departments."""
    found = under_bookmarks(block)
    if found:
        take_out(each for each in found[-1] if each.tag in {_RUN, _CONTROL})
    return bool(found)


def change_figure(block: etree._Element, chance: Random) -> bool:
    """Remove a control, or its words, or type others into it."""
    found = [control for each in (block, *block.itersiblings()) for control in each.iter(_CONTROL)]
    if found:
        control, way = chance.choice(found), chance.randrange(3)
        if way == 0:
            parent_of(control).remove(control)
        for text in control.iter(_TEXT):
            text.text = "" if way == 1 else "77"
    return bool(found)


def remove_row(block: etree._Element, chance: Random) -> bool:
    """Remove a row of a table."""
    rows = [row for table in tables_below(block) for row in [*table.iter(qn("w:tr"))][1:]]
    if rows:
        take_out([chance.choice(rows)])
    return bool(rows)


def change_cell(block: etree._Element, chance: Random) -> bool:
    """Change the words of a cell, or take them out."""
    texts = [text for table in tables_below(block) for text in table.iter(_TEXT) if text.text]
    if texts:
        text = chance.choice(texts)
        text.text = chance.choice(["", "甚是", f"{text.text}甲", str(text.text)[1:]])
    return bool(texts)


EDITS: list[Edit] = [
    remove_sentence,
    empty_sentence,
    leave_controls,
    remove_title,
    remove_duties,
    change_figure,
    remove_row,
    change_cell,
]
