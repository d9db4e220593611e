"""The text of a file: UTF-8; GBK, UTF-16 and UTF-32 are accepted with a finding."""

from __future__ import annotations

import codecs
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole

MAX_BYTES = 4_000_000
_ASCII = 0x7F
_MOSTLY = 0.9
_HALF = 0.5  # of the bytes of GBK, fewer make characters of UTF-8, but for short texts
_MARKED = {
    b"\xff\xfe\x00\x00": ("utf-32", "UTF-32"),
    b"\x00\x00\xfe\xff": ("utf-32", "UTF-32"),
    b"\xff\xfe": ("utf-16", "UTF-16"),
    b"\xfe\xff": ("utf-16", "UTF-16"),
}
_ORDERS = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_GBK = ("gb18030", "GBK")
_NULS = 0.1  # share of NUL bytes of a text in UTF-16: its line ends, blanks, keys and colons have one each
_CONTROLS = bytes({*range(32)} - set(b"\t\n\r\x0c")) + b"\x7f"


def read_text(file: Path, most: int | None = None) -> tuple[str, list[Finding]]:
    """Read `file`; return its text with findings about its encoding.

    Raise PlanError if it cannot be read or has more than `most` bytes, by default MAX_BYTES.
    """
    return decode(read_whole(file, MAX_BYTES if most is None else most), str(file))


def decode(content: bytes, file: str) -> tuple[str, list[Finding]]:
    """Decode `content` as `read_text` does; `file` stands for the file in messages."""
    place = Place(file)
    encoding, name = _wide(content)
    if not encoding:
        try:
            return content.decode("utf-8-sig"), []
        except UnicodeDecodeError:
            if _decodable(content, "utf-8") > (_MOSTLY if _is_whole(content, _GBK[0]) else _HALF):
                raise PlanError([Finding("file-damaged", place, {"encoding": "UTF-8"})]) from None
        encoding, name = _GBK
    try:
        return content.decode(encoding), [Finding("file-encoding", place, {"encoding": name})]
    except UnicodeDecodeError:
        damaged = name != "GBK" or (
            content.translate(None, _CONTROLS) == content and _decodable(content, encoding) > _MOSTLY
        )
    if damaged:
        raise PlanError([Finding("file-damaged", place, {"encoding": name})])
    raise PlanError([Finding("file-binary", place, {})])


def encode_as(text: str, before: bytes) -> bytes:
    """Return `text` in the encoding of `before`, which `decode` reads, with its byte order mark if any."""
    marks = (codecs.BOM_UTF8, *_MARKED)
    mark = next((each for each in marks if before.startswith(each)), b"")
    encoding = _wide(before)[0]
    if mark in _ORDERS:
        encoding = _ORDERS[mark]
    elif not encoding:
        try:
            before.decode("utf-8-sig")
            encoding = "utf-8"
        except UnicodeDecodeError:
            encoding = _GBK[0]
    return mark + text.encode(encoding)


def _wide(content: bytes) -> tuple[str, str]:
    """Return the encoding of two or four bytes a character in which `content` is, and its name; else nothing.

    Without a byte order mark the NUL bytes of ASCII characters tell: they stand on one side of each pair.
    """
    for mark, found in _MARKED.items():
        if content.startswith(mark):
            return found
    first, second = content[::2].count(0), content[1::2].count(0)
    if first + second <= len(content) * _NULS or min(first, second) > max(first, second) * (1 - _MOSTLY):
        return "", ""
    return ("utf-16-be" if first > second else "utf-16-le"), "UTF-16"


def _is_whole(content: bytes, encoding: str) -> bool:
    """Return whether all of `content` makes characters in `encoding`."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decodable(content: bytes, encoding: str) -> float:
    """Return the share of the bytes beyond ASCII that make characters in `encoding`, from 0 to 1."""
    non_ascii = sum(byte > _ASCII for byte in content)
    decodable = sum(byte > _ASCII for byte in content.decode(encoding, errors="ignore").encode(encoding))
    return decodable / non_ascii if non_ascii else 1
