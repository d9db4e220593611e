"""The package of a Word file: its parts, within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname, join, normpath

from lxml import etree

from generator.diagnostics import Finding, Place, PlanError
from generator.ooxml import names

_MOST_BYTES = 64 * 1024 * 1024  # of all parts together; a plan of 25,000 characters takes one
_MOST_PARTS = 2_000
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True)
class Package:
    """The parts of a Word file by name, and the file they came from."""

    file: str
    parts: dict[str, bytes]

    def part(self, name: str) -> etree._Element | None:
        """The root element of a part, None where the file has none; raises PlanError if it is no XML."""
        if name not in self.parts:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            return etree.fromstring(self.parts[name], parser)
        except etree.XMLSyntaxError as failure:
            raise unreadable(self.file) from failure

    @cached_property
    def main(self) -> etree._Element:
        """The main part; raises PlanError if there is none."""
        found = self.part(names.DOCUMENT_PART)
        if found is None:
            raise unreadable(self.file)
        return found

    def target(self, source: str, link: str) -> str:
        """The name of the part to which a link of another part leads, empty where it leads nowhere."""
        relations = self.part(join(dirname(source), "_rels", f"{basename(source)}.rels"))
        for relation in relations.iter(_RELATION) if relations is not None else ():
            if relation.get("Id") == link:
                return normpath(join("/", dirname(source), relation.get("Target", ""))).lstrip("/")
        return ""

    def item(self, identity: str) -> bytes:
        """The custom XML item with this id, empty where the file has none."""
        for name, content in self.parts.items():
            if name.startswith("customXml/itemProps") and identity.encode() in content:
                return self.parts.get(name.replace("itemProps", "item"), b"")
        return b""

    @cached_property
    def properties(self) -> dict[str, str]:
        """The properties that Word shows among the file's own."""
        root = self.part(names.PROPERTIES_PART)
        return {
            str(entry.get("name")): "".join(map(str, entry.itertext()))
            for entry in (root if root is not None else ())
        }


def open_package(content: bytes, file: str) -> Package:
    """The package that a file holds; raises PlanError if it is no Word file or beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise unreadable(file)
            return Package(file, {entry.filename: archive.read(entry) for entry in entries})
    except _BROKEN as failure:
        raise unreadable(file) from failure


def unreadable(file: str) -> PlanError:
    """The error for a file that is no Word file."""
    return PlanError([Finding("docx-unreadable", Place(file), {})])
