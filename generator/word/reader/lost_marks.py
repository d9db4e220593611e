"""Give the lines of an edited Word file the bookmarks, roles and figures that they have lost.

Other programs and hands drop bookmarks and controls. The words that still stand, and their order, tell which
line of the file as it was written each line is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.diff import pair_equal, pair_in_place, pair_moved, pair_similar
from generator.word.reader.lines import BodyBlock, Line, Table
from generator.word.reader.lost_line import join_lines, part_line, restore_line, without_marks


def restore_marks(blocks: Sequence[BodyBlock], written: Sequence[BodyBlock]) -> list[BodyBlock]:
    """Return `blocks` of a body with what their lines have lost of the bookmarks and figures of `written`.

    `written` are the blocks of the file as it was written.
    """
    old, new = list(_units(written)), list(_units(blocks))
    restored = _Restored(_joined(old, new), parts := _joined(new, old))
    lines = chain.from_iterable(map(_parted, parts, restored.lines()))
    return [_with_lines(block, lines) for block in blocks]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Hold the lines that are recognised as one: a paragraph, or a row of several cells.

    `cut` is where a paragraph ends whose other half is another paragraph in this version, 0 if there is none.
    """

    lines: tuple[Line, ...]
    cut: int = 0

    @property
    def text(self) -> str:
        """Return the words by which to recognise it, without the page number of a contents entry."""
        if len(self.lines) == 1 and self.lines[0].role.startswith("contents"):
            return self.lines[0].text.partition("\t")[0]
        return "\t".join(line.text for line in self.lines).strip("\t")

    @property
    def bookmarks(self) -> list[str]:
        """Return the bookmarks that begin in its lines."""
        return [mark for line in self.lines for mark in line.bookmarks]


class _Restored:
    """Pair the units of a file as it was written with those that it has now."""

    def __init__(self, old: list[_Unit], new: list[_Unit]) -> None:
        self.old, self.new = old, new
        self.place = {mark: i for i, unit in enumerate(old) for mark in unit.bookmarks}
        self.marked = {
            j: marks
            for j, unit in enumerate(new)
            if (marks := [m for m in unit.bookmarks if m in self.place])
        }
        self.copies: set[int] = set()
        self.pairs = self._known_pairs()
        self.present = {m for j, marks in self.marked.items() if j not in self.copies for m in marks}
        self._pair_rest()

    def lines(self) -> Iterator[tuple[Line, ...]]:
        """Yield the lines of every unit that there is now, with what they had lost."""
        old = {j: self.old[i] for i, j in self.pairs.items()}
        for j, unit in enumerate(self.new):
            if j in old:
                yield self._unit(old[j], unit)
            elif j in self.copies:
                yield tuple(without_marks(line, self.place) for line in unit.lines)
            else:
                yield unit.lines

    def _known_pairs(self) -> dict[int, int]:
        """Return places by bookmark, then by equal words in the same order.

        A copy takes the bookmarks along: where the words still stand in their old place without, they are the
        original.
        """
        equal = pair_equal([unit.text for unit in self.old], [unit.text for unit in self.new])
        in_order = set(equal.values())
        pairs: dict[int, int] = {}
        for j, marks in self.marked.items():
            i = self.place[marks[0]]
            stayed = equal.get(i, j)
            if stayed != j and stayed not in self.marked and j not in in_order:
                self.copies.add(j)
                pairs[i] = stayed
            else:
                pairs.setdefault(i, j)
        used = {*pairs.values(), *self.marked}
        return pairs | {i: j for i, j in equal.items() if i not in pairs and j not in used}

    def _pair_rest(self) -> None:
        """Add pairs of what has lost all bookmarks and stands elsewhere, or in other words."""
        for pair in (pair_moved, pair_similar, pair_in_place):
            used = {*self.pairs.values(), *self.marked}
            before = {i: u.text for i, u in enumerate(self.old) if i not in self.pairs and self._lost(u)}
            after = {j: u.text for j, u in enumerate(self.new) if j not in used and u.text}
            self.pairs |= pair(before, after, self.pairs)

    def _lost(self, unit: _Unit) -> bool:
        """Return whether `unit` has bookmarks, and none of them is left."""
        return bool(unit.bookmarks) and self.present.isdisjoint(unit.bookmarks)

    def _unit(self, old: _Unit, new: _Unit) -> tuple[Line, ...]:
        """Return the lines of `new`; what a row of another shape has lost goes to its first line."""
        lost = [mark for mark in old.bookmarks if mark not in self.present]
        if len(old.lines) == len(new.lines):
            return tuple(
                restore_line(before, after, lost) for before, after in zip(old.lines, new.lines, strict=True)
            )
        first, *others = new.lines
        return (restore_line(old.lines[0], first, lost), *others)


def _units(blocks: Iterable[BodyBlock]) -> Iterator[_Unit]:
    for block in blocks:
        match block:
            case Line():
                yield _Unit((block,))
            case Table():
                for row in block.rows:
                    lines = tuple(line for cell in row for line in cell)
                    yield from (_Unit((line,)) for line in lines) if len(row) == 1 else [_Unit(lines)]


def _joined(units: list[_Unit], others: list[_Unit]) -> list[_Unit]:
    """Return `units` with two neighbouring paragraphs as one where `others` have the words of both in one."""
    wanted = {unit.text for unit in others} - {unit.text for unit in units}
    joined: list[_Unit] = []
    for unit in units:
        before = joined[-1] if joined else _Unit(())
        if before.text + unit.text in wanted and before.text and unit.text and not before.cut:
            joined[-1] = _Unit((join_lines(*before.lines, *unit.lines),), cut=len(before.text))
        else:
            joined.append(unit)
    return joined


def _parted(unit: _Unit, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the `lines` of `unit`, a paragraph that was joined for the comparison as the two that it is."""
    return part_line(lines[0], unit.cut) if unit.cut else lines


def _with_lines(block: BodyBlock, lines: Iterator[Line]) -> BodyBlock:
    """Return `block` with the next of `lines` in the places of its own."""
    match block:
        case Line():
            return next(lines)
        case Table():
            return Table(tuple(tuple(tuple(next(lines) for _ in cell) for cell in row) for row in block.rows))
    return block
