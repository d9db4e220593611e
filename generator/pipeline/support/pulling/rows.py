"""Read rows of the indicator table that came, went or moved."""

from __future__ import annotations

from generator.diff import Change
from generator.document import IndicatorRow, IndicatorTable, plain
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.numbers import name_and_unit
from generator.pipeline.support.pulling.proposals import Writing
from generator.yaml_source import Data, KeyPath, mapping, strings

_TABLE = "indicators"
_HAND = "hand:"


def added(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a row that came is written as: an indicator of the locality's own, at its place."""
    found = _row(change.key, context)
    if found is None:
        return ()
    table, row = found
    cells = {cell.column: plain(cell.runs).strip() for cell in row.cells}
    name, unit = name_and_unit(cells.get("name", ""))
    fields: dict[str, Data] = {"name": name, "unit": unit}
    fields |= {column: cells[column] for column in ("attribute", "baseline", "target") if cells.get(column)}
    categories = {**context.profile.period.categories, **strings(context.profile.at("categories"))}
    named = {text: word for word, text in reversed(categories.items())}
    if word := named.get((row.category or cells.get("category", "")).strip()):
        fields["category"] = word
    key = _new_id(row.key, context)
    written: dict[KeyPath, Data] = {(_TABLE, key, column): value for column, value in fields.items() if value}
    place = _place(table, row, context)
    options = [Writing({**written, **{(_TABLE, key, verb): other for verb, other in place.items()}})]
    return (*options, Writing(written)) if place else tuple(options)


def removed(change: Change, context: Context, reason: str) -> tuple[Writing, ...]:
    """Return what a national row that is gone is written as: left out, for `reason`."""
    key = _id(change.key)
    if key not in context.profile.period.indicators:
        return ()
    return (Writing({(_TABLE, key, "omit"): reason}),)


def moved(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a row that stands elsewhere now is written as."""
    found = _row(change.key, context)
    key = _id(change.key)
    if found is None or key not in context.figures.indicators:
        return ()
    table, row = found
    keys = [each.key for each in table.rows]
    order = context.profile.outline.form.part(_TABLE).get("order")
    whole = Writing({("outline", "form", _TABLE, "order"): [*map(str, keys)]})
    place = _place(table, row, context)
    if order or not place:
        return (whole,)
    return (Writing({(_TABLE, key, verb): other for verb, other in place.items()}), whole)


def _row(key: str, context: Context) -> tuple[IndicatorTable, IndicatorRow] | None:
    row = context.new.get(_id(key)) or context.new.get(key)
    if not isinstance(row, IndicatorRow):
        return None
    table = context.above[row.key][-1]
    return (table, row) if isinstance(table, IndicatorTable) and table.key == _TABLE else None


def _place(table: IndicatorTable, row: IndicatorRow, context: Context) -> dict[str, str]:
    """Return beside which row one stands, none for one at the end of those known."""
    keys = [each.key for each in table.rows]
    at = keys.index(row.key)
    known = context.figures.indicators
    before = next((key for key in reversed(keys[:at]) if key in known), "")
    after = next((key for key in keys[at + 1 :] if key in known), "")
    if row.key not in known and not after:
        return {}
    return {"after": before} if before else {"before": after} if after else {}


def _id(key: str) -> str:
    return key.removeprefix(f"{_TABLE}.")


def _new_id(key: str, context: Context) -> str:
    if _HAND not in key:
        return key
    made = f"added_{key.rpartition(':')[2]}"
    while made in mapping(context.profile.at(_TABLE)):
        made += "_1"
    return made
