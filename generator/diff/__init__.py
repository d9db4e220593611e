"""Compare two documents by the keys of their blocks."""

from __future__ import annotations

from generator.diff.adoption import Adoption, RevisedLines, adoption
from generator.diff.alike import join_alike
from generator.diff.beside import ByLine
from generator.diff.cause import OUTLINE_KEYS, Stage, profile_changes, with_causes
from generator.diff.changes import Author, Cause, Change, ChangeKind, Conflict, ProfileChange
from generator.diff.chapters import ChapterChanges, by_chapter
from generator.diff.compare import PARAGRAPH, compare
from generator.diff.labels import BLOCKS, BREAKS, CAUSES, FIGURES, KINDS, Summary, summary
from generator.diff.matching import assign_keys
from generator.diff.nodes import DUTIES
from generator.diff.numbers import list_numbers
from generator.diff.pairing import pair_equal, pair_in_place, pair_moved, pair_similar
from generator.diff.pending import is_of, sides_of, stands_in, with_pending
from generator.diff.rewritten import join_rewritten
from generator.diff.sequences import opcodes
from generator.diff.wholes import join_wholes
from generator.diff.words import Mark, Op, mark_differences

__all__ = [
    "BLOCKS",
    "BREAKS",
    "CAUSES",
    "DUTIES",
    "FIGURES",
    "KINDS",
    "OUTLINE_KEYS",
    "PARAGRAPH",
    "Adoption",
    "Author",
    "ByLine",
    "Cause",
    "Change",
    "ChangeKind",
    "ChapterChanges",
    "Conflict",
    "Mark",
    "Op",
    "ProfileChange",
    "RevisedLines",
    "Stage",
    "Summary",
    "adoption",
    "assign_keys",
    "by_chapter",
    "compare",
    "is_of",
    "join_alike",
    "join_rewritten",
    "join_wholes",
    "list_numbers",
    "mark_differences",
    "opcodes",
    "pair_equal",
    "pair_in_place",
    "pair_moved",
    "pair_similar",
    "profile_changes",
    "sides_of",
    "stands_in",
    "summary",
    "with_causes",
    "with_pending",
]
