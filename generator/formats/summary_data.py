"""Write a summary of many places as JSON data, which the next one is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.json_text import dump_json
from generator.formats.summary import (
    FigureRow,
    Likeness,
    OwnWords,
    PlaceChange,
    PlaceRow,
    Remark,
    Summary,
    SummaryCell,
    digits,
)


def summary_data(summary: Summary) -> dict[str, object]:
    """Return a summary as JSON data; amounts are texts, so that no digit is lost."""
    entries = (
        (key, list(value) if isinstance(value, Iterator) else value) for key, value in _entries(summary)
    )
    return dict(entries)


def json_pieces(summary: Summary, **more: str) -> Iterator[str]:
    """Yield a summary as JSON text, with `more` entries at its end, place by place, row by row.

    The whole needs more room than the summary: of thousands of places it has fifty million bytes.
    """
    before = "{\n"
    for key, value in _entries(summary):
        yield f"{before}  {dump_json(key)}: "
        before = ",\n"
        yield from _listed(value) if isinstance(value, Iterator) else (_indented(dump_json(value), "  "),)
    last = "".join(f"{before}  {dump_json(key)}: {dump_json(value)}" for key, value in more.items())
    yield f"{last}\n}}\n"


def _listed(values: Iterator[object]) -> Iterator[str]:
    """Yield a list that is an entry of the whole, value by value."""
    before = "["
    for value in values:
        yield f"{before}\n    {_indented(_cells_on_lines(value), '    ')}"
        before = ","
    yield "[]" if before == "[" else "\n  ]"


def _cells_on_lines(value: object) -> str:
    """Return a value as JSON text; the cells of a figure stand on a line each."""
    if not isinstance(value, dict) or not value.get("parts"):
        return dump_json(value)
    cells = ",\n".join(f"    {dump_json(each, None)}" for each in value["parts"])
    return dump_json(value | {"parts": []}).replace(_NO_PARTS, f'"parts": [\n{cells}\n  ]', 1)


def _indented(text: str, blanks: str) -> str:
    """Return JSON text, whose line ends are none of its words', behind `blanks` but for its first line."""
    return text.replace("\n", f"\n{blanks}")


_NO_PARTS = '"parts": []'  # in words the quotes would be escaped


def _entries(summary: Summary) -> Iterator[tuple[str, object]]:
    """Yield the entries of a summary by name, long lists as iterators."""
    yield "place", summary.place
    yield "kind", summary.kind
    yield "upper", summary.upper
    yield "period", summary.period
    yield "deadline", summary.deadline
    yield "made", summary.made
    yield "places", map(_place_data, summary.places)
    yield "figures", (_row_data(row, summary.parts) for row in summary.rows)
    yield "alike", map(_alike_data, summary.alike)
    yield "own", map(_own_data, summary.own)
    yield (
        "common",
        ({"rule": remark.rule, "title": remark.title, "places": names} for remark, names in summary.common()),
    )
    yield "remarks", _remarks_data(summary.remarks)
    if summary.since:
        yield "since", summary.since
        yield "changes", map(_change_data, summary.changes)


def _alike_data(each: Likeness) -> dict[str, object]:
    return {"one": each.one, "other": each.other, "there": each.there, "back": each.back}


def _own_data(each: OwnWords) -> dict[str, object]:
    return {"place": each.name, "share": each.share, "sentences": each.sentences}


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
