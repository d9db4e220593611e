"""Track the changes between two Word files of ours in the new one."""

from __future__ import annotations

from generator.word.redline.anchors import anchor_comments, new_comments
from generator.word.redline.credits import valid_date
from generator.word.redline.tracking import track_changes
from generator.word.redline.trees import WordTrees

__all__ = ["WordTrees", "anchor_comments", "new_comments", "track_changes", "valid_date"]
