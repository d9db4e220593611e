"""Say what an outside plan says as the data of a profile, with places: its indicators, results, documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.base.diagnostics import Place
from generator.check.outside.lines import PlanLine
from generator.check.outside.names import bare_name, known_rows
from generator.document import IndicatorRow, IndicatorTable, Plan, plain
from generator.library.period import Period
from generator.yaml_source import Data, KeyPath, Source

_DASHES = re.compile(r"[-—–－─一_／/]+")
_NONE = "——"
_UNIT = re.compile(r"[（(]([^（）()]{1,6})[）)]\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CITED = re.compile(r"《[^《》]{4,80}》(?:[（(][^（()）]{4,30}[）)])?")
_MARKS = str.maketrans("＞＜％［］【】", "><%[][]")
_PAST = "result"
NO_DOCUMENTS = "——"


@dataclass(frozen=True, slots=True)
class WhosePlan:
    """Hold whose plan it is, of which period, and the month in which it was drafted ("" if not known)."""

    name: str
    kind: str
    upper: tuple[str, ...]
    period: str
    drafted: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """Hold a row of an indicator table: the line that prints it, its cells by column, the table it is in."""

    line: PlanLine
    cells: Mapping[str, str]
    table: IndicatorTable

    @property
    def name(self) -> str:
        """Return the name of its indicator as printed."""
        return self.cells.get("name", "")


def table_rows(lines: Iterable[PlanLine]) -> list[TableRow]:
    """Return the rows of all indicator tables among `lines`."""
    return list(_rows(lines))


def _rows(lines: Iterable[PlanLine]) -> Iterator[TableRow]:
    for line in lines:
        if isinstance(node := line.node, IndicatorRow) and node.cells:
            table = next(each for each in reversed(line.path) if isinstance(each, IndicatorTable))
            yield TableRow(line, {cell.column: plain(cell.runs).strip() for cell in node.cells}, table)


def is_past(row: TableRow) -> bool:
    """Return whether a row says what became of an indicator of the last period."""
    return any(column.id == _PAST for column in row.table.columns)


def baseline_year(rows: Iterable[TableRow]) -> str:
    """Return the year that the heading of the baselines names, "" if it names none."""
    headings = (
        column.heading
        for row in rows
        if not is_past(row)
        for column in row.table.columns
        if column.id == "baseline"
    )
    found = (_YEAR.search("".join(heading.split())) for heading in headings)
    return next((each[0] for each in found if each), "")


def source_of(
    file: str, whose: WhosePlan, lines: Sequence[PlanLine], rows: Sequence[TableRow], period: Period
) -> Source:
    """Return what the plan in `file` says as a profile's data; each place is the line that says it.

    `rows` are those of its tables. Indicators that are national ones have their ids, others keys of their
    own; a document that it names anywhere stands under its basis.
    """
    places: dict[KeyPath, Place] = {("lines", line.number): Place(file, line.number) for line in lines}
    places[()] = title_place(file, lines)
    present = [row for row in rows if not is_past(row)]
    data: dict[str, Data] = {
        "period": whose.period,
        "locality": {"name": whose.name, "kind": whose.kind, "upper": list(whose.upper)},
        "indicators": dict(_indicators(file, present, period, places)),
        "completion": dict(_completion(file, [row for row in rows if is_past(row)], period, places)),
        "documents": {"basis": _documents(lines) or [NO_DOCUMENTS]},
    }
    if present:
        places["indicators",] = Place(file, present[0].line.number)
    if year := baseline_year(rows):
        data["baseline_year"] = year
        places["baseline_year",] = Place(file, present[0].line.number)
    if whose.drafted:
        data["drafted"] = whose.drafted
    return Source(file, data, places, {})


def place_of_line(file: str, line: PlanLine, words: str = "", column: int = 0) -> Place:
    """Return the place of `line` in `file`, with the `words` concerned, which begin at a column from 1."""
    return Place(file, line.number, column, line.where, words or shown(line.text))


def title_place(file: str, lines: Sequence[PlanLine]) -> Place:
    """Return the place of the title of the plan among `lines`, of the first line without one."""
    title = next((line for line in lines if isinstance(line.node, Plan)), next(iter(lines), None))
    return place_of_line(file, title) if title else Place(file)


_SHOWN = 40


def shown(text: str) -> str:
    """Return the first words of `text`, as many as tell a person which line it is."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"


def _keys(rows: Sequence[TableRow], period: Period) -> Iterator[tuple[str, TableRow]]:
    """Yield each row with the id of the national indicator that it is, or a key of its own."""
    national = {key: each.name for key, each in period.indicators.items()}
    known = known_rows([row.name for row in rows], national)
    for place, row in enumerate(rows):
        own = getattr(row.line.node, "key", "")
        key = own if own in national else known.get(place, f"row_{place + 1}")
        yield key, row


def _indicators(
    file: str, rows: Sequence[TableRow], period: Period, places: dict[KeyPath, Place]
) -> Iterator[tuple[str, Data]]:
    for key, row in _keys(rows, period):
        path: KeyPath = ("indicators", key)
        places[path] = Place(file, row.line.number)
        found: dict[str, Data] = {"name": bare_name(row.name)}
        if unit := _UNIT.search("".join(row.name.split())) or _UNIT.search(row.cells.get("unit", "")):
            found["unit"] = unit[1].translate(_MARKS)
        elif unit_cell := row.cells.get("unit", ""):
            found["unit"] = unit_cell.translate(_MARKS)
        elif key not in period.indicators:
            found["unit"] = ""
        if attribute := "".join(row.cells.get("attribute", "").split()):
            found["attribute"] = attribute
        for cell in ("baseline", "target"):
            if value := _value(row.cells.get(cell, "")):
                found[cell] = value
                places[(*path, cell)] = Place(file, row.line.number, words=row.cells[cell])
        yield key, found


def _completion(
    file: str, rows: Sequence[TableRow], period: Period, places: dict[KeyPath, Place]
) -> Iterator[tuple[str, Data]]:
    for key, row in _keys(rows, period):
        places["completion", key] = Place(file, row.line.number)
        cells = {cell: value for cell in ("target", "result") if (value := _value(row.cells.get(cell, "")))}
        yield key, {"name": bare_name(row.name), "indicator": key, **cells}


def _value(text: str) -> str:
    """Return the value of a cell as a profile writes it, "" where the cell is empty."""
    value = "".join(text.split()).translate(_MARKS)
    return _NONE if _DASHES.fullmatch(value) else value


def _documents(lines: Iterable[PlanLine]) -> list[Data]:
    return list(dict.fromkeys(found for line in lines for found in _CITED.findall(line.text)))
