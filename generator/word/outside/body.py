"""Build the chapters, sections and measures of an outside plan from its elements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.document import Block, Chapter, Division, Measure, Numbering, Paragraph, Section
from generator.word.outside.boxes import OpenBox, close_box, lifted
from generator.word.outside.duties import paragraph_of
from generator.word.outside.elements import Element, elements_of
from generator.word.outside.levels import Heading, Levels
from generator.word.reader import BareBlock, BareLine

_DIVISIONS: tuple[type[Division], ...] = (Chapter, Section, Measure)


@dataclass(slots=True)
class _Open:
    """Hold a division while it is read."""

    heading: Heading
    blocks: list[Block] = field(default_factory=list)


def read_blocks(blocks: Iterable[BareBlock]) -> tuple[tuple[Block, ...], Numbering]:
    """Return the blocks of a plan or an annex, and how it numbers its headings."""
    elements = elements_of(blocks)
    levels = Levels(elements)
    top: list[Block] = []
    stack: list[_Open] = []
    for place, element in enumerate(elements):
        if heading := levels.headings.get(place):
            _close(stack, top, heading.level)
            stack.append(_Open(heading))
            if heading.body:
                stack[-1].blocks.append(paragraph_of(heading.body))
        else:
            (stack[-1].blocks if stack else top).append(_block(element))
    _close(stack, top, 1)
    return tuple(top), levels.numbering()


def _block(element: Element) -> Block:
    match element:
        case BareLine():
            return paragraph_of(element.text, element.lead)
        case OpenBox():
            return close_box(element)
        case _:
            return element


def _close(stack: list[_Open], top: list[Block], level: int) -> None:
    """Close the divisions of `stack` that are of `level` or below it."""
    while stack and stack[-1].heading.level >= level:
        done = _division(stack.pop())
        (stack[-1].blocks if stack else top).append(done)


def _division(read: _Open) -> Division:
    heading, blocks = read.heading, tuple(read.blocks)
    paragraphs = tuple(block for block in blocks if isinstance(block, Paragraph))
    lifted_, duties = lifted(paragraphs)
    if duties:
        new = iter(lifted_)
        blocks = tuple(next(new) if isinstance(block, Paragraph) else block for block in blocks)
    return _DIVISIONS[heading.level - 1](
        "",
        heading.title,
        blocks,
        duties,
        run_in=bool(heading.title and heading.body),
        numbered=bool(heading.number),
        number=heading.number,
    )
