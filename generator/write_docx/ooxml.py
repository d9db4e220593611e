"""Raw WordprocessingML as text (ECMA-376-1, clause 17); nothing outside this module spells a w: tag.

Child elements stand in the order the schema demands. Text is escaped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ALIGN = {"both": "both", "center": "center", "left": "left", "right": "right"}
_BUILT_IN = {
    "Normal": "Normal",
    "Title": "Title",
    "heading 1": "Heading1",
    "heading 2": "Heading2",
    "heading 3": "Heading3",
}


def twips_of_mm(length: float) -> int:
    """Millimetres in twentieths of a point, rounded."""
    return round(length * 1440 / 25.4)


def style_id(role: str, name: str) -> str:
    """The id of a style: Word's own where it has one, else the role's."""
    return _BUILT_IN.get(name, role)


# --- runs and paragraphs --------------------------------------------------------------------------


def run(text: str, style: str = "") -> str:
    """A run; the hint makes “ ” —— …… take the Chinese face (ECMA-376-1, 17.3.2.26)."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:r><w:rPr>{look}<w:rFonts w:hint="eastAsia"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def tab() -> str:
    """A tab."""
    return "<w:r><w:tab/></w:r>"


def line_break() -> str:
    """A new line in the same paragraph."""
    return "<w:r><w:br/></w:r>"


def paragraph(style: str, runs: str, *, page_break: bool = False, space: int = 0) -> str:
    """A paragraph in a style; `page_break` starts a new page, `space` is kept free above it, in twips."""
    look = "" if style == "Normal" else f'<w:pStyle w:val="{style}"/>'
    look += "<w:pageBreakBefore/>" if page_break else ""
    look += f'<w:spacing w:before="{space}"/>' if space else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>" if look else f"<w:p>{runs}</w:p>"


def page_number() -> str:
    """— 1 — as a PAGE field with its dashes (GB/T 9704-2012, 7.5)."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return run("— ") + field + run(" —")


# --- tables ---------------------------------------------------------------------------------------


def table(widths: Iterable[int], rows: str, *, border: int, title: str, inside: bool = True) -> str:
    """A table of fixed layout whose grid equals its cells; `title` is its alternative text."""
    widths = list(widths)
    sides = ["top", "left", "bottom", "right", *(["insideH", "insideV"] if inside else [])]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{border}" w:space="0" w:color="auto"/>' for side in sides
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(title)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def row(cells: str, *, header: bool = False, whole: bool = True) -> str:
    """A row; a header row repeats on every page, a whole row does not split over two."""
    flags = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    properties = f"<w:trPr>{flags}</w:trPr>" if flags else ""
    return f"<w:tr>{properties}{cells}</w:tr>"


def cell(
    width: int, content: str, *, span: int = 1, merge: str = "", edges: Mapping[str, str] | None = None
) -> str:
    """A cell; `merge` is restart or continue in a column of merged cells; `edges` override borders."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    rules = "".join(f'<w:{side} w:val="{kind}"/>' for side, kind in (edges or {}).items())
    borders = f"<w:tcBorders>{rules}</w:tcBorders>" if rules else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merged}{borders}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content or '<w:p/>'}</w:tc>"
    )


def imprint_table(width: int, copies: str, printed: str) -> str:
    """The record's lines: 0.35 mm outside, 0.25 mm between, at the foot of the page (GB/T 9704-2012, 7.4.1)."""
    outer = 'w:val="single" w:sz="8" w:space="0" w:color="auto"'
    inner = 'w:val="single" w:sz="6" w:space="0" w:color="auto"'
    rows = "".join(row(cell(width, content)) for content in (copies, printed) if content)
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin"'
        f' w:tblpXSpec="center" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {outer}/><w:bottom {outer}/><w:insideH {inner}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
    )


# --- parts ----------------------------------------------------------------------------------------


def body(content: str, section: str) -> str:
    """The body element of the document part."""
    return f'<w:body xmlns:w="{NAMESPACE}">{content}{section}</w:body>'


def section(page: Mapping[str, float], line: int) -> str:
    """Page size, margins and line grid in mm and twips; footers are linked by the package."""
    mm = {name: twips_of_mm(length) for name, length in page.items()}
    return (
        f'<w:pgSz w:w="{mm["width"]}" w:h="{mm["height"]}"/>'
        f'<w:pgMar w:top="{mm["top"]}" w:right="{mm["right"]}" w:bottom="{mm["bottom"]}" w:left="{mm["left"]}"'
        f' w:header="851" w:footer="{mm["footer"]}" w:gutter="0"/><w:cols w:space="425"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{line}"/>'
    )


def footer(style: str) -> str:
    """A footer with the page number."""
    return f'<w:ftr xmlns:w="{NAMESPACE}">{paragraph(style, page_number())}</w:ftr>'


def settings() -> str:
    """The settings part: odd and even pages differ, Chinese is the language, Word 2013's layout."""
    return (
        f'<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def styles(font: Mapping[str, str], content: str) -> str:
    """The styles part around the styles themselves."""
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    table_style = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>{_faces(font)}{language}</w:rPr></w:rPrDefault>'
        f"<w:pPrDefault/></w:docDefaults>{content}{table_style}</w:styles>"
    )


def font_table(faces: Iterable[str]) -> str:
    """The font table: every face the styles name, as a Chinese or Latin one."""
    fonts = "".join(f'<w:font w:name="{escape(face)}"/>' for face in sorted(set(faces)))
    return f'<w:fonts xmlns:w="{NAMESPACE}">{fonts}</w:fonts>'


def paragraph_style(role: str, look: Mapping[str, str], font: Mapping[str, str]) -> str:
    """A paragraph style; indents are characters of its own size (17.3.1.12)."""
    name = look["name"]
    identity = style_id(role, name)
    default = ' w:default="1"' if identity == "Normal" else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    flow = '<w:next w:val="Normal"/>' if look.get("level") or look.get("keep") else ""
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{identity}"><w:name w:val="{escape(name)}"/>{based}{flow}'
        f"<w:qFormat/><w:pPr>{_layout(look)}</w:pPr><w:rPr>{_type(look, font)}</w:rPr></w:style>"
    )


def character_style(role: str, look: Mapping[str, str], font: Mapping[str, str]) -> str:
    """A character style."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{role}"><w:name w:val="{escape(look["name"])}"/>'
        f"<w:qFormat/><w:rPr>{_type(look, font)}</w:rPr></w:style>"
    )


def _layout(look: Mapping[str, str]) -> str:
    size = float(look["size"])
    keep = "<w:keepNext/><w:keepLines/>" if look.get("keep") else ""
    above, below = (round(float(look.get(side, "0")) * 20) for side in ("before", "after"))
    exact = f' w:line="{round(float(look["line"]) * 20)}" w:lineRule="exact"' if "line" in look else ""
    tabs = (
        f'<w:tabs><w:tab w:val="right" w:pos="{twips_of_mm(float(look["tab"]))}"/></w:tabs>'
        if "tab" in look
        else ""
    )
    grid = '<w:snapToGrid w:val="0"/>' if look.get("grid") == "false" else ""
    level = f'<w:outlineLvl w:val="{int(look["level"]) - 1}"/>' if "level" in look else ""
    return (
        f'{keep}<w:widowControl w:val="0"/>{tabs}{grid}<w:spacing w:before="{above}" w:after="{below}"{exact}/>'
        f'{_indent(look, size)}<w:jc w:val="{_ALIGN[look.get("align", "left")]}"/>{level}'
    )


def _indent(look: Mapping[str, str], size: float) -> str:
    sides = (("left", "left"), ("right", "right"), ("firstLine", "indent"))
    return (
        "<w:ind"
        + "".join(
            f' w:{side}Chars="{round(float(look.get(key, "0")) * 100)}" w:{side}="{round(float(look.get(key, "0")) * size * 20)}"'
            for side, key in sides
        )
        + "/>"
    )


def _type(look: Mapping[str, str], font: Mapping[str, str]) -> str:
    bold = "<w:b/><w:bCs/>" if look.get("bold") else ""
    spacing = f'<w:spacing w:val="{round(float(look["spacing"]) * 20)}"/>' if "spacing" in look else ""
    half_points = round(float(look.get("size", "0")) * 2)
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{look["shade"]}"/>' if "shade" in look else ""
    return f"{_faces(font)}{bold}{spacing}{size}{shade}"


def _faces(font: Mapping[str, str]) -> str:
    if not font:
        return ""
    face, latin = escape(font["face"]), escape(font["latin"])
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{face}" w:hAnsi="{latin}" w:cs="{latin}"/>'
