"""Track the changes between two Word files of ours in the new one."""

from __future__ import annotations

from generator.redline.tracking import track_changes
from generator.redline.trees import WordTrees

__all__ = ["WordTrees", "track_changes"]
