"""The draft as a value: what a plan has, named as plans name it, and nothing of how it is printed.

Every block has a key that comes from the outline, never from its place or its number; every figure
knows the profile path it came from. Readers make a Document, writers eat it, the diff compares it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

# --- inside a paragraph ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words; `strong` marks a lead-in such as 坚持党的全面领导。"""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the profile path it came from (`indicators.home_accessibility.target`)."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A place still to be filled: its printed mark, the profile path it waits for, who has it."""

    text: str
    source: str
    department: str = ""


Run: TypeAlias = Text | Figure | Gap


@dataclass(frozen=True, slots=True)
class Department:
    """A department by its function (`civil_affairs`) and by its name here (县民政局)."""

    function: str
    name: str


@dataclass(frozen=True, slots=True)
class Duties:
    """Who leads and who takes part, whether or not the plan prints it."""

    lead: tuple[Department, ...]
    support: tuple[Department, ...]

    @property
    def names(self) -> str:
        """The names as a task table lists them: the lead, a comma, then the others."""
        groups = ("、".join(department.name for department in group) for group in (self.lead, self.support))
        return "，".join(group for group in groups if group)


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of one topic; with duties of its own it is a task."""

    key: str
    runs: tuple[Run, ...]
    duties: Duties | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of one or more passages."""

    key: str
    passages: tuple[Passage, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs of all passages in order."""
        return tuple(run for passage in self.passages for run in passage.runs)


# --- tables and boxes -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its id (`target`) and its printed heading (2025年)."""

    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, by the id of its column."""

    column: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator; its key is the indicator's id."""

    key: str
    cells: tuple[Cell, ...]
    category: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Indicators by row; `categories` says how categories show: column, rows or none."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[IndicatorRow, ...]
    categories: str = "none"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of a feature box."""

    key: str
    title: str
    body: tuple[Paragraph, ...]
    duties: Duties | None = None
    mark: str = "。"
    number: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of items in a box (资金类); text of its own where it has no items."""

    key: str
    title: str
    items: tuple[Item, ...] = ()
    body: tuple[Paragraph, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A feature box (专栏): groups of items, bare items, or the indicator table."""

    key: str
    title: str
    groups: tuple[Group, ...] = ()
    items: tuple[Item, ...] = ()
    table: IndicatorTable | None = None
    item_pattern: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the task-division table."""

    key: str
    runs: tuple[Run, ...]
    duties: Duties
    number: str = ""


@dataclass(frozen=True, slots=True)
class TaskTable:
    """The division of tasks; its rows are collected from the plan, never typed."""

    key: str
    columns: tuple[Column, ...]
    tasks: tuple[Task, ...] = ()
    note: str = ""


# --- the plan -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Division:
    """A titled part of the plan with its blocks in order.

    `run_in` puts the heading at the head of its first paragraph; `numbered` is false where this
    heading takes no number. A division without a title is a numbered paragraph.
    """

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


class Section(Division):
    """Second level: （一） or 第一节."""

    __slots__ = ()


class Measure(Division):
    """Third level: 1. or 一、 or unnumbered."""

    __slots__ = ()


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
    """The plan itself: title, status line (讨论稿), blocks before and in its chapters."""

    key: str
    title: str
    status: str = ""
    body: tuple[Block, ...] = ()
    numbering: Numbering = field(default_factory=Numbering)


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice or letter around the plan."""

    key: str
    title: str
    recipients: tuple[Run, ...] = ()
    body: tuple[Paragraph, ...] = ()
    attachments: tuple[tuple[Run, ...], ...] = ()
    issuer: tuple[Run, ...] = ()
    date: tuple[Run, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment on a page of its own: 附件, title, blocks."""

    key: str
    label: str
    title: str
    body: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """The record at the end (版记, GB/T 9704-2012 7.4): copies to, issuer, date of print."""

    key: str
    copies: tuple[Run, ...] = ()
    issuer: tuple[Run, ...] = ()
    date: tuple[Run, ...] = ()


Part: TypeAlias = Letter | Plan | Annex | Imprint


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


def plain(runs: tuple[Run, ...]) -> str:
    """The words of runs as a reader sees them."""
    return "".join(run.text for run in runs)
