"""Show what came of a merge as a web page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.base.characters import REFERENCES, make_visible, one_line
from generator.base.digest import with_digest
from generator.diff.merging import Wish
from generator.formats.html.merged import write_merged
from generator.pipeline.merge import MergedFiles


def as_page(merged: MergedFiles, wishes: Sequence[Wish]) -> str:
    """Return the sealed page of `merged`, whose versions want `wishes`."""
    base = one_line(Path(merged.base.name).name)
    page = write_merged(base, merged.found, wishes, merged.comments)
    return with_digest(make_visible(page, REFERENCES))  # a Word file may contain any characters
