"""Line breaks inside Chinese text: a pasted line may end anywhere, and no blank belongs where it did."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SENTENCE_END = re.compile(r"[。！？!?][”’」』）】)]*\Z")


def join_lines(lines: Iterable[str]) -> str:
    """Join lines of text; only between two ASCII characters, as in English, a blank comes in."""
    text = ""
    for line in filter(None, map(str.strip, lines)):
        text += f" {line}" if text and text[-1].isascii() and line[0].isascii() else line
    return text


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
