"""Join lines that were broken at the margin, as in text copied from a PDF; leave out numbers of pages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.word.outside.numbers import is_bare_title, numbered
from generator.word.outside.titles import is_title
from generator.word.outside.vocabulary import begins_with, is_annex_label, is_status, words
from generator.word.reader import BareBlock, BareLine, BareTable, number_expression

_PAGE = re.compile(
    r"\s*(?:[-—–－·]+\s*\d{1,3}\s*[-—–－·]+|第\s*\d{1,3}\s*页(?:\s*共\s*\d{1,3}\s*页)?|\d{1,3})\s*"
)
_STOPS = "。！？；：:;"
_CLOSERS = "”’）)》"
_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”"}
_WIDE = {"W", "F", "A"}
_WIDEST = 46.0  # characters of a printed line; A4 has 28 in the official size
_NARROWEST = 16.0
_FILLED = 0.35  # of the lines are as wide as any, if they were broken at the margin
_FEWEST = 30  # lines, to say how a text is set
_HALF = 0.4  # of the lines end within a sentence, if they were broken at the margin
_SHORT = 0.6  # of the width: a line that ends by itself
_TITLED = 0.8  # of the width: a numbered one that does
_OFTEN = 0.3
_INDENTED = 2  # blanks more than most lines have: a paragraph begins
_LONGEST_TITLE = 100  # characters
_LOOKED_AT = 2000  # characters, in which a bracket may be open
_DASHES = ("——",)
_INDENT = 3.5  # characters by which the first line of a paragraph is shorter where its indent is lost
_ORPHAN = 2.0  # a line of one or two characters is the rest of another
_BESIDE_DIGITS = re.compile(
    r"(?<=[\u3400-\u9fff“”（）《》，。、]) (?=[\d＞＜>≥])|(?<=\d) (?=[\u3400-\u9fff%％])"
)


def whole_paragraphs(blocks: Sequence[BareBlock]) -> list[BareBlock]:
    """Return `blocks` without empty lines and page numbers, lines that were broken at the margin joined."""
    width = margin(blocks)
    gaps = bool(width) and _tells_by_gaps(blocks)
    kept = [each for each in blocks if isinstance(each, BareTable) or not _is_noise(each, width, gaps=gaps)]
    return list(_joined(kept, width) if width else _rejoined(kept))


def _rejoined(blocks: Sequence[BareBlock]) -> Iterator[BareBlock]:
    """Yield `blocks`, lines joined to the one above that a hand broke off it within a sentence or a title."""
    waiting: BareLine | None = None
    for block in map(_stripped, blocks):
        if isinstance(block, BareLine) and waiting is not None and _is_rest(waiting.text, block):
            waiting = replace(waiting, text=waiting.text + block.text)
            continue
        yield from () if waiting is None else (waiting,)
        waiting = block if isinstance(block, BareLine) else None
        yield from () if isinstance(block, BareLine) else (block,)
    yield from () if waiting is None else (waiting,)


def _is_rest(above: str, line: BareLine) -> bool:
    """Return whether `line` is the rest of what stands `above` it in the same paragraph."""
    heading = numbered(above) is not None and is_bare_title(above)
    return line.broken and not (
        heading or ends_sentence(above) or numbered(line.text) or is_status(line.text)
    )


def margin(blocks: Sequence[BareBlock]) -> float:
    """Return the width at which the lines of `blocks` were broken, in characters; 0 if they were not."""
    lines = [text for block in blocks if isinstance(block, BareLine) if (text := block.text.strip())]
    if len(lines) < _FEWEST:
        return 0.0
    widths = sorted(map(_width, lines))
    widest = widths[int(len(widths) * 0.95)]
    full = [line for line in lines if _width(line) > widest - _INDENT]
    within = sum(not ends_sentence(line) for line in full)
    filled = len(full) > _FILLED * len(lines) and widest >= _NARROWEST
    return widest if filled and widest <= _WIDEST and within > _HALF * len(full) else 0.0


def _is_noise(line: BareLine, width: float, *, gaps: bool) -> bool:
    """Return whether `line` is empty, and no gap that ends a paragraph, or a page's number."""
    return not (line.text.strip() or gaps) or bool(width and _PAGE.fullmatch(line.text))


def _stripped(block: BareBlock) -> BareBlock:
    """Return `block` without the blanks at its ends, which are its indent."""
    if isinstance(block, BareTable):
        return block
    indent = len(block.text) - len(block.text.lstrip())
    return replace(block, text=block.text.strip(), lead=max(block.lead - indent, 0))


def _tells_by_gaps(blocks: Sequence[BareBlock]) -> bool:
    """Return whether empty lines stand between paragraphs only, and not between all lines."""
    empty = [not block.text.strip() for block in blocks if isinstance(block, BareLine)]
    followed = sum(not one and not other for one, other in pairwise(empty))
    return any(empty) and followed > len(empty) * _OFTEN


def _joined(blocks: Sequence[BareBlock], width: float) -> Iterator[BareBlock]:
    waiting: BareLine | None = None
    last = ""
    base = _usual_indent(blocks)
    for block in blocks:
        if isinstance(block, BareTable) or not block.text.strip():
            yield from () if waiting is None else (_cleaned(waiting),)
            yield from (block,) if isinstance(block, BareTable) else ()
            waiting = None
            continue
        text = block.text.strip()
        indented = _indent(block) >= base + _INDENTED
        if waiting is not None and not (indented or _parts(waiting.text, last, text, width)):
            waiting = replace(waiting, text=waiting.text + text)
        else:
            yield from () if waiting is None else (_cleaned(waiting),)
            waiting = replace(block, text=text)
        last = text
    yield from () if waiting is None else (_cleaned(waiting),)


def _usual_indent(blocks: Sequence[BareBlock]) -> int:
    """Return with how many blanks the most lines of `blocks` begin."""
    found = Counter(_indent(block) for block in blocks if isinstance(block, BareLine) and block.text.strip())
    return found.most_common(1)[0][0] if found else 0


def _indent(line: BareLine) -> int:
    blanks = line.text[: len(line.text) - len(line.text.lstrip())]
    return len(blanks) + blanks.count("\u3000")


def _cleaned(line: BareLine) -> BareLine:
    return replace(line, text=closed_up(line.text), lead=0)


def closed_up(text: str) -> str:
    """Return `text` without the blanks beside figures that a program put there to set them apart."""
    return _BESIDE_DIGITS.sub("", text)


def _parts(above: str, last: str, text: str, width: float) -> bool:
    """Return whether a paragraph ends between the line `last`, the end of `above`, and the line `text`."""
    if _opens_surely(text, width):
        return True
    end = above[-_LOOKED_AT:]
    if any(end.count(one) > end.count(other) for one, other in _PAIRS.items()):
        return False
    if not ends_sentence(last):
        closed = numbered(text) is not None and (last[-1] in _CLOSERS or _is_numbered_title(above))
        short = _width(last) < width * _SHORT or _is_heading(above, width) or _is_plan_title(above)
        return closed or (short and _width(last) > _ORPHAN)
    title = is_bare_title(text) and _width(text) < width * _TITLED
    short = title or _width(last) < width - _INDENT or last[-1] in "：:"
    return short or numbered(text) is not None or _is_indented(text, width)


def _opens_surely(text: str, width: float) -> bool:
    """Return whether a line with this `text` begins a paragraph, whatever stands above it."""
    title = numbered(text) is not None and is_bare_title(text) and _width(text) < width * _SHORT
    known = is_annex_label(text) or is_status(text) or begins_with(text, (*_DASHES, *words("copies")))
    return title or known or any(number_expression(each).match(text) for each in words("box"))


def _is_indented(text: str, width: float) -> bool:
    """Return whether `text` is a full line but for an indent that is lost."""
    return width - _INDENT <= _width(text) <= width - 1.4 and not ends_sentence(text)


def _is_heading(above: str, width: float) -> bool:
    return _is_numbered_title(above) and _width(above) < width - _INDENT


def _is_plan_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and is_title(text)


def _is_numbered_title(text: str) -> bool:
    return is_bare_title(text) and numbered(text) is not None


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends with a stop, be it within a bracket or quotation."""
    return text.rstrip(_CLOSERS)[-1:] in tuple(_STOPS)


def _width(text: str) -> float:
    """Return the width of `text` in Chinese characters."""
    wide = sum(unicodedata.east_asian_width(sign) in _WIDE for sign in text)
    blanks = text.count(" ")
    return wide + 0.5 * (len(text) - wide - blanks) + 0.25 * blanks
