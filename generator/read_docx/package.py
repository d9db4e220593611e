"""The package of a Word file: its parts and how they are related, within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.pkgreader import PackageReader
from lxml import etree

from generator.diagnostics import Finding, Place, PlanError

_MOST_BYTES = 64 * 1024 * 1024  # of all parts together; a plan of 25,000 characters takes one
_MOST_PARTS = 2_000
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_BROKEN = (
    AttributeError,
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part refers to, by the id of the link and by what it is to it."""

    source: str
    link: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file by name, their relations, and the file they came from."""

    file: str
    parts: dict[str, bytes]
    relations: tuple[Relation, ...]

    @property
    def main(self) -> str:
        """The name of the main part; raises PlanError if there is none."""
        found = next(self.related("/", RT.OFFICE_DOCUMENT), None)
        if found is None:
            raise unreadable(self.file)
        return found

    def related(self, source: str, kind: str) -> Iterator[str]:
        """The names of the parts that a part (or the package, /) has of a kind."""
        return (r.target for r in self.relations if r.source == source and r.kind == kind)

    def linked(self, source: str, link: str) -> str:
        """The name of the part to which a link leads, empty where it leads nowhere."""
        found = (r.target for r in self.relations if r.source == source and r.link == link)
        return next(found, "")

    def xml(self, name: str) -> etree._Element:
        """The root element of a part; raises PlanError if there is none or it is no XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self.parts[name], parser)
        except (KeyError, etree.XMLSyntaxError) as failure:
            raise unreadable(self.file) from failure

    def item(self, identity: str) -> bytes:
        """The custom XML item with this id, empty where the file has none."""
        return self.parts.get(self._item(identity), b"")

    def item_text(self, identity: str) -> str:
        """The text of the custom XML item with this id, empty where the file has none."""
        name = self._item(identity)
        return "".join(map(str, self.xml(name).itertext())) if name else ""

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
        roots = (self.xml(name) for name in self.related("/", RT.CUSTOM_PROPERTIES))
        entries = (entry for root in roots for entry in root.iter(_PROPERTY))
        return {str(entry.get("name")): "".join(map(str, entry.itertext())) for entry in entries}


def open_package(content: bytes, file: str) -> Package:
    """The package that a file holds; raises PlanError if it is no Word file or beyond all measure."""
    try:
        parts = _parts(content)
        reader = PackageReader.from_file(io.BytesIO(content))
        relations = (
            Relation(_name(source), link.rId, link.reltype, _name(link.target_partname))
            for source, link in reader.iter_srels()
            if not link.is_external
        )
        return Package(file, parts, tuple(relations))
    except _BROKEN as failure:
        raise unreadable(file) from failure


def _parts(content: bytes) -> dict[str, bytes]:
    """Every part; raises ValueError where they are too many or too large to unpack."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
            raise ValueError
        return {entry.filename: archive.read(entry) for entry in entries}


def _name(address: str) -> str:
    """The name of a part in the zip, / for the package itself."""
    return address.lstrip("/") or "/"


def unreadable(file: str) -> PlanError:
    """The error for a file that is no Word file."""
    return PlanError([Finding("docx-unreadable", Place(file), {})])
