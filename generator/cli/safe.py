"""What files say, made safe to print: it cannot move the cursor, turn the text or pass for a line of ours."""

from __future__ import annotations

import re

from generator.characters import visible

_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")  # as Click writes colours
_BREAK = re.compile(r"[\n\r]+")


def shown(text: str) -> str:
    """A text whose control and bidirectional characters stand as <U+009B>; line feeds and colours stay."""
    pieces = _COLOUR.split(text)
    return "".join(piece if n % 2 else visible(piece) for n, piece in enumerate(pieces))


def wrapped(text: str, indent: str) -> str:
    """The same as one line: where it would break, it goes on below, indented."""
    return shown(_BREAK.sub(f"\n{indent}", text))
