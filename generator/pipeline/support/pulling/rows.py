"""Read rows of the indicator table, and of that of completion, that came, went or moved."""

from __future__ import annotations

from generator.diff import Change
from generator.document import Gap, IndicatorRow, IndicatorTable, plain
from generator.locality.indicators import left_out_indicators
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.numbers import name_and_unit
from generator.pipeline.support.pulling.proposals import Writing
from generator.yaml_source import Data, KeyPath, mapping, strings, texts

_TABLE, _COMPLETION, _OMIT = "indicators", "completion", "omit"
_ORDER: KeyPath = ("outline", "form", _TABLE, "order")
_BESIDE = ("after", "before")
_HAND = "hand:"


def added(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a row that came is written as: an indicator of the locality's own, at its place.

    A national one that the profile leaves out is no longer left out.
    """
    found = _row(change.key, context)
    if found is None:
        return ()
    table, row = found
    if national := _left_out(row, context):
        return _brought_back(national, table, row, context)
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
    """Return what a row that is gone is written as: without it, a national one left out for `reason`."""
    key = _id(change.key)
    if key in context.profile.period.indicators:
        return (Writing({(_TABLE, key, _OMIT): reason}),)
    table, _, row = change.key.rpartition(".")
    if table in {"", _TABLE} and key in mapping(context.profile.at(_TABLE)):
        return (_without_own(key, context),)
    held = mapping(context.profile.at(_COMPLETION))
    return (Writing(gone=((_COMPLETION, row),)),) if table == _COMPLETION and row in held else ()


def _without_own(key: str, context: Context) -> Writing:
    """Return the writing of a profile without a row of its own, beside which others may stand."""
    rows = {name: strings(row) for name, row in mapping(context.profile.at(_TABLE)).items()}
    place = {verb: rows[key][verb] for verb in _BESIDE if verb in rows[key]}
    bound = [(name, verb) for name, row in rows.items() for verb in _BESIDE if row.get(verb) == key]
    values: dict[KeyPath, Data] = {
        (_TABLE, name, verb): other for name, _ in bound for verb, other in place.items()
    }
    gone = [(_TABLE, name, verb) for name, verb in bound if (_TABLE, name, verb) not in values]
    order = texts(context.profile.outline.form.part(_TABLE).get("order"))
    if key in order:
        values[_ORDER] = [each for each in order if each != key]
    return Writing(values, gone=((_TABLE, key), *gone))


def name_before(change: Change, context: Context) -> str:
    """Return the name of the row that a change is about, without its unit, "" for no row of the draft."""
    row = context.old.get(change.key)
    return _name(row) if isinstance(row, IndicatorRow) else ""


def _name(row: IndicatorRow) -> str:
    runs = next((cell.runs for cell in row.cells if cell.column == "name"), ())
    return name_and_unit(plain(runs).strip())[0]


def _left_out(row: IndicatorRow, context: Context) -> str:
    """Return the national indicator that the profile leaves out and `row` brings back, "" if it is none."""
    name = _name(row)
    return next(
        (
            key
            for key in left_out_indicators(context.profile)
            if row.key == key or context.profile.period.indicators[key].name == name
        ),
        "",
    )


def _brought_back(
    key: str, table: IndicatorTable, row: IndicatorRow, context: Context
) -> tuple[Writing, ...]:
    """Return the writings of a national row that comes back: where the national set has it, or elsewhere."""
    cells = {
        cell.column: plain(cell.runs).strip()
        for cell in row.cells
        if not any(isinstance(run, Gap) for run in cell.runs)
    }
    values: dict[KeyPath, Data] = {
        (_TABLE, key, column): cells[column] for column in ("baseline", "target") if cells.get(column)
    }
    held = mapping(mapping(context.profile.at(_TABLE)).get(key))
    stays = bool(values) or len(held) > 1
    back = Writing(values, gone=((_TABLE, key, _OMIT) if stays else (_TABLE, key),))
    place = _place(table, row, context)
    national = [
        each
        for each in context.profile.period.indicators
        if each in context.figures.indicators or each == key
    ]
    above = national[national.index(key) - 1] if national.index(key) else ""
    if not place or place.get("after") == above:
        return (back,)
    moved: dict[KeyPath, Data] = {(_TABLE, key, verb): other for verb, other in place.items()}
    return (back, Writing({**values, **moved}, gone=((_TABLE, key, _OMIT),)))


def moved(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a row that stands elsewhere now is written as."""
    found = _row(change.key, context)
    key = _id(change.key)
    if found is None or key not in context.figures.indicators:
        return ()
    table, row = found
    keys = [each.key for each in table.rows]
    order = context.profile.outline.form.part(_TABLE).get("order")
    whole = Writing({_ORDER: [*map(str, keys)]})
    place = _place(table, row, context)
    if order or not place:
        return (whole,)
    return (Writing({(_TABLE, key, verb): other for verb, other in place.items()}), whole)


def _row(key: str, context: Context) -> tuple[IndicatorTable, IndicatorRow] | None:
    row = context.new.get(key)
    if not isinstance(row, IndicatorRow):
        return None
    table = context.above[key][-1]
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
