"""Read the text of a PDF as it flows over the pages, and find where the words of a document stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from office import MM, Line, Page, Word

from generator.document import (
    Annex,
    Block,
    Box,
    Contents,
    Division,
    Document,
    Imprint,
    IndicatorTable,
    Item,
    Letter,
    Paragraph,
    Part,
    Plan,
    TaskTable,
    plain,
    walk,
)

LEFT, TOP, RIGHT, BOTTOM = (length * MM for length in (28, 37, 184, 262))  # the type area, 156 × 225 mm
KEPT = ("heading", "label", "group", "caption")  # what never stands alone at the foot of a page


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold words of the document and where they start in the flow, -1 if they are not in their place."""

    kind: str
    text: str
    start: int
    owner: str = ""

    @property
    def end(self) -> int:
        """Return where the flow goes on."""
        return self.start + len(self.text)


class Flow:
    """Hold the words of all pages in order, without page numbers, and without header rows that repeat."""

    def __init__(self, pages: tuple[Page, ...], headers: list[str]) -> None:
        self.pages = pages
        self.text = ""
        self._starts: list[int] = []
        before = ""
        for page in pages:
            text = "".join(line.text for line in body_lines(page))
            again = next((head for head in headers if text.startswith(head) and head in before), "")
            self._starts.append(len(self.text))
            self.text += text.removeprefix(again)
            before = text

    def page(self, place: int) -> int:
        """Return the number of the page that a place is on."""
        return bisect_right(self._starts, place)


def squashed(text: str) -> str:
    """Return a text without blanks, as words stand beside each other in a flow."""
    return re.sub(r"\s", "", text)


def page_number(page: Page) -> tuple[Word, ...]:
    """Return the words — n — of a page; on an upright one they stand below the type area."""
    for size in (1, 2, 3):
        for start in range(len(page.words) - size + 1):
            words = page.words[start : start + size]
            below = page.width > page.height or words[0].top > BOTTOM
            if below and re.fullmatch(r"—\d+—", squashed("".join(word.text for word in words))):
                return words
    return ()


def body_lines(page: Page) -> list[Line]:
    """Return the lines of a page without its number, which may stand beside a line of a wide page."""
    number = set(page_number(page))
    lines = (tuple(word for word in line.words if word not in number) for line in page.lines)
    return [Line(words) for words in lines if words]


def flow(document: Document, pages: tuple[Page, ...]) -> tuple[Flow, list[Piece]]:
    """Return the flow of a document's pages, and every piece of the document where it stands in it."""
    found = Flow(pages, [squashed(label) for label in labels(document)])
    cursor, pieces = 0, []
    for kind, text, owner in (piece for part in document.parts for piece in _part(part)):
        words = squashed(text)
        start = found.text.find(words, cursor, cursor + len(words) + 200 if kind == "entry" else None)
        pieces.append(Piece(kind, words, start, owner))
        cursor = max(cursor, pieces[-1].end)
    return found, pieces


def labels(document: Document) -> Iterator[str]:
    """Yield the header rows of boxes and tables."""
    for part in document.parts:
        for path, block in walk(part) if isinstance(part, Plan | Annex) else ():
            match block:
                case Box():
                    yield block.number + block.title
                case IndicatorTable() | TaskTable() if not isinstance(path[-1], Box):
                    yield "".join(column.heading for column in block.columns)
                case _:
                    pass


_Words = tuple[str, str, str]


def _part(part: Part) -> Iterator[_Words]:
    match part:
        case Letter():
            lines = (part.recipients, *(p.runs for p in part.body), *part.attachments, part.issuer, part.date)
            yield "title", part.title, part.key
            yield from (("text", plain(line), part.key) for line in lines)
            yield "text", part.note, part.key
        case Contents():
            yield "title", part.title, part.key
            yield from (("entry", entry.text, entry.key) for entry in part.entries)
        case Plan():
            if part.label:
                yield "heading", part.label, part.key
            yield "title", part.title, part.key
            yield "text", part.status, part.key
            yield from _blocks(part.body)
        case Annex():
            yield "heading", part.label, part.key
            yield "title", part.title, part.key
            yield from _blocks(part.body)
        case Imprint():
            yield from (("text", plain(line), part.key) for line in (part.copies, part.issuer, part.date))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[_Words]:
    for block in blocks:
        match block:
            case Paragraph():
                yield "text", plain(block.runs), block.key
            case Division():
                yield from _division(block)
            case Box():
                yield from _box(block)
            case IndicatorTable():
                yield "caption", block.title, block.key
            case TaskTable():
                pass


def _division(division: Division) -> Iterator[_Words]:
    """Yield a heading, on a line of its own or at the head of its first paragraph."""
    title, body = division.number + division.title, division.body
    inline = (division.run_in or not division.title) and body and isinstance(body[0], Paragraph)
    if inline and isinstance(body[0], Paragraph):
        yield "text", title + ("。" if division.title else "") + plain(body[0].runs), division.key
    else:
        yield "heading", title, division.key
    yield from _blocks(body[1:] if inline else body)


def _box(box: Box) -> Iterator[_Words]:
    yield "label", box.number + box.title, box.key
    for item in box.items:
        yield from _item(item, box.key)
    for group in box.groups:
        yield "group", group.number + group.title, box.key
        yield from (("text", plain(paragraph.runs), box.key) for paragraph in group.body)
        for item in group.items:
            yield from _item(item, box.key)


def _item(item: Item, owner: str) -> Iterator[_Words]:
    texts = [plain(paragraph.runs) for paragraph in item.body]
    yield "text", f"{item.number}{item.title}{item.mark}" + "".join(texts[:1]), owner
    yield from (("text", text, owner) for text in texts[1:])
