"""Track the changes between two Word files of ours in the new one."""

from __future__ import annotations

from generator.word.redline.tracking import track_changes
from generator.word.redline.trees import WordTrees

__all__ = ["WordTrees", "track_changes"]
