"""Unzip two Word files into trees, track the changes between them, and zip the new one again.

This is the only module of the redline that knows bytes: whoever has the trees already calls `track_changes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import dirname, join

from lxml import etree

from generator.digest import digest
from generator.ooxml.names import CUSTOM_PROPERTIES, DIGEST, DOCUMENT_PART, PROPERTIES_PART
from generator.ooxml.package import zipped
from generator.ooxml.parts import AUTHOR, stamp
from generator.redline.revisions import W
from generator.redline.tracking import track_changes
from generator.redline.trees import WordTrees
from generator.word_archive import read_parts

_RELATIONS_PART = "word/_rels/document.xml.rels"
_HEADER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
_PROPERTY = f"{{{CUSTOM_PROPERTIES}}}property"


def redline(old: bytes, new: bytes) -> bytes:
    """Return the Word file `new` with every difference from `old` tracked; both as `write_docx` writes them.

    The digest is the result's own. The same files give the same bytes. Raises PlanError (`docx-excess`) if
    one of them is larger than any reader takes.
    """
    before, after = read_parts(old, "old.docx"), read_parts(new, "new.docx")
    document, headers = etree.fromstring(after[DOCUMENT_PART]), _headers(after)
    trees = WordTrees(_body(document), {link: root for link, (_, root) in headers.items()})
    track_changes(_trees(before), trees, author=AUTHOR, stamp=stamp())
    roots = {DOCUMENT_PART: document, **dict(headers.values())}
    parts = after | {name: _serialized(root) for name, root in roots.items()}
    parts[PROPERTIES_PART] = _with_digest(parts)
    return zipped(parts)


def _trees(parts: Mapping[str, bytes]) -> WordTrees:
    """Return the body and the headers of a file with these `parts`."""
    headers = {link: root for link, (_, root) in _headers(parts).items()}
    return WordTrees(_body(etree.fromstring(parts[DOCUMENT_PART])), headers)


def _body(document: etree._Element) -> etree._Element:
    body = document.find(f"{W}body")
    assert body is not None  # noqa: S101  # the writer's files have one
    return body


def _headers(parts: Mapping[str, bytes]) -> dict[str, tuple[str, etree._Element]]:
    """Return the name and the root of every header among `parts` by the id of its relationship."""
    relations = etree.fromstring(parts[_RELATIONS_PART])
    names = {
        str(relation.get("Id")): join(dirname(DOCUMENT_PART), str(relation.get("Target")))
        for relation in relations
        if relation.get("Type") == _HEADER
    }
    return {link: (name, etree.fromstring(parts[name])) for link, name in names.items()}


def _with_digest(parts: Mapping[str, bytes]) -> bytes:
    """Return the custom properties among `parts` with the digest of all other parts."""
    properties = etree.fromstring(parts[PROPERTIES_PART])
    for entry in properties.iter(_PROPERTY):
        if entry.get("name") == DIGEST:
            entry[0].text = digest(parts, but=PROPERTIES_PART)
    return _serialized(properties)


def _serialized(root: etree._Element) -> bytes:
    """Return the bytes of a part, with the declaration that every part begins with."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
