"""Digests that tell whether a file still is what was written."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from hashlib import sha256

SEAL = 'plandraft-sha256=""'  # where a text has its digest; a page has it as the content of an element
_SEAL = re.compile(r'(plandraft-sha256(?:=|" content=)")([0-9a-f]{64})?(?=")')


def digest(contents: Mapping[str, bytes], *, but: str) -> str:
    """The SHA-256 of all parts `but` the one that holds it, by name in order, as hexadecimal digits."""
    whole = sha256()
    for name in sorted(contents.keys() - {but}):
        part = contents[name]
        whole.update(f"{name}\0{len(part)}\0".encode())
        whole.update(part)
    return whole.hexdigest()


def sealed(text: str) -> str:
    """The text with its own digest in its last seal."""
    start, _, end = _apart(text)
    return f"{start}{_of(start, end)}{end}"


def intact(content: bytes) -> bool | None:
    """Whether a text says what it said when it was sealed, None if it never was.

    A byte order mark and the kind of its line ends are no part of what it says: git and editors change them.
    """
    try:
        start, found, end = _apart(content.decode("utf-8-sig"))
    except ValueError:
        return None
    return found == _of(start, end) if found else None


def _apart(text: str) -> tuple[str, str, str]:
    """A text up to the digest in its last seal, the digest, the rest; raises ValueError if it has no seal."""
    found = deque(_SEAL.finditer(text), maxlen=1)
    if not found:
        raise ValueError
    last = found.pop()
    return text[: last.end(1)], last[2] or "", text[last.end() :]


def _of(start: str, end: str) -> str:
    return sha256(f"{start}{end}".replace("\r\n", "\n").replace("\r", "\n").encode()).hexdigest()
