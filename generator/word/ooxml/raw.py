"""Spell what python-docx has no API for: bookmarks, links, fields, controls, comment ranges, boxes, custom XML.

Each function returns XML as text. Lengths are twips unless a name says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from generator.word.ooxml.names import COMPOSED, CUSTOM_PROPERTIES, PROFILE, VALUES

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
VALUES_PREFIX = f"xmlns:v='{VALUES}'"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of user-defined properties (MS-OLEPS, 2.1)
_EMU_OF_TWIP = 635
CONTENTS = "C"  # the kind of entries that belong to the contents


# --- around runs ---------------------------------------------------------------------------------------------


def bookmark(number: int, name: str, content: str = "") -> str:
    """Return content inside a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link(name: str, content: str) -> str:
    """Return content that leads to a bookmark of the same file."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def commented(numbers: range, content: str) -> str:
    """Return content inside the ranges of the comments with these ids."""
    starts = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    ends = "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
        for number in numbers
    )
    return starts + content + ends


def field(instruction: str, result: str) -> str:
    """Return a field with its instruction and its result (17.16)."""
    return begin_field(instruction) + result + end_field()


def begin_field(instruction: str) -> str:
    """Return the head of a field, whose result follows, over several paragraphs if need be."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction, quote=False)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def end_field() -> str:
    """Return the end of a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def contents_entry(text: str, level: str) -> str:
    """Return a TC field: the contents have `text` at `level` for the place where it stands, and it prints nothing.

    Word hides it by itself, and LibreOffice takes no entry from one that is formatted as hidden.
    """
    said = text.replace("\\", r"\\").replace('"', r"\"")
    code = escape(f'TC "{said}" \\f {CONTENTS} \\l {level}', quote=False)
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


# --- content controls (17.5.2) -------------------------------------------------------------------------------


def control(number: int, tag: str, content: str, *, binding: str) -> str:
    """Return a plain-text control with a tag, bound to custom XML as `bound_to` says."""
    return _control(number, "", tag, f"{binding}<w:text/>", content)


def rich_control(number: int, tag: str, content: str) -> str:
    """Return a control of words with a tag.

    It is rich text and not bound: LibreOffice writes the content of a plain-text control once for each portion
    of a line, and Word stores whole documents in the node to which rich text is bound.
    """
    return _control(number, "", tag, "", content)


def placeholder(number: int, title: str, tag: str, content: str) -> str:
    """Return a rich-text control whose content waits to be replaced, with a title that Word shows above it."""
    alias = f'<w:alias w:val="{escape(title)}"/>' if title else ""
    return _control(number, alias, tag, "<w:showingPlcHdr/>", content)


def _control(number: int, alias: str, tag: str, state: str, content: str) -> str:
    return (
        f'<w:sdt><w:sdtPr>{alias}<w:tag w:val="{escape(tag)}"/><w:id w:val="{number}"/>{state}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def bound_to(prefix: str, xpath: str, item: str) -> str:
    """Return the binding of a control to a node of the custom XML item with this id (17.5.2.6)."""
    return f'<w:dataBinding w:prefixMappings="{prefix}" w:xpath="{escape(xpath)}" w:storeItemID="{escape(item)}"/>'


# --- tables --------------------------------------------------------------------------------------------------


def alternative_text(title: str, description: str) -> str:
    """Return the alternative text of a table as two of its properties."""
    return f'<w:tblCaption w:val="{escape(title)}"/><w:tblDescription w:val="{escape(description)}"/>'


# --- boxes on the page ---------------------------------------------------------------------------------------


def pinned(  # noqa: PLR0913  # one keyword a property
    number: int,
    content: str,
    *,
    title: str,
    width: int,
    height: int,
    across: str,
    down: str,
    turned: bool = False,
) -> str:
    """Return a run that pins content to its page in a box without border.

    `across` and `down` are positions as `at` and `aligned` return them; `turned` content reads from top to bottom.
    Content stands at the foot of the box, whose height is fixed: LibreOffice lets one that fits itself to its
    content hang above its place.
    """
    size = f'cx="{width * _EMU_OF_TWIP}" cy="{height * _EMU_OF_TWIP}"'
    direction = "vert" if turned else "horz"
    wrap = "<wp:wrapNone/>" if turned else "<wp:wrapTopAndBottom/>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0"'
        f' distR="0" simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1"'
        f' allowOverlap="0"><wp:simplePos x="0" y="0"/><wp:positionH {across}</wp:positionH>'
        f'<wp:positionV {down}</wp:positionV><wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}'
        f'<wp:docPr id="{number}" name="{escape(title)}" descr="{escape(title)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr rot="0" vert="{direction}" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b">'
        "<a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )


def aligned(to: str, side: str) -> str:
    """Return a position along an edge of the type area (`to` margin) or of the page."""
    return f'relativeFrom="{to}"><wp:align>{side}</wp:align>'


def at(offset: int) -> str:
    """Return a position at an offset from the page's edge."""
    return f'relativeFrom="page"><wp:posOffset>{offset * _EMU_OF_TWIP}</wp:posOffset>'


# --- parts: custom XML and custom properties -----------------------------------------------------------------


def values(figures: Iterable[tuple[str, str]]) -> str:
    """Return the custom XML item of the profile's figures: one value for each path and text, in order."""
    entries = (f'<value path="{escape(path)}">{escape(text, quote=False)}</value>' for path, text in figures)
    return f'<values xmlns="{VALUES}">{"".join(entries)}</values>'


def value_path(position: int) -> str:
    """Return the XPath of the value at a position, counted from 1."""
    return f"/v:values[1]/v:value[{position}]"


def profile(packed: str) -> str:
    """Return the custom XML item of a packed profile."""
    return f'<profile xmlns="{PROFILE}">{escape(packed, quote=False)}</profile>'


def composed(draft: str) -> str:
    """Return the custom XML item of a draft as it was composed, before people changed it."""
    return f'<composed xmlns="{COMPOSED}">{escape(draft, quote=False)}</composed>'


def item_properties(item: str, namespace: str) -> str:
    """Return the properties of a custom XML item: its id, its namespace unless that is "" (22.5)."""
    schema = f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs>' if namespace else ""
    return f'<ds:datastoreItem ds:itemID="{item}" xmlns:ds="{_DATASTORE}">{schema}</ds:datastoreItem>'


def custom_properties(properties: Mapping[str, str]) -> str:
    """Return the part of user-defined properties, which Word lists beside the file's own (22.3)."""
    listed = "".join(
        f'<property fmtid="{_USER_DEFINED}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(properties.items(), start=2)
    )
    return f'<Properties xmlns="{CUSTOM_PROPERTIES}" xmlns:vt="{_VARIANTS}">{listed}</Properties>'
