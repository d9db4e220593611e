"""Turn what Cerberus says of an indicator into findings, with the facts that their rules name."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.diagnostics import Finding
from generator.base.units import base_unit
from generator.base.values import ValueKind, amount_in, read_value
from generator.check.value_kinds import value_facts
from generator.library.period import Indicator, Period
from generator.yaml_source import Data, KeyPath, Source, mapping

_CELLS = ("baseline", "target")
_OF_VALUES = ("value-", "unit-typed", "bound-", "range-")


class IndicatorReport:
    """The findings about the indicators of one profile, held against a period's."""

    def __init__(self, source: Source, period: Period) -> None:
        self._source = source
        self._data = mapping(source.data)
        self._period = period

    def finding(self, rule: str, path: KeyPath, value: str) -> Finding:
        """Return the finding about what stands at `path` (indicators, id, column).

        For `indicator-unknown` the path ends with the id, and `value` is the national indicator's id.
        """
        key = str(path[1])
        row = mapping(mapping(self._data["indicators"])[key])
        if rule == "indicator-unknown":
            return self._misspelt(path, self._name(key, row), self._period.indicators[value])
        national = self._period.indicators.get(key)
        if rule.startswith(_OF_VALUES):
            what = f"{self._name(key, row)}（{self._year(str(path[-1]))}年）"
            unit = str(row["unit"] or "") if "unit" in row else national.unit if national else ""
            return Finding(rule, self._source.place(path), value_facts(rule, what, value, unit))
        facts = {"indicator": self._name(key, row), "source": national.target.source if national else ""}
        more = _more(rule, row, value, national) if national else {"value": value}
        return Finding(rule, self._source.place(path), facts | more)

    def _misspelt(self, path: KeyPath, name: str, national: Indicator) -> Finding:
        facts = {"indicator": name, "national": national.name, "id": national.id}
        return Finding(
            "indicator-unknown", self._source.key_place(path), {**facts, "source": national.target.source}
        )

    def _name(self, key: str, row: Mapping[str, Data]) -> str:
        """Return the name of an indicator as the profile's own or the national one."""
        if "name" in row:
            return str(row["name"] or "")
        national = self._period.indicators.get(key)
        return national.name if national else key

    def _year(self, column: str) -> str:
        if column == "target":
            return self._period.target_year
        return str(self._data.get("baseline_year") or self._period.baseline_year)


def _more(rule: str, row: Mapping[str, Data], value: str, national: Indicator) -> dict[str, str]:
    """Return the facts of one rule about a national indicator."""
    if rule == "unit-differs":
        figures = _converted(row, value) if _alike(value, national.unit) else {}
        facts = {"value": "、".join(figures), "converted": "、".join(figures.values())}
        return {"unit": value, "national": national.unit, **facts}
    if rule == "target-unclear":
        return {"value": value, "national": national.target.value.text}
    return {"value": value} if rule == "percent-range" else {}


def _alike(unit: str, national: str) -> bool:
    """Return whether a unit counts in the national one, scaled or not: 万 and 万人 in 人."""
    return (base_unit(unit) or base_unit(national)) == national


def _converted(row: Mapping[str, Data], unit: str) -> dict[str, str]:
    """Return the figures of an indicator that are numbers, as written, and each as its base unit has it."""
    values = [read_value(text) for cell in _CELLS if isinstance(text := row.get(cell), str) and text.strip()]
    return {
        value.text: value.with_amount(amount)
        for value in values
        if value.kind is ValueKind.NUMBER and (amount := amount_in(value, unit)) is not None
    }
