"""A period as data: its words, its national indicator set, its catalogue of figures, its outlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.resources import folders, period_ids, resource
from generator.base.spelling import nearest
from generator.base.values import Value, read_value
from generator.library.national_set import read_national_set
from generator.yaml_source import Data, Source, load, load_data, mapping, merge, strings, texts

FIGURE_GROUPS = ("population", "achievements", "commitments")  # the profile's groups of figures
CITED_GROUPS = ("documents", "names")
CATALOGUES = (*FIGURE_GROUPS, *CITED_GROUPS)
_NOWHERE = Place("")


class NationalCell(NamedTuple):
    """Hold one cell of the national table; `confirmed` if somebody has compared it with the document."""

    value: Value
    source: str
    confirmed: bool


class Indicator(NamedTuple):
    """Describe one national indicator with its baseline and target.

    `confirmed` is false while nobody knows whether the national set has it under this name and attribute;
    `place` is where the file of the national set has it.
    """

    id: str
    name: str
    unit: str
    category: str
    kind: str
    attribute: str
    higher_is_better: bool
    department: str
    baseline: NationalCell
    target: NationalCell
    confirmed: bool = True
    place: Place = _NOWHERE


class CatalogueEntry(NamedTuple):
    """Describe a figure of the catalogue: its name, its unit, the function of the department that has it.

    `indicator` is the id of an indicator that measures the same thing; `part_of` is that of an indicator
    whose target includes this figure.
    """

    name: str
    unit: str = ""
    department: str = ""
    indicator: str = ""
    part_of: str = ""


_ENTRY_FIELDS = {*CatalogueEntry._fields}


@dataclass(frozen=True, slots=True, eq=False)
class Period:
    """Hold a planning period; search `folders` in order, its own before those of the periods it extends.

    `attributes` are the words for how binding an indicator is, the strongest first.
    """

    id: str
    folders: tuple[Path, ...]
    settings: dict[str, Data]
    indicators: dict[str, Indicator]
    categories: dict[str, str]
    attributes: tuple[str, ...]
    baseline_year: str
    target_year: str
    catalogue: dict[str, CatalogueEntry]

    @property
    def words(self) -> dict[str, str]:
        """Return the period's words (name, previous, last_year …) and its id."""
        return {**strings(self.settings.get("words")), "id": self.id}

    def find(self, name: str) -> Path | None:
        """Return the file `name` from the first folder that has it, or None."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), None)

    def names(self, folder: str, suffix: str) -> list[str]:
        """Return the names, without `suffix`, of the files in `folder` of this period and its bases."""
        files = (file for root in self.folders for file in (root / folder).glob(f"*{suffix}"))
        return sorted({file.name.removesuffix(suffix) for file in files})

    def outline(self, name: str) -> Source:
        """Return the default outline called `name`; raise PlanError if there is none."""
        return _outline(self._outline_file(name))

    def outline_data(self, name: str) -> Data:
        """Return the data of the default outline called `name`, without places; raise as `outline` does."""
        return load_data(self._outline_file(name))

    def _outline_file(self, name: str) -> Path:
        file = self.find(f"outlines/{name}.yaml") if name in self.names("outlines", ".yaml") else None
        if file is None:
            raise PlanError([Finding("outline-unknown", Place(f"outlines/{name}.yaml"), {"name": name})])
        return file


@cache
def _outline(file: Path) -> Source:
    return load(file)


@cache
def load_period(period_id: str) -> Period:
    """Load the period called `period_id`; raise PlanError if its files cannot be read."""
    own_folders, settings = _chain(period_id)
    national = next(file for folder in own_folders if (file := folder / "indicators.yaml").is_file())
    source = load(national)
    data = read_national_set(source)
    return Period(
        id=period_id,
        folders=(*own_folders, *folders("common")),
        settings=settings,
        indicators={
            key: _indicator(key, mapping(item), source.key_place(("indicators", key)))
            for key, item in mapping(data.get("indicators")).items()
        },
        categories=strings(data.get("categories")),
        attributes=tuple(texts(data.get("attributes"))),
        baseline_year=str(data["baseline_year"]),
        target_year=str(data["target_year"]),
        catalogue=dict(_catalogue(own_folders)),
    )


def period_titles() -> dict[str, str]:
    """Return what each period is called in Chinese (十五五), by its id."""
    data = {each: mapping(load_data(resource(f"{each}/period.yaml"))) for each in period_ids()}
    return {each: strings(words.get("words")).get("name", each) for each, words in data.items()}


def _chain(period_id: str) -> tuple[list[Path], dict[str, Data]]:
    own_folders = folders(period_id)
    settings = mapping(load_data(resource(f"{period_id}/period.yaml")))
    if not isinstance(upper := settings.get("extends"), str):
        return own_folders, settings
    below, base = _chain(upper)
    return [*own_folders, *below], merge(base, settings)


def _indicator(key: str, data: dict[str, Data], place: Place) -> Indicator:
    words = strings(data)
    return Indicator(
        id=key,
        name=words["name"],
        unit=words["unit"],
        category=words["category"],
        kind=words["kind"],
        attribute=words["attribute"],
        higher_is_better=words["direction"] == "higher",
        department=words["department"],
        baseline=_cell(data["baseline"]),
        target=_cell(data["target"]),
        confirmed=words.get("confirmed", "true") == "true",
        place=place,
    )


def _cell(data: Data) -> NationalCell:
    cell = strings(data)
    return NationalCell(read_value(cell["value"]), cell["source"], cell["confirmed"] == "true")


def _catalogue(own_folders: list[Path]) -> Iterator[tuple[str, CatalogueEntry]]:
    for folder in reversed(own_folders):
        for group in CATALOGUES:
            file = folder / f"{group}.yaml"
            if not file.is_file():
                continue
            for key, item in mapping(load_data(file)).items():
                words = strings(item)
                if "name" not in words or not words.keys() <= _ENTRY_FIELDS:
                    raise PlanError(_slips(file, key, words))
                yield f"{group}.{key}", CatalogueEntry(**words)


def _slips(file: Path, key: str, words: dict[str, str]) -> list[Finding]:
    """Return what is wrong with an entry of a catalogue: a name that is missing, keys that no entry has."""
    source = load(file)
    unknown = [name for name in words if name not in _ENTRY_FIELDS]
    return [
        Finding(
            "key-unknown", source.key_place((key, name)), {"key": name, "guess": nearest(name, _ENTRY_FIELDS)}
        )
        for name in unknown
    ] or [Finding("key-missing", source.key_place((key,)), {"key": "name"})]
