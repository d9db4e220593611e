"""Write what goes out of a summary of many places as Word files: feedback letters, the 任务分解表."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator import __version__
from generator.base.characters import REFERENCES, make_visible
from generator.base.resources import templates_folder
from generator.base.templating import fill_in, sandbox
from generator.document.draft_xml import read_draft
from generator.word.ooxml import names
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

LETTER, SHARES = "feedback.xml.j2", "shares.xml.j2"


def write_form(template: str, context: Mapping[str, Any]) -> bytes:
    """Return the .docx file of a `template` in templates/common, LETTER or SHARES, filled in with `context`.

    The same arguments give the same bytes. Raise PlanError if the template fails.
    """
    made = fill_in(sandbox((templates_folder() / "common",)), template, context, template)
    document = read_draft(make_visible(made, REFERENCES))  # a Word file may contain any characters
    facts = {names.VERSION: __version__, names.PERIOD: document.period}
    return write_docx(document, official_style_sheet(), {}, facts)
