"""Sections of pages with their headers and footers, and boxes pinned to the page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from generator.ooxml.names import MARKUP, RELATIONSHIPS, WORD

_EMU_OF_TWIP = 635
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}"'
    f' xmlns:mc="{MARKUP}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" xmlns:wps="{_SHAPE}"'
)


def twips_of_mm(length: float) -> int:
    """Millimetres in twentieths of a point, rounded."""
    return round(length * 1440 / 25.4)


def section(stories: Mapping[tuple[str, str], str], page: Mapping[str, float], line: int) -> str:
    """A section's properties; lengths in mm, the grid's line in twips.

    `stories` gives the relationship of a header or footer by its kind and place: ("footer", "even").
    A page that is wider than it is high lies on its side.
    """
    links = "".join(
        f'<w:{kind}Reference w:type="{place}" r:id="{link}"/>' for (kind, place), link in stories.items()
    )
    mm = {name: twips_of_mm(length) for name, length in page.items()}
    side = ' w:orient="landscape"' if mm["width"] > mm["height"] else ""
    first = "<w:titlePg/>" if any(place == "first" for _, place in stories) else ""
    return (
        f'<w:sectPr>{links}<w:pgSz w:w="{mm["width"]}" w:h="{mm["height"]}"{side}/>'
        f'<w:pgMar w:top="{mm["top"]}" w:right="{mm["right"]}" w:bottom="{mm["bottom"]}" w:left="{mm["left"]}"'
        f' w:header="{mm["header"]}" w:footer="{mm["footer"]}" w:gutter="0"/><w:cols w:space="425"/>{first}<w:docGrid w:type="lines" w:linePitch="{line}"/></w:sectPr>'
    )


def end_section(paragraph: str, properties: str) -> str:
    """A paragraph that is the last of its section (17.6.18)."""
    if paragraph.startswith("<w:p><w:pPr>"):
        return paragraph.replace("</w:pPr>", f"{properties}</w:pPr>", 1)
    return paragraph.replace("<w:p>", f"<w:p><w:pPr>{properties}</w:pPr>", 1)


def story(kind: str, content: str) -> str:
    """A header (hdr) or footer (ftr) part."""
    return f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"


def body(content: str) -> str:
    """The main part."""
    return f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>"


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
    """A run that pins content to its page in a box without rules; lengths in twips.

    `across` and `down` are positions as at() and aligned() give them; turned content reads from top to
    bottom. Content stands at the foot of the box, whose height is fixed: LibreOffice lets one that fits
    itself to its content hang above its place.
    """
    size = f'cx="{width * _EMU_OF_TWIP}" cy="{height * _EMU_OF_TWIP}"'
    direction = "vert" if turned else "horz"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0"'
        f' simplePos="0" relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
        f'<wp:simplePos x="0" y="0"/><wp:positionH {across}</wp:positionH><wp:positionV {down}</wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>{"<wp:wrapNone/>" if turned else "<wp:wrapTopAndBottom/>"}'
        f'<wp:docPr id="{number}" name="{escape(title)}" descr="{escape(title)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr><wps:txbx>'
        f'<w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr rot="0" vert="{direction}" wrap="square"'
        ' lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def aligned(to: str, side: str) -> str:
    """A position along an edge of the type area (margin) or of the page."""
    return f'relativeFrom="{to}"><wp:align>{side}</wp:align>'


def at(offset: int) -> str:
    """A position in twips from the page's edge."""
    return f'relativeFrom="page"><wp:posOffset>{offset * _EMU_OF_TWIP}</wp:posOffset>'
