"""Lay out plans on pages as a PDF has them, and say where each word stands, as poppler does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

_SIZE, _LINE, _PAD = 16.0, 20.0, 5.4  # points: a character, a line, the edge of a cell
_LEFT, _TOP, _HEIGHT = 90.0, 80.0, 842.0
_ACROSS = 25  # characters of a line
_LINES = 33  # of a page

Row = Sequence[str]


@dataclass
class Pages:
    """Gather what stands on pages; `centred` says that cells stand halfway down their rows."""

    centred: bool = False
    header: str = ""
    words: list[tuple[int, str, float, float]] = field(default_factory=list)
    line: float = 0.0
    page: int = 0

    def paragraph(self, text: str, indent: int = 2) -> None:
        """Set a paragraph, its first line indented."""
        rest = "\0" * indent + text
        while rest:
            self._room(1)
            line, rest = rest[:_ACROSS], rest[_ACROSS:]
            begins = len(line) - len(line.lstrip("\0"))
            self._word(line.lstrip("\0"), _LEFT + begins * _SIZE, self.line)
            self.line += 1

    def table(self, rows: Sequence[Row], widths: Sequence[int]) -> None:
        """Set a table whose columns are so many characters wide; a row of one cell goes across all."""
        for row in rows:
            cells = [_wrapped(text, width) for text, width in zip(row, widths, strict=False)]
            if len(row) == 1:
                cells = [[row[0]]]
            height = max(map(len, cells))
            self._room(height)
            left = _LEFT + _PAD
            for cell, width in zip(cells, widths, strict=False):
                above = (height - len(cell)) / 2 if self.centred else 0.0
                for n, line in enumerate(cell):
                    self._word(line, left, self.line + above + n)
                left += width * _SIZE + 2 * _PAD
            self.line += height + 0.1

    def merged(self, groups: Sequence[tuple[str, Sequence[Row]]], widths: Sequence[int]) -> None:
        """Set the rows of groups, the name of each in a first column over all its rows."""
        own, *others = widths
        for name, rows in groups:
            heights = [
                max(len(_wrapped(text, width)) for text, width in zip(row, others, strict=True))
                for row in rows
            ]
            height = sum(heights) + 0.1 * (len(heights) - 1)
            self._room(height)
            lines = _wrapped(name, own)
            above = (height - len(lines)) / 2 if self.centred else 0.0
            for n, line in enumerate(lines):
                self._word(line, _LEFT + _PAD, self.line + above + n)
            for row in rows:
                self.table([("", *row)], widths)

    def content(self) -> bytes:
        """Return all words with their places."""
        return "".join(self._xhtml()).encode()

    def _xhtml(self) -> Iterator[str]:
        yield '<html xmlns="http://www.w3.org/1999/xhtml"><body><doc>'
        for page in range(self.page + 1):
            yield f'<page width="595.0" height="{_HEIGHT}">'
            yield from _printed(self.header, _LEFT, 40.0) if self.header else ()
            for at, text, left, line in self.words:
                yield from _printed(text, left, _TOP + line * _LINE) if at == page else ()
            yield from _printed(f"— {page + 1} —", 280.0, _HEIGHT - 40)
            yield "</page>"
        yield "</doc></body></html>"

    def _room(self, lines: float) -> None:
        if self.line + lines > _LINES:
            self.page += 1
            self.line = 0.0

    def _word(self, text: str, left: float, line: float) -> None:
        if text:
            self.words.append((self.page, text, left, line))


def _wrapped(text: str, width: int) -> list[str]:
    lines, taken = [""], 0.0
    for sign in text:
        taken += 0.5 if sign.isascii() else 1
        if taken > width:
            lines.append("")
            taken = 0.5 if sign.isascii() else 1
        lines[-1] += sign
    return lines


def _printed(text: str, left: float, top: float) -> Iterator[str]:
    right = left + sum(_SIZE / 2 if sign.isascii() else _SIZE for sign in text)
    place = f'xMin="{left}" yMin="{top}" xMax="{right}" yMax="{top + _SIZE * 1.2}"'
    yield f"<word {place}>{escape(text)}</word>"
