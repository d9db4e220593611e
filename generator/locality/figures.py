"""The figures that templates print: value, name, unit and responsible department of each path."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from generator.base.patterns import fill
from generator.base.values import Value, ValueKind, amount_in, base_unit
from generator.library.period import Indicator
from generator.locality.indicators import PlanIndicator, plan_indicators
from generator.locality.profile import Profile
from generator.yaml_source import key_path, strings


class Slot(NamedTuple):
    """Describe a figure's place in the profile; `value` is None if the profile has none.

    `default` is printed instead: the dash of an indicator that has no national baseline either. `own_unit` is
    the unit that the profile itself names, `unit` that or the library's.
    """

    path: str
    value: Value | None
    name: str
    unit: str
    department: str
    default: str = ""
    own_unit: str = ""

    @property
    def text(self) -> str:
        """Return the figure as the profile writes it, or an empty text."""
        return self.value.text if self.value else ""

    @property
    def in_full(self) -> str:
        """Return the figure as the profile writes it, with its unit if the unit scales it: 0.02（万人）."""
        return f"{self.text}（{self.unit}）" if base_unit(self.unit) != self.unit else self.text

    @property
    def amount(self) -> Decimal | None:
        """Return the figure in the base unit of its unit, so that 0.02 in 万人 equals 200 in 人."""
        return amount_in(self.value, self.unit)


class Figures:
    """Look up the figures of one profile by their paths."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.indicators = {row.id: row for row in plan_indicators(profile)}
        self._slots: dict[str, Slot] = {}

    def slot(self, path: str) -> Slot:
        """Return the figure at `path` with its name, unit and department, by the profile or the catalogue."""
        if path not in self._slots:
            self._slots[path] = self._slot(path)
        return self._slots[path]

    def _slot(self, path: str) -> Slot:
        name, unit, function = self._describe(path)
        department = self.profile.lexicon.department(function) if function else ""
        own_unit = strings(self.profile.at(_owner(path))).get("unit", "").strip()
        return Slot(path, self.profile.value(path), name, unit, department, self._default(path), own_unit)

    def measure(self, path: str, word: str) -> str:
        """Return the unit behind the figure at `path` in a sentence whose own measure word is `word`.

        It is the profile's own unit if it names one; a scale alone (万) stands before the measure word.
        """
        own = self.slot(path).own_unit
        return own if base_unit(own) else f"{own}{word}"

    def has(self, path: str) -> bool:
        """Return whether the plan has something to say at `path`: a given figure or text other than 0."""
        value = self.profile.value(path)
        return self.is_filled(path) and (value is None or value.amount != 0)

    def is_filled(self, path: str) -> bool:
        """Return whether the profile has a figure, words, a name or a list of them at `path`.

        A dash, an XX and a figure to be confirmed count as nothing, and so does a unit or a department alone.
        """
        value = self.profile.value(path)
        if value is None:
            return any(map(str.strip, self.profile.texts(path)))
        return value.kind in {ValueKind.NUMBER, ValueKind.WORDS}

    def has_indicator(self, path: str) -> bool:
        """Return whether the plan has the indicator of `path` (indicators.x.target)."""
        return key_path(path)[1] in self.indicators

    def _describe(self, path: str) -> tuple[str, str, str]:
        group, _, rest = path.partition(".")
        key, _, column = rest.partition(".")
        if group == "indicators" and (row := self.indicators.get(key)):
            return self._describe_indicator(row, column) if column else self._describe_unconfirmed(row)
        if group == "indicators" and (omitted := self.profile.period.indicators.get(key)):
            return self._describe_indicator(omitted, column)
        if group == "completion":
            return self._describe_result(key, column)
        entry = self.profile.period.catalogue.get(path)
        own = strings(self.profile.at(path))
        return (
            own.get("name") or (entry.name if entry else key),
            own.get("unit") or (entry.unit if entry else ""),
            own.get("department") or (entry.department if entry else ""),
        )

    def _default(self, path: str) -> str:
        group, _, rest = path.partition(".")
        key, _, column = rest.partition(".")
        row = self.indicators.get(key) if group == "indicators" and column == "baseline" else None
        dash = row.national.baseline.value if row and row.national else None
        return dash.text if dash and dash.kind is ValueKind.NONE else ""

    def _describe_indicator(self, row: PlanIndicator | Indicator, column: str) -> tuple[str, str, str]:
        years = {"baseline": self.baseline_year, "target": self.profile.period.target_year}
        year = f"（{years[column]}年）" if column in years else ""
        return f"{row.name}{year}", row.unit, row.department

    def _describe_unconfirmed(self, row: PlanIndicator) -> tuple[str, str, str]:
        """Return the name and department for an indicator that somebody must look up in the national plan."""
        pattern = str(self.profile.period.settings.get("to_confirm", "{name}"))
        return fill(pattern, {"name": row.name}), "", "federation"

    def _describe_result(self, key: str, column: str) -> tuple[str, str, str]:
        """Name a cell of the table of last period's results by its row and the heading of its column."""
        row = strings(self.profile.at(f"completion.{key}"))
        heading = strings(self.profile.outline.form.part("completion")["headings"]).get(column, column)
        return f"{row.get('name', key)}（{heading}）", row.get("unit", ""), row.get("department", "")

    @property
    def years(self) -> dict[str, str]:
        """Return the words of the period that titles and headings name, by the names of their patterns."""
        words = self.profile.period.words
        return {
            "period": words["name"],
            "previous": words["previous"],
            "baseline_year": self.baseline_year,
            "target_year": self.profile.period.target_year,
        }

    @property
    def baseline_year(self) -> str:
        """Return the year of the baselines: the profile's own or the period's."""
        return self.profile.text("baseline_year") or self.profile.period.baseline_year


def _owner(path: str) -> str:
    """Return the path of what names the unit of the figure at `path`: the row of a cell, else the figure."""
    return path.rpartition(".")[0] if path.startswith("indicators.") and path.count(".") > 1 else path
