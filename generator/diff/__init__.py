"""Two documents compared by the keys of their blocks."""

from __future__ import annotations

from generator.diff.cause import SHAPE, Stage, differences, explained
from generator.diff.changes import Cause, Change, Kind, Source
from generator.diff.chapters import Chapter, by_chapter
from generator.diff.compare import PARAGRAPH, compare
from generator.diff.rows import stretches
from generator.diff.settle import settle
from generator.diff.told import BLOCKS, BREAKS, CAUSES, FIGURES, KINDS, Summary, summary
from generator.diff.words import Mark, Op, marked

__all__ = [
    "BLOCKS",
    "BREAKS",
    "CAUSES",
    "FIGURES",
    "KINDS",
    "PARAGRAPH",
    "SHAPE",
    "Cause",
    "Change",
    "Chapter",
    "Kind",
    "Mark",
    "Op",
    "Source",
    "Stage",
    "Summary",
    "by_chapter",
    "compare",
    "differences",
    "explained",
    "marked",
    "settle",
    "stretches",
    "summary",
]
