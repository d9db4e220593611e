"""The figures that templates print: value, name, unit and responsible department of each path."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from generator.base.patterns import fill
from generator.base.units import base_unit, scale_of, split_unit, unit_in
from generator.base.values import Value, ValueKind, amount_in
from generator.library.period import FIGURE_GROUPS, CatalogueEntry, Indicator
from generator.locality.indicators import PlanIndicator, plan_indicators
from generator.locality.own_names import own_name, own_names
from generator.locality.profile import Profile
from generator.yaml_source import key_path, strings

_FIGURES = {*FIGURE_GROUPS, "indicators", "completion"}


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
    def is_figure(self) -> bool:
        """Tell whether the path is that of a figure, not of a name, a document or other words."""
        return self.path.partition(".")[0] in _FIGURES

    @property
    def cell(self) -> str:
        """Return the figure as a table prints it, whose row has its unit."""
        return self.value.cell(self.unit) if self.value and self.is_figure else self.text

    def phrase(self, unit: str) -> str:
        """Return the figure as a sentence prints it before its tail, with a `unit` or its own."""
        return self.value.phrase(self._whole_unit(unit)) if self.value and self.is_figure else self.text

    def _whole_unit(self, unit: str) -> str:
        """Return the unit of a sentence in the scale of the figure, once: 万名 for 名 if counted in 万人.

        A value has the scale that it brings: 1.2万 before 万名 is 1.2万名.
        """
        if not unit or not self.value or self.value.unit:
            return unit
        if self.value.scale > 1:
            return base_unit(unit)
        return unit if scale_of(unit) or unit == "%" else f"{scale_of(self.unit)}{unit}"

    @property
    def tail(self) -> str:
        """Return the words that stand behind the figure in a sentence: 以上 for >90."""
        return self.value.tail if self.value and self.is_figure else ""

    @property
    def said(self) -> str:
        """Return the figure as a sentence says it, with its unit: 95%以上, 约300人."""
        return self.phrase(self.unit) + self.tail

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
        self._own_names = own_names(profile.period.settings)

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

        It is the profile's own unit if it names one; a scale alone (万) stands before the measure word. There
        is none behind a value that brings its unit (16—24岁), or is words.
        """
        slot = self.slot(path)
        if slot.value and (slot.value.unit or slot.value.percent or slot.value.kind is ValueKind.WORDS):
            return ""
        return slot.own_unit if base_unit(slot.own_unit) else f"{slot.own_unit}{word}"

    def has(self, path: str) -> bool:
        """Return whether the plan has something to say at `path`: a given figure or text other than 0."""
        value = self.profile.value(path)
        if path.startswith("indicators.") and not self.has_indicator(path):
            return False
        return self.is_filled(path) and (value is None or bool(value.end) or value.amount != 0)

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

    def renamed(self, path: str, words: str = "") -> str:
        """Return the name that the plan gives the indicator of `path`, "" where it is the national one.

        A result of the last period (achievements.x) has the name of the indicator that it is about, where the
        `words` of a sentence call it by the national name.
        """
        key, result = path.split(".")[1], not path.startswith("indicators.")
        if result:
            entry = self.profile.period.catalogue.get(path)
            key = strings(self.profile.at(path)).get("indicator", entry.indicator if entry else "")
        row = self.indicators.get(key)
        if row is None or row.national is None or (result and row.national.name not in words):
            return ""
        return row.name if row.name != row.national.name else ""

    def _describe(self, path: str) -> tuple[str, str, str]:
        group, _, rest = path.partition(".")
        key, _, column = rest.partition(".")
        if group == "indicators" and (row := self.indicators.get(key)):
            return self._describe_indicator(row, column) if column else self._describe_unconfirmed(row)
        if group == "indicators" and (omitted := self.profile.period.indicators.get(key)):
            return self._describe_indicator(omitted, column)
        if group == "completion":
            return self._describe_result(key, column)
        entry = self.entry(path)
        own = strings(self.profile.at(path))
        pattern = "" if column else self._own_names.get(group, "")
        unnamed = own_name(key, own.get("sentence", ""), pattern) if pattern else key or path
        name = own.get("name") or (entry.name if entry else unnamed)
        unit = own.get("unit") or (entry.unit if entry else "")
        department = own.get("department") or (entry.department if entry else "")
        return split_unit(name, unit, ())[0], unit, department

    def entry(self, path: str) -> CatalogueEntry | None:
        """Return what the catalogue says of the figure at `path`, its name in the words of the place."""
        entry = self.profile.period.catalogue.get(path)
        if entry is None or "{" not in entry.name:
            return entry
        return entry._replace(name=fill(entry.name, self.profile.lexicon.terms))

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
        """Name a cell of the table of last period's results by its row and the heading of its column.

        Its unit is the one behind the row's name, else that of the indicator that it is about, as is its
        department.
        """
        row = strings(self.profile.at(f"completion.{key}"))
        heading = strings(self.profile.outline.form.part("completion")["headings"]).get(column, column)
        named = unit_in(row.get("name", ""))
        indicator = self.indicators.get(row.get("indicator", key))
        unit = named or (indicator.unit if indicator else "")
        department = row.get("department") or (indicator.department if indicator else "")
        return f"{row.get('name', key)}（{heading}）", unit, department

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
