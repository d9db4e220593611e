"""Read workbooks that `request` wrote as a spreadsheet program does: their cells, their parts."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

from lxml import etree
from python_calamine import CalamineWorkbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows(content: bytes, sheet: str) -> list[list[str]]:
    """Return the texts of the cells of a sheet, from its first row and column on."""
    found = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet)
    return [[str(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]


def visible(content: bytes) -> list[str]:
    """Return the titles of the sheets that are not hidden."""
    sheets = CalamineWorkbook.from_filelike(BytesIO(content)).sheets_metadata
    return [sheet.name for sheet in sheets if str(sheet.visible).endswith("Visible")]


def keys(content: bytes, sheet: str) -> list[str]:
    """Return what stands in the last column of a sheet, the hidden one, row by row."""
    return [row[-1] for row in rows(content, sheet)]


def parts(content: bytes) -> dict[str, str]:
    """Return the parts of a workbook's package by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def sheet_xml(content: bytes, number: int = 1) -> etree._Element:
    """Return the root element of a sheet, counted from 1."""
    return etree.fromstring(parts(content)[f"xl/worksheets/sheet{number}.xml"].encode())


def elements(content: bytes, name: str, number: int = 1) -> list[etree._Element]:
    """Return the elements of a sheet that are called `name`."""
    return list(sheet_xml(content, number).iter(f"{_MAIN}{name}"))


def unlocked(content: bytes, number: int = 1) -> set[str]:
    """Return the cells of a sheet that can be written while it is protected."""
    styles = etree.fromstring(parts(content)["xl/styles.xml"].encode())
    formats = styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")
    free = {
        n
        for n, xf in enumerate(formats)
        for each in xf.iter(f"{_MAIN}protection")
        if each.get("locked") == "0"
    }
    return {str(cell.get("r")) for cell in elements(content, "c", number) if int(cell.get("s", "0")) in free}


def in_folder(folder: Path) -> dict[str, bytes]:
    """Return the workbooks in a folder by name, without their ending."""
    return {file.stem: file.read_bytes() for file in sorted(folder.glob("*.xlsx"))}


def with_answer(content: bytes, key: str, answer: str, sheet: str = "填报表", number: int = 1) -> bytes:
    """Return a workbook with an `answer` typed in the row of a `key`, as a program would save it."""
    at = keys(content, sheet).index(key)
    column = next(n for n, title in enumerate(_header(content, sheet)) if title in {"填报数", "填写"})
    cell = f"{chr(ord('A') + column)}{at + 1}"
    typed = f't="inlineStr"><is><t>{answer}</t></is></c>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts(content).items():
            changed = part
            if name == f"xl/worksheets/sheet{number}.xml":
                changed = re.sub(rf'(<c r="{cell}" s="\d+" )(?:/>|t="s"><v>\d+</v></c>)', rf"\1{typed}", part)
                assert changed != part
            archive.writestr(name, changed)
    return stream.getvalue()


def _header(content: bytes, sheet: str) -> list[str]:
    return rows(content, sheet)[keys(content, sheet).index("columns")]
