"""The .docx package: python-docx's container with our own parts in it, the same bytes every time."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime

import docx
from docx.oxml import parse_xml
from lxml import etree

from generator.document import Document
from generator.write_docx import ooxml
from generator.write_docx.styles import StyleSheet

_EPOCH = 1_609_459_200  # 2021-01-01T00:00:00Z, the first day of the first period
_UNWANTED = ("stylesWithEffects", "thumbnail", "webSettings", "numbering", "customXml")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def pack(document: Document, content: str, sheet: StyleSheet) -> bytes:
    """The file: `content` becomes the body, the sheet the styles, the document's title the properties."""
    package = docx.Document()
    _drop_unwanted(package)
    _fonts(package, sheet)
    _footers(package, sheet)
    _replace(package.styles.element, sheet.xml())
    _replace(package.settings.element, ooxml.settings())
    _body(package, content, sheet)
    _properties(package, document)
    return _zip(package)


def _drop_unwanted(package: docx.document.Document) -> None:
    """Leave out parts of the default template that nothing uses and validators reject."""
    for holder in (package.part, package.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(_UNWANTED):
                del holder.rels[key]


def _fonts(package: docx.document.Document, sheet: StyleSheet) -> None:
    """The sheet's faces in the font table and in the theme, whose own WPS would report as missing."""
    body = sheet.fonts[sheet.paragraphs["body"]["font"]]
    for relation in package.part.rels.values():
        part = relation.target_part
        if relation.reltype.endswith("/fontTable"):
            faces = (face for font in sheet.fonts.values() for face in font.values())
            part._blob = ooxml.font_table(faces).encode()  # noqa: SLF001  # python-docx has no way to replace a part
        elif relation.reltype.endswith("/theme"):
            theme = parse_xml(part.blob)
            for tag, face in (("latin", body["latin"]), ("ea", body["face"])):
                for element in theme.iter(f"{_DRAWING}{tag}"):
                    element.set("typeface", face)
            part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001


def _footers(package: docx.document.Document, sheet: StyleSheet) -> None:
    """Page numbers: odd pages on the right, even ones on the left (GB/T 9704-2012, 7.5)."""
    section = package.sections[0]
    for footer, role in ((section.footer, "page-number-odd"), (section.even_page_footer, "page-number-even")):
        footer.is_linked_to_previous = False
        _replace(footer._element, ooxml.footer(ooxml.style_id(role, sheet.paragraphs[role]["name"])))  # noqa: SLF001  # python-docx has no public way to the element


def _body(package: docx.document.Document, content: str, sheet: StyleSheet) -> None:
    page = sheet.page
    lengths = {
        name: getattr(page, name) for name in ("width", "height", "top", "bottom", "left", "right", "footer")
    }
    section = package.sections[0]._sectPr  # noqa: SLF001  # python-docx has no public way to the element
    links = "".join(
        etree.tostring(e, encoding="unicode") for e in section if e.tag.endswith("footerReference")
    )
    properties = f"<w:sectPr>{links}{ooxml.section(lengths, page.line)}</w:sectPr>"
    _replace(package.element.body, ooxml.body(content, properties))


def _replace(element: etree._Element, xml: str) -> None:
    """Put the children of the parsed XML in place of the element's own."""
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)


def _properties(package: docx.document.Document, document: Document) -> None:
    stamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", _EPOCH)), tz=UTC).replace(
        tzinfo=None
    )
    properties = package.core_properties
    properties.title, properties.author, properties.last_modified_by = (
        document.title,
        document.locality,
        document.locality,
    )
    properties.language, properties.comments, properties.keywords = "zh-CN", "", document.period
    properties.created = properties.modified = stamp
    properties.revision = 1


def _zip(package: docx.document.Document) -> bytes:
    """The parts in a fixed order with a fixed stamp; [Content_Types].xml first, as readers expect."""
    raw, packed = io.BytesIO(), io.BytesIO()
    package.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
