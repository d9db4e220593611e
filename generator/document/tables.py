"""Boxes and tables: 专栏, 指标表, 任务分工表."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document.text import Duties, Paragraph, Run


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
