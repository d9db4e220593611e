"""Make up documents with Hypothesis, in the form that `read_draft` yields them.

Neighbouring plain texts are one, no text is empty, every key stands once in the document, and no text has
a line break or a character that XML cannot carry. `trimmed` documents have no blanks at the ends of any
text or title, for formats in which such blanks are layout.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from words import runs, titles

from generator.document import (
    Annex,
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Contents,
    Department,
    Division,
    Document,
    Duties,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Measure,
    Numbering,
    Paragraph,
    Part,
    Passage,
    Plan,
    Section,
    TaskTable,
)
from generator.document.contents import list_contents
from generator.document.number import number
from generator.document.tasks import collect_tasks

T = TypeVar("T")
Titled = TypeVar("Titled", Plan, Letter)

_KEYS = [
    "box_security.minimum_living/security.x¶", "box_security.minimum_living/security.x", "security", "plan",
    "security.minimum_living", "indicators", "tasks", "k", "_pd_k", "a b", "甲", "\"<&>'", "a/b#c?d=e",
]  # fmt: skip
_PATTERNS = ["", "{cjk}、", "（{cjk}）", "{n}.", "第{cjk}章  ", "专栏{n}：", "{m}", "№", '"<{n}>&']
_DEPARTMENTS = {"federation": "县残联", "civil_affairs": "县民政局", "health": "县卫健局", "": "各乡镇"}
_COLUMNS = {"name": "指标", "target": "2025年", "attribute": "属性", "baseline": "2020 年"}


@cache
def documents(*, trimmed: bool = False) -> SearchStrategy[Document]:
    """Make up complete documents before numbering, tasks and contents are computed."""
    some = _parts(trimmed=trimmed)
    usual = st.tuples(
        st.lists(some[Letter], max_size=1),
        st.lists(some[Contents], max_size=1),
        st.lists(some[Plan], min_size=1, max_size=1),
        st.lists(some[Annex], max_size=2),
        st.lists(some[Imprint], max_size=1),
    ).map(_chained)
    odd = st.lists(st.one_of(*some.values()), max_size=3).map(tuple)
    title, period = titles(trimmed=trimmed), st.sampled_from(["2021-2025", ""])
    parts = st.sampled_from([usual, usual, usual, odd]).flatmap(lambda chosen: chosen)
    whole = st.builds(Document, title, title, period, parts)
    return whole.map(_keyed_once)


@cache
def numbered_documents(*, trimmed: bool = False) -> SearchStrategy[Document]:
    """Make up complete documents as a draft is written: tasks divided, blocks numbered, contents listed."""
    return documents(trimmed=trimmed).map(lambda document: list_contents(number(collect_tasks(document))))


def duties() -> SearchStrategy[Duties | None]:
    """Make up duties or None; sometimes duties without any department."""
    department = st.sampled_from([Department(*pair) for pair in _DEPARTMENTS.items()])
    some = _tuples(department, 2)
    return st.one_of(st.none(), st.builds(Duties, some, some))


@cache
def paragraphs(*, trimmed: bool = False) -> SearchStrategy[Paragraph]:
    """Make up paragraphs of one or two passages."""
    passage = st.builds(Passage, _keys(), runs(trimmed=trimmed), duties())
    return st.builds(Paragraph, _keys(), _tuples(passage, 2, least=1))


@cache
def boxes(*, trimmed: bool = False) -> SearchStrategy[Box]:
    """Make up boxes of groups, of items, of a table, and mixed."""
    title, body = titles(trimmed=trimmed), _tuples(paragraphs(trimmed=trimmed), 1)
    item = st.builds(Item, _keys(), title, body, duties(), st.sampled_from(["。", "：", ""]))
    return st.builds(
        Box,
        _keys(),
        title,
        groups=_tuples(st.builds(Group, _keys(), _maybe(title), _tuples(item, 2), body=body), 1),
        items=_tuples(item, 2),
        table=st.one_of(st.none(), st.none(), indicator_tables(trimmed=trimmed)),
        item_pattern=st.sampled_from(["", "（{n}）", "{cjk}是"]),
    )


@cache
def indicator_tables(*, trimmed: bool = False) -> SearchStrategy[IndicatorTable]:
    """Make up tables of indicators, with a cell for each column."""
    ids = st.lists(st.sampled_from(sorted(_COLUMNS)), min_size=1, max_size=3, unique=True)
    return ids.flatmap(lambda chosen: _table(tuple(chosen), trimmed=trimmed))


@cache
def _table(ids: tuple[str, ...], *, trimmed: bool) -> SearchStrategy[IndicatorTable]:
    said = runs(trimmed=trimmed, least=0)
    cells = st.tuples(*(st.builds(Cell, st.just(column), said) for column in ids))
    return st.builds(
        IndicatorTable,
        _keys(),
        titles(trimmed=trimmed),
        st.just(tuple(Column(column, _COLUMNS[column]) for column in ids)),
        _tuples(st.builds(IndicatorRow, _keys(), cells, st.sampled_from(["", "就业", "民生 保障"])), 3),
        st.sampled_from(["none", "rows", "column"]),
        _maybe(titles(trimmed=trimmed)),
    )


@cache
def blocks(levels: tuple[type[Division], ...], *, trimmed: bool = False) -> SearchStrategy[Block]:
    """Make up paragraphs, boxes, tables, and divisions of `levels` that hold divisions of the later ones."""
    leaf = st.one_of(paragraphs(trimmed=trimmed), boxes(trimmed=trimmed), indicator_tables(trimmed=trimmed))
    divisions = [
        st.builds(
            level,
            _keys(),
            _maybe(titles(trimmed=trimmed)),
            _tuples(blocks(levels[place:], trimmed=trimmed), 4),
            duties(),
            st.booleans(),
            st.booleans(),
        )
        for place, level in enumerate(levels, start=1)
    ]
    return st.one_of(leaf, *divisions)


@cache
def _parts(*, trimmed: bool) -> dict[type[Part], SearchStrategy[Any]]:
    """Return a strategy for each kind of part."""
    key, title = _keys(), titles(trimmed=trimmed)
    line = runs(trimmed=trimmed, least=0)
    body = _tuples(blocks((Chapter, Section, Measure), trimmed=trimmed), 5, least=1)
    column = st.sampled_from([Column("task", "重点任务"), Column("duties", "责任单位")])
    task_table = st.builds(TaskTable, key, _tuples(column, 2, least=1), note=_maybe(title))
    beside = _tuples(blocks((Measure,), trimmed=trimmed), 1)
    annexed = st.tuples(beside, _tuples(task_table, 1), beside).map(_chained)
    levels = st.lists(st.sampled_from(["chapter", "section", "measure", "box", "annex"]), unique=True)
    pattern = st.sampled_from(_PATTERNS)
    numbering = st.builds(Numbering, **{level.name: pattern for level in fields(Numbering)})
    return {
        Letter: _broken(st.builds(
            Letter, key, title, line, _tuples(paragraphs(trimmed=trimmed), 2),
            _tuples(runs(trimmed=trimmed), 2), line, line, _maybe(title), masthead=line, reference=line,
            sealed=st.booleans(),
        )),
        Contents: st.builds(Contents, key, title, levels.map(tuple)),
        Plan: _broken(
            st.builds(
                Plan, key, title, _maybe(title), body, st.one_of(st.just(Numbering()), numbering),
                label=_maybe(title),
            )
        ),
        Annex: st.builds(Annex, key, _maybe(title), title, annexed, st.booleans()),
        Imprint: st.builds(Imprint, key, line, line, line),
    }  # fmt: skip


def _broken(parts: SearchStrategy[Titled]) -> SearchStrategy[Titled]:
    """Split the titles of some of the parts into two lines."""

    def split(part: Titled) -> Titled:
        half = len(part.title) // 2
        return replace(part, lines=(part.title[:half], part.title[half:])) if half else part

    return st.one_of(parts, parts.map(split))


def _keys() -> SearchStrategy[str]:
    return st.sampled_from(_KEYS)


def _keyed_once(document: Document) -> Document:
    """Return the same document with every key made unique."""
    seen: set[str] = set()

    def once(value: Any) -> Any:  # noqa: ANN401  # whatever a document holds
        if isinstance(value, tuple):
            return tuple(map(once, value))
        if not is_dataclass(value) or isinstance(value, type):
            return value
        changed = {part.name: once(getattr(value, part.name)) for part in fields(value)}
        if "key" in changed:
            changed["key"] = _unused(changed["key"], seen)
        return replace(value, **changed)

    fresh = once(document)
    assert isinstance(fresh, Document)
    return fresh


def _unused(key: str, seen: set[str]) -> str:
    """Return the key, with a count behind it if it is in `seen`; add it to `seen`."""
    count = 1
    while (name := key if count == 1 else f"{key}.{count}") in seen:
        count += 1
    seen.add(name)
    return name


def _chained(groups: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(groups))


def _maybe(words: SearchStrategy[str]) -> SearchStrategy[str]:
    return st.one_of(st.just(""), words)


def _tuples(one: SearchStrategy[T], most: int, *, least: int = 0) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(one, min_size=least, max_size=most).map(tuple)
