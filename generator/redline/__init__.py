"""Two Word files of ours as one: the new one, with tracked changes that lead back to the old one."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from generator.digest import digest
from generator.ooxml.names import AUTHOR, DOCUMENT_PART, PROPERTIES_PART
from generator.redline.blocks import Blocks
from generator.redline.fields import track_fields
from generator.redline.marks import Revisions, W
from generator.redline.stories import merge_heads, serialised
from generator.time_of_writing import stamp
from generator.write_docx.stamping import stamped


def redline(old: bytes, new: bytes) -> bytes:
    """The new file with every difference from the old one tracked; both as `write_docx` writes them.

    Accepting all changes gives the words of the new file, rejecting all those of the old one. Paragraphs are
    the same if they are under the same bookmark. The digest is the result's own. The same files give the same
    bytes.
    """
    before, after = _parts(old), _parts(new)
    document = etree.fromstring(after[DOCUMENT_PART])
    bodies = _body(etree.fromstring(before[DOCUMENT_PART])), _body(document)
    numbers = (int(str(mark.get(f"{W}id"))) for mark in bodies[1].iter(f"{W}bookmarkStart"))
    revisions = Revisions(AUTHOR, stamp(), max(numbers, default=0) + 1)
    blocks = Blocks(revisions)
    heads = merge_heads(before, after, bodies, blocks)
    blocks.merge(*bodies)
    track_fields(bodies[1], revisions)
    parts = after | heads | {DOCUMENT_PART: serialised(document)}
    old_digest, new_digest = (digest(each, but=PROPERTIES_PART).encode() for each in (after, parts))
    parts[PROPERTIES_PART] = after[PROPERTIES_PART].replace(old_digest, new_digest)
    return stamped(parts)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _body(document: etree._Element) -> etree._Element:
    body = document.find(f"{W}body")
    assert body is not None  # noqa: S101  # the writer's files have one
    return body
