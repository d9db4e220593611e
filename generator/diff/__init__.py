"""Two documents compared by the keys of their blocks."""

from __future__ import annotations

from generator.diff.cause import SHAPE, Stage, differences, explained
from generator.diff.changes import Cause, Change, Kind, Source
from generator.diff.compare import PARAGRAPH, compare
from generator.diff.settle import HAND, settle
from generator.diff.words import Mark, Op, marked

__all__ = [
    "HAND",
    "PARAGRAPH",
    "SHAPE",
    "Cause",
    "Change",
    "Kind",
    "Mark",
    "Op",
    "Source",
    "Stage",
    "compare",
    "differences",
    "explained",
    "marked",
    "settle",
]
