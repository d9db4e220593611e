"""The blocks of an outline that have no text yet, and those that the profile wants none in."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.outline import OutlineBlock, walk_outline
from generator.library.period import FIGURE_GROUPS
from generator.library.template_index import paths_in_topic
from generator.locality.figures import Figures
from generator.yaml_source import key_path

_ANSWERED_BY_VALUES = {*FIGURE_GROUPS, "indicators"}


class AwaitedText:
    """Tell of blocks without text whether the plan of one profile's figures waits for some."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def awaits(self, block: OutlineBlock) -> bool:
        """Return whether `block`, of which nothing is printed, still waits for text.

        It does unless the profile answers each figure that its topics read: with 0, with a dash, or by
        leaving the indicator out.
        """
        asked = [path for path in self._paths(block) if key_path(path)[0] in _ANSWERED_BY_VALUES]
        return not asked or not all(map(self._is_answered, asked))

    def _paths(self, block: OutlineBlock) -> Iterator[str]:
        place, folders = self.figures.profile.locality, self.figures.profile.period.folders
        for node in walk_outline((block,)):
            for entry in node.entries:
                yield from paths_in_topic(entry.shelf, entry.topic, folders, place.tier, place.setting)

    def _is_answered(self, path: str) -> bool:
        left_out = path.startswith("indicators.") and not self.figures.has_indicator(path)
        return left_out or self.figures.profile.value(path) is not None
