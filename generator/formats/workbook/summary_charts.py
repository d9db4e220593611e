"""Add Excel's own charts to the sheets of a summary: bars with their numbers, legible without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

MOST_BARS = 40  # of a chart that people still read
MOST_CHARTS = 12  # of a sheet
_FILLS = (
    {"fill": {"color": "#123F7A"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#1A1A1A", "bg_color": "#FFFFFF"}},
)
_WIDE, _LINE, _AROUND = 560, 18, 90  # pixels: a chart, a bar, what stands around the bars
_MARK = "\uff01"  # of exclamation, full width
_ROW = 20  # pixels of a row, as programs draw it


class Rows(NamedTuple):
    """Name the rows of a sheet that a chart is drawn from, and the column of the names of its bars."""

    first: int
    last: int
    names: int


def add_bars(  # noqa: PLR0913, PLR0917  # where it stands, what it shows
    book: Workbook, page: Worksheet, at: tuple[int, int], title: str, rows: Rows, columns: Sequence[int]
) -> int:
    """Add a chart of `columns`, whose names stand in the row of headings, at a row and column of `page`.

    Of more rows than a chart has bars it shows the first ones. Return the row below it.
    """
    last = min(rows.last, rows.first + MOST_BARS - 1)
    chart = book.add_chart({"type": "bar"})
    for column, fill in zip(columns, _FILLS, strict=False):
        chart.add_series(
            {
                "name": [page.name, 1, column],
                "categories": [page.name, rows.first, rows.names, last, rows.names],
                "values": [page.name, rows.first, column, last, column],
                "border": {"color": "#1A1A1A"},
                "data_labels": {"value": True},
                "gap": 40,
                **fill,
            }
        )
    height = _AROUND + _LINE * (last - rows.first + 1) * len(columns)
    shown = title.replace("!", _MARK)  # or it may be taken for the address of a cell
    chart.set_title({"name": shown, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"} if len(columns) > 1 else {"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": _WIDE, "height": height})
    page.insert_chart(*at, chart, {"description": title})
    return at[0] + height // _ROW + 2
