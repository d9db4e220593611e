"""Part what an outside plan's file holds: letter, contents, plan, annexes, imprint; build the Document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.document import Annex, Contents, Document, Entry, Part, Plan
from generator.word.outside.body import read_blocks
from generator.word.outside.letters import is_imprint, read_front, read_imprint
from generator.word.outside.margins import whole_paragraphs
from generator.word.outside.numbers import is_bare_title, numbered
from generator.word.outside.titles import FoundTitle, find_title, locality_of, period_of, span_of
from generator.word.outside.typed_tables import gather_tables
from generator.word.outside.vocabulary import annex_label, status_of, without_blanks, words
from generator.word.reader import BareBlock, BareLine, BareTable

_PAGE = re.compile(r"(?<=[\s.．…·‥])\d{1,3}$")
_LEADERS = " \t\u3000.．…·‥"  # between a title and its page
_LAST_LINES = 12  # of a file, among which an imprint stands


def read_parts(blocks: Iterable[BareBlock]) -> Document:
    """Return the plan that `blocks` of any Word file are as a Document; no word of them is left out.

    Lines of letters, contents and plan that have no field of their own are paragraphs, in order. Left out are
    the numbers of pages.
    """
    whole = whole_paragraphs(gather_tables(list(blocks)))
    whole, imprint = _imprint(whole)
    title = find_title(whole)
    front = whole[: title.start] if title else []
    rest = whole[title.end :] if title else whole
    contents, front = _contents(front)
    more, rest = _contents(rest)
    cover, letter = read_front([line for block in front for line in _lines(block)], title)
    plan, annexes = _annexes(rest)
    printed = read_imprint(imprint)
    found: list[Part | None] = [cover, letter, contents, more, _plan(plan, title), *annexes, printed]
    name = title.title if title else ""
    parts = tuple(part for part in found if part is not None)
    return Document(name, locality_of(name), period_of(name), parts)


def _lines(block: BareBlock) -> Iterator[BareLine]:
    yield from (block,) if isinstance(block, BareLine) else block.lines


def _imprint(blocks: Sequence[BareBlock]) -> tuple[list[BareBlock], list[BareLine]]:
    """Return `blocks` without the imprint at their end, and its lines."""
    found: list[BareLine] = []
    kept: list[BareBlock] = []
    for place, block in enumerate(blocks):
        lines = list(_lines(block))
        late = place >= len(blocks) - _LAST_LINES
        if late and lines and is_imprint(lines[0].text) and (len(lines) == 1 or is_imprint(lines[-1].text)):
            found += lines
        else:
            kept.append(block)
    return kept, found


def _contents(blocks: Sequence[BareBlock]) -> tuple[Contents | None, list[BareBlock]]:
    """Return the contents list among `blocks`, None if there is none, and the blocks without it."""
    kept: list[BareBlock] = []
    title, entries = "", []
    inside = False
    for block in blocks:
        text = block.text.strip() if isinstance(block, BareLine) else ""
        if without_blanks(text) in words("contents"):
            title, inside = text, True
        elif isinstance(block, BareLine) and (entry := _entry(block, inside=inside)):
            entries.append(entry)
        else:
            inside = False
            kept.append(block)
    return (Contents("", title, (), tuple(entries)) if title or entries else None), kept


def _entry(line: BareLine, *, inside: bool) -> Entry | None:
    """Return the entry of a contents list that `line` is, None if it is none."""
    text = line.text.strip()
    found = _PAGE.search(text)
    title = text[: found.start()].rstrip(_LEADERS) if found else text
    if not (line.contents or (inside and found)):
        return None
    return Entry("", "", title, found[0] if found else "")


def _plan(blocks: Sequence[BareBlock], title: FoundTitle | None) -> Plan:
    rest = list(blocks)
    status, subtitle = (title.status, "") if title else ("", "")
    while rest and isinstance(line := rest[0], BareLine):
        if (found := status_of(line.text)) and not status:
            status = found
        elif (span := span_of(line.text)) and not subtitle:
            subtitle = span
        else:
            break
        rest.pop(0)
    body, numbering = read_blocks(rest)
    return Plan(
        "",
        title=title.title if title else "",
        subtitle=subtitle,
        status=status,
        body=body,
        numbering=numbering,
    )


def _annexes(blocks: Sequence[BareBlock]) -> tuple[list[BareBlock], list[Annex]]:
    """Return the blocks of the plan, and the annexes behind them."""
    starts = [place for place in range(len(blocks)) if _begins_annex(blocks, place)]
    ends = [*starts[1:], len(blocks)][: len(starts)]
    annexes = [_annex(blocks[start:end]) for start, end in zip(starts, ends, strict=True)]
    return list(blocks[: starts[0]] if starts else blocks), annexes


def _begins_annex(blocks: Sequence[BareBlock], place: int) -> bool:
    """Return whether an annex begins at `place`: its label alone, or with a title over a table."""
    line = blocks[place]
    if not isinstance(line, BareLine) or not (label := annex_label(line.text)):
        return False
    title = line.text[len(label) :].strip()
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if not title:
        return following is not None
    return is_bare_title(title) and isinstance(following, BareTable)


def _annex(blocks: Sequence[BareBlock]) -> Annex:
    first, *rest = blocks
    text = first.text if isinstance(first, BareLine) else ""
    label = annex_label(text)
    title = text[len(label) :].strip()
    if not title and rest and isinstance(line := rest[0], BareLine) and numbered(line.text) is None:
        title = line.text.strip()
        rest = rest[1:]
    body, _ = read_blocks(rest)
    return replace(Annex("", label.strip(), title), body=body)
