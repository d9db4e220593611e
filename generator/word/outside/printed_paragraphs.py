"""Join the lines on the pages of a PDF to paragraphs, by where they begin and end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.word.outside.margins import closed_up, ends_sentence
from generator.word.outside.numbers import numbered, split_title
from generator.word.outside.printed_lines import PrintedLine
from generator.word.outside.vocabulary import is_annex_label, is_status, words
from generator.word.reader import BareLine, number_expression

_INDENT = 1.2  # characters: what begins so far from the margin begins a paragraph
_SHORT = 1.6  # … and what ends so far from the other one ends it
_LOOSE = 3.0  # … where it ends within a sentence
_MANY = 0.2  # of as many lines as begin anywhere begin at the margin, however many are indented
_NEARLY_ALL = 0.95  # of the lines end before the right margin, or on it
_LOOKED_AT = 40  # lines, in which a bracket may be open
_STOPS, _CLOSERS = "。；", "）)"


@dataclass(frozen=True, slots=True)
class Margins:
    """Hold where lines of a PDF begin that are not indented, and where the longest end, in points."""

    left: float
    right: float


def margins_of(lines: Sequence[PrintedLine]) -> Margins:
    """Return the margins of `lines`."""
    if not lines:
        return Margins(0, 0)
    lefts = Counter(round(line.left) for line in lines)
    rights = sorted(line.right for line in lines)
    left = min(left for left, count in lefts.items() if count >= _MANY * max(lefts.values()))
    return Margins(left, rights[int(_NEARLY_ALL * (len(rights) - 1))])


def paragraphs(lines: Sequence[PrintedLine], margins: Margins) -> Iterator[BareLine]:
    """Yield the paragraphs that `lines` with these `margins` are."""
    waiting: list[PrintedLine] = []
    for line in lines:
        if waiting and _parts(waiting, line, margins):
            yield _whole(waiting)
            waiting = []
        waiting.append(line)
    if waiting:
        yield _whole(waiting)


def _whole(lines: Sequence[PrintedLine]) -> BareLine:
    return BareLine(closed_up("".join(line.text for line in lines)))


def _parts(lines: Sequence[PrintedLine], line: PrintedLine, margins: Margins) -> bool:
    """Return whether a paragraph begins with `line`, below the `lines` of another."""
    if line.left - margins.left > _INDENT * line.size or _opens(line.text):
        return True
    last = lines[-1]
    above = "".join(each.text for each in lines[-_LOOKED_AT:])
    number = numbered(line.text)
    if number and not number.rest[0].isdigit() and above.count("（") == above.count("）"):
        return True
    ended = ends_sentence(last.text) or last.text[-1] in _CLOSERS
    if not ended and len(lines) > 1:
        return False
    begun = numbered(above) if len(lines) == 1 else None
    heading = begun and not set(above) & set(_STOPS) and not split_title(begun.rest, gap=True).body
    return margins.right - last.right > (_SHORT if ended or heading else _LOOSE) * last.size


def _opens(text: str) -> bool:
    """Return whether a line with this `text` begins a paragraph wherever it stands."""
    known = is_annex_label(text) or is_status(text)
    return known or any(number_expression(each).match(text) for each in words("box"))
