"""Walk through the text of a plan: each paragraph with its headings, and whether it looks back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from generator.base.limits import MOST_NUMBERS_READ
from generator.document import Block, Box, Division, Group, Item, Paragraph, Plan, plain
from generator.library.period import Period
from generator.pipeline.support.imported.figures import Said
from generator.pipeline.support.imported.numbers import numbers_in
from generator.pipeline.support.imported.words import listed

_HEAD = 40  # characters of a paragraph that say whether it looks back


class Placed(NamedTuple):
    """Hold a paragraph with its words, the title that it stands under, and whether it looks back."""

    paragraph: Paragraph
    text: str
    title: str
    past: bool


def paragraphs_of(plan: Plan, period: Period) -> Iterator[Placed]:
    """Yield the paragraphs of `plan` in order, those of boxes among them."""
    previous = f"{period.words['previous']}"
    for block in plan.body:
        yield from _paragraphs(block, "", past=False, previous=previous)


def _paragraphs(node: Block | Group | Item, title: str, *, past: bool, previous: str) -> Iterator[Placed]:
    if isinstance(node, Paragraph):
        text = plain(node.runs)
        yield Placed(node, text, title, past or previous in text[:_HEAD])
        return
    if isinstance(node, (Division, Group, Item, Box)):
        past = past or any(word in node.title for word in listed("past"))
        inner = [*getattr(node, "body", ()), *getattr(node, "groups", ()), *getattr(node, "items", ())]
        for each in inner:
            yield from _paragraphs(each, node.title or title, past=past, previous=previous)


def numbers_said(plan: Plan, period: Period) -> Iterator[Said]:
    """Yield the numbers in the paragraphs of `plan`, in order, no more than a plan may have."""
    said = (
        Said(number, text, past, title, paragraph.key)
        for paragraph, text, title, past in paragraphs_of(plan, period)
        for number in numbers_in(text, period)
    )
    yield from islice(said, MOST_NUMBERS_READ)
