"""Find numbers of headings, boxes, rows, tables and annexes of a Document that jump or repeat in print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.document import (
    Annex,
    Box,
    Division,
    Document,
    Group,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Node,
    Numbering,
    Paragraph,
    Path,
    Plan,
    Task,
    numbering_of,
    plain,
    runs_in,
    walk,
)
from generator.document.fields import tag_of
from generator.document.number import print_number
from generator.document.printed_numbers import count_of, split_number

_LABEL = re.compile(r"(附件|附表|表|图)[ \u3000]{0,8}(?:\d{1,4}|[一二三四五六七八九十百]{1,8})")
_ATTACHMENT = "{n}."  # as letters.xml.j2 numbers them
_MOST_BETWEEN = 20  # numbers left out between two that paragraphs typed by hand may have at their heads
_HEAD = 40  # characters of a title or of a paragraph


@dataclass(frozen=True, slots=True)
class NumberFault:
    """Hold a `number` that does not follow the one before it, where `expected` would.

    `block` and `key` are those of what it numbers, as comparisons name it, `title` is its title, `near` the
    heading above it. `repeats` tells that the number is not beyond the one before.
    """

    block: str
    key: str
    number: str
    expected: str
    title: str
    near: str
    repeats: bool


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Hold a number in print: the series it belongs to, its pattern, and the node that bears it."""

    series: tuple[object, ...]
    pattern: str
    number: str
    node: Node
    key: str
    title: str
    near: str


@dataclass(frozen=True, slots=True)
class _Series:
    """Hold what is due next in a series, and how many heads of paragraphs stood before its last number."""

    due: tuple[int, ...] = (1,)
    heads: int = 0


def number_faults(document: Document) -> Iterator[NumberFault]:
    """Yield the numbers of `document`, as printed, that jump or repeat, in their order.

    A number that heads a paragraph, which nobody recognised as a block, counts where it fills a jump. Behind
    one wrong number, both what follows it and what should have followed are right.
    """
    usual = numbering_of(document.parts)
    heads: list[str] = []
    series: dict[tuple[object, ...], _Series] = {}
    for path, node in walk(document):
        if isinstance(node, Paragraph):
            heads.append(plain(node.runs)[:_HEAD])
        numbering = next((part.numbering for part in (*path, node) if isinstance(part, Plan)), usual)
        for found in _numbered(path, node, numbering):
            before = series.get(found.series, _Series())
            expected = before.due[0]
            count = count_of(found.number, found.pattern) or expected
            missing = range(expected, count)
            wrong = count not in before.due and not _filled(missing, heads[before.heads :], found.pattern)
            if wrong:
                yield _fault(found, expected, repeats=count < expected)
            others: set[int] = (
                set() if not wrong else {expected + 1} if count > expected else {expected, expected + 1}
            )
            series[found.series] = _Series((count + 1, *others - {count}), len(heads))


def _fault(found: _Numbered, expected: int, *, repeats: bool) -> NumberFault:
    kind: type = found.node.__class__
    return NumberFault(
        block=tag_of(kind),
        key=found.key,
        number=found.number.strip(),
        expected=print_number(found.pattern, expected).strip(),
        title=found.title[:_HEAD],
        near=found.near,
        repeats=repeats,
    )


def _filled(missing: range, heads: list[str], pattern: str) -> bool:
    """Return whether the numbers that are `missing` stand at the `heads` of paragraphs."""
    if not 0 < len(missing) <= _MOST_BETWEEN:
        return False
    counts = {count_of(split_number(head, "", pattern)[0], pattern) for head in heads}
    return counts.issuperset(missing)


def _numbered(path: Path, node: Node, numbering: Numbering) -> Iterator[_Numbered]:
    """Yield the numbers that `node` bears itself, by the patterns of `numbering`; `path` leads to it."""
    series, key, title = (id(path[-1]) if path else 0, node.__class__), _key(node), ""
    match node:
        case Division():
            pattern, title = str(getattr(numbering, node.level)), node.title or plain(runs_in(node))
        case Box():
            series, pattern, title = (id(path[1]), Box), numbering.box, node.title
        case Group():
            pattern, title = numbering.group, node.title
        case Item():
            box = next(each for each in reversed(path) if isinstance(each, Box))
            pattern, title = box.item_pattern or numbering.item, node.title
        case IndicatorRow():
            pattern, key = numbering.indicator, f"{_key(path[-1])}.{node.key}"
            title = plain(run for cell in node.cells if cell.column == "name" for run in cell.runs)
        case Task():
            pattern, key, title = numbering.task, f"{_key(path[-1])}.{node.key}", plain(node.runs)
        case _:
            yield from _labelled(path, node)
            return
    if node.number:
        yield _Numbered(series, pattern, node.number, node, key, title, _near(path))


def _labelled(path: Path, node: Node) -> Iterator[_Numbered]:
    """Yield the numbers in the label of an annex, the title of a table, the attachments of a letter."""
    match node:
        case Plan(label=label) | Annex(label=label):
            yield from _label(label, (), path, node)
        case IndicatorTable(title=title):
            yield from _label(title, (id(path[1]),), path, node)
        case Letter(attachments=attachments) if len(attachments) > 1:
            for runs in attachments:
                text = plain(runs)
                number, title = split_number(text, "", _ATTACHMENT)
                if not number:
                    number, title = split_number(text.partition("：")[2], "", _ATTACHMENT)
                if number:
                    yield _Numbered((id(node), ""), _ATTACHMENT, number, node, node.key, title, node.title)


def _label(text: str, within: tuple[object, ...], path: Path, node: Node) -> Iterator[_Numbered]:
    if found := _LABEL.match(text):
        title = getattr(node, "title", "").removeprefix(found[0]).strip()
        series = (*within, found[1])
        yield _Numbered(series, f"{found[1]}{{n}}", found[0], node, _key(node), title, _near(path))


def _key(node: Node) -> str:
    return str(getattr(node, "key", ""))


def _near(path: Path) -> str:
    """Return the innermost heading in `path`, "" if there is none."""
    titled = (each for each in reversed(path) if getattr(each, "title", ""))
    near = next(titled, None)
    return f"{getattr(near, 'number', '')}{getattr(near, 'title', '')}" if near else ""
