"""Take the indicators of a plan's tables into a profile: names, units, attributes and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.limits import LONGEST_KEY
from generator.base.units import split_unit
from generator.base.values import ValueKind, read_value
from generator.document import Document, IndicatorRow, IndicatorTable, nodes_in, plain
from generator.library.period import Indicator, Period
from generator.pipeline.support.imported.words import as_usual
from generator.yaml_source import Data

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年?")
_NOTHING = re.compile(r"[—–─－\-]+")
_ALIKE = 0.5  # of the letters of two names, the share that makes them one indicator
_CELLS = ("baseline", "target")
_RESULTS = ("target", "result")


@dataclass(slots=True)
class Indicators:
    """Hold what was read of the tables: rows of the profile, cells by path, the year of the baselines.

    `rows` are what the profile says of an indicator besides its cells; `completion` the last period's rows;
    `form` how the table is printed; `count` how many rows were read.
    """

    rows: dict[str, Data] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    completion: dict[str, Data] = field(default_factory=dict)
    categories: dict[str, Data] = field(default_factory=dict)
    form: dict[str, Data] = field(default_factory=dict)
    year: str = ""
    count: int = 0
    omitted: list[str] = field(default_factory=list)


def read_indicators(document: Document, period: Period) -> Indicators:
    """Return what the tables of indicators in `document` say, by the national set of `period`."""
    read = Indicators()
    for table in (node for node in nodes_in(document) if isinstance(node, IndicatorTable)):
        columns = {column.id: column.heading for column in table.columns}
        if "result" in columns:
            _take_completion(table, period, read)
        elif not read.rows:
            _take_rows(table, period, read)
            read.form = _form(table, columns, period)
            found = _YEAR.search(columns.get("baseline", ""))
            read.year = found[1] if found and found[1] != period.baseline_year else ""
    return read


def _form(table: IndicatorTable, columns: Mapping[str, str], period: Period) -> dict[str, Data]:
    """Return how `table` is printed where it differs from the period's default."""
    known = [name for name in columns if name in {"category", "name", "baseline", "target", "attribute"}]
    usual = {"name", "baseline", "target", "attribute"}
    form: dict[str, Data] = {}
    if {*known} - {"category"} != usual or (table.categories == "column"):
        form["columns"] = list(known)
    if table.categories != "none":
        form["categories"] = table.categories
    years = (period.baseline_year, period.target_year)
    headings: dict[str, Data] = {
        name: columns[name]
        for name in known
        if columns[name].strip() and not any(columns[name].startswith(year) for year in years)
    }
    default = {"category": "类别", "name": "指标", "attribute": "属性"}
    headings = {name: text for name, text in headings.items() if default.get(name) != text}
    if headings:
        form["headings"] = headings
    if table.note.strip():
        form["note"] = table.note.strip()
    return form


def _take_rows(table: IndicatorTable, period: Period, read: Indicators) -> None:
    taken: set[str] = set()
    for row in table.rows:
        cells = _cells(row)
        name, unit = _name_and_unit(cells, period)
        if not name:
            continue
        read.count += 1
        key = _key(name, period.indicators, taken) or _own_key(name, taken)
        taken.add(key)
        national = period.indicators.get(key)
        said = _differences(name, unit, cells, national, period.attributes)
        if national is None and (category := row.category.strip()):
            said["category"] = _category(category, period, read)
        read.rows[key] = said
        for cell in _CELLS:
            if value := cells.get(cell, ""):
                read.cells[f"indicators.{key}.{cell}"] = _value(value, unit)
    read.omitted = [key for key in period.indicators if key not in taken]


def _take_completion(table: IndicatorTable, period: Period, read: Indicators) -> None:
    for row in table.rows:
        cells = _cells(row)
        name, unit = _name_and_unit(cells, period)
        if not name:
            continue
        read.count += 1
        taken = set(read.completion)
        key = _key(name, period.indicators, taken) or _own_key(name, taken)
        entry: dict[str, Data] = {"name": plain_name(cells.get("name", ""), unit)}
        if attribute := _attribute(cells, period):
            entry["attribute"] = attribute
        read.completion[key] = entry
        for cell in _RESULTS:
            if value := cells.get(cell, ""):
                read.cells[f"completion.{key}.{cell}"] = value


def plain_name(name: str, unit: str) -> str:
    """Return the name of a row as it is printed, without blanks."""
    return re.sub(r"\s+", "", name) if unit else name.strip()


def _cells(row: IndicatorRow) -> dict[str, str]:
    return {cell.column: plain(cell.runs).strip() for cell in row.cells}


def _name_and_unit(cells: Mapping[str, str], period: Period) -> tuple[str, str]:
    known = {row.unit for row in period.indicators.values()} | {
        entry.unit for entry in period.catalogue.values()
    }
    name = re.sub(r"\s+", "", cells.get("name", "")).replace("(", "（").replace(")", "）")
    name, unit = split_unit(name, None, known - {""})
    return name, unit or cells.get("unit", "").replace("％", "%")


def _differences(
    name: str, unit: str, cells: Mapping[str, str], national: Indicator | None, attributes: Sequence[str]
) -> dict[str, Data]:
    """Return what the profile says of an indicator besides its cells: what differs from the national set."""
    attribute = cells.get("attribute", "").strip()
    if national is None:
        known = attribute if attribute in attributes else attributes[-1]  # the least binding
        return {"name": name, "unit": unit, "attribute": known}
    said: dict[str, Data] = {}
    if name != national.name:
        said["name"] = name
    if unit and unit != national.unit:
        said["unit"] = unit
    if attribute in attributes and attribute != national.attribute:
        said["attribute"] = attribute
    return said


def _attribute(cells: Mapping[str, str], period: Period) -> str:
    attribute = cells.get("attribute", "").strip()
    return attribute if attribute in period.attributes else ""


def _value(text: str, unit: str) -> str:
    """Return a cell as the profile writes it: without the unit that the name has."""
    text = " ".join(text.split())
    if unit and text.endswith(unit) and read_value(text[: -len(unit)]).kind is ValueKind.NUMBER:
        return text[: -len(unit)].strip()
    return "——" if _NOTHING.fullmatch(text) else text


def _key(name: str, known: Mapping[str, Indicator], taken: set[str]) -> str:
    """Return the national indicator that `name` means, "" for none that is not `taken`."""
    for key, row in known.items():
        if row.name == name and key not in taken:
            return key
    likely = {key: _likeness(name, row.name) for key, row in known.items() if key not in taken}
    best = max(likely, key=lambda key: likely[key], default="")
    return best if best and likely[best] >= _ALIKE else ""


def _likeness(one: str, two: str) -> float:
    """Return the share of pairs of characters that two names have in common."""
    first, second = (_pairs(as_usual(each)) for each in (one, two))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def _own_key(name: str, taken: set[str]) -> str:
    letters = "".join(sign for sign in name if sign.isalnum())[: LONGEST_KEY // 2]
    key = first = letters or "indicator"
    count = 1
    while key in taken:
        count += 1
        key = f"{first}_{count}"
    return key


def _category(name: str, period: Period, read: Indicators) -> str:
    """Return the key of the category called `name`; one of the locality's own is called by its name."""
    name = re.sub(r"\s+", "", name)
    for key, title in period.categories.items():
        if title == name:
            return key
    key = name[:LONGEST_KEY]
    read.categories[key] = name
    return key


def cells_marked(cells: Mapping[str, str], mark: str) -> Iterator[tuple[str, str]]:
    """Yield the cells by path with the `mark` of what is to be confirmed, but for dashes and XX."""
    for path, value in cells.items():
        kind = read_value(value).kind
        yield path, f"{mark}{value}" if kind in {ValueKind.NUMBER, ValueKind.WORDS} else value
