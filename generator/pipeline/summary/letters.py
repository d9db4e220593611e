"""Make the feedback letters and the 任务分解表 that go out of a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.base.patterns import fill
from generator.formats.summary import Arrival, FigureRow, PlaceRow, Summary, cell_note, digits
from generator.word.summary_forms import LETTER, SHARES, write_form

_GRAVE = {"error", "warning"}
_PATH = re.compile(r"[a-z_]\.[a-z_]")  # what is said of a key of the profile is no matter of the plan


def write_letters(summary: Summary, words: Mapping[str, str]) -> Iterator[tuple[PlaceRow, bytes]]:
    """Yield each place that has sent something that can be used, with its letter as a .docx file.

    `words` are those of the summary in templates/report.yaml. A place within another one has no row of
    targets, since the other one counts.
    """
    for place in summary.places:
        if place.arrival is Arrival.RECEIVED:
            yield place, write_form(LETTER, _letter(summary, place, words))


def write_shares(summary: Summary) -> bytes:
    """Return the table of what each place has of the counted targets by its population, as a .docx file."""
    rows = [
        {
            "name": row.name,
            "unit": row.unit,
            "whole": row.whole.text,
            "place": name,
            "share": digits(share),
            "own": digits(cell.amount),
        }
        for row in _targets(summary)
        if any(row.shares)
        for name, cell, share in zip(summary.parts, row.cells, row.shares, strict=True)
    ]
    return write_form(SHARES, {"above": summary.place, "period": summary.period, "rows": rows})


def _letter(summary: Summary, place: PlaceRow, words: Mapping[str, str]) -> dict[str, Any]:
    """Return what the letter to a place is filled in with."""
    found: dict[str, list[str]] = {}
    for remark in place.remarks:
        if remark.severity in _GRAVE and not _PATH.search(remark.message):
            found.setdefault(remark.title, []).append(remark.message)
    year, month, day = (int(number) for number in summary.made.split("-"))
    pattern = words["lacking"]
    return {
        "place": place.name,
        "above": summary.place,
        "period": summary.period,
        "remarks": [(title, list(dict.fromkeys(said))) for title, said in found.items()],
        "lacking": "、".join(fill(pattern, {"name": name, "count": count}) for name, count in place.lacking),
        "day": f"{year}年{month}月{day}日",
        "rows": list(_rows(summary, place, words)),
    }


def _rows(summary: Summary, place: PlaceRow, words: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the targets of a place beside those of the level above."""
    number = place.part
    if number is None:
        return
    for row in _targets(summary):
        cell = row.cells[number]
        share = digits(row.shares[number]) if row.shares else None
        yield {
            "name": f"{row.name}（{row.unit}）" if row.unit else row.name,
            "attribute": row.attribute,
            "above": row.whole.text,
            "own": cell.text,
            "share": share or "",
            "remark": cell_note(cell, words),
        }


def _targets(summary: Summary) -> list[FigureRow]:
    return [row for row in summary.rows if row.path.endswith(".target")]
