"""The parts of an outline: blocks, passages, and the settings for printing them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.yaml_source import Data, mapping

OPENS, IDLE = "opens", "idle"


class OutlineEntry(NamedTuple):
    """Describe one passage of a paragraph: a topic of the library, or the locality's own sentences.

    `shelf` is the part of the library that has the topic: `topics`, or `boxes` inside a box.
    `mark` is printed before its text: ——employment.training prints the topic after a dash. `opening` is
    empty, or says of one that is to begin a paragraph whether it does so by that, or in any case (IDLE).
    `task` is the text of its row in the table of tasks; empty: its own words.
    """

    key: str
    shelf: str
    topic: str
    own: str
    mark: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    opening: str = ""
    task: str = ""


class OutlineBlock(NamedTuple):
    """Describe one block of the outline; `kind` is one of BLOCKS or `paragraph`.

    `task` is the text of its row in the table of tasks; empty: its title.
    """

    kind: str
    key: str
    title: str = ""
    body: tuple[OutlineBlock, ...] = ()
    entries: tuple[OutlineEntry, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    duties: str = ""
    run_in: str = ""
    numbered: str = ""
    item_number: str = ""
    table: str = ""
    task: str = ""

    @property
    def last_paragraph(self) -> OutlineBlock | None:
        """Return the last paragraph among the block's own children, or None."""
        return next((node for node in reversed(self.body) if node.kind == "paragraph"), None)


class PrintSettings(NamedTuple):
    """Hold the settings for printing an outline: the period's `form` with the outline's own on top."""

    settings: dict[str, Data]

    @property
    def unit_prefix(self) -> bool:
        """Tell whether departments carry 县 or 市 before their names."""
        return self.settings.get("unit_prefix") != "false"

    def part(self, name: str) -> dict[str, Data]:
        """Return one group of settings: numbering, run_in, indicators, completion."""
        return mapping(self.settings.get(name))


class Outline(NamedTuple):
    """Hold the outline of one plan."""

    form: PrintSettings
    body: tuple[OutlineBlock, ...]


def walk_outline(nodes: tuple[OutlineBlock, ...]) -> Iterator[OutlineBlock]:
    """Yield every block in printed order, a block before those it holds."""
    for node in nodes:
        yield node
        yield from walk_outline(node.body)
