"""Make the base document of a style sheet with python-docx: its styles, settings, theme and fonts.

The body has a line in each paragraph style, for whoever opens the file to look at them.
"""

from __future__ import annotations

from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from generator.base.time_of_writing import EARLIEST
from generator.word.style_sheet import StyleSheet
from generator.word.writer.look import set_styles
from generator.word.writer.parts import UPRIGHT
from generator.word.writer.sections import set_page
from generator.word.writer.stamping import saved, stamped

_USED = {RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME}  # of the parts in python-docx's own template
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SETTINGS = (
    f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="zh-CN"'
    ' w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)


def make_base(sheet: StyleSheet) -> bytes:
    """Return the base file of a sheet: the same bytes for the same sheet."""
    word = docx.Document()
    _drop_unused(word)
    _set_settings(word)
    set_styles(word, sheet)
    _replace(word, RT.FONT_TABLE, _font_table(sheet))
    _replace(word, RT.THEME, _theme(word, sheet))
    set_page(word.sections[0], UPRIGHT, sheet)
    for look in sheet.paragraphs.values():
        faces = sheet.font(look)
        word.add_paragraph(f"{look['name']} {faces.get('face', '')} {look['size']}", look["name"])
    word.part.package.part_related_by(RT.CORE_PROPERTIES).element.clear()
    core = word.core_properties
    core.keywords = sheet.digest
    core.created = core.modified = EARLIEST
    return stamped(saved(word))


def _drop_unused(word: WordDocument) -> None:
    """Drop what a plan has no use for: numbering, a thumbnail, and a part that validators reject."""
    for of, used in ((word.part, _USED), (word.part.package, {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES})):
        for name, relation in list(of.rels.items()):
            if relation.reltype not in used:
                del of.rels[name]


def _set_settings(word: WordDocument) -> None:
    """Set Word 2013's layout; odd and even pages differ, punctuation keeps its width."""
    word.settings.element.clear()
    word.settings.element.extend(parse_xml(_SETTINGS))
    word.settings.odd_and_even_pages_header_footer = True


def _font_table(sheet: StyleSheet) -> Any:
    """Return the font table: each face that the styles name, with its substitutes (17.8.3.1)."""
    table = OxmlElement("w:fonts")
    for face in sorted({face for font in sheet.fonts.values() for face in font.values()}):
        font = OxmlElement("w:font", {qn("w:name"): face})
        if others := sheet.fallback_fonts.get(face):
            font.append(OxmlElement("w:altName", {qn("w:val"): ",".join(others)}))
        table.append(font)
    return table


def _theme(word: WordDocument, sheet: StyleSheet) -> etree._Element:
    """Return python-docx's theme with the body's faces alone: WPS reports those that it lacks as missing."""
    theme = etree.fromstring(word.part.part_related_by(RT.THEME).blob)
    body = sheet.font(sheet.paragraphs["body"])
    faces = {"latin": body["latin"], "ea": body["face"], "cs": body["latin"]}
    for fonts in theme.iter(f"{_DRAWING}majorFont", f"{_DRAWING}minorFont"):
        for face in list(fonts):
            name = etree.QName(face).localname
            if name in faces:
                face.set("typeface", faces[name])
            else:
                fonts.remove(face)
    return theme


def _replace(word: WordDocument, kind: str, element: etree._Element) -> None:
    """Give the part of a kind another content."""
    old = word.part.part_related_by(kind)
    content = etree.tostring(element, encoding="UTF-8", standalone=True)
    new = Part(old.partname, old.content_type, content, word.part.package)
    for name, relation in list(word.part.rels.items()):
        if relation.reltype == kind:
            del word.part.rels[name]
    word.part.relate_to(new, kind)
