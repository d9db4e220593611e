"""The package of a Word file: its parts and how they are related, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.read_docx.active import refuse_active
from generator.read_docx.archive import MOST_PARTS, unpacked
from generator.read_docx.markup import parse_parts
from generator.read_docx.refused import broken, too_much, unreadable
from generator.read_docx.relations import PACKAGE, Relation, relations

_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_STRICT = "http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file by name, those that are XML parsed, their relations, and the file's name."""

    file: str
    parts: dict[str, bytes]
    roots: dict[str, etree._Element]
    relations: tuple[Relation, ...]

    @property
    def main(self) -> str:
        """The name of the main part; raises PlanError if there is none."""
        found = next(self.related(PACKAGE, RT.OFFICE_DOCUMENT), None)
        if found is None:
            strict = any(relation.kind.startswith(_STRICT) for relation in self.relations)
            raise unreadable(self.file, "StrictOpenXml" if strict else "NoBody")
        return found

    def related(self, source: str, kind: str) -> Iterator[str]:
        """The names of the parts that a part (or the package, /) has of a kind."""
        return (r.target for r in self.relations if r.source == source and r.kind == kind)

    def links(self, source: str) -> dict[str, str]:
        """The names of the parts to which a part's links lead, by the ids of the links."""
        return {r.link: r.target for r in self.relations if r.source == source and not r.outside}

    def xml(self, name: str) -> etree._Element:
        """The root element of a part; raises PlanError if there is none or it is no XML."""
        if name not in self.roots:
            raise broken(self.file, name)
        return self.roots[name]

    def item(self, identity: str) -> bytes:
        """The custom XML item with this id, empty where the file has none."""
        name = self._item(identity)
        return self.parts[name] if name in self.roots else b""

    def item_text(self, identity: str) -> str:
        """The text of the custom XML item with this id, empty where the file has none."""
        name = self._item(identity)
        return "".join(map(str, self.xml(name).itertext())) if name else ""

    def item_root(self, identity: str) -> etree._Element | None:
        """The root element of the custom XML item with this id, None where the file has none."""
        return self.roots.get(self._item(identity))

    def _item(self, identity: str) -> str:
        for item in self.related(self.main, RT.CUSTOM_XML):
            # LibreOffice keeps the properties but forgets what they belong to; their names still tell
            beside = item.replace("/item", "/itemProps")
            described = [*self.related(item, RT.CUSTOM_XML_PROPS), beside]
            if any(identity.encode() in self.parts.get(name, b"") for name in described):
                return item
        return ""

    @property
    def properties(self) -> dict[str, str]:
        """The properties that Word shows among the file's own."""
        found = (self.xml(name) for name in self.related(PACKAGE, RT.CUSTOM_PROPERTIES))
        entries = (entry for root in found for entry in root.iter(_PROPERTY))
        return {str(entry.get("name")): "".join(map(str, entry.itertext())) for entry in entries}


def open_package(content: bytes, file: str) -> Package:
    """The package that a file holds; raises PlanError if it is no Word file, or could do any harm."""
    parts = unpacked(content, file)
    roots = parse_parts(parts, file)
    stated = tuple(relations(roots))
    if len(stated) > MOST_PARTS:
        raise too_much(file, "TooManyParts", MOST_PARTS)
    refuse_active(file, roots, stated)
    return Package(file, parts, roots, stated)
