"""Line breaks inside Chinese text: a pasted line may end anywhere, and no blank belongs where it did."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

_SIGNS = frozenset("“”‘’—…·")  # of ambiguous width
_SENTENCE_END = re.compile(r"[。！？!?][”’」』）】)]*\Z")


def join_lines(lines: Iterable[str]) -> str:
    """Join lines of text; a blank comes in only where neither side is Chinese, as between English words."""
    text = ""
    for line in filter(None, map(str.strip, lines)):
        chinese = not text or _is_chinese(text[-1]) or _is_chinese(line[0])
        text += line if chinese else f" {line}"
    return text


def _is_chinese(character: str) -> bool:
    """Return whether a character is as wide as a Chinese one, or a sign that Chinese text has as wide."""
    return east_asian_width(character) in "WF" or character in _SIGNS


def paragraphs(text: str) -> list[str]:
    """Split `text` into its paragraphs: after an empty line, and after a line that ends with a sentence.

    Any other line break stands inside a sentence.
    """
    if "\n" not in text:
        return [text]
    found: list[list[str]] = [[]]
    for line in map(str.strip, text.split("\n")):
        if found[-1] and (not line or _SENTENCE_END.search(found[-1][-1])):
            found.append([])
        if line:
            found[-1].append(line)
    return [join_lines(lines) for lines in found if lines]
