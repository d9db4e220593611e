"""What a department is told about the figure that it is asked for: what counts, at or over which time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.base.patterns import fill
from generator.library.period import CATALOGUES
from generator.locality.figures import Figures
from generator.yaml_source import load_data, mapping, strings

_FILE = "meanings.yaml"
_GROUPS = (*CATALOGUES, "indicators", "completion")
_WHATEVER_ELSE = "*"


class Meaning(NamedTuple):
    """Hold what counts for a figure (口径) and its time (时点或期间), each "" where nothing is known."""

    text: str = ""
    when: str = ""


class Meanings:
    """Know what each figure of one profile means, in its years and the words of its place.

    The files are read here alone: a check or a draft does not pay for them.
    """

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._entries, self._times, self._unconfirmed = _read(figures.profile.period.folders)
        self._words = {**figures.profile.lexicon.terms, **_years(figures)}

    def of(self, path: str) -> Meaning:
        """Return the meaning of the figure at `path`, of an indicator that of its baseline or target."""
        group, _, key = path.partition(".")
        if group in ("indicators", "completion"):
            return self._of_cell(group, *key.partition(".")[::2])
        entry = self._entries.get(path) or (
            self._entries.get(f"{group}.{_WHATEVER_ELSE}", {})
            if path in self._figures.profile.period.catalogue
            else {}
        )
        return Meaning(self._text(entry), self._time(entry.get("when", "")))

    def _of_cell(self, group: str, key: str, column: str) -> Meaning:
        """Return the meaning of a cell of the table of indicators, or of last period's results.

        These have a time of their own, which goes by that of the indicator's target.
        """
        row = strings(self._figures.profile.at(f"{group}.{key}"))
        indicator = row.get("indicator", key) if group == "completion" else key
        entry = self._entries.get(f"indicators.{indicator}", {})
        usual = self._entries.get(f"completion.{_WHATEVER_ELSE}", {})
        earlier = self._entries.get(f"completion.{entry.get('target', '')}", usual)
        times = earlier if group == "completion" else entry
        national = self._figures.profile.period.indicators.get(indicator)
        return Meaning(
            self._text(entry, confirmed=not national or national.confirmed),
            self._time(times.get(column, "")),
        )

    def _text(self, entry: Mapping[str, str], *, confirmed: bool = True) -> str:
        """Return what an entry says that counts, with a mark where nobody has confirmed it."""
        text = fill(entry.get("meaning", ""), self._words)
        if text and (entry.get("confirmed") == "false" or not confirmed):
            return fill(self._unconfirmed, {"meaning": text})
        return text

    def _time(self, name: str) -> str:
        return fill(self._times.get(name, name), self._words)


def _years(figures: Figures) -> dict[str, str]:
    """Return the years of the plan by the names of the patterns; the periods are equally long."""
    words = figures.profile.period.words
    first, last, baseline = words["first_year"], words["last_year"], figures.baseline_year
    years = {**figures.years, "first_year": first, "last_year": last, "previous_last_year": _before(first, 1)}
    length = int(last) - int(first) if first.isdecimal() and last.isdecimal() else 0
    return {
        **years,
        "previous_first_year": _before(years["previous_last_year"], length),
        "baseline_first_year": _before(baseline, length),
    }


def _before(year: str, years: int) -> str:
    return str(int(year) - years) if year.isdecimal() else year


@cache
def _read(folders: tuple[Path, ...]) -> tuple[dict[str, dict[str, str]], dict[str, str], str]:
    """Return the entries by path, the names of times and the mark; the nearest folder's win."""
    entries: dict[str, dict[str, str]] = {}
    times: dict[str, str] = {}
    unconfirmed = "{meaning}"
    for file in (file for folder in reversed(folders) if (file := folder / _FILE).is_file()):
        data = mapping(load_data(file))
        times |= strings(data.get("times"))
        unconfirmed = str(data.get("unconfirmed", unconfirmed))
        for group in _GROUPS:
            entries |= {f"{group}.{key}": strings(entry) for key, entry in mapping(data.get(group)).items()}
    return entries, times, unconfirmed
