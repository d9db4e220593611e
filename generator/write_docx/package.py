"""The .docx package: our own parts, the same bytes every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from generator.digest import digest
from generator.document import Document
from generator.draft_xml import write_draft
from generator.ooxml import kinds, names, pages, parts, styles
from generator.ooxml.package import Kind, Parts, xml, zipped
from generator.ooxml.theme import theme
from generator.style_sheet import Look, StyleSheet
from generator.write_docx.pen import Pen
from generator.write_docx.sections import Story


def pack(  # noqa: PLR0913, PLR0917  # all that a file is made of
    document: Document,
    pen: Pen,
    content: str,
    stories: Sequence[Story],
    facts: Mapping[str, str],
    profile: str,
) -> bytes:
    """The file: the main part and its stories, the sheet's styles; figures, draft and profile as custom XML.

    The digest of all other parts stands among the file's properties, beside the facts.
    """
    stamp, main = parts.stamp(), names.DOCUMENT_PART
    made = Parts()
    made.add(main, kinds.MAIN, pages.body(content))
    for name, kind, part in _beside(pen, stamp):
        made.add(name, kind, part, of=main)
    for n, story in enumerate(stories, start=1):
        made.add(f"word/{story.kind}{n}.xml", kinds.STORIES[story.kind], story.xml, of=main, link=story.link)
    for n, (part, item, namespace) in enumerate(_items(document, pen, profile), start=1):
        name = f"customXml/item{n}.xml"
        made.add(name, kinds.ITEM, part, of=main)
        described = parts.item_properties(item, namespace)
        made.add(f"customXml/itemProps{n}.xml", kinds.ITEM_PROPERTIES, described, of=name)
    core = parts.core_properties(document.title, document.locality, document.period, stamp)
    made.add("docProps/core.xml", kinds.CORE_PROPERTIES, core)
    made.add(names.PROPERTIES_PART, kinds.CUSTOM_PROPERTIES, "")
    contents = made.complete()
    properties = {**facts, names.DIGEST: digest(contents, but=names.PROPERTIES_PART)}
    contents[names.PROPERTIES_PART] = xml(parts.custom_properties(properties))
    return zipped(contents)


def _beside(pen: Pen, stamp: str) -> list[tuple[str, Kind, str]]:
    """The parts beside the main one: name, kind, XML."""
    found = _of_sheet(pen.sheet)
    if pen.comments:
        comments = parts.comments(parts.AUTHOR, stamp, pen.comments, pen.style("comment"))
        found = [*found, ("word/comments.xml", kinds.COMMENTS, comments)]
    return found


@cache
def _of_sheet(sheet: StyleSheet) -> list[tuple[str, Kind, str]]:
    """The parts that hang on the style sheet alone."""
    body = sheet.font(sheet.paragraphs["body"])
    faces = {face: sheet.instead.get(face, ()) for font in sheet.fonts.values() for face in font.values()}
    return [
        ("word/styles.xml", kinds.STYLES, _styles(sheet)),
        ("word/settings.xml", kinds.SETTINGS, styles.settings()),
        ("word/theme.xml", kinds.THEME, theme(body)),
        ("word/fontTable.xml", kinds.FONT_TABLE, styles.font_table(faces)),
    ]


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


def _items(document: Document, pen: Pen, profile: str) -> list[tuple[str, str, str]]:
    """What the file carries besides its text: the figures of controls, the draft, the profile."""
    carried = [(parts.profile(profile), parts.PROFILE_ITEM, names.PROFILE)] if profile else []
    return [
        (parts.values(pen.values), parts.VALUES_ITEM, names.VALUES),
        (write_draft(document), parts.DRAFT_ITEM, ""),
        *carried,
    ]
