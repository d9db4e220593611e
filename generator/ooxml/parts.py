"""The small parts of a package: properties, custom XML, comments."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape

from generator.diagnostics import Finding, Place, PlanError
from generator.ooxml.names import CUSTOM_PROPERTIES, PROFILE, VALUES, WORD

AUTHOR = "Plandraft"
VALUES_ITEM = "{5B0D8B3E-2C1A-4B6F-9C57-0A6C3E1D7F21}"
DRAFT_ITEM = "{A6E1F0C4-7D52-4E0B-8F3D-6B9A2C4E8D10}"
PROFILE_ITEM = "{3C9D2B57-64F1-4A8E-9E0B-1D7F5A2C8B36}"
VALUES_PREFIX = f"xmlns:v='{VALUES}'"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EPOCH = "1609459200"  # 2021-01-01T00:00:00Z, the first day of the first period
_LAST = 253_402_300_799  # 9999-12-31T23:59:59Z
_SHOWN = 40  # characters of what is no time
_FORMAT = (
    "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of properties that a user defines (MS-OLEPS, 2.1)
)


def stamp() -> str:
    """The time of writing: SOURCE_DATE_EPOCH, else one that is always the same.

    Raises PlanError where that is no number of seconds since 1970, or more of them than a calendar has.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", _EPOCH)
    if not re.fullmatch("[0-9]{1,12}", given) or int(given) > _LAST:
        raise PlanError([Finding("epoch-wrong", Place(""), {"value": given[:_SHOWN]})])
    return datetime.fromtimestamp(int(given), tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def values(figures: Iterable[tuple[str, str]]) -> str:
    """The profile's figures as custom XML: one value for each path and text, in order."""
    return (
        f'<values xmlns="{VALUES}">'
        + "".join(
            f'<value path="{escape(path)}">{escape(text, quote=False)}</value>' for path, text in figures
        )
        + "</values>"
    )


def profile(packed: str) -> str:
    """What the profile said when the file was written, as custom XML."""
    return f'<profile xmlns="{PROFILE}">{escape(packed, quote=False)}</profile>'


def value_path(position: int) -> str:
    """The XPath of the value at a position, counted from 1."""
    return f"/v:values[1]/v:value[{position}]"


def item_properties(item: str, namespace: str) -> str:
    """The properties of a custom XML item: its id, its namespace if it has one (ECMA-376-1, 22.5)."""
    schema = f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs>' if namespace else ""
    return f'<ds:datastoreItem ds:itemID="{item}" xmlns:ds="{_DATASTORE}">{schema}</ds:datastoreItem>'


def custom_properties(properties: Mapping[str, str]) -> str:
    """Properties that Word shows among the file's own (22.3)."""
    listed = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{escape(name)}"><vt:lpwstr>{escape(text)}</vt:lpwstr></property>'
        for number, (name, text) in enumerate(properties.items(), start=2)
    )
    return f'<Properties xmlns="{CUSTOM_PROPERTIES}" xmlns:vt="{_VARIANTS}">{listed}</Properties>'


def core_properties(title: str, author: str, keywords: str, stamp: str) -> str:
    """Title, author and the time of writing (22.2; ECMA-376-2, 11)."""
    author = escape(author)
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{author}</dc:creator><cp:keywords>{escape(keywords)}</cp:keywords>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified><dc:language>zh-CN</dc:language>'
        "</cp:coreProperties>"
    )


def comments(author: str, stamp: str, texts: Iterable[str], style: str) -> str:
    """The comments part: each text a comment, numbered from 0, its lines paragraphs."""
    return (
        f'<w:comments xmlns:w="{WORD}">'
        + "".join(
            f'<w:comment w:id="{number}" w:author="{author}" w:date="{stamp}" w:initials="{author[:1]}">'
            + "".join(_comment_line(line, style) for line in text.splitlines() or [""])
            + "</w:comment>"
            for number, text in enumerate(texts)
        )
        + "</w:comments>"
    )


def _comment_line(text: str, style: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
    )
