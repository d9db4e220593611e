"""Find the tables of indicators that stand as lines of text, their cells parted by blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from generator.word.outside.columns import is_indicator_head, roles_of
from generator.word.outside.numbers import is_bare_title
from generator.word.outside.vocabulary import named, one_of, without_blanks, words
from generator.word.reader import BareBlock, BareCell, BareLine, BareTable

_YEAR = r"(?:19|20)\d\d\s*年?"
_ROW = re.compile(r"\s*(\d{1,2})\s*[.．、]\s*(?!\d)")
_VALUE = re.compile(r"[\d＞＜>≥≤<\[［【XＸ—–－\-]")
_FEWEST = 3  # columns
_MOST_LINES = 8  # of a category
_MOST_WORDS = 40  # of one row
_MOST_HEADS = 40  # lines that could be the head of a table


@dataclass(slots=True)
class _Row:
    """Gather the words of a row that begins with its number."""

    category: str
    said: list[str] = field(default_factory=list)


def gather_tables(blocks: Sequence[BareBlock]) -> list[BareBlock]:
    """Return `blocks`, the lines of a table among them as a table."""
    found: list[BareBlock] = []
    place = tried = 0
    lines = [each for each in blocks if not isinstance(each, BareLine) or each.text.strip()]
    while place < len(lines):
        headings = _head(lines[place]) if tried < _MOST_HEADS else ()
        tried += bool(headings)
        taken, table = _table(lines[place + 1 :], headings) if headings else (0, None)
        if table is None:
            found.append(lines[place])
            place += 1
        else:
            found.append(table)
            place += 1 + taken
    return found if len(found) < len(lines) else list(blocks)


@cache
def _heading() -> re.Pattern[str]:
    known = tuple(name for names in named("columns").values() for name in names)
    return re.compile(rf"\s*({_YEAR}|{one_of(known)})(?:\s+|$)")


def _head(block: BareBlock) -> tuple[str, ...]:
    """Return the headings of the columns that `block` is a line of, none if it is none."""
    if not isinstance(block, BareLine):
        return ()
    headings, rest = [], block.text
    while found := _heading().match(rest):
        headings.append(found[1])
        rest = rest[found.end() :]
    enough = len(headings) >= _FEWEST and not rest.strip() and is_indicator_head(headings)
    return tuple(headings) if enough else ()


def _table(blocks: Sequence[BareBlock], headings: tuple[str, ...]) -> tuple[int, BareTable | None]:
    """Return how many of `blocks` are lines of a table with these `headings`, and the table."""
    roles = roles_of(headings)
    rows: list[_Row] = []
    waiting: list[str] = []  # lines that may be a category, or no more of the table
    taken = 0
    for place, block in enumerate(blocks):
        if not isinstance(block, BareLine) or len(waiting) > _MOST_LINES or _is_too_long(rows):
            break
        numbered = _ROW.match(block.text)
        if numbered and int(numbered[1]) == len(rows) + 1:
            rows.append(_Row(without_blanks("".join(waiting))))
            rows[-1].said = block.text.split()
            waiting, taken = [], place + 1
        elif rows and not _is_whole(rows[-1].said, roles):
            rows[-1].said += block.text.split()
            taken = place + 1
        elif is_bare_title(block.text.strip()) or len(block.text.strip()) == 1:
            waiting.append(block.text)
        else:
            break
    if len(rows) < _FEWEST or not all(_is_whole(row.said, roles) for row in rows):
        return 0, None
    return taken, BareTable((_cells(headings), *_rows(rows, roles)))


def _is_too_long(rows: Sequence[_Row]) -> bool:
    """Return whether the last of `rows` has more words than any row of a table."""
    return bool(rows) and len(rows[-1].said) > _MOST_WORDS


def _is_whole(said: Sequence[str], roles: Sequence[str]) -> bool:
    """Return whether a row of these words has all its cells."""
    return len(_values(said, roles)) == len(roles) - ("category" in roles)


def _rows(rows: Sequence[_Row], roles: Sequence[str]) -> Iterator[tuple[BareCell, ...]]:
    category = ""
    for row in rows:
        if row.category and "category" not in roles:
            yield (BareCell((BareLine(row.category),), across=len(roles)),)
        category = row.category or category
        values = iter(_values(row.said, roles))
        yield _cells([category if role == "category" else next(values) for role in roles])


def _values(said: Sequence[str], roles: Sequence[str]) -> list[str]:
    """Return the cells of a row of these words: name, then values, the attribute among them."""
    attribute = next((n for n, each in enumerate(said) if each in words("attributes")), len(said))
    own = [role for role in roles if role != "category"]
    places = own.index("attribute") - 1 if "attribute" in own else len(own) - 1
    name, before = _name(list(said[:attribute]), places)
    behind = _grouped(list(said[attribute + 1 :]))
    cells = [name, *before]
    return cells + ([said[attribute]] if attribute < len(said) else []) + behind


def _name(said: list[str], places: int) -> tuple[str, list[str]]:
    """Return the name that `said` begin with, and the values behind it, for which there are `places`."""
    for end in range(1, len(said)):
        if _VALUE.match(said[end]) and len(rest := _grouped(said[end:])) <= places:
            return "".join(said[:end]), rest
    return "".join(said), []


def _grouped(said: list[str]) -> list[str]:
    """Return the values that `said` are, words that belong together joined: 100 %, 与生产总 值同步."""
    values: list[str] = []
    for n, piece in enumerate(said):
        again = n > 0 and not _VALUE.match(piece) and (not _VALUE.match(said[n - 1]) or piece in "%％")
        if again:
            values[-1] += piece
        else:
            values.append(piece)
    return values


def _cells(texts: Sequence[str]) -> tuple[BareCell, ...]:
    return tuple(BareCell((BareLine(text),)) for text in texts)
