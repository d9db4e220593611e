"""Hold an outside plan as it was read: the document, how much of it was understood, what was not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.base.diagnostics import Finding
from generator.document import (
    Box,
    Division,
    Document,
    Duties,
    Group,
    IndicatorRow,
    Item,
    Letter,
    Node,
    Paragraph,
    Passage,
    Path,
    Task,
    nodes_in,
    plain,
    walk,
)
from generator.word.outside.keys import with_keys
from generator.word.outside.numbers import is_bare_title
from generator.word.outside.parts import read_parts
from generator.word.outside.places import place_in_words
from generator.word.reader import BareBlock

_CELLS = "\t"  # between the cells of a row that became a line


@dataclass(frozen=True, slots=True)
class Understood:
    """Hold how much of a plan was understood: what was found of each kind, and what stayed plain.

    `duties` are the passages, divisions, items and tasks that say who is responsible. Of what stayed plain,
    `paragraphs` are those of the plan and its annexes, `characters` all of theirs; `doubtful` are those of
    them that are as short as titles, and `table_rows` those that are rows of tables of no known form.
    """

    title: bool
    headings: int
    boxes: int
    items: int
    indicator_rows: int
    tasks: int
    duties: int
    letters: int
    paragraphs: int
    characters: int
    doubtful: int
    table_rows: int


@dataclass(frozen=True, slots=True)
class OutsidePlan:
    """Hold a plan that we did not write: its `document`, with keys, and what is known of the reading.

    `pictures` are the words that stand at each picture of the file, whose content nobody read. `notes` tell
    how it was read.
    """

    document: Document
    understood: Understood
    pictures: tuple[str, ...] = ()
    notes: tuple[Finding, ...] = ()
    _paths: dict[int, Path] = field(default_factory=dict, compare=False, repr=False)

    def path_of(self, node: Node) -> Path:
        """Return the path to `node`, a node of the document itself and no copy, and it as the last of it."""
        if not self._paths:
            self._paths.update((id(each), (*above, each)) for above, each in walk(self.document))
        return self._paths[id(node)]

    def place_of(self, node: Node) -> str:
        """Return in words where `node`, a node of the document itself, stands: 三、重点任务（一）第3段."""
        return place_in_words(self.path_of(node))


def read_outside(blocks: Iterable[BareBlock], pictures: Iterable[str] = ()) -> OutsidePlan:
    """Return the plan that `blocks` of any file are; `pictures` are the words at its pictures."""
    document = with_keys(read_parts(blocks))
    return OutsidePlan(document, understood(document), tuple(pictures))


def understood(document: Document) -> Understood:
    """Return how much of a `document`, an outside plan, was understood."""
    nodes = [node for part in document.parts for node in (part, *nodes_in(part))]
    texts = [text for text in map(_plain_text, nodes) if text]
    return Understood(
        title=bool(document.title),
        headings=sum(isinstance(node, Division) and bool(node.title) for node in nodes),
        boxes=sum(isinstance(node, Box) for node in nodes),
        items=sum(isinstance(node, (Item, Group)) for node in nodes),
        indicator_rows=sum(isinstance(node, IndicatorRow) and bool(node.cells) for node in nodes),
        tasks=sum(isinstance(node, Task) for node in nodes),
        duties=sum(_has_duties(node) for node in nodes),
        letters=sum(isinstance(node, Letter) for node in nodes),
        paragraphs=len(texts),
        characters=sum(map(len, texts)),
        doubtful=sum(is_bare_title(text) and _CELLS not in text for text in texts),
        table_rows=sum(_CELLS in text for text in texts),
    )


def _plain_text(node: Node) -> str:
    return plain(node.runs).strip() if isinstance(node, Paragraph) else ""


def _has_duties(node: Node) -> bool:
    return isinstance(node, (Division, Passage, Item, Task)) and isinstance(node.duties, Duties)
