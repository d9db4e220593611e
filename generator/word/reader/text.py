"""Turn lines of a Word file into paragraphs, headings and titles of a Document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from generator.document import Paragraph, Passage, Run, joined, plain
from generator.word.ooxml.names import BOOKMARK
from generator.word.reader.bookmark_index import BookmarkIndex
from generator.word.reader.inline import Piece
from generator.word.reader.lines import Line


class TextReader:
    """Read text under the bookmarks of a draft's `index`."""

    def __init__(self, index: BookmarkIndex) -> None:
        self.index = index

    def bookmark(self, line: Line, kind: type | tuple[type, ...]) -> str:
        """Return the first bookmark of `line` that stands for a block of `kind`, "" if there is none."""
        return next((name for name in line.bookmarks if isinstance(self.index.blocks.get(name), kind)), "")

    def runs(self, pieces: Iterable[Piece], was: tuple[Run, ...] = ()) -> tuple[Run, ...]:
        """Return the runs of `pieces`, or the draft's runs `was` if the text is theirs."""
        return restore_runs(tuple(joined(piece.run for piece in pieces)), was)

    def paragraph(self, line: Line, pieces: tuple[Piece, ...]) -> Paragraph | None:
        """Return the paragraph of `pieces` of `line`, None if there are neither a bookmark nor pieces.

        Text outside of all passages goes to the passage before it; the rest of one that began in the
        paragraph before is a passage of its own, as is one of another draft: a redline has those that went.
        """
        rest = tuple(takewhile(lambda piece: self._continues(piece, line), pieces))
        if rest and len(rest) < len(pieces):
            own = self.paragraph(line, pieces[len(rest) :]) or Paragraph("", ())
            return replace(own, passages=(Passage("", self.runs(rest)), *own.passages))
        node = self.index.blocks.get(self.bookmark(line, Paragraph))
        passages = [name for name in line.bookmarks if isinstance(self.index.blocks.get(name), Passage)]
        if not isinstance(node, Paragraph):
            if not pieces:
                return None
            node = Paragraph("", ())
        if not passages:
            return Paragraph(node.key, (Passage("", self.runs(pieces, node.runs)),) if pieces else ())
        foreign = self._foreign(line, pieces)
        found: dict[str, list[Piece]] = {} if foreign else {name: [] for name in passages}
        places = {name: n for n, name in enumerate(passages)}
        order = {name: n for n, name in enumerate(line.bookmarks)}
        current = passages[0]
        for piece in pieces:
            others = sorted(piece.marks & foreign, key=order.__getitem__)
            inside = [name for name in piece.marks if name in places]
            current = min(inside, key=places.__getitem__, default=others[-1] if others else current)
            found.setdefault(current, []).append(piece)
        kept = ((name, inner) for name, inner in found.items() if any(piece.run.text for piece in inner))
        return Paragraph(node.key, tuple(self._passage(name, inner) for name, inner in kept))

    def _foreign(self, line: Line, pieces: tuple[Piece, ...]) -> frozenset[str]:
        """Return our bookmarks of `line` that the draft has not, but for those over all `pieces`."""
        unknown = {name for name in line.bookmarks if name.startswith(BOOKMARK)} - self.index.blocks.keys()
        return frozenset(name for name in unknown if not all(name in piece.marks for piece in pieces))

    def _continues(self, piece: Piece, line: Line) -> bool:
        """Return whether `piece` stands under a passage that began before `line`."""
        passages = [name for name in piece.marks if isinstance(self.index.blocks.get(name), Passage)]
        return bool(passages) and not any(name in line.bookmarks for name in passages)

    def _passage(self, name: str, pieces: list[Piece]) -> Passage:
        node = self.index.blocks.get(name)
        if not isinstance(node, Passage):
            return Passage("", self.runs(pieces))
        return Passage(node.key, self.runs(pieces, node.runs), node.duties)


def restore_runs(found: tuple[Run, ...], was: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the draft's runs `was` if the text is unchanged, else the `found` ones of the file.

    So a figure is still known if somebody removed its control, or another program dropped its tag.
    """
    return was if plain(found) == plain(was) else found


def split_at_bookmark(line: Line, mark: str) -> tuple[str, tuple[Piece, ...]]:
    """Return the text of `line` under the bookmark `mark`, and the pieces outside of it."""
    head = "".join(piece.run.text for piece in line.pieces if mark in piece.marks)
    return head, tuple(piece for piece in line.pieces if mark not in piece.marks)
