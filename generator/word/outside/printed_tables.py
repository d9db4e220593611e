"""Find the tables of indicators and of tasks on the pages of a PDF, where nothing but words has a place.

Known are the headings of columns. What stands below them in columns is the table's, up to what runs across.
Rows begin with their numbers, or are as many as the values; cells stand at the top of a row, or halfway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.word.outside.columns import is_indicator_head, is_task_head
from generator.word.outside.numbers import is_bare_title, numbered
from generator.word.outside.printed_lines import PrintedLine, pieces_of
from generator.word.outside.printed_rows import table_of
from generator.word.outside.vocabulary import begins_with, words
from generator.word.reader import BareTable, PrintedWord

_CELLS = 0.5  # of a character: what is set so far apart stands in two cells
_FEWEST = 3  # columns, and rows
_MOST_LINES = 1_000  # of a table
_MOST_PAGES = 30  # of a table, whose head stands on each
_APART = 2.2  # lines: what stands so far below is no more of the table


@dataclass(frozen=True, slots=True)
class Head:
    """Hold the headings of the columns of a table, each with its place, and how many lines they take."""

    pieces: tuple[PrintedWord, ...]
    lines: int

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the headings."""
        return tuple(piece.text.replace(" ", "") for piece in self.pieces)


def head_at(lines: Sequence[PrintedLine], place: int) -> Head | None:
    """Return the head of a table at `place`, in one line or in two; None for none."""
    first = _whole_names(list(pieces_of(lines[place].words, lines[place].size, _CELLS)))
    for count in (1, 2):
        pieces = first
        if count > 1:
            if place + 1 >= len(lines) or len(first) < _FEWEST:
                return None
            below = pieces_of(lines[place + 1].words, lines[place + 1].size, _CELLS)
            pieces = _joined(first, list(below))
        head = Head(tuple(pieces), count)
        if len(pieces) >= _FEWEST and (is_indicator_head(head.texts) or is_task_head(head.texts)):
            return head
    return None


def _whole_names(pieces: list[PrintedWord]) -> list[PrintedWord]:
    """Return `pieces`, those of one character joined to the next: 指  标."""
    found: list[PrintedWord] = []
    for piece in pieces:
        if found and len(found[-1].text) == 1 and len(piece.text) == 1:
            found[-1] = _one(found[-1], piece)
        else:
            found.append(piece)
    return found


def _one(first: PrintedWord, second: PrintedWord) -> PrintedWord:
    return PrintedWord(
        first.text + second.text,
        min(first.left, second.left),
        min(first.top, second.top),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
    )


def _joined(pieces: list[PrintedWord], below: list[PrintedWord]) -> list[PrintedWord]:
    """Return `pieces`, each with what stands `below` it."""
    found = list(pieces)
    for each in below:
        place = next(
            (n for n, one in enumerate(found) if one.left < each.right and each.left < one.right), None
        )
        if place is None:
            return []
        found[place] = _one(found[place], each)
    return found


def read_table(lines: Sequence[PrintedLine], place: int, head: Head) -> tuple[BareTable | None, int]:
    """Return the table whose `head` stands at `place` of `lines`, and the place behind it; None for none."""
    places = list(_body(lines, place + head.lines, head))
    body = [lines[each] for each in places]
    table, taken = table_of(body, head.texts, tuple(_bounds(head, body)))
    return (table, places[taken - 1] + 1) if table else (None, place)


def _is_again(lines: Sequence[PrintedLine], place: int, head: Head) -> bool:
    again = head_at(lines, place)
    return again is not None and again.texts == head.texts


def _body(lines: Sequence[PrintedLine], start: int, head: Head) -> Iterator[int]:
    """Yield the places of the lines behind the `head` of a table that may be its own.

    It ends before a note, or a line that runs across columns.
    """
    centres = [(piece.left + piece.right) / 2 for piece in head.pieces]
    place, above, again = start, head.pieces[0].middle, 0
    while place < min(len(lines), start + _MOST_LINES):
        line = lines[place]
        if again < _MOST_PAGES and _is_again(lines, place, head):
            place, again = place + head.lines, again + 1
            continue
        pieces = list(pieces_of(line.words, line.size, _CELLS))
        if begins_with(pieces[0].text, words("note")):
            return
        across = [piece for piece in pieces if sum(piece.left < each < piece.right for each in centres) > 1]
        if across and not (len(pieces) == 1 and is_bare_title(pieces[0].text)):
            return
        far = line.middle - above > _APART * (line.words[0].bottom - line.words[0].top)
        if far and len(pieces) == 1 and numbered(pieces[0].text):
            return
        yield place
        above = line.middle
        place += 1


def _bounds(head: Head, body: Sequence[PrintedLine]) -> Iterator[float]:
    """Yield where one column ends and the next begins: in the widest gap between their headings."""
    rows = [list(pieces_of(line.words, line.size, _CELLS)) for line in body]
    last = max((n for n, row in enumerate(rows) if len(row) > 1), default=0)
    words = [*head.pieces, *(word for row in rows[: last + 1] for word in row)]  # behind it text may follow
    for one, other in zip(head.pieces, head.pieces[1:], strict=False):
        low, high = (one.left + one.right) / 2, (other.left + other.right) / 2
        inside = sorted((word.left, word.right) for word in words if word.right > low and word.left < high)
        best, reached = (0.0, (low + high) / 2), low
        for left, right in inside:
            best = max(best, (min(left, high) - reached, (min(left, high) + reached) / 2))
            reached = max(reached, right)
        best = max(best, (high - reached, (high + reached) / 2))
        yield best[1]
