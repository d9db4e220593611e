"""Show what changed between two drafts as a web page."""

from __future__ import annotations

from generator.base.characters import make_visible, one_line
from generator.base.digest import with_digest
from generator.locality.origins import find_origins
from generator.pipeline.diff import Comparison
from generator.text_formats.html import Drafts, write_comparison


def as_page(found: Comparison) -> str:
    """Return the sealed page; call figures by the names that the new draft's profile gives them."""
    profile = found.new.profile
    origins = find_origins(found.after, profile) if profile else {}
    drafts = Drafts(one_line(found.old.name), one_line(found.new.name), found.after.title)
    page = write_comparison(drafts, found.changes, found.chapters, origins)
    return with_digest(make_visible(page))  # a Word file may contain any characters
