"""The styles, font table and settings parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from generator.ooxml.names import WORD
from generator.ooxml.pages import twips_of_mm

_BUILT_IN = {
    "Normal": "Normal",
    "Title": "Title",
    "heading 1": "Heading1",
    "heading 2": "Heading2",
    "heading 3": "Heading3",
    "toc 1": "TOC1",
    "toc 2": "TOC2",
    "toc 3": "TOC3",
    "annotation text": "CommentText",
    "annotation reference": "CommentReference",
}
# The document is Chinese, and a PDF says so by the language of its Latin letters; in the text they are none, since
# LibreOffice breaks Chinese figures such as 2025 between any two digits.
_LANGUAGE = '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_LATIN = '<w:lang w:val="en-US"/>'
_TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
Look = Mapping[str, str]


def style_id(role: str, name: str) -> str:
    """The id of a style: Word's own where it has one, else the role's."""
    return _BUILT_IN.get(name, role)


def styles(body: Look, font: Look, content: str) -> str:
    """The styles part around the styles themselves; the body's type is that of the whole document.

    Punctuation may hang, as is Word's default: unsaid, LibreOffice 7.4 hangs it so far that it is not printed.
    """
    return (
        f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{_faces(font)}{_size(body)}{_LANGUAGE}</w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr><w:overflowPunct/></w:pPr></w:pPrDefault></w:docDefaults>{content}{_TABLE_STYLE}</w:styles>"
    )


def settings() -> str:
    """The settings part: odd and even pages differ, punctuation keeps its width, Word 2013's layout."""
    return (
        f'<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table(faces: Mapping[str, Iterable[str]]) -> str:
    """The font table: every face that the styles name, with those that may stand in for it (17.8.3.1)."""
    fonts = "".join(
        f'<w:font w:name="{escape(face)}">{_instead(others)}</w:font>'
        for face, others in sorted(faces.items())
    )
    return f'<w:fonts xmlns:w="{WORD}">{fonts}</w:fonts>'


def _instead(faces: Iterable[str]) -> str:
    names = ",".join(faces)
    return f'<w:altName w:val="{escape(names)}"/>' if names else ""


def paragraph_style(role: str, look: Look, font: Look) -> str:
    """A paragraph style; indents are characters of its own size (17.3.1.12)."""
    name = look["name"]
    identity = style_id(role, name)
    latin = _LATIN if identity == "Normal" else ""  # the others are based on it
    default = ' w:default="1"' if identity == "Normal" else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    flow = '<w:next w:val="Normal"/>' if look.get("level") or look.get("keep") else ""
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{identity}"><w:name w:val="{escape(name)}"/>{based}{flow}'
        f"<w:qFormat/><w:pPr>{_layout(look)}</w:pPr><w:rPr>{_type(look, font)}{latin}</w:rPr></w:style>"
    )


def character_style(role: str, look: Look, font: Look) -> str:
    """A character style."""
    name = look["name"]
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="character"{custom} w:styleId="{style_id(role, name)}"><w:name w:val="{escape(name)}"/>'
        f"<w:qFormat/><w:rPr>{_type(look, font)}</w:rPr></w:style>"
    )


def _layout(look: Look) -> str:
    keep = "<w:keepNext/><w:keepLines/>" if look.get("keep") else ""
    grid = '<w:snapToGrid w:val="0"/>' if look.get("grid") == "false" else ""
    level = f'<w:outlineLvl w:val="{int(look["level"]) - 1}"/>' if "level" in look else ""
    widow = "" if look.get("widow") else ' w:val="0"'
    return (
        f"{keep}<w:widowControl{widow}/>{_rules(look)}{_tab(look)}{grid}{_spacing(look)}"
        f'{_indent(look)}<w:jc w:val="{look.get("align", "left")}"/>{level}'
    )


def _rules(look: Look) -> str:
    """A rule below: its kind, colour, width in eighths of a point and distance in points."""
    if "rule" not in look:
        return ""
    return (
        f'<w:pBdr><w:bottom w:val="{look["rule"]}" w:sz="{look["rule_width"]}" w:space="{look.get("rule_space", "0")}"'
        f' w:color="{look.get("colour", "auto")}"/></w:pBdr>'
    )


def _tab(look: Look) -> str:
    if "tab" not in look:
        return ""
    leader = f' w:leader="{look["leader"]}"' if "leader" in look else ""
    return f'<w:tabs><w:tab w:val="right"{leader} w:pos="{twips_of_mm(float(look["tab"]))}"/></w:tabs>'


def _spacing(look: Look) -> str:
    above, below = (round(float(look.get(side, "0")) * 20) for side in ("before", "after"))
    exact = f' w:line="{round(float(look["line"]) * 20)}" w:lineRule="exact"' if "line" in look else ""
    return f'<w:spacing w:before="{above}" w:after="{below}"{exact}/>'


def _indent(look: Look) -> str:
    size = float(look["size"])
    sides = (("left", "left"), ("right", "right"), ("hanging", "hanging"), ("firstLine", "indent"))
    return (
        "<w:ind"
        + "".join(
            f' w:{side}Chars="{round(float(look.get(key, "0")) * 100)}" w:{side}="{round(float(look.get(key, "0")) * size * 20)}"'
            for side, key in sides
            if key in look or key in {"left", "right"} or (key == "indent" and "hanging" not in look)
        )
        + "/>"
    )


def _type(look: Look, font: Look) -> str:
    bold = "<w:b/><w:bCs/>" if look.get("bold") else ""
    colour = f'<w:color w:val="{look["colour"]}"/>' if "colour" in look else ""
    spacing = f'<w:spacing w:val="{look["tight"]}"/>' if "tight" in look else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{look["shade"]}"/>' if "shade" in look else ""
    return f"{_faces(font)}{bold}{colour}{spacing}{_size(look)}{shade}"


def _size(look: Look) -> str:
    half_points = round(float(look.get("size", "0")) * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else ""


def _faces(font: Look) -> str:
    if not font:
        return ""
    face, latin = escape(font["face"]), escape(font["latin"])
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{face}" w:hAnsi="{latin}" w:cs="{latin}"/>'
