"""What the plans of many counties come to: who has sent what, what adds up, who is unlike whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.base.units import plain_digits

_PER_CENT = 100


class Arrival(StrEnum):
    """Name what has come of a place."""

    RECEIVED = "received"
    MISSING = "missing"
    BROKEN = "broken"  # a file that cannot be used


@dataclass(frozen=True, slots=True)
class Remark:
    """Hold a finding in words, without its place in a file."""

    rule: str
    severity: str
    title: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Hold how far one place is; `saved` is the day its file last changed, "" if unknown.

    `lacking` counts what each department still has to give. `late` is against the deadline, if there is one.
    """

    name: str
    upper: str
    arrival: Arrival
    file: str = ""
    saved: str = ""
    late: bool = False
    asked: int = 0
    filled: int = 0
    errors: int = 0
    warnings: int = 0
    lacking: tuple[tuple[str, int], ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def share(self) -> int:
        """Return the per cent of what is asked that has a value, rounded down; 0 where nothing has come."""
        return self.filled * _PER_CENT // self.asked if self.asked else 0

    @property
    def slowest(self) -> tuple[str, int]:
        """Return the department that lacks the most, and how much; "" and 0 where none lacks anything."""
        return max(self.lacking, key=lambda each: each[1], default=("", 0))


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """Hold one place's figure as its plan writes it; `amount` is what it adds, `why` why it adds nothing.

    `below` says that it falls short of the level above, `expected` what the population lets expect where the
    figure is far from it.
    """

    text: str
    amount: Decimal | None = None
    why: str = ""
    below: bool = False
    expected: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Hold a figure of all places: the whole's own, each part's in the order of the parts, what they come to.

    `nature` is count, share, growth or other: only counts have a `total`, of which `sign` says how exact it
    is and `complete` whether every part is in it. `shares` are what each part has of a count of the whole by
    its population, None where that is not known. Amounts are in the base unit.
    """

    path: str
    name: str
    unit: str
    attribute: str
    nature: str
    whole: SummaryCell
    cells: tuple[SummaryCell, ...]
    total: Decimal | None = None
    sign: str = ""
    complete: bool = True
    shares: tuple[Decimal | None, ...] = ()

    @property
    def known(self) -> list[Decimal]:
        """Return the amounts of the parts that have one."""
        return [cell.amount for cell in self.cells if cell.amount is not None]

    @property
    def gap(self) -> Decimal | None:
        """Return what the total is short of the whole, below 0 if it is more; None if there is no such."""
        return None if self.total is None or self.whole.amount is None else self.whole.amount - self.total


@dataclass(frozen=True, slots=True)
class Likeness:
    """Hold how much of one place's text stands word for word in another's, and back, in per cent."""

    one: str
    other: str
    there: int
    back: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Hold all of it; `parts` are the names of the places that count, in the order of the cells.

    `remarks` are about the places together. `alike` are the likest pairs, the likest first.
    """

    place: str
    period: str
    deadline: str
    made: str
    places: tuple[PlaceRow, ...]
    parts: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    alike: tuple[Likeness, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def common(self) -> list[tuple[Remark, list[str]]]:
        """Return each kind of remark that several places have, with their names, the commonest first."""
        found: dict[str, tuple[Remark, dict[str, None]]] = {}
        for place in self.places:
            for remark in place.remarks:
                found.setdefault(remark.rule, (remark, {}))[1][place.name] = None
        several = [(remark, list(names)) for remark, names in found.values() if len(names) > 1]
        return sorted(several, key=lambda each: -len(each[1]))

    def departments(self) -> dict[str, list[tuple[str, int]]]:
        """Return the departments that still have to give something, each with the places and how much."""
        found: dict[str, list[tuple[str, int]]] = {}
        for place in self.places:
            for name, count in place.lacking:
                found.setdefault(name, []).append((place.name, count))
        return found


def summary_data(summary: Summary) -> dict[str, object]:
    """Return a summary as JSON data; amounts are texts, so that no digit is lost."""
    return {
        "place": summary.place,
        "period": summary.period,
        "deadline": summary.deadline,
        "made": summary.made,
        "places": [_place_data(each) for each in summary.places],
        "figures": [_row_data(row, summary.parts) for row in summary.rows],
        "alike": [
            {"one": each.one, "other": each.other, "there": each.there, "back": each.back}
            for each in summary.alike
        ],
        "common": [
            {"rule": remark.rule, "title": remark.title, "places": names}
            for remark, names in summary.common()
        ],
        "remarks": list(_remarks_data(summary.remarks)),
    }


def _place_data(place: PlaceRow) -> dict[str, object]:
    return {
        "name": place.name,
        "upper": place.upper,
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
            {"place": name, **_cell_data(cell), "share": digits(share)}
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
    return {
        "text": cell.text,
        "amount": digits(cell.amount),
        "why": cell.why,
        "below": cell.below,
        "expected": digits(cell.expected),
    }


def digits(amount: Decimal | None) -> str | None:
    """Return an amount with all its digits, None for none."""
    return None if amount is None else plain_digits(amount)
