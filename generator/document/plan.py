"""The plan's outline and the parts of a whole draft: letters, plan, annexes, imprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from generator.document.tables import Box, IndicatorTable, TaskTable
from generator.document.text import Duties, Paragraph, Run


@dataclass(frozen=True, slots=True)
class Division:
    """A titled part of the plan with its blocks in order.

    `run_in` puts the heading at the head of its first paragraph; `numbered` is false where this
    heading takes no number. A division without a title is a numbered paragraph. `level` is the name of
    its level in numberings, style sheets and draft XML.
    """

    level: ClassVar[str]

    key: str
    title: str
    body: tuple[Block, ...] = ()
    duties: Duties | None = None
    run_in: bool = False
    numbered: bool = True
    number: str = ""


class Chapter(Division):
    """First level: 一、 or 第一章."""

    __slots__ = ()
    level = "chapter"


class Section(Division):
    """Second level: （一） or 第一节."""

    __slots__ = ()
    level = "section"


class Measure(Division):
    """Third level: 1. or 一、 or unnumbered."""

    __slots__ = ()
    level = "measure"


Block: TypeAlias = Division | Paragraph | Box | IndicatorTable | TaskTable


@dataclass(frozen=True, slots=True)
class Numbering:
    """Number patterns by level; {n} prints 1, {cjk} prints 一; an empty pattern prints no number."""

    chapter: str = "{cjk}、"
    section: str = "（{cjk}）"
    measure: str = "{n}."
    box: str = "专栏{n}  "
    group: str = "{cjk}、"
    item: str = "{n}."
    indicator: str = "{n}."
    task: str = "{n}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan itself: title, status line (讨论稿), blocks before and in its chapters.

    `lines` are the title's where the locality breaks it itself; none leave that to the rule (GB/T 9704-2012,
    7.3.1). One that is attached to a letter bears a `label` (附件, 7.3.7).
    """

    key: str
    title: str
    status: str = ""
    body: tuple[Block, ...] = ()
    numbering: Numbering = field(default_factory=Numbering)
    lines: tuple[str, ...] = ()
    label: str = ""


def numbering_of(parts: Iterable[Part]) -> Numbering:
    """By what patterns the annexes of a document are numbered: those of its plan."""
    return next((part.numbering for part in parts if isinstance(part, Plan)), Numbering())


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice or letter around the plan.

    One with a `masthead` (发文机关标志) takes the form of an official letter (信函格式, GB/T 9704-2012, 10.1)
    and may carry a `reference` (发文字号). `sealed` places the signature for a seal (7.3.5.1). One with a
    `look` of its own (`cover`) takes the styles of that name for its title, issuer and date. `lines` are
    the title's as in a Plan.
    """

    key: str
    title: str
    recipients: tuple[Run, ...] = ()
    body: tuple[Paragraph, ...] = ()
    attachments: tuple[tuple[Run, ...], ...] = ()
    issuer: tuple[Run, ...] = ()
    date: tuple[Run, ...] = ()
    note: str = ""
    masthead: tuple[Run, ...] = ()
    reference: tuple[Run, ...] = ()
    sealed: bool = False
    look: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment on a page of its own: 附件, title, blocks; a wide one lies on its side."""

    key: str
    label: str
    title: str
    body: tuple[Block, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the block it leads to, that block's level, number with title, page if known."""

    key: str
    level: str
    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents (目录): the levels it lists; its entries are collected from the parts."""

    key: str
    title: str
    levels: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """The record at the end (版记, GB/T 9704-2012 7.4): copies to, issuer, date of print."""

    key: str
    copies: tuple[Run, ...] = ()
    issuer: tuple[Run, ...] = ()
    date: tuple[Run, ...] = ()


Part: TypeAlias = Letter | Contents | Plan | Annex | Imprint


@dataclass(frozen=True, slots=True)
class Document:
    """A whole draft: its parts in printed order."""

    title: str
    locality: str
    period: str
    parts: tuple[Part, ...]


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in printed order, divisions before what they hold."""
    for block in blocks:
        yield block
        if isinstance(block, Division):
            yield from walk(block.body)


def block_runs(block: Block) -> Iterator[Run]:
    """Every run of one block's own text and cells; what a division holds is left to walk()."""
    match block:
        case Paragraph():
            yield from block.runs
        case Box():
            items = (*block.items, *(item for group in block.groups for item in group.items))
            bodies = (*(group.body for group in block.groups), *(item.body for item in items))
            yield from (run for body in bodies for paragraph in body for run in paragraph.runs)
            if block.table:
                yield from block_runs(block.table)
        case IndicatorTable():
            yield from (run for row in block.rows for cell in row.cells for run in cell.runs)
        case _:
            return


def part_runs(part: Part) -> Iterator[Run]:
    """Every run of a part; the rows of a task table repeat the plan's and are left out."""
    match part:
        case Letter():
            lines = (
                part.masthead,
                part.reference,
                part.recipients,
                *part.attachments,
                part.issuer,
                part.date,
            )
            yield from (run for line in lines for run in line)
            yield from (run for paragraph in part.body for run in paragraph.runs)
        case Imprint():
            yield from (*part.copies, *part.issuer, *part.date)
        case Contents():
            return
        case _:
            yield from (run for block in walk(part.body) for run in block_runs(block))
