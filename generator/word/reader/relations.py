"""Read how the parts of a Word file are related (ECMA-376-2, 9.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from docx.opc.constants import NAMESPACE, RELATIONSHIP_TARGET_MODE
from docx.opc.packuri import PackURI
from lxml import etree

PACKAGE = "/"
_TAG = f"{{{NAMESPACE.OPC_RELATIONSHIPS}}}Relationship"
_RELS = re.compile(r"(?P<folder>.*)_rels/(?P<name>.*)\.rels", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relationship:
    """Hold one relationship: the part `source` (the package: /), its id, its type, what it leads to.

    `target` is the name of a part or, if it is `outside`, the address as the file has it.
    """

    source: str
    link: str
    kind: str
    target: str
    outside: bool

    @property
    def word(self) -> str:
        """Return its kind without the address of the standard that defines it."""
        return self.kind.rpartition("/")[2]


def relations(roots: Mapping[str, etree._Element]) -> Iterator[Relationship]:
    """Yield all relations that the parts `roots` state, reachable or not.

    Names of parts are equal without regard to case (6.2.2.3).
    """
    for name, root in roots.items():
        if found := _RELS.fullmatch(name):
            source = found["folder"] + found["name"] or PACKAGE
            yield from (_relation(source, entry) for entry in root.iter(_TAG))


def _relation(source: str, entry: etree._Element) -> Relationship:
    target = entry.get("Target", "")
    outside = entry.get("TargetMode", "").lower() == RELATIONSHIP_TARGET_MODE.EXTERNAL.lower()
    return Relationship(
        source=source,
        link=entry.get("Id", ""),
        kind=entry.get("Type", ""),
        target=target if outside else _name(source, target),
        outside=outside,
    )


def _name(source: str, target: str) -> str:
    """Return the name in the zip of the part to which `target` leads from the part `source`."""
    return str(PackURI.from_rel_ref(PackURI(f"/{source.strip('/')}").baseURI, unquote(target))).lstrip("/")
