"""SHA-256 digests that show whether somebody edited a file after the program wrote it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, getincrementaldecoder
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

DIGEST_MARK = 'plandraft-sha256=""'  # empty, as a text has it; a page has it as the content of a meta element
DIGEST_KEY = "plandraft-sha256"  # of JSON data, the last of them
PROPERTY, PROPERTIES_PART = "Plandraft digest", "docProps/custom.xml"  # where an Office file has it
_SEAL = re.compile(r'(plandraft-sha256(?:=|" content=|": )")([0-9a-f]{64})?(?=")')
_SEAL_BYTES = re.compile(_SEAL.pattern.encode())
_PIECE = 1_000_000  # bytes


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


def pieces_with_digest(pieces: Iterable[str]) -> Iterator[bytes]:
    """Yield `pieces` of a text encoded, the last one with the digest of all of them filled into its seal.

    No line of them ends in a carriage return. Raise ValueError if the last one has no seal.
    """
    whole, last = sha256(), ""
    for piece in pieces:
        if last:
            content = last.encode()
            whole.update(content)
            yield content
        last = piece
    start, _, end = _split_at_seal(last)
    whole.update(f"{start}{end}".encode())
    yield f"{start}{whole.hexdigest()}{end}".encode()


def is_intact(content: bytes) -> bool | None:
    """Return whether the text in `content` still has the digest of its seal, or None if it was never sealed.

    The digest ignores a byte order mark and the style of line ends: git and editors change both.
    """
    if not _is_text(content):
        return None
    seals = deque(_SEAL_BYTES.finditer(content), maxlen=1)
    found = seals[0][2] if seals else None
    if not found:
        return None
    bare = memoryview(content.removeprefix(BOM_UTF8))
    end = seals[0].end(1) - len(content) + len(bare)
    whole = sha256()
    for part in (bare[:end], bare[end + len(found) :]):
        whole.update(part if b"\r" not in content else _plain_ends(bytes(part)))
    return whole.hexdigest().encode() == found


def _is_text(content: bytes) -> bool:
    """Return whether `content` is UTF-8, read piece by piece: a summary may have some ten million bytes."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _PIECE):
            decoder.decode(content[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except ValueError:
        return False
    return True


def _plain_ends(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


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
