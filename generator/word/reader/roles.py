"""The roles of lines outside the blocks of a part: titles, what is before them, what a part has itself."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from generator.document import Annex, Contents, Letter, Part, Plan
from generator.word.ooxml.names import WORD
from generator.word.reader.package import Package
from generator.word.style_sheet import StyleSheet

_W = f"{{{WORD}}}"

# The parts that have a title in a role, and the roles of lines before the title of their part.
TITLE_ROLES: dict[str, type[Part] | tuple[type[Part], ...]] = {
    "title": (Plan, Letter),
    "letter-title": Letter,
    "cover-title": Letter,
    "annex-title": Annex,
    "contents-title": Contents,
}
BEFORE_TITLE_ROLES = {"annex-label", "reference"}
OWN_ROLES = {
    "subtitle",
    "status",
    "recipients",
    "attachment",
    "issuer",
    "date",
    "note",
}  # lines of a part that are no blocks
SAME_ROLES = {
    "plan-reference": "reference",
    "attachment-first": "attachment",
    "attachment-next": "attachment",
    "cover-issuer": "issuer",
    "cover-date": "date",
}
HEADING_LEVELS = dict.fromkeys(TITLE_ROLES, 0) | {
    "chapter": 1,
    "run-in-chapter": 1,
    "section": 2,
    "run-in-section": 2,
    "measure": 3,
    "run-in-measure": 3,
    "box-title": 4,
}


def style_roles(package: Package, sheet: StyleSheet) -> dict[str, str]:
    """Return the roles in `sheet` of the styles of `package`, by their ids; "" for a style of others.

    LibreOffice writes names of Word's own styles with capitals: TOC 1.
    """
    looks = (sheet.paragraphs | sheet.characters).items()
    known = {look["name"].lower(): role for role, look in looks}
    return {
        str(style.get(f"{_W}styleId")): known.get(str(name.get(f"{_W}val")).lower(), "")
        for file in package.related(package.main, RT.STYLES)
        for style in package.xml(file)
        if (name := style.find(f"{_W}name")) is not None
    }
