"""Name what both the writer and the reader of Word files know: namespaces, parts, bookmarks, tags."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from generator.base import digest

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CUSTOM_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "urn:plandraft:values"
PROFILE = "urn:plandraft:profile"
COMPOSED = "urn:plandraft:composed"

DOCUMENT_PART = "word/document.xml"
PROPERTIES_PART = digest.PROPERTIES_PART
VALUES_ITEM = "{5B0D8B3E-2C1A-4B6F-9C57-0A6C3E1D7F21}"
DRAFT_ITEM = "{A6E1F0C4-7D52-4E0B-8F3D-6B9A2C4E8D10}"
PROFILE_ITEM = "{3C9D2B57-64F1-4A8E-9E0B-1D7F5A2C8B36}"
COMPOSED_ITEM = "{E8A4D1F7-2B6C-4F93-A05E-94C7B3D8621F}"
ITEM_ROOTS = {
    VALUES_ITEM: f"{{{VALUES}}}values",
    DRAFT_ITEM: "document",
    PROFILE_ITEM: f"{{{PROFILE}}}profile",
    COMPOSED_ITEM: f"{{{COMPOSED}}}composed",
}
"""The root elements of our custom XML items, by their ids."""
AUTHOR = "Plandraft"
DIGEST = digest.PROPERTY
VERSION = "Plandraft version"
PERIOD = "Plandraft period"

BOOKMARK = "_pd_"  # how our names of bookmarks begin
BOOKMARK_OF_GONE = "_pw_"  # … of what a tracked change took from under one that the file has elsewhere now
_TAG_LENGTH = 64  # Word's limit for the tag and the title of a content control
_BOOKMARK_LENGTH = 40  # and for the name of a bookmark
_ODD = re.compile(r"[^0-9A-Za-z]+")


def tag(text: str) -> str:
    """Return a profile path as the tag of a control, or a department as its title, as long as Word allows."""
    if len(text) <= _TAG_LENGTH:
        return text
    return f"{text[: _TAG_LENGTH - 9]}#{_digest(text)}"


class BookmarkNames:
    """Give every block of a document the name of its bookmark, from its key and nothing else.

    Names begin with `_`, which hides them in Word, tell the key to a person and end in its digest. A key
    that comes again within one document is counted.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def name(self, kind: str, key: str) -> str:
        """Return the name for the next block of this kind with this key, at most 40 characters."""
        identity = f"{kind}:{key}"
        count = self._seen[identity] = self._seen.get(identity, 0) + 1
        return bookmark(kind, key, count)


@lru_cache(maxsize=4096)
def bookmark(kind: str, key: str, count: int = 1) -> str:
    """Return the name of the bookmark of the `count`-th block of a kind that has this key."""
    end = f"_{_digest(f'{kind}:{key}:{count}')}"
    plain = _ODD.sub("_", key).strip("_")
    return f"{BOOKMARK}{plain}"[: _BOOKMARK_LENGTH - len(end)] + end


def bookmark_of_gone(name: str) -> str:
    """Return the bookmark of what was under the bookmark `name` before it stood elsewhere."""
    return f"{BOOKMARK_OF_GONE}{name.removeprefix(BOOKMARK)}"


def name_before(name: str) -> str:
    """Return the bookmark whose words `name`, made by `bookmark_of_gone`, is over."""
    return f"{BOOKMARK}{name.removeprefix(BOOKMARK_OF_GONE)}"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()
