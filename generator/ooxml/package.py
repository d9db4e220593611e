"""What holds the parts of a package together (ECMA-376-2): content types, relationships, the zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from posixpath import basename, dirname, relpath

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT_TYPES = "[Content_Types].xml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_SMALL = 1_000  # bytes; to pack them takes longer than they are worth
_LEVEL = 1  # half of the time that the usual 6 takes, for a seventh more bytes


def xml(content: str) -> bytes:
    """A part's bytes, with the declaration that every part begins with."""
    return (_HEAD + content).encode()


@dataclass(frozen=True, slots=True)
class Kind:
    """What a part is: its content type, and what it is to the part that refers to it."""

    content_type: str
    relation: str


@dataclass(slots=True)
class Parts:
    """Parts in the making, with their content types and relationships."""

    contents: dict[str, bytes] = field(default_factory=dict)
    _types: dict[str, str] = field(default_factory=dict)
    _relations: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, name: str, kind: Kind, content: str, *, of: str = "", link: str = "") -> None:
        """A part of another part, or of the package itself, under a link's id or the next free one."""
        self.contents[name] = xml(content)
        self._types[name] = kind.content_type
        relations = self._relations.setdefault(of, [])
        relations.append((link or f"rId{len(relations) + 1}", kind.relation, _target(name, of)))

    def complete(self) -> dict[str, bytes]:
        """All parts, with those that list their types and relationships."""
        lists = {_CONTENT_TYPES: xml(_content_types(self._types))}
        for source, relations in self._relations.items():
            folder = f"{dirname(source)}/" if dirname(source) else ""
            lists[f"{folder}_rels/{basename(source)}.rels"] = xml(_relationships(relations))
        return lists | self.contents


@cache
def _target(name: str, of: str) -> str:
    """A part as the one that refers to it names it."""
    return relpath(name, dirname(of) or ".")


def _content_types(types: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(types.items())
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(relations: Iterable[tuple[str, str, str]]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{link}" Type="{kind}" Target="{escape(target)}"/>'
            for link, kind, target in relations
        )
        + "</Relationships>"
    )


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """Parts in a fixed order with a fixed stamp; [Content_Types].xml first, as readers expect."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(contents, key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED if len(contents[name]) > _SMALL else zipfile.ZIP_STORED
            entry.create_system = 0
            target.writestr(entry, contents[name], compresslevel=_LEVEL)
    return packed.getvalue()
