"""Give every block of an outside plan a key: of its title, or of its place under the heading above it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.base.keys import OWN
from generator.document import (
    Annex,
    Block,
    Box,
    Contents,
    Division,
    Document,
    Entry,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Paragraph,
    Part,
    Passage,
    Plan,
    Task,
    TaskTable,
    nodes_in,
    plain,
)
from generator.word.outside.duties import DUTIES_KEY

_SIGN = re.compile(r"[^\w-]+")
_REMARK = re.compile(r"[（(][^（）()]*[）)]\s*$")
_LONGEST = 40  # characters of what a key takes of a title
_FIRST_WORDS = 16  # characters of a text that has no title
_PREAMBLE = "preamble"
_TASK = "task:"


def with_keys(document: Document) -> Document:
    """Return `document`, an outside plan, with keys that say the same of the same titles in another one.

    Each is unique among the blocks of its kind. Numbers have no part in them, and what stands under other
    headings has none.
    """
    divisions = [node for part in document.parts for node in nodes_in(part) if isinstance(node, Division)]
    keys = _Keys(Counter(map(_name_of, divisions)))
    parts = [part if isinstance(part, Contents) else keys.part(part) for part in document.parts]
    titled = {
        _letters(f"{node.number}{node.title}"): node.key
        for part in parts
        for node in nodes_in(part)
        if isinstance(node, Division)
    }
    return replace(document, parts=tuple(_leading(part, titled) for part in parts))


def _letters(text: str, longest: int = _LONGEST) -> str:
    """Return the letters and digits of `text`, in one width, as many as a key takes."""
    return _SIGN.sub("", unicodedata.normalize("NFKC", text))[:longest]


def _name_of(division: Division) -> str:
    """Return what the key of `division` begins with: its title, or the first words under it."""
    if name := _letters(division.title):
        return name
    words = (plain(each.runs) for each in division.body if isinstance(each, Paragraph))
    return _letters(next(words, ""), _FIRST_WORDS)


def _leading(part: Part, titled: dict[str, str]) -> Part:
    """Return a contents list with the keys of what its entries lead to; any other part as it is."""
    if not isinstance(part, Contents):
        return part
    entries = (_entry(entry, titled) for entry in part.entries)
    return replace(part, key="contents", entries=tuple(entries))


def _entry(entry: Entry, titled: dict[str, str]) -> Entry:
    text = _letters(entry.text)
    return replace(entry, key=titled.get(text, text))


@dataclass(slots=True)
class _Keys:
    """Give keys; `titles` says how often each stands in the plan, `given` which are taken in each family."""

    titles: Counter[str]
    given: set[tuple[str, str]] = field(default_factory=set)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def part(self, part: Part) -> Part:
        """Return `part` with keys for it and all that it holds."""
        match part:
            case Letter():
                key = self._free("part", part.look or "letter")
                return replace(part, key=key, body=tuple(self._paragraphs(part.body, key)))
            case Plan():
                return replace(part, key="plan", body=self._body(part.body, _PREAMBLE, ""))
            case Annex():
                key = self._free("part", f"annex_{_letters(part.title)}")
                return replace(part, key=key, body=self._body(part.body, key, ""))
            case Imprint():
                return replace(part, key="imprint")
            case _:
                return part

    def _free(self, family: str, key: str) -> str:
        """Return `key`, or it with the count of those that have been given in a `family` already."""
        found, count = key, max(self.counts[family, key], 1)
        while (family, found) in self.given:
            count += 1
            found = f"{key}_{count}"
        self.counts[family, key] = count  # of thousands with one title, each would try all before it
        self.given.add((family, found))
        return found

    def _body(self, blocks: Sequence[Block], holder: str, duties: str) -> tuple[Block, ...]:
        """Return `blocks` that stand in `holder`; `duties` is the key of the passage of its duties."""
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        keyed = iter(list(self._paragraphs(paragraphs, holder, duties)))
        return tuple(
            next(keyed) if isinstance(block, Paragraph) else self._block(block, holder) for block in blocks
        )

    def _block(self, block: Block, holder: str) -> Block:
        match block:
            case Division():
                return self._division(block, "" if holder == _PREAMBLE else holder)
            case Box():
                return self._box(block)
            case IndicatorTable():
                return self._table(block)
            case TaskTable():
                key = self._free("table", "tasks")
                return replace(block, key=key, tasks=tuple(self._tasks(block.tasks, key)))
            case _:
                return block

    def _division(self, division: Division, above: str) -> Division:
        """Return `division`, whose key names what is `above` it where the same title stands elsewhere too."""
        name = _name_of(division)
        prefix = f"{above}_" if above and (self.titles[name] > 1 or not name) else ""
        key = self._free("division", f"{prefix}{name}" or "untitled")
        return replace(division, key=key, body=self._body(division.body, key, key + DUTIES_KEY))

    def _paragraphs(
        self, paragraphs: Iterable[Paragraph], holder: str, duties: str = ""
    ) -> Iterator[Paragraph]:
        for n, paragraph in enumerate(paragraphs, 1):
            key = f"{holder}{OWN}.{n}"
            passages = [self._passage(each, key, duties) for each in paragraph.passages]
            yield replace(paragraph, key=f"{key}¶", passages=tuple(passages))

    def _passage(self, passage: Passage, key: str, duties: str) -> Passage:
        """Return a passage of the paragraph `key`; one that prints duties has the key `duties`, once."""
        if passage.key != DUTIES_KEY:
            return replace(passage, key=key)
        own = duties if duties and ("passage", duties) not in self.given else key + DUTIES_KEY
        return replace(passage, key=self._free("passage", own))

    def _box(self, box: Box) -> Box:
        key = self._free("box", f"box_{_letters(box.title)}")
        return replace(
            box,
            key=key,
            table=self._table(box.table) if box.table else None,
            items=tuple(self._items(box.items, key)),
            groups=tuple(self._group(group, key) for group in box.groups),
        )

    def _group(self, group: Group, box: str) -> Group:
        key = self._free("group", f"{box}.{_letters(group.title)}")
        items = tuple(self._items(group.items, box))
        return replace(group, key=key, items=items, body=tuple(self._paragraphs(group.body, key)))

    def _items(self, items: Iterable[Item], box: str) -> Iterator[Item]:
        for item in items:
            words = "".join(plain(each.runs) for each in item.body[:1])
            name = _letters(item.title) or _letters(words, _FIRST_WORDS)
            key = self._free("item", f"{box}.{name}")
            yield replace(item, key=key, body=tuple(self._paragraphs(item.body, key, key + DUTIES_KEY)))

    def _table(self, table: IndicatorTable) -> IndicatorTable:
        known = {column.id for column in table.columns}
        key = self._free("table", "completion" if "result" in known else "indicators")
        return replace(table, key=key, rows=tuple(self._rows(table.rows, key)))

    def _rows(self, rows: Iterable[IndicatorRow], table: str) -> Iterator[IndicatorRow]:
        for row in rows:
            names = (plain(cell.runs) for cell in row.cells if cell.column == "name")
            name = _REMARK.sub("", next(names, "") or row.category)
            yield replace(row, key=self._free(table, _letters(name) or "row"))

    def _tasks(self, tasks: Iterable[Task], table: str) -> Iterator[Task]:
        for task in tasks:
            yield replace(task, key=self._free(table, f"{_TASK}{_letters(plain(task.runs))}"))
