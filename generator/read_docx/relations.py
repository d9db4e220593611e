"""How the parts of a Word file are related (ECMA-376-2, 9.3)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from generator.ooxml.names import RELATIONSHIPS

PACKAGE = "/"
MAIN = f"{RELATIONSHIPS}/officeDocument"
STYLES = f"{RELATIONSHIPS}/styles"
CUSTOM_XML = f"{RELATIONSHIPS}/customXml"
CUSTOM_XML_PROPS = f"{RELATIONSHIPS}/customXmlProps"
CUSTOM_PROPERTIES = f"{RELATIONSHIPS}/custom-properties"
_TAG = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FOLDER = "_rels/"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part, or the package (/), refers to, by the id of the link and by what it is to it.

    `target` is the name of a part; of what is `outside`, its address as the file has it.
    """

    source: str
    link: str
    kind: str
    target: str
    outside: bool

    @property
    def word(self) -> str:
        """Its kind without the address of the standard that has it."""
        return self.kind.rpartition("/")[2]


def relations(roots: Mapping[str, etree._Element]) -> Iterator[Relation]:
    """All relations that the parts of a package state, reachable or not."""
    for name, root in roots.items():
        folder, _, own = name.rpartition(_FOLDER)
        if name.endswith(".rels") and _FOLDER in name:
            source = folder + own.removesuffix(".rels") or PACKAGE
            yield from (_relation(source, entry) for entry in root.iter(_TAG))


def _relation(source: str, entry: etree._Element) -> Relation:
    target = entry.get("Target", "")
    outside = entry.get("TargetMode", "").lower() == "external"
    return Relation(
        source=source,
        link=entry.get("Id", ""),
        kind=entry.get("Type", ""),
        target=target if outside else _name(source, target),
        outside=outside,
    )


def _name(source: str, target: str) -> str:
    """The name in the zip of a part that is addressed from another."""
    folder = "/" + posixpath.dirname(source.strip("/"))
    return posixpath.normpath(posixpath.join(folder, unquote(target))).strip("/")
