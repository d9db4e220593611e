"""SHA-256 digests that show whether somebody edited a file after the program wrote it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from hashlib import sha256

DIGEST_MARK = 'plandraft-sha256=""'  # empty, as a text has it; a page has it as the content of a meta element
DIGEST_KEY = "plandraft-sha256"  # of JSON data, the last of them
PROPERTY, PROPERTIES_PART = "Plandraft digest", "docProps/custom.xml"  # where an Office file has it
_SEAL = re.compile(r'(plandraft-sha256(?:=|" content=|": )")([0-9a-f]{64})?(?=")')


def digest(contents: Mapping[str, bytes], *, but: str) -> str:
    """Return the SHA-256 of all parts in `contents`, in order of their names, as 64 hexadecimal digits.

    It leaves out `but`, the name of the part that will hold the digest.
    """
    whole = sha256()
    for name in sorted(contents.keys() - {but}):
        part = contents[name]
        whole.update(f"{name}\0{len(part)}\0".encode())
        whole.update(part)
    return whole.hexdigest()


def with_digest(text: str) -> str:
    """Return `text` with its own digest filled into its last seal; raise ValueError if it has no seal."""
    start, _, end = _split_at_seal(text)
    return f"{start}{_digest_around(start, end)}{end}"


def is_intact(content: bytes) -> bool | None:
    """Return whether the text in `content` still has the digest of its seal, or None if it was never sealed.

    The digest ignores a byte order mark and the style of line ends: git and editors change both.
    """
    try:
        start, found, end = _split_at_seal(content.decode("utf-8-sig"))
    except ValueError:
        return None
    return found == _digest_around(start, end) if found else None


def _split_at_seal(text: str) -> tuple[str, str, str]:
    """Split `text` into what precedes its last digest, the digest, the rest; raise ValueError if unsealed."""
    found = deque(_SEAL.finditer(text), maxlen=1)
    if not found:
        raise ValueError
    last = found.pop()
    return text[: last.end(1)], last[2] or "", text[last.end() :]


def _digest_around(start: str, end: str) -> str:
    """Return the digest of a text whose seal lies between `start` and `end`."""
    return sha256(f"{start}{end}".replace("\r\n", "\n").replace("\r", "\n").encode()).hexdigest()
