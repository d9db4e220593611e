"""Build Word files whose zip is broken or made to do harm; each name says what was done to a sound one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

Parts = Mapping[str, bytes]
Build = Callable[[Parts], bytes]
_ENTRY = struct.Struct("<4s6H3I5H2I")  # an entry of the list of contents, without its name
_END = struct.Struct("<4s4H2IH")
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)


def zipped(parts: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack parts into a zip, in their order, whatever their names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method, compresslevel=1) as archive:
        for name, part in parts:
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = name, method  # a name as it is, not as ZipInfo mends it
            archive.NameToInfo.clear()  # or it warns of two parts of one name
            archive.writestr(info, part)
    return packed.getvalue()


def beside(*more: tuple[str, bytes]) -> Build:
    """Add further parts beside all others."""
    return lambda parts: zipped([*parts.items(), *more])


def stream(name: str, megabytes: int) -> Build:
    """Add a part of so many million zeros."""

    def build(parts: Parts) -> bytes:
        packed = io.BytesIO(zipped(parts.items()))
        with (
            zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open(name, "w", force_zip64=True) as part,
        ):
            for _ in range(megabytes):
                part.write(bytes(1_000_000))
        return packed.getvalue()

    return build


def patched(field: int, value: int, name: bytes = b"word/document.xml") -> Build:
    """Change one field of a part's entry in the list of contents (APPNOTE 4.3.12; 0 is the signature)."""

    def build(parts: Parts) -> bytes:
        content = bytearray(zipped(parts.items()))
        place = content.rindex(name) - _ENTRY.size
        fields = list(_ENTRY.unpack_from(content, place))
        fields[field] = value
        _ENTRY.pack_into(content, place, *fields)
        return bytes(content)

    return build


def _shrunk(parts: Parts) -> bytes:
    """Add a part of 100 million bytes whose two headers both claim a thousand."""
    content = bytearray(zipped([*parts.items(), ("word/bomb.xml", bytes(100_000_000))]))
    place = content.rindex(b"word/bomb.xml") - _ENTRY.size
    fields = list(_ENTRY.unpack_from(content, place))
    fields[9] = 1_000
    _ENTRY.pack_into(content, place, *fields)
    struct.pack_into("<I", content, fields[16] + 22, 1_000)
    return bytes(content)


def _cut_short(parts: Parts) -> bytes:
    """Add a part of 100 million bytes whose headers (size and checksum) claim that it ends at 1,000."""
    content = bytearray(_shrunk(parts))
    place = content.rindex(b"word/bomb.xml") - _ENTRY.size
    fields = list(_ENTRY.unpack_from(content, place))
    fields[7] = zlib.crc32(bytes(1_000))
    _ENTRY.pack_into(content, place, *fields)
    struct.pack_into("<I", content, fields[16] + 14, fields[7])
    return bytes(content)


def _padded(parts: Parts) -> bytes:
    """Make the packed bytes of a part continue behind their own end."""
    content = bytearray(zipped([*parts.items(), ("word/last.xml", bytes(1_000))]))
    *_, size, start, _ = fields = list(_END.unpack_from(content, len(content) - _END.size))
    fields[-2] += 20
    _END.pack_into(content, len(content) - _END.size, *fields)
    last = list(_ENTRY.unpack_from(content, start + size - _ENTRY.size - len("word/last.xml")))
    last[8] += 20
    _ENTRY.pack_into(content, start + size - _ENTRY.size - len("word/last.xml"), *last)
    content[start:start] = bytes(20)
    return bytes(content)


def _reaching(parts: Parts) -> bytes:
    """Make the header of a part claim that its bytes begin within the next one."""
    content = bytearray(zipped([("word/first.xml", bytes(1_000)), *parts.items()]))
    struct.pack_into("<H", content, 28, 500)
    return bytes(content)


def _million(_: Parts) -> bytes:
    """Build a list of 600,000 entries, all of the same part."""
    one = zipped([("a", b"")])
    start = one.index(b"PK\x01\x02")
    entry, count = one[start : start + _ENTRY.size + 1], 600_000
    end = _END.pack(b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(entry) * count, start, 0)
    return one[:start] + entry * count + end


def _overlapping(parts: Parts) -> bytes:
    """Add ten parts of one million bytes that all overlap in one stretch of the file."""
    content = bytearray(zipped([*parts.items(), *((f"word/{n}.xml", bytes(1_000_000)) for n in range(10))]))
    places = [content.rindex(b"word/%d.xml" % n) - _ENTRY.size for n in range(10)]
    first = _ENTRY.unpack_from(content, places[0])[16]
    for place in places[1:]:
        struct.pack_into("<I", content, place + _ENTRY.size - 4, first)
    return bytes(content)


def _bad_checksum(parts: Parts) -> bytes:
    content = bytearray(zipped(parts.items(), zipfile.ZIP_STORED))
    content[content.index(b"<w:body") + 3] ^= 1
    return bytes(content)


def _cut(keep: float, skip: int = 0) -> Build:
    def build(parts: Parts) -> bytes:
        content = zipped(parts.items())
        return content[skip : int(len(content) * keep)]

    return build


LIES = 9  # the field of an entry that says how large it is unpacked
_FLAGS, _METHOD = 3, 4
ZIPS: dict[str, tuple[str, Build]] = {
    "nothing": ("docx-unreadable", lambda _: b""),
    "no zip": ("docx-unreadable", lambda _: b"not a zip"),
    "the start of a zip": ("docx-unreadable", lambda _: b"PK\x03\x04 broken"),
    "an empty zip": ("docx-unreadable", lambda _: zipped([])),
    "half a file": ("docx-unreadable", _cut(0.5)),
    "all but the end": ("docx-unreadable", _cut(0.99)),
    "all but the start": ("docx-unreadable", _cut(1, 1_000)),
    "a wrong checksum": ("docx-unreadable", _bad_checksum),
    "an old .doc": ("docx-other-kind", lambda _: OLD_WORD),
    "a locked file": ("docx-locked", lambda _: OLD_WORD + "EncryptedPackage".encode("utf-16-le")),
    "an .rtf": ("docx-other-kind", lambda _: b"{\\rtf1 \\ansi}"),
    "a PDF": ("docx-other-kind", lambda _: b"%PDF-1.7\n"),
    "an .odt": ("docx-other-kind", lambda _: zipped([("mimetype", b"application/vnd.oasis"), ("a", b"")])),
    "a locked entry": ("docx-locked", patched(_FLAGS, 1)),
    "a flat bomb": (
        "docx-excess",
        beside(*((f"word/{n}.xml", bytes(10_000_000)) for n in range(10))),
    ),
    "a part of 500 MB": ("docx-excess", stream("word/media/image1.png", 500)),
    "an item of 500 MB": ("docx-excess", stream("customXml/item9.xml", 500)),
    "2,001 parts": ("docx-excess", beside(*((f"word/{n}.bin", b"") for n in range(2_001)))),
    "a list of 600,000 parts": ("docx-excess", _million),
    "parts that overlap": ("docx-unreadable", _overlapping),
    "a large part that says it is small": ("docx-unreadable", _shrunk),
    "a large part that is said to end early": ("docx-unreadable", _cut_short),
    "a part with bytes behind its end": ("docx-unreadable", _padded),
    "a part that begins within the next": ("docx-unreadable", _reaching),
    "a folder that holds something": ("docx-unreadable", beside(("word/empty/", b"x"))),
    "a part that says it is larger": ("docx-unreadable", patched(LIES, 30_000_000)),
    "a part that says it has 4 GB": ("docx-excess", patched(LIES, 0xFFFFFFFE)),
    "two parts of one name": ("docx-unreadable", beside(("word/document.xml", b"<odd/>"))),
    "names that differ in case": ("docx-unreadable", beside(("Word/Document.xml", b"<odd/>"))),
    "bzip2": ("docx-unreadable", lambda parts: zipped(parts.items(), zipfile.ZIP_BZIP2)),
    "LZMA": ("docx-unreadable", lambda parts: zipped(parts.items(), zipfile.ZIP_LZMA)),
    "a method that nobody knows": ("docx-unreadable", patched(_METHOD, 97)),
    **{
        f"a part called {name!r}": ("docx-unreadable", beside((name, b"")))
        for name in (
            "../../etc/passwd",
            "word/../../x.xml",
            "/etc/passwd",
            "word\\evil.xml",
            "C:/x.xml",
            "word//x.xml",
            "./x.xml",
            "\x1b[2J.xml",
        )
    },
}
