"""Read workbooks in a process of its own: their reader is no Python, and is bounded from outside.

The process is started by `reader.py`, with the name of a file, what it may take in all (files, cells, seconds
of the processor), and the names of workbooks. It writes JSON into the file: for each workbook a line with its
sheets, or why it is refused, and what it took.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from contextlib import suppress
from decimal import Decimal
from io import BytesIO
from math import ceil
from pathlib import Path
from time import process_time
from typing import Any

from generator.base.archives import ZIP_START, ArchiveError, Refusal, unpack
from generator.formats.workbook.allowance import BEYOND, Allowance
from generator.formats.workbook.cells import (
    MOST_AREA,
    MOST_PARTS,
    MOST_SECONDS,
    MOST_SHEETS,
    MOST_UNPACKED,
    CellKind,
)
from generator.formats.workbook.marks import (
    BrokenMarkupError,
    Counts,
    Excess,
    Marks,
    TooMuchError,
)
from generator.formats.workbook.ods_marks import ods_marks
from generator.formats.workbook.xlsx_marks import xlsx_marks

_ODS_LOCKED = b"encryption-data"  # OpenDocument 1.3, part 2, 4.4
_OTHERS = {"xl/workbook.bin": "Xlsb", "word/document.xml": "Docx", "ppt/presentation.xml": "Pptx"}
_DIGITS = 15  # of a number, as Excel keeps them


class OtherKindError(Exception):
    """Signal a zip that is a file of another `kind`; a key of system_problems.yaml."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def main() -> None:
    """Write what the files hold that the arguments name into the first of them, a line a file."""
    result, *numbers = sys.argv[1:5]
    files = sys.argv[5:]
    allowance = Allowance()
    allowance.files, allowance.cells, allowance.seconds = int(numbers[0]), int(numbers[1]), float(numbers[2])
    with Path(result).open("a", encoding="utf-8", newline="\n") as lines:
        for name in files:
            told = {"rule": BEYOND} if allowance.is_used_up else _measured(Path(name))
            lines.write(json.dumps(told) + "\n")
            lines.flush()
            allowance.spend(told)


def _measured(file: Path) -> dict[str, Any]:
    """Return what `_told` does, with the cells and the seconds of the processor that it took."""
    begun, counts = process_time(), Counts()
    _limit(begun + MOST_SECONDS)
    told = _told(file, counts)
    return {**told, "cells": counts.cells, "seconds": process_time() - begun}


def _limit(seconds: float) -> None:
    """Have the system end this process, without a dump, when it has used so many seconds of the processor."""
    with suppress(ImportError, OSError, ValueError):  # Windows has none, the user a lower one
        import resource  # noqa: PLC0415  # not everywhere

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _told(file: Path, counts: Counts) -> dict[str, Any]:
    """Return the sheets of a workbook, or the rule and the facts by which it is refused."""
    try:
        return {"sheets": _sheets(file, counts)}
    except ArchiveError as refused:
        rule = "workbook-locked" if refused.reason is Refusal.LOCKED else ""
        rule = rule or ("workbook-excess" if refused.limit else "workbook-unreadable")
        return {"rule": rule, "reason": refused.reason.value, "limit": refused.limit}
    except TooMuchError as refused:
        return {"rule": "workbook-excess", "reason": refused.reason.value, "limit": refused.limit}
    except OtherKindError as refused:
        return {"rule": "workbook-other-kind", "reason": refused.kind}
    except BrokenMarkupError:
        return {"rule": "workbook-unreadable", "reason": "BrokenSheet"}


def _sheets(file: Path, counts: Counts) -> list[dict[str, Any]]:
    """Return the sheets of a workbook, counted in `counts`."""
    import python_calamine  # noqa: PLC0415  # only this process

    content = file.read_bytes()
    marks: dict[str, Marks] = {}
    if content.startswith(ZIP_START):
        parts = unpack(content, most_parts=MOST_PARTS, most_bytes=MOST_UNPACKED)
        if _ODS_LOCKED in parts.get("META-INF/manifest.xml", b""):
            raise ArchiveError(Refusal.LOCKED)
        for part in _OTHERS.keys() & parts.keys():
            raise OtherKindError(_OTHERS[part])
        marks = (ods_marks if "content.xml" in parts else xlsx_marks)(parts, counts)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            if len(book.sheet_names) > MOST_SHEETS:
                raise TooMuchError(Excess.SHEETS, MOST_SHEETS)
            read = Counts()  # in a zip the characters were counted before
            sheets = [_sheet(book, meta, marks.get(meta.name, {}), read) for meta in book.sheets_metadata]
    except python_calamine.PasswordError:
        raise ArchiveError(Refusal.LOCKED) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise BrokenMarkupError from error
    if not content.startswith(ZIP_START):  # in a zip they are counted before they are read
        counts.add(cells=sum(len(sheet["cells"]) for sheet in sheets))
    return sheets


def _sheet(book: Any, meta: Any, marks: Marks, counts: Counts) -> dict[str, Any]:  # noqa: ANN401  # calamine's
    """Return one sheet; one that holds no cells (a chart, a macro sheet) has none."""
    import python_calamine  # noqa: PLC0415

    hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
        return {"name": meta.name, "hidden": hidden, "cells": []}
    sheet = book.get_sheet_by_name(meta.name)
    if sheet.total_height * sheet.total_width > MOST_AREA:
        raise TooMuchError(Excess.AREA, MOST_AREA)
    top, left = sheet.start or (0, 0)
    cells = []
    for row, values in enumerate(sheet.to_python(), start=top):
        for column, value in enumerate(values, start=left):
            mark = marks.get((row, column))
            if value != "" or mark in {CellKind.ERROR, CellKind.FORMULA}:
                kind, text = _kind(value, mark)
                counts.add(characters=len(text))
                cells.append([row, column, kind, text])
    return {"name": meta.name, "hidden": hidden, "cells": cells}


def _kind(value: Any, mark: CellKind | None) -> tuple[CellKind, str]:  # noqa: ANN401  # as calamine gives it
    """Return how a cell holds `value`, and the value as text."""
    if mark in {CellKind.ERROR, CellKind.FORMULA} and value == "":
        return mark or CellKind.ERROR, ""
    match value:
        case bool():
            return CellKind.BOOLEAN, str(value).upper()
        case int() | float():
            return CellKind.PERCENT if mark is CellKind.PERCENT else CellKind.NUMBER, _digits(value)
        case dt.datetime():
            return CellKind.DATE, value.isoformat(" ", "minutes")
        case dt.date() | dt.time() | dt.timedelta():
            return CellKind.DATE, str(value)
        case _:
            return CellKind.TEXT, str(value)


def _digits(number: float) -> str:
    """Return a number in digits, as people type it: 87.05, 8412."""
    whole = f"{Decimal(f'{number:.{_DIGITS}g}'):f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
