"""The digest of a package's contents, which the zip around them does not change."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256


def digest(contents: Mapping[str, bytes], *, but: str) -> str:
    """The SHA-256 of all parts `but` the one that holds it, by name in order, as hexadecimal digits."""
    whole = sha256()
    for name in sorted(contents.keys() - {but}):
        part = contents[name]
        whole.update(f"{name}\0{len(part)}\0".encode())
        whole.update(part)
    return whole.hexdigest()
