"""Say under which headings a block stands."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import Document, Paragraph, walk


def headings_above(
    base: Document, merged: Document, versions: Sequence[Document]
) -> dict[str, tuple[str, ...]]:
    """Return the headings above every block by its key, as the first of these documents that has it says."""
    found: dict[str, tuple[str, ...]] = {}
    for document in (merged, base, *versions):
        for path, node in walk(document):
            key = getattr(node, "key", "")
            if key and key not in found and not isinstance(node, Paragraph):
                above = (f"{getattr(each, 'number', '')}{getattr(each, 'title', '')}" for each in path[1:])
                found[key] = tuple(heading for heading in above if heading)
    return found
