"""Write a summary of many places as JSON data, which the next one is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from textwrap import indent

from generator.base.json_text import dump_json
from generator.formats.summary import FigureRow, PlaceChange, PlaceRow, Remark, Summary, SummaryCell, digits


def summary_data(summary: Summary) -> dict[str, object]:
    """Return a summary as JSON data; amounts are texts, so that no digit is lost."""
    return {
        "place": summary.place,
        "kind": summary.kind,
        "upper": summary.upper,
        "period": summary.period,
        "deadline": summary.deadline,
        "made": summary.made,
        "places": [_place_data(each) for each in summary.places],
        "figures": [_row_data(row, summary.parts) for row in summary.rows],
        "alike": [
            {"one": each.one, "other": each.other, "there": each.there, "back": each.back}
            for each in summary.alike
        ],
        "own": [
            {"place": each.name, "share": each.share, "sentences": each.sentences} for each in summary.own
        ],
        "common": [
            {"rule": remark.rule, "title": remark.title, "places": names}
            for remark, names in summary.common()
        ],
        "remarks": list(_remarks_data(summary.remarks)),
        **(_since_data(summary) if summary.since else {}),
    }


def summary_json(summary: Summary, **more: str) -> str:
    """Return a summary as JSON text, with `more` entries at its end, made row by row to take less room."""
    rows = (indent(dump_json(_row_data(row, summary.parts)), "    ") for row in summary.rows)
    rest = dump_json(summary_data(replace(summary, rows=())) | more)
    return rest.replace(_NO_ROWS, _ROWS.format(",\n".join(rows)), 1) if summary.rows else rest


_NO_ROWS, _ROWS = '\n  "figures": [],', '\n  "figures": [\n{}\n  ],'


def _since_data(summary: Summary) -> dict[str, object]:
    return {"since": summary.since, "changes": list(map(_change_data, summary.changes))}


def _change_data(change: PlaceChange) -> dict[str, object]:
    return {
        "place": change.name,
        "arrival": change.arrival,
        "share": change.share,
        "figures": [{"name": name, "old": old, "new": new} for name, old, new in change.figures],
        "came": change.came,
        "gone": change.gone,
    }


def _place_data(place: PlaceRow) -> dict[str, object]:
    return {
        "name": place.name,
        "upper": place.upper,
        "kind": place.kind,
        "above": place.above,
        "part": place.part,
        "arrival": place.arrival.value,
        "file": place.file,
        "saved": place.saved,
        "late": place.late,
        "asked": place.asked,
        "filled": place.filled,
        "share": place.share,
        "errors": place.errors,
        "warnings": place.warnings,
        "departments": [{"department": name, "lacking": count} for name, count in place.lacking],
        "remarks": list(_remarks_data(place.remarks)),
    }


def _remarks_data(remarks: Iterable[Remark]) -> Iterator[dict[str, str]]:
    for each in remarks:
        yield {
            "rule": each.rule,
            "severity": each.severity,
            "title": each.title,
            "message": each.message,
            "remedy": each.remedy,
        }


def _row_data(row: FigureRow, parts: tuple[str, ...]) -> dict[str, object]:
    return {
        "path": row.path,
        "name": row.name,
        "unit": row.unit,
        "attribute": row.attribute,
        "nature": row.nature,
        "whole": _cell_data(row.whole),
        "parts": [
            {"place": name, **_cell_data(cell), **({"share": digits(share)} if share is not None else {})}
            for name, cell, share in zip(parts, row.cells, row.shares or (None,) * len(parts), strict=True)
        ],
        "total": digits(row.total),
        "sign": row.sign,
        "complete": row.complete,
        "gap": digits(row.gap),
        "least": digits(min(row.known, default=None)),
        "greatest": digits(max(row.known, default=None)),
    }


def _cell_data(cell: SummaryCell) -> dict[str, object]:
    """Return a cell as data: its text and amount, and what else there is to say; nothing of an empty one."""
    if not cell.text:
        return {}
    said = {
        "unit": cell.unit,
        "why": cell.why,
        "below": cell.below,
        "expected": digits(cell.expected),
    }
    return {
        "text": cell.text,
        "amount": digits(cell.amount),
        **{key: each for key, each in said.items() if each},
    }
