"""Boxes and tables: 专栏, 指标表, 任务分工表."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from typing import ClassVar

from generator.document.markup import COMPUTED, CONTENT, FORM, UNSEEN, named
from generator.document.text import Duties, Paragraph, Run


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its id (`target`) and its printed heading (2025年)."""

    id: str = field(metadata=UNSEEN)
    heading: str = field(metadata=CONTENT)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, by the id of its column."""

    column: str = field(metadata=UNSEEN)
    runs: tuple[Run, ...] = field(metadata=CONTENT)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator; its key is the indicator's id."""

    tag: ClassVar[str] = "row"

    key: str
    cells: tuple[Cell, ...]
    category: str = field(default="", metadata=UNSEEN)  # printed as a cell or a row
    number: str = field(default="", metadata=COMPUTED)


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """Indicators by row; `categories` says how categories show: column, rows or none."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[IndicatorRow, ...]
    categories: str = field(default="none", metadata=FORM)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of a feature box."""

    key: str
    title: str
    body: tuple[Paragraph, ...]
    duties: Duties | None = None
    mark: str = field(default="。", metadata=UNSEEN)  # printed behind the title
    number: str = field(default="", metadata=COMPUTED)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of items in a box (资金类); text of its own where it has no items."""

    key: str
    title: str
    body: tuple[Paragraph, ...] = field(default=(), kw_only=True)
    items: tuple[Item, ...] = ()
    number: str = field(default="", metadata=COMPUTED)


@dataclass(frozen=True, slots=True)
class Box:
    """A feature box (专栏): groups of items, bare items, or the indicator table."""

    key: str
    title: str
    _: KW_ONLY
    table: IndicatorTable | None = None
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    item_pattern: str = field(default="", metadata=named("item-number") | UNSEEN)
    number: str = field(default="", metadata=COMPUTED)


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the task-division table."""

    key: str
    runs: tuple[Run, ...] = field(metadata=CONTENT)
    duties: Duties
    number: str = field(default="", metadata=COMPUTED)


@dataclass(frozen=True, slots=True)
class TaskTable:
    """The division of tasks; its rows are collected from the plan, never typed."""

    key: str
    columns: tuple[Column, ...]
    tasks: tuple[Task, ...] = field(default=(), metadata=COMPUTED)
    note: str = ""
