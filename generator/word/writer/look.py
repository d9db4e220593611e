"""Make the styles of a style sheet with python-docx; what it has no API for are elements of its classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.parfmt import ParagraphFormat

from generator.word.style_sheet import StyleProperties, StyleSheet, is_built_in, style_id

_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_LEADERS = {"": WD_TAB_LEADER.SPACES, "dot": WD_TAB_LEADER.DOTS}
_BEHIND_BORDERS = (
    "w:tabs",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
)  # 17.3.1.26
_BEHIND_SPACING = ("w:sz", "w:szCs", "w:shd", "w:lang")  # 17.3.2.28
# The document is Chinese, and a PDF says so by the language of its Latin letters; the text is
# English there, since LibreOffice breaks Chinese figures such as 2025 between any two digits.
_LANGUAGE = {"w:val": "zh-CN", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"}
_LATIN = {"w:val": "en-US"}
_CELL_MARGINS = {"top": "0", "left": "108", "bottom": "0", "right": "108"}


def set_styles(word: WordDocument, sheet: StyleSheet) -> None:
    """Give a document the styles of a sheet and no others; the body's type is that of the whole document."""
    word.styles.element.clear()
    word.styles.element.append(_defaults(sheet))
    for role, look in sheet.paragraphs.items():
        _add_paragraph_style(word, role, look, sheet)
    for role, look in sheet.characters.items():
        style = _add_style(word, role, look, WD_STYLE_TYPE.CHARACTER)
        _set_type(style, look, sheet)
    _add_table_style(word)


def _defaults(sheet: StyleSheet) -> Any:
    """Return the defaults of the document.

    Punctuation may hang, as is Word's default; where that is not said, LibreOffice 7.4 hangs it out of sight.
    """
    body = sheet.paragraphs["body"]
    run = OxmlElement("w:rPr")
    _set_faces(run, sheet.font(body))
    _set_size(run, body)
    run.append(_element("w:lang", _LANGUAGE))
    paragraph = OxmlElement("w:pPr")
    paragraph.append(OxmlElement("w:overflowPunct"))
    defaults = OxmlElement("w:docDefaults")
    for name, properties in (("w:rPrDefault", run), ("w:pPrDefault", paragraph)):
        default = OxmlElement(name)
        default.append(properties)
        defaults.append(default)
    return defaults


def _add_style(word: WordDocument, role: str, look: StyleProperties, kind: WD_STYLE_TYPE) -> Any:
    """Add a style under its name, with the id by which the body refers to it."""
    style = word.styles.add_style(look["name"], kind, builtin=is_built_in(look["name"]))
    style.style_id = style_id(role, look["name"])
    style.quick_style = True
    return style


def _add_paragraph_style(word: WordDocument, role: str, look: StyleProperties, sheet: StyleSheet) -> None:
    """Add a paragraph style; one that does not follow on itself is followed by the body's."""
    style = _add_style(word, role, look, WD_STYLE_TYPE.PARAGRAPH)
    normal = word.styles[sheet.paragraphs["body"]["name"]]
    is_normal = style.style_id == normal.style_id
    if is_normal:
        style.element.set(qn("w:default"), "1")
    else:
        style.base_style = normal
        if look.get("level") or look.get("keep"):
            style.next_paragraph_style = normal
    _set_layout(style, look)
    tight = sheet.character_spacing if look["size"] == sheet.paragraphs["body"]["size"] else 0
    _set_type(style, {**look, "tight": str(tight)}, sheet)
    if is_normal:  # the others are based on it
        style.element.get_or_add_rPr().append(_element("w:lang", _LATIN))


def _set_layout(style: ParagraphStyle, look: StyleProperties) -> None:
    """Set what a style says of paragraphs."""
    layout = style.paragraph_format
    if look.get("keep"):
        layout.keep_with_next = layout.keep_together = True
    layout.widow_control = bool(look.get("widow"))
    layout.space_before, layout.space_after = (Pt(float(look.get(side, "0"))) for side in ("before", "after"))
    if "line" in look:
        layout.line_spacing = Pt(float(look["line"]))  # exactly
    layout.alignment = _ALIGNMENTS[look.get("align", "left")]
    if "tab" in look:
        leader = _LEADERS[look.get("leader", "")]
        layout.tab_stops.add_tab_stop(Mm(float(look["tab"])), WD_TAB_ALIGNMENT.RIGHT, leader)
    properties = style.element.get_or_add_pPr()
    _set_indents(layout, properties, look)
    if look.get("grid") == "false":
        off = _element("w:snapToGrid", {"w:val": "0"})
        properties.insert_element_before(off, "w:spacing", "w:ind", "w:jc")
    if "rule" in look:
        properties.insert_element_before(_rule(look), *_BEHIND_BORDERS)
    if "level" in look:
        properties.append(_element("w:outlineLvl", {"w:val": str(int(look["level"]) - 1)}))


def _set_indents(layout: ParagraphFormat, properties: Any, look: StyleProperties) -> None:
    """Set indents, which the sheet gives in characters of the style's own size (17.3.1.12)."""
    characters = {side: float(look.get(side, "0")) for side in ("left", "right", "hanging", "indent")}
    twips = {side: Twips(round(count * float(look["size"]) * 20)) for side, count in characters.items()}
    layout.left_indent, layout.right_indent = twips["left"], twips["right"]
    counted = {"left": characters["left"], "right": characters["right"]}
    if "hanging" in look:
        layout.first_line_indent = -twips["hanging"]
        counted["hanging"] = characters["hanging"]
    else:
        layout.first_line_indent = twips["indent"]
        counted["firstLine"] = characters["indent"]
    indents = properties.get_or_add_ind()
    for side, count in counted.items():
        indents.set(qn(f"w:{side}Chars"), str(round(count * 100)))


def _rule(look: StyleProperties) -> Any:
    """Return a line below a paragraph: its kind, width in eighths of a point, distance in points, colour."""
    borders = OxmlElement("w:pBdr")
    line = {"val": look["rule"], "sz": look["rule_width"], "space": look.get("rule_space", "0")}
    line["color"] = look.get("colour", "auto")
    borders.append(_element("w:bottom", {f"w:{key}": value for key, value in line.items()}))
    return borders


def _set_type(style: CharacterStyle, look: StyleProperties, sheet: StyleSheet) -> None:
    """Set what a style says of characters."""
    properties = style.element.get_or_add_rPr()
    _set_faces(properties, sheet.font(look))
    if look.get("bold"):
        style.font.bold = style.font.cs_bold = True
    if "colour" in look:
        style.font.color.rgb = RGBColor.from_string(look["colour"])
    _set_size(properties, look)
    if "tight" in look:
        spacing = _element("w:spacing", {"w:val": look["tight"]})
        properties.insert_element_before(spacing, *_BEHIND_SPACING)
    if "shade" in look:
        properties.append(_element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": look["shade"]}))


def _set_faces(properties: Any, font: StyleProperties) -> None:
    """Set the faces of Chinese and of Latin characters; python-docx alone knows the latter."""
    if font:
        faces = properties.get_or_add_rFonts()
        for script, face in (("ascii", "latin"), ("eastAsia", "face"), ("hAnsi", "latin"), ("cs", "latin")):
            faces.set(qn(f"w:{script}"), font[face])


def _set_size(properties: Any, look: StyleProperties) -> None:
    """Set the size of all characters, those of complex scripts among them."""
    if "size" in look:
        properties.sz_val = Pt(float(look["size"]))
        half_points = str(round(float(look["size"]) * 2))
        properties.insert_element_before(_element("w:szCs", {"w:val": half_points}), "w:shd", "w:lang")


def _add_table_style(word: WordDocument) -> None:
    """Add Word's own default style of tables."""
    style = word.styles.add_style("Normal Table", WD_STYLE_TYPE.TABLE, builtin=True)
    style.style_id = "TableNormal"
    style.element.set(qn("w:default"), "1")
    style.priority, style.hidden, style.unhide_when_used = 99, True, True
    properties = OxmlElement("w:tblPr")
    properties.append(_element("w:tblInd", {"w:w": "0", "w:type": "dxa"}))
    margins = OxmlElement("w:tblCellMar")
    for side, width in _CELL_MARGINS.items():
        margins.append(_element(f"w:{side}", {"w:w": width, "w:type": "dxa"}))
    properties.append(margins)
    style.element.append(properties)


def _element(name: str, attributes: Mapping[str, str]) -> Any:
    """Return an element with attributes, all named with their prefix."""
    return OxmlElement(name, {qn(key): value for key, value in attributes.items()})
