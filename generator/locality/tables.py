"""The rows and headings of the tables that templates print: the indicators and last period's results."""

from __future__ import annotations

from typing import Any

from generator.base.patterns import fill
from generator.locality.figures import Figures
from generator.locality.indicators import PlanIndicator
from generator.yaml_source import mapping, strings


def table_rows(figures: Figures, table: str) -> list[PlanIndicator] | list[dict[str, Any]]:
    """Return the rows of the table called `table` (indicators, completion) in printed order."""
    if table == "indicators":
        return list(figures.indicators.values())
    found = {key: strings(item) for key, item in mapping(figures.profile.at(table)).items()}
    return [
        {"id": key, "category": "", "attribute": "", **row, "label": row["name"], "confirmed": True}
        for key, row in found.items()
    ]


def column_heading(figures: Figures, table: str, column: str) -> str:
    """Return the heading of a `column` of the table called `table`, with its years filled in."""
    headings = strings(figures.profile.outline.form.part(table)["headings"])
    return fill(headings.get(column, column), figures.years)


def has_cumulative(figures: Figures, table: str) -> bool:
    """Return whether any baseline or target in the table called `table` is a total in brackets."""
    rows = figures.indicators if table == "indicators" else mapping(figures.profile.at(table))
    paths = (f"{table}.{row}.{column}" for row in rows for column in ("baseline", "target"))
    return any(value.cumulative for path in paths if (value := figures.profile.value(path)))
