"""The text of a file: UTF-8; GBK and UTF-16 are accepted with a finding."""

from __future__ import annotations

from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole

MAX_BYTES = 4_000_000
_ASCII = 0x7F
_MOSTLY = 0.9
_OTHER_ENCODINGS = {"utf-16": "UTF-16", "gb18030": "GBK"}


def read_text(file: Path, most: int | None = None) -> tuple[str, list[Finding]]:
    """Read `file`; return its text with findings about its encoding.

    Raise PlanError if it cannot be read or has more than `most` bytes, by default MAX_BYTES.
    """
    return decode(read_whole(file, MAX_BYTES if most is None else most), str(file))


def decode(content: bytes, file: str) -> tuple[str, list[Finding]]:
    """Decode `content` as `read_text` does; `file` stands for the file in messages."""
    place = Place(file)
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        if _mostly_utf8(content):
            raise PlanError([Finding("file-damaged", place, {})]) from None
    for encoding, name in _OTHER_ENCODINGS.items():
        if encoding == "utf-16" and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
            continue
        try:
            return content.decode(encoding), [Finding("file-encoding", place, {"encoding": name})]
        except UnicodeDecodeError:
            continue
    raise PlanError([Finding("file-binary", place, {})])


def _mostly_utf8(content: bytes) -> bool:
    """Return whether `content` is UTF-8 with a damaged character or two; GBK would read it as other words."""
    non_ascii = sum(byte > _ASCII for byte in content)
    decodable = sum(byte > _ASCII for byte in content.decode("utf-8", errors="ignore").encode())
    return decodable > non_ascii * _MOSTLY
