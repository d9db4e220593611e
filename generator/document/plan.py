"""The plan's outline and the parts of a whole draft: letters, plan, annexes, imprint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from generator.document.markup import COMPUTED, UNSEEN, lines_of, named, prefixed, switch
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
    run_in: bool = field(default=False, metadata=switch("standing", "run-in"))
    numbered: bool = field(default=True, metadata=UNSEEN)
    number: str = field(default="", metadata=COMPUTED)


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
    """The plan itself: title, subtitle (2026—2030年), status (讨论稿), blocks before and in its chapters.

    `lines` are the title's where the locality breaks it itself; none leave that to the rule (GB/T 9704-2012,
    7.3.1). One that is attached to a letter bears a `label` (附件, 7.3.7); one that goes out without a letter
    may bear the document's number, its `reference` (发文字号), itself.
    """

    key: str
    label: str = field(default="", kw_only=True)
    reference: tuple[Run, ...] = field(default=(), kw_only=True)
    title: str
    subtitle: str = field(default="", kw_only=True)
    status: str = ""
    body: tuple[Block, ...] = ()
    numbering: Numbering = field(default_factory=Numbering, metadata=prefixed("number"))
    lines: tuple[str, ...] = field(default=(), metadata=lines_of("title", "ruled-lines", "own-lines"))


def numbering_of(parts: Iterable[Part]) -> Numbering:
    """Return the patterns that number the annexes of a document with these parts: those of its plan."""
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
    masthead: tuple[Run, ...] = field(default=(), kw_only=True)
    reference: tuple[Run, ...] = field(default=(), kw_only=True)
    recipients: tuple[Run, ...] = ()
    body: tuple[Paragraph, ...] = ()
    attachments: tuple[tuple[Run, ...], ...] = field(default=(), metadata=named("attachment"))
    issuer: tuple[Run, ...] = ()
    date: tuple[Run, ...] = ()
    note: str = ""
    sealed: bool = field(default=False, metadata=switch("unsealed", "sealed"))
    look: str = field(default="", metadata=UNSEEN)
    lines: tuple[str, ...] = field(default=(), metadata=lines_of("title", "ruled-lines", "own-lines"))


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment on a page of its own: 附件, title, blocks; a wide one lies on its side."""

    key: str
    label: str
    title: str
    body: tuple[Block, ...] = ()
    landscape: bool = field(default=False, metadata=switch("upright", "landscape"))


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
    entries: tuple[Entry, ...] = field(default=(), metadata=COMPUTED)


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
