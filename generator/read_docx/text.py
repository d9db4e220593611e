"""Lines of a Word file as paragraphs, headings and titles of a Document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.document import Paragraph, Passage, Run, joined, plain
from generator.read_docx.inline import Piece
from generator.read_docx.known import Known
from generator.read_docx.lines import Line

# Bounded: the pattern comes with the file, and one like {n}{n}{n} would be tried in every way there is.
_NUMBERS = {"n": r"\d{1,4}", "cjk": "[零一二三四五六七八九十百千]{1,8}"}
_MOST_NUMBERS = 3  # in one pattern
_WORD = re.compile(r"\\\{(\w+)\\\}")


class Texts:
    """Reads text under the bookmarks that a file's draft knows."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def mark(self, line: Line, kind: type | tuple[type, ...]) -> str:
        """The first bookmark of a line that stands for a block of this kind; empty if there is none."""
        return next((name for name in line.marks if isinstance(self.known.nodes.get(name), kind)), "")

    def runs(self, pieces: Iterable[Piece], was: tuple[Run, ...] = ()) -> tuple[Run, ...]:
        """The runs of pieces, which were the draft's runs `was`; neighbouring plain texts are one."""
        return recalled(tuple(joined(piece.run for piece in pieces)), was)

    def paragraph(self, line: Line, pieces: tuple[Piece, ...]) -> Paragraph | None:
        """The paragraph of these pieces of a line, None where nothing says that there is one.

        What was typed outside of all passages goes to the one before it.
        """
        node = self.known.nodes.get(self.mark(line, Paragraph))
        passages = [name for name in line.marks if isinstance(self.known.nodes.get(name), Passage)]
        if not isinstance(node, Paragraph):
            if not pieces:
                return None
            node = Paragraph("", ())
        if not passages:
            return Paragraph(node.key, (Passage("", self.runs(pieces, node.runs)),) if pieces else ())
        found: dict[str, list[Piece]] = {name: [] for name in passages}
        current = passages[0]
        for piece in pieces:
            current = next((name for name in passages if name in piece.marks), current)
            found[current].append(piece)
        return Paragraph(node.key, tuple(self._passage(name, inner) for name, inner in found.items()))

    def _passage(self, name: str, pieces: list[Piece]) -> Passage:
        node = self.known.nodes[name]
        assert isinstance(node, Passage)  # noqa: S101  # only names of passages come here
        return Passage(node.key, self.runs(pieces, node.runs), node.duties)


def recalled(found: tuple[Run, ...], was: tuple[Run, ...]) -> tuple[Run, ...]:
    """What stands in a file, as the draft had it where the words are the same.

    So a figure is known whose control somebody took away, or whose tag another program did not keep.
    """
    return was if plain(found) == plain(was) else found


def split(line: Line, mark: str) -> tuple[str, tuple[Piece, ...]]:
    """The words of a line under a bookmark, and the pieces behind them."""
    head = "".join(piece.run.text for piece in line.pieces if mark in piece.marks)
    return head, tuple(piece for piece in line.pieces if mark not in piece.marks)


def unnumbered(text: str, number: str, pattern: str) -> tuple[str, str]:
    """A printed heading as number and title: the number it had, else one that its pattern would print."""
    if text.startswith(number):
        return number, text[len(number) :]
    if not pattern or pattern.count("{") > _MOST_NUMBERS:
        return "", text
    found = re.match(_WORD.sub(lambda word: _NUMBERS.get(word[1], word[0]), re.escape(pattern)), text)
    return (found[0], text[found.end() :]) if found else ("", text)
