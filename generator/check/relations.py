"""Read how figures bear on one another, as data: relations.yaml of a period and of those that it extends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from generator.check.context import ReviewContext
from generator.locality.figures import Slot
from generator.yaml_source import Data, load_data, mapping, strings, texts

_ALL = "*"
_VALUE = "{value}"  # where a sentence of the locality's own has the figure


@dataclass(frozen=True, slots=True)
class Relation:
    """Hold one relation; `kind` is sum, part, rate or upper, `rule` the finding where it does not hold.

    `tolerance` is a percentage. Only figures count that are in one of `units` (all if empty); of paths that
    end in * only those whose name or sentence has `about` and has not `not_about`.
    """

    kind: str
    rule: str
    parts: tuple[str, ...]
    whole: str
    rate: str
    count: str
    together: bool
    tolerance: Decimal
    units: frozenset[str]
    about: re.Pattern[str]
    not_about: re.Pattern[str]
    why: str


@cache
def relations(folders: tuple[Path, ...]) -> tuple[Relation, ...]:
    """Return the relations in `folders`, those of a period before those of the periods it extends."""
    found: dict[str, Data] = {}
    for folder in reversed(folders):
        if (file := folder / "relations.yaml").is_file():
            found |= mapping(load_data(file))
    return tuple(map(_relation, found.values()))


def _relation(data: Data) -> Relation:
    words = strings(data)
    return Relation(
        kind=words["kind"],
        rule=words["rule"],
        parts=tuple(texts(mapping(data).get("parts"))),
        whole=words.get("whole", ""),
        rate=words.get("rate", ""),
        count=words.get("count", ""),
        together=words.get("together") == "true",
        tolerance=Decimal(words.get("tolerance", "0")),
        units=frozenset(texts(mapping(data).get("units"))),
        about=re.compile(words.get("about", "")),
        not_about=re.compile(words.get("not_about", "(?!)")),
        why=words.get("why", ""),
    )


def related_slots(subject: ReviewContext, relation: Relation, paths: tuple[str, ...]) -> Iterator[Slot]:
    """Yield the figures that `paths` name, each once, as far as `relation` is about them."""
    seen: set[str] = set()
    for path in paths:
        for each in _expanded(subject, path):
            slot = subject.figures.slot(each)
            if each not in seen and slot.value is not None and _fits(subject, relation, slot, path):
                seen.add(each)
                yield slot


def _expanded(subject: ReviewContext, path: str) -> list[str]:
    """Return the paths of the profile's figures that fit a path with a *, or `path` itself."""
    group, star, column = path.partition(f".{_ALL}")
    if not star:
        return [path]
    found = mapping(subject.profile.at(group))
    return [f"{group}.{key}{column}" for key, item in found.items() if column or not _is_table(path, item)]


def _is_table(path: str, item: Data) -> bool:
    """Return whether what stands below `path` is a table of figures, which has no value of its own."""
    return path.startswith("population.") and isinstance(item, dict) and "value" not in item


def _fits(subject: ReviewContext, relation: Relation, slot: Slot, path: str) -> bool:
    """Return whether `relation` is about a figure that `path` names, by itself or by its *."""
    sentence = strings(subject.profile.at(slot.path)).get("sentence", "")
    behind = sentence.partition(_VALUE)[2]
    unit = slot.unit or next((unit for unit in relation.units if behind.startswith(unit)), "")
    if relation.units and not {unit, _plain(unit)} & relation.units:
        return False
    said = slot.name + sentence
    return path == slot.path or bool(relation.about.search(said) and not relation.not_about.search(said))


def _plain(unit: str) -> str:
    """Return a unit without the scale before it: 人 for 万人."""
    return unit.lstrip("十百千万亿")
