"""Read the lines of a text that is a plan: one that a program printed, or that somebody copied."""

from __future__ import annotations

from collections.abc import Iterator

from generator.word.reader import BareBlock, BareLine, ReadingLimits

_PAGE_BREAK = "\f"


def read_typed(text: str, file: str) -> Iterator[BareBlock]:
    """Yield the lines of `text`, which is that of `file`; pages are parted as lines are.

    Raise PlanError (`docx-excess`) at more than any plan has.
    """
    limits = ReadingLimits(file)
    for line in text.replace(_PAGE_BREAK, "\n").split("\n"):
        limits.begin_line()
        yield BareLine(limits.count_text(line.rstrip("\r")))
