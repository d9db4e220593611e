"""Open the package of a Word file: its parts and how they are related, within limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.word.archive import MOST_PARTS, read_parts
from generator.word.ooxml.names import ITEM_ROOTS
from generator.word.reader.markup import parse_parts
from generator.word.reader.relations import PACKAGE, Relationship, relations
from generator.word.reader.unsafe_content import refuse_unsafe_content
from generator.word.refusals import broken_xml, too_much, unreadable

_MODIFIED = "{http://purl.org/dc/terms/}modified"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_HAS = etree.XPath("boolean(@*[. = $id])")  # quick, however many attributes there are
_STRICT = "http://purl.oclc.org/ooxml/"


@dataclass(frozen=True, slots=True)
class Package:
    """Hold the parts of a Word file by name, the roots of those that are XML, its relations and its name.

    `items` are the names of our custom XML items by their ids: several where nothing tells which one it is.
    """

    file: str
    parts: dict[str, bytes]
    roots: dict[str, etree._Element]
    relations: tuple[Relationship, ...]
    items: Mapping[str, tuple[str, ...]]

    @property
    def main(self) -> str:
        """Return the name of the main part; raise PlanError if there is none."""
        found = next(self.related(PACKAGE, RT.OFFICE_DOCUMENT), None)
        if found is None:
            strict = any(relation.kind.startswith(_STRICT) for relation in self.relations)
            raise unreadable(self.file, "StrictOpenXml" if strict else "NoBody")
        return found

    def related(self, source: str, kind: str) -> Iterator[str]:
        """Yield the names of the parts of a `kind` to which the part `source` (the package: /) is related."""
        return (r.target for r in self.relations if r.source == source and r.kind == kind)

    def links(self, source: str) -> dict[str, str]:
        """Return the names of the parts to which the part `source` links, by the ids of the links."""
        return {r.link: r.target for r in self.relations if r.source == source and not r.outside}

    def xml(self, name: str) -> etree._Element:
        """Return the root element of the part `name`; raise PlanError if there is none or it is no XML."""
        if name not in self.roots:
            raise broken_xml(self.file, name)
        return self.roots[name]

    def item_bytes(self, identity: str) -> bytes:
        """Return the bytes of the custom XML item with this id, b"" if the file has none."""
        return self.parts.get(self._item(identity), b"")

    def item_text(self, identity: str) -> str:
        """Return the text of the custom XML item with this id, "" if the file has none."""
        root = self.item_root(identity)
        return "" if root is None else "".join(map(str, root.itertext()))

    def item_root(self, identity: str) -> etree._Element | None:
        """Return the root element of the custom XML item with this id, None if the file has none."""
        return self.roots.get(self._item(identity))

    def _item(self, identity: str) -> str:
        """Return the name of the item with this id, "" for none; raise PlanError if there is no main part."""
        return next(iter(self.items.get(identity, ())), "") if self.main else ""

    def count(self, identity: str) -> int:
        """Return how many custom XML items may be the one with this id."""
        return len(self.items.get(identity, ()))

    @property
    def saved(self) -> str:
        """Return when the file was last saved (dcterms:modified), "" if it does not say so."""
        parts = (self.roots[name] for name in self.related(PACKAGE, RT.CORE_PROPERTIES) if name in self.roots)
        found = (root.findtext(_MODIFIED) for root in parts)
        return (next(found, "") or "").strip()

    @property
    def properties(self) -> dict[str, str]:
        """Return the custom properties of the file by name, as Word shows them."""
        found = (self.xml(name) for name in self.related(PACKAGE, RT.CUSTOM_PROPERTIES))
        entries = (entry for root in found for entry in root.iter(_PROPERTY))
        return {str(entry.get("name")): "".join(map(str, entry.itertext())) for entry in entries}


def open_package(content: bytes, file: str) -> Package:
    """Return the package in `content`; `file` is its name in messages.

    Raises PlanError (`docx-…`) if it is no Word file, exceeds a limit, or could do any harm.
    """
    parts = read_parts(content, file)
    roots = parse_parts(parts, file)
    stated = tuple(islice(relations(roots), MOST_PARTS + 1))
    if len(stated) > MOST_PARTS:
        raise too_much(file, "TooManyParts", MOST_PARTS)
    refuse_unsafe_content(file, roots, stated)
    return Package(file, parts, roots, stated, _items(roots, stated))


def _items(roots: Mapping[str, etree._Element], stated: Sequence[Relationship]) -> dict[str, tuple[str, ...]]:
    """Return the names of our items by their ids, of the parts with these `roots` and relations.

    Other programs rename items and forget their ids and relations: what an item is, its root tells.
    """
    main = next((r.target for r in stated if (r.source, r.kind) == (PACKAGE, RT.OFFICE_DOCUMENT)), "")
    first = dict.fromkeys(r.target for r in stated if (r.source, r.kind) == (main, RT.CUSTOM_XML))
    known = _described(roots, stated)
    items: dict[str, tuple[str, ...]] = {}
    for identity, tag in ITEM_ROOTS.items():
        found = dict.fromkeys(name for name in (*first, *roots) if name in roots and roots[name].tag == tag)
        told = tuple(name for name in found if (name, identity) in known)
        items[identity] = told or tuple(found)
    return items


def _described(roots: Mapping[str, etree._Element], stated: Sequence[Relationship]) -> set[tuple[str, str]]:
    """Return the names of parts, each with an id that its properties have; each part is searched once."""
    described = [r for r in stated if r.kind == RT.CUSTOM_XML_PROPS and r.target in roots]
    ids = {name: [i for i in ITEM_ROOTS if _HAS(roots[name], id=i)] for name in {r.target for r in described}}
    return {(r.source, identity) for r in described for identity in ids[r.target]}
