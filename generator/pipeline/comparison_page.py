"""Show what changed between two drafts as a web page."""

from __future__ import annotations

import re

from generator.base.characters import REFERENCES, make_visible, one_line
from generator.base.digest import with_digest
from generator.formats.html import Drafts, write_comparison
from generator.locality.origins import find_origins
from generator.pipeline.diff import Comparison

_FOLDERS = re.compile(r"^(?P<revision>[^/\\:]{2,}:)?.*[/\\]")  # a single letter before a colon is a drive


def as_page(found: Comparison) -> str:
    """Return the sealed page; call figures by the names that the new draft's profile gives them."""
    profile = found.new.profile
    origins = find_origins(found.after, profile) if profile else {}
    old, new = _short_names(found.old.name, found.new.name)
    drafts = Drafts(one_line(old), one_line(new), found.after.title, found.annotations)
    page = write_comparison(drafts, found.changes, found.chapters, origins)
    return with_digest(make_visible(page, REFERENCES))  # a Word file may contain any characters


def _short_names(old: str, new: str) -> tuple[str, str]:
    """Return the names of two drafts without their folders; with them where they would be the same."""
    short_old, short_new = (_FOLDERS.sub(lambda match: match["revision"] or "", name) for name in (old, new))
    return (old, new) if short_old == short_new else (short_old, short_new)
