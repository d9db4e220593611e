"""The .docx package: python-docx's container with our own parts in it, the same bytes every time."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from generator.digest import digest
from generator.document import Document
from generator.ooxml import names, pages, parts, styles
from generator.ooxml.theme import theme
from generator.style_sheet import Look, StyleSheet
from generator.write_docx.pen import Pen
from generator.write_docx.sections import Story
from generator.write_draft import write_draft

_EPOCH = 1_609_459_200  # 2021-01-01T00:00:00Z, the first day of the first period
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_STORIES = {"header": (CT.WML_HEADER, RT.HEADER), "footer": (CT.WML_FOOTER, RT.FOOTER)}
_AUTHOR = "Plandraft"


def pack(
    document: Document, pen: Pen, content: str, stories: Sequence[Story], facts: Mapping[str, str]
) -> bytes:
    """The file: the main part and its stories, the sheet's styles, the draft and its figures as custom XML.

    The digest of all other parts stands among the file's properties, beside the facts.
    """
    stamp = _stamp()
    package = _Package()
    main = package.add(names.DOCUMENT_PART, CT.WML_DOCUMENT_MAIN, pages.body(content))
    package.relate(package.container, main, RT.OFFICE_DOCUMENT)
    for name, kind, relation, xml in _beside(pen, stamp):
        package.relate(main, package.add(name, kind, xml), relation)
    for n, story in enumerate(stories, start=1):
        kind, relation = _STORIES[story.kind]
        part = package.add(f"word/{story.kind}{n}.xml", kind, story.xml)
        package.relate(main, part, relation, story.link)
    for n, (xml, item, namespace) in enumerate(_items(document, pen), start=1):
        package.item(main, n, xml, parts.item_properties(item, namespace))
    core = parts.core_properties(document.title, document.locality, document.period, stamp)
    package.relate(
        package.container, package.add("docProps/core.xml", CT.OPC_CORE_PROPERTIES, core), RT.CORE_PROPERTIES
    )
    package.relate(
        package.container,
        package.add(names.PROPERTIES_PART, CT.OFC_CUSTOM_PROPERTIES, ""),
        RT.CUSTOM_PROPERTIES,
    )
    contents = package.contents()
    properties = {**facts, names.DIGEST: digest(contents, but=names.PROPERTIES_PART)}
    return _zip({**contents, names.PROPERTIES_PART: parts.xml(parts.custom_properties(properties))})


def _beside(pen: Pen, stamp: str) -> list[tuple[str, str, str, str]]:
    """The parts beside the main one: name, content type, relationship, XML."""
    sheet = pen.sheet
    faces = {face: sheet.instead.get(face, ()) for font in sheet.fonts.values() for face in font.values()}
    found = [
        (names.STYLES_PART, CT.WML_STYLES, RT.STYLES, _styles(sheet)),
        ("word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, styles.settings()),
        ("word/theme.xml", CT.OFC_THEME, RT.THEME, theme(sheet.font(sheet.paragraphs["body"]))),
        ("word/fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, styles.font_table(faces)),
    ]
    if pen.comments:
        comments = parts.comments(_AUTHOR, stamp, pen.comments, pen.style("comment"))
        found.append(("word/comments.xml", CT.WML_COMMENTS, RT.COMMENTS, comments))
    return found


def _styles(sheet: StyleSheet) -> str:
    """The styles part."""
    body = sheet.paragraphs["body"]
    written = [
        styles.paragraph_style(role, _tightened(look, sheet), sheet.font(look))
        for role, look in sheet.paragraphs.items()
    ]
    written += [styles.character_style(r, look, sheet.font(look)) for r, look in sheet.characters.items()]
    return styles.styles(body, sheet.font(body), "".join(written))


def _tightened(look: Look, sheet: StyleSheet) -> Look:
    """The look of a style, its type set as narrow as the body's where it has the body's size."""
    tight = sheet.tightening if look["size"] == sheet.paragraphs["body"]["size"] else 0
    return {**look, "tight": str(tight)}


def _items(document: Document, pen: Pen) -> list[tuple[str, str, str]]:
    """What the file carries besides its text: the figures that controls are bound to, and the draft."""
    return [
        (parts.values(pen.values), parts.VALUES_ITEM, names.VALUES),
        (write_draft(document), parts.DRAFT_ITEM, ""),
    ]


def _stamp() -> str:
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", _EPOCH))
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class _Package:
    """Parts and their relationships in python-docx's container."""

    def __init__(self) -> None:
        self.container = OpcPackage()

    def add(self, name: str, content_type: str, xml: str) -> Part:
        """A new part."""
        return Part(PackURI(f"/{name}"), content_type, parts.xml(xml), self.container)

    def relate(self, source: Part | OpcPackage, target: Part, relation: str, link: str = "") -> None:
        """A relationship, under a link's name or the next free one."""
        source.rels.add_relationship(relation, target, link or f"rId{len(source.rels) + 1}")

    def item(self, main: Part, number: int, xml: str, properties: str) -> None:
        """A custom XML item with its properties."""
        item = self.add(f"customXml/item{number}.xml", CT.XML, xml)
        described = self.add(f"customXml/itemProps{number}.xml", CT.OFC_CUSTOM_XML_PROPERTIES, properties)
        self.relate(item, described, RT.CUSTOM_XML_PROPS)
        self.relate(main, item, RT.CUSTOM_XML)

    def contents(self) -> dict[str, bytes]:
        """Every part and every list of parts by name."""
        raw = io.BytesIO()
        self.container.save(raw)
        with zipfile.ZipFile(raw) as source:
            return {name: source.read(name) for name in source.namelist()}


def _zip(contents: Mapping[str, bytes]) -> bytes:
    """Parts in a fixed order with a fixed stamp; [Content_Types].xml first, as readers expect."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(contents, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, contents[name])
    return packed.getvalue()
