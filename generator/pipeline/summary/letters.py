"""Make the feedback letters and the 任务分解表 that go out of a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from generator.base.patterns import fill
from generator.formats.summary import Arrival, FigureRow, PlaceRow, Summary, cell_note, digits
from generator.pipeline.summary.sender import Sender
from generator.word.summary_forms import LETTER, SHARES, write_form

_GRAVE = {"error", "warning"}
_KEY = re.compile(r"(?<![a-z_])[a-z_]+(?:\.[a-z_]+)+")  # of a figure, a topic, a field
_BESIDE = re.compile(rf"（{_KEY.pattern}）")  # behind the title that it is the key of


def write_letters(
    summary: Summary, words: Mapping[str, str], sender: Sender
) -> Iterator[tuple[PlaceRow, bytes]]:
    """Yield each place that has sent something that can be used, with its letter as a .docx file.

    `words` are those of the summary in templates/report.yaml, `sender` signs. A place within another one has
    no row of targets, since the other one counts.
    """
    for place in summary.places:
        if place.arrival is Arrival.RECEIVED:
            yield place, write_form(LETTER, {**_letter(summary, place, words), **asdict(sender)})


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
    year, month, day = (int(number) for number in summary.made.split("-"))
    pattern = words["lacking"]
    return {
        "place": place.name,
        "above": summary.place,
        "period": summary.period,
        "remarks": _remarks(place, {row.path: row.name for row in summary.rows}),
        "lacking": "、".join(fill(pattern, {"name": name, "count": count}) for name, count in place.lacking),
        "day": f"{year}年{month}月{day}日",
        "rows": list(_rows(summary, place, words)),
    }


def _remarks(place: PlaceRow, names: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Return the titles of what has to be looked at, each with its findings in words."""
    found: dict[str, dict[str, None]] = {}
    for remark in place.remarks:
        if remark.severity in _GRAVE:
            said = found.setdefault(remark.title, {})
            if text := in_words(remark.message, names):
                said[text] = None
    return [(title, list(said)) for title, said in found.items()]


def in_words(message: str, names: Mapping[str, str]) -> str:
    """Return a finding's `message` with the names of figures for their keys; "" if a key has none.

    `names` are those of figures by key. The key of a block or topic stands beside its title, and goes.
    """
    said = _KEY.sub(lambda key: names.get(key[0], key[0]), _BESIDE.sub("", message))
    return "" if _KEY.search(said) else said


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
