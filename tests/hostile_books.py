"""Make workbooks that nobody should send: each in the smallest form that shows it."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}"><sheets><sheet name="填报表" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>"
)
_TEXT_RECORD = b"\xfd\x00\x0a\x00"  # of a cell with a shared text ([MS-XLS], 2.4.149), and its length
_BEGINNING = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # of the book: kind and length of the record, version, kind
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of `parts`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def xlsx(rows: str, *, more: Mapping[str, str | bytes] | None = None, head: str = "") -> bytes:
    """Return an .xlsx whose one sheet has these `rows` in XML, and the parts of `more`."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "xl/workbook.xml": WORKBOOK,
            "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f"{head}{sheet}",
            **(more or {}),
        }
    )


def _relation(kind: str, target: str) -> str:
    """Return a part of relations with one of a `kind`."""
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )


def ods(rows: str) -> bytes:
    """Return an .ods whose one table has these `rows` in XML."""
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}:manifest:1.0"/>',
            "content.xml": f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="填报表">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        }
    )


def cell(reference: str, text: str = "甲") -> str:
    """Return one cell with a text of its own."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods_cell(*, columns: int = 1, text: str = "甲") -> str:
    """Return one cell of an .ods, repeated."""
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def lying(content: bytes) -> bytes:
    """Return a zip whose list of contents says that its last part is smaller than it is."""
    at = content.rindex(b"PK\x01\x02")
    size = struct.unpack_from("<I", content, at + 24)[0]
    return content[: at + 24] + struct.pack("<I", size // 2) + content[at + 28 :]


def twice(content: bytes) -> bytes:
    """Return a zip that has its last part once more, with other content."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(archive.namelist()[-1], "<worksheet/>")
    return stream.getvalue()


_LOCKED = (
    f'<m:manifest xmlns:m="{_ODF}:manifest:1.0"><m:file-entry m:full-path="content.xml">'
    "<m:encryption-data/></m:file-entry></m:manifest>"
)
SHARED = f'<sst xmlns="{MAIN}"><si><t>{"甲" * 30_000}</t></si></sst>'
REFUSED: dict[str, tuple[str, str, bytes]] = {
    "a bomb": ("workbook-excess", "TooLarge", xlsx("<row/>" + " " * 33_000_000)),
    "rows beyond number": (
        "workbook-excess",
        "ManyCells",
        xlsx("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 200_001))),
    ),
    "a million empty cells": ("workbook-excess", "ManyCells", xlsx(f"<row>{'<c/>' * 1_000_000}</row>")),
    "a cell far out": ("workbook-excess", "WideSheet", xlsx(f"<row>{cell('A1')}{cell('XFD1048576')}</row>")),
    "one text in each cell": (
        "workbook-excess",
        "LongTexts",
        xlsx(
            "".join(f'<row><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 50_000)),
            more={"xl/sharedStrings.xml": SHARED},
        ),
    ),
    "a long text": ("workbook-excess", "LongTexts", xlsx(f"<row>{cell('A1', '甲' * 5_000_000)}</row>")),
    "an .ods of repeated rows": (
        "workbook-excess",
        "ManyCells",
        ods(
            f'<table:table-row table:number-rows-repeated="1048576">{ods_cell(columns=16_384)}'
            "</table:table-row>"
        ),
    ),
    "an .ods of repeated cells, again and again": (
        "workbook-excess",
        "ManyCells",
        ods(f"<table:table-row>{ods_cell(columns=99_999) * 10}</table:table-row>"),
    ),
    "an .ods with a cell far down": (
        "workbook-excess",
        "WideSheet",
        ods(
            f'<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
            f"<table:table-row>{ods_cell()}{ods_cell()}</table:table-row>"
        ),
    ),
    "entities": (
        "workbook-unreadable",
        "BrokenSheet",
        xlsx("<row/>", head='<!DOCTYPE x [<!ENTITY a "甲甲甲甲">]>'),
    ),
    "no sheet": ("workbook-unreadable", "BrokenSheet", zipped({"xl/worksheets/sheet1.xml": "<worksheet/>"})),
    "a Word file": ("workbook-other-kind", "Docx", zipped({"word/document.xml": "<document/>"})),
    "a binary one": ("workbook-other-kind", "Xlsb", zipped({"xl/workbook.bin": b"\x83\x01\0"})),
    "broken XML": ("workbook-unreadable", "BrokenSheet", xlsx("<row><c>")),
    "half a file": ("workbook-unreadable", "ZipBroken", xlsx(f"<row>{cell('A1')}</row>")[:-40]),
    "a lie about a size": (
        "workbook-unreadable",
        "ZipLies",
        lying(xlsx(f"<row>{cell('A1', '甲' * 999)}</row>")),
    ),
    "two parts of one name": (
        "workbook-unreadable",
        "ZipTwice",
        xlsx("<row/>", more={"XL/workbook.xml": "<workbook/>"}),
    ),
    "a way out of the folder": ("workbook-unreadable", "ZipName", xlsx("<row/>", more={"../x": "x"})),
    "an encrypted one": (
        "workbook-locked",
        "",
        COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    ),
    "an encrypted .ods": (
        "workbook-locked",
        "",
        zipped({"META-INF/manifest.xml": _LOCKED, "content.xml": b"\x07\xa3"}),
    ),
    "a page": ("workbook-other-kind", "Html", b"<html><table><tr><td>1"),
    "a page with a mark": ("workbook-other-kind", "Html", b"\xef\xbb\xbf  <!DOCTYPE html>"),
    "XML of 2003": (
        "workbook-other-kind",
        "XmlSpreadsheet",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ),
    "a flat one": (
        "workbook-other-kind",
        "FlatXml",
        f'<?xml version="1.0"?><office:document xmlns:office="{_ODF}:office:1.0"/>'.encode(),
    ),
    "two parts of one name twice": ("workbook-unreadable", "ZipTwice", twice(xlsx("<row/>"))),
    "a text": ("workbook-other-kind", "Csv", "项目,填报数\n持证残疾人数,8412\n".encode("gbk")),
    "nothing": ("workbook-other-kind", "Csv", b""),
    "a picture": ("workbook-other-kind", "NoWorkbook", b"\x89PNG\0\0\0"),
    "a PDF": ("workbook-other-kind", "Pdf", b"%PDF-1.7"),
    "an .xls that is none": ("workbook-unreadable", "BrokenSheet", COMPOUND + bytes(4_000)),
    "an .xls of noise": ("workbook-unreadable", "BrokenSheet", COMPOUND + bytes(range(256)) * 40),
}


def far_out() -> bytes:
    """Return an .xls with one cell at the end of what two bytes can count: room for four thousand million."""
    content = bytearray((Path(__file__).parent / "cases" / "collect" / "office" / "saved.xls").read_bytes())
    at = content.rindex(_TEXT_RECORD)
    content[at + 4 : at + 8] = b"\xff\xff\xff\xff"  # its row and its column
    return bytes(content)


def locked() -> bytes:
    """Return an .xls that says behind its beginning that it is encrypted ([MS-XLS], 2.4.117)."""
    content = bytearray((Path(__file__).parent / "cases" / "collect" / "office" / "saved.xls").read_bytes())
    at = content.index(_BEGINNING) + len(_BEGINNING) + 12
    content[at : at + 2] = b"\x2f\x00"
    return bytes(content)


REFUSED["an encrypted .xls"] = ("workbook-locked", "", locked())
REFUSED["an .xls with a cell far out"] = ("workbook-unreadable", "ReaderStopped", far_out())
