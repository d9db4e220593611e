"""Write a comparison as the new draft with tracked changes."""

from __future__ import annotations

from generator import __version__
from generator.ooxml import names
from generator.pipeline.diff import Comparison
from generator.redline import redline
from generator.style_sheet import official_look
from generator.write_docx import write_docx


def tracked(found: Comparison) -> bytes:
    """Return the new draft of `found` as a Word file in which every change from the old one is tracked."""
    look = official_look()
    facts = {names.VERSION: __version__, names.PERIOD: found.after.period}
    return redline(write_docx(found.before, look, {}, {}), write_docx(found.after, look, {}, facts))
