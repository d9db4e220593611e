"""Begin a workbook: every one has the font, the properties and the time of ours, and holds no formulas."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook

from generator.base.digest import PROPERTY
from generator.base.time_of_writing import time_of_writing
from generator.formats.workbook.sealing import UNSEALED
from generator.formats.workbook.words import words


def new_book(stream: BytesIO, title: str, subject: str, folder: Path | None = None) -> Workbook:
    """Return a workbook that is written into `stream` once it is closed; what is put into it stays text.

    `title` and `subject` are among its properties. `sealed` fills in its digest. Rows of a large
    one wait in `folder`: then nothing is put into a row above the last one.
    """
    look = words("look")
    book = xlsxwriter.Workbook(
        stream,
        {
            "constant_memory": folder is not None,
            "in_memory": folder is None,
            "tmpdir": folder and str(folder),
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": look["font"], "font_size": float(look["size"])},
        },
    )
    created = time_of_writing().replace(tzinfo=None)
    book.set_properties({"title": title, "subject": subject, "created": created})
    book.set_custom_property(PROPERTY, UNSEALED)
    return book
