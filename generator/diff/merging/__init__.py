"""Merge several versions of one draft, Document by Document."""

from generator.diff.merging.merge import merge
from generator.diff.merging.opinions import Wish, wishes_of
from generator.diff.merging.sides import (
    Claim,
    ConflictKind,
    Fragment,
    Hand,
    MergeConflict,
    Merged,
    Version,
)

__all__ = [
    "Claim",
    "ConflictKind",
    "Fragment",
    "Hand",
    "MergeConflict",
    "Merged",
    "Version",
    "Wish",
    "merge",
    "wishes_of",
]
