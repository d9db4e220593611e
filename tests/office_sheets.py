# mypy: ignore-errors
# ruff: noqa: ANN401, FBT003, T201
"""Fill in a workbook in LibreOffice and rearrange it, run by the system's Python; save it in three forms.

    python3 office_sheets.py PIPE FILE

LibreOffice listens on the pipe. The answers stand in the .json beside FILE: `answers` by key, `own` as texts
by title. Two rows are cut and pasted elsewhere, columns widened and inserted, the sheet is renamed. Prints
JSON: the files that it `saved`, `filled.xlsx`, `.xls` and `.ods` beside FILE, and of the workbook as it was
the rows that are too `low` for their texts, counted from 1, each behind the name of its sheet.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from office_changes import PropertyValue, connect, uno

FORMS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
_ANSWER = "填报数"
_ROOM = 20  # hundredths of a millimetre


def main(pipe: str, name: str) -> None:
    desktop, _ = connect(pipe)
    file = Path(name)
    said = json.loads(file.with_suffix(".json").read_text("utf-8"))
    document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, (_setting("Hidden", True),))
    low = [
        [name, row] for name in document.Sheets.ElementNames for row in _low(document.Sheets.getByName(name))
    ]
    sheet = document.Sheets.getByIndex(0)
    _fill(sheet, said["answers"], said["own"])
    _move(sheet)
    sheet.Name = "我的表"
    for n in range(3):
        sheet.Columns.getByIndex(n).Width *= 2
    sheet.Columns.insertByIndex(4, 1)
    sheet.getCellByPosition(4, _rows(sheet)["columns"]).String = "本单位备注"
    saved = []
    for ending, filter_name in FORMS.items():
        target = file.with_name(f"filled.{ending}")
        document.storeToURL(target.as_uri(), (_setting("FilterName", filter_name),))
        saved.append(str(target))
    document.close(True)
    print(json.dumps({"saved": saved, "low": low}, ensure_ascii=False))
    desktop.terminate()


def _low(sheet: Any) -> list[int]:
    """Return the rows of a sheet that people see whose texts need more room; free its protection."""
    sheet.unprotect("")  # it has no password
    low = []
    for number in range(_used(sheet).EndRow + 1 if sheet.IsVisible else 0):
        row = sheet.Rows.getByIndex(number)
        height = row.Height
        row.OptimalHeight = True
        low += [number + 1] if row.Height > height + _ROOM else []
        row.Height = height
    return low


def _fill(sheet: Any, answers: dict[str, str], own: list[dict[str, str]]) -> None:
    """Type answers as people do: what looks like a number or a formula becomes one."""
    rows = _rows(sheet)
    titles, own_titles = (_titles(sheet, rows[key]) for key in ("columns", "columns.own"))
    for key, text in answers.items():
        cell = sheet.getCellByPosition(titles[_ANSWER], rows[key])
        if text.startswith("="):
            cell.NumberFormat = 0  # a formula in a cell of text stays text
            cell.Formula = text
        elif text.isascii() and text.isdecimal():
            cell.Value = float(text)
        else:
            cell.String = text
    for number, texts in enumerate(own, start=rows["columns.own"] + 1):
        for title, text in texts.items():
            sheet.getCellByPosition(own_titles[title], number).String = text


def _move(sheet: Any) -> None:
    """Cut the third question and paste it before the first; move the second behind the last."""
    first = _rows(sheet)["columns"] + 1
    last = _rows(sheet)["columns.own"] - 2
    _cut(sheet, first + 2, first)
    _cut(sheet, first + 2, last + 1)


def _cut(sheet: Any, row: int, before: int) -> None:
    """Cut a row and paste it before another, as Ctrl+X and “insert cut cells” do."""
    sheet.Rows.insertByIndex(before, 1)
    source = row + (before <= row)
    width = _used(sheet).EndColumn
    address = uno.createUnoStruct("com.sun.star.table.CellAddress")
    address.Sheet, address.Column, address.Row = 0, 0, before
    sheet.moveRange(address, sheet.getCellRangeByPosition(0, source, width, source).RangeAddress)
    sheet.Rows.removeByIndex(source, 1)


def _rows(sheet: Any) -> dict[str, int]:
    """Return the rows by what their last cell says, the key."""
    used = _used(sheet)
    column = sheet.getCellRangeByPosition(used.EndColumn, 0, used.EndColumn, used.EndRow).DataArray
    return {text: row for row, (text,) in enumerate(column) if text}


def _titles(sheet: Any, row: int) -> dict[str, int]:
    """Return the columns by what a row says in them."""
    (cells,) = sheet.getCellRangeByPosition(0, row, _used(sheet).EndColumn, row).DataArray
    return {text: column for column, text in enumerate(cells) if text}


def _used(sheet: Any) -> Any:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return cursor.RangeAddress


def _setting(name: str, value: object) -> PropertyValue:
    setting = PropertyValue()
    setting.Name, setting.Value = name, value
    return setting


if __name__ == "__main__":
    main(*sys.argv[1:])
