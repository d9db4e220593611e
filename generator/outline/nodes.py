"""What an outline is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.source import Data, mapping


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage of a paragraph: a topic of the library, or the locality's own sentences.

    `shelf` is the part of the library that tells the topic: `topics`, or `boxes` inside a box.
    `mark` stands before its text: ——employment.training prints the topic after a dash.
    """

    key: str
    shelf: str
    topic: str
    own: str
    mark: str
    lead: tuple[str, ...]
    support: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One block of the outline; `kind` is one of BLOCKS or paragraph."""

    kind: str
    key: str
    title: str = ""
    body: tuple[Node, ...] = ()
    entries: tuple[Entry, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    duties: str = ""
    run_in: str = ""
    numbered: str = ""
    item_number: str = ""
    table: str = ""

    @property
    def last_paragraph(self) -> Node | None:
        """The last paragraph that it holds itself, None without one."""
        return next((node for node in reversed(self.body) if node.kind == "paragraph"), None)


@dataclass(frozen=True, slots=True)
class Form:
    """How an outline is printed: the period's `form` under the outline's own."""

    settings: dict[str, Data]

    @property
    def unit_prefix(self) -> bool:
        """Whether departments carry 县 or 市 before their names."""
        return self.settings.get("unit_prefix") != "false"

    def part(self, name: str) -> dict[str, Data]:
        """One group of settings: numbering, run_in, indicators, completion."""
        return mapping(self.settings.get(name))


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole outline of one plan."""

    form: Form
    body: tuple[Node, ...]


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every block in printed order, a block before what it holds."""
    for node in nodes:
        yield node
        yield from walk(node.body)
