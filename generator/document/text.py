"""The inside of a paragraph: words, figures that know their source, gaps, duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from generator.document.markup import CONTENT, UNSEEN, named


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words; `strong` marks a lead-in (坚持党的全面领导。) that is set off."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the profile path it came from, such as indicators.home_accessibility.target."""

    text: str = field(metadata=CONTENT)
    source: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A place still to be filled: its printed mark, the profile path it waits for, who has it."""

    text: str = field(metadata=CONTENT)
    source: str
    department: str = ""


Run: TypeAlias = Text | Figure | Gap


@dataclass(frozen=True, slots=True)
class Department:
    """A department by its function (`civil_affairs`) and by its name here (县民政局)."""

    function: str
    name: str = field(metadata=CONTENT)


@dataclass(frozen=True, slots=True)
class Duties:
    """Hold who leads and who takes part, whether or not the plan prints it.

    `task` is what the table of tasks prints of it; empty: the title or text of what has the duties. One that
    is not `listed` has no row there.
    """

    lead: tuple[Department, ...] = field(metadata=named("lead"))
    support: tuple[Department, ...] = field(metadata=named("support"))
    task: tuple[Run, ...] = field(default=(), metadata=UNSEEN)
    listed: bool = field(default=True, metadata=UNSEEN)

    @property
    def names(self) -> str:
        """Return the names as a task table lists them: the lead, a comma, then the others."""
        groups = ("、".join(department.name for department in group) for group in (self.lead, self.support))
        return "，".join(group for group in groups if group)


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of one topic; with duties of its own it is a task."""

    key: str
    runs: tuple[Run, ...] = field(metadata=CONTENT)
    duties: Duties | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of one or more passages."""

    tag: ClassVar[str] = "p"

    key: str
    passages: tuple[Passage, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """Return the runs of all passages in order."""
        return tuple(run for passage in self.passages for run in passage.runs)


def joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield `runs` with neighbouring plain texts as one, empty ones left out."""
    waiting = ""
    for run in runs:
        if isinstance(run, Text) and not run.strong:
            waiting += run.text
            continue
        if waiting:
            yield Text(waiting)
        waiting = ""
        yield run
    if waiting:
        yield Text(waiting)


def plain(runs: Iterable[Run]) -> str:
    """Return the words of `runs` as a reader sees them."""
    return "".join(run.text for run in runs)
