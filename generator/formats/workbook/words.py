"""The words, columns and look of workbooks, from templates/workbook.yaml."""

from __future__ import annotations

from functools import cache

from generator.base.resources import templates_folder
from generator.formats.workbook.questions import Column
from generator.yaml_source import Data, load_data, mapping, strings, texts

_OWN = "own"


@cache
def workbook_words() -> dict[str, Data]:
    """Return the data of templates/workbook.yaml."""
    return mapping(load_data(templates_folder() / "workbook.yaml"))


def words(section: str) -> dict[str, str]:
    """Return the texts of a section by their keys."""
    return strings(workbook_words().get(section))


def listed(section: str) -> list[str]:
    """Return the texts that a section lists."""
    return texts(workbook_words().get(section))


def sheet_words(kind: str) -> dict[str, Data]:
    """Return what sheets of a `kind` have of their own: title, columns, hints."""
    return mapping(mapping(workbook_words()["sheets"]).get(kind))


def columns_of(kind: str) -> list[Column]:
    """Return the columns of sheets of a `kind`, in their order; the hidden one is the last."""
    return [*map(Column, texts(sheet_words(kind).get("columns"))), Column.KEY]


def column_titles(kind: str) -> dict[Column, str]:
    """Return what each column is called on sheets of a `kind`; `own` stands for a department's own rows."""
    usual = {column: strings(data)["title"] for column, data in _columns().items()}
    called = words("own_columns") if kind == _OWN else strings(sheet_words(kind).get("called"))
    return {column: called.get(column.value, title) for column, title in usual.items()}


def column_widths(kind: str) -> dict[Column, float]:
    """Return the width of each column on sheets of a `kind`, in characters."""
    own = strings(sheet_words(kind).get("widths"))
    return {
        column: float(own.get(column.value, strings(data)["width"])) for column, data in _columns().items()
    }


def columns_by_title() -> dict[str, Column]:
    """Return the column that each title means, on any kind of sheet, in this and in earlier versions."""
    kinds = (*mapping(workbook_words()["sheets"]), _OWN)
    found = {title: column for kind in kinds for column, title in column_titles(kind).items()}
    return {title: Column(column) for title, column in words("earlier").items()} | found


def _columns() -> dict[Column, Data]:
    return {Column(key): data for key, data in mapping(workbook_words()["columns"]).items()}
