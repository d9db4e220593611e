"""Whose power a topic speaks of: powers.yaml beside the topics."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.base.resources import templates_folder
from generator.library.template_facts import ENDING, sound_facts
from generator.yaml_source import Data, load_data, mapping, strings, texts

_FILE = "powers.yaml"
LEVELS = ("county", "prefecture", "province", "nation")  # the lowest first


class Power(NamedTuple):
    """Hold the lowest level that decides what a topic promises, and what that is."""

    level: str
    says: str


def topic_power(shelf: str, topic: str, folders: tuple[Path, ...]) -> Power | None:
    """Return whose power a topic speaks of, by the folder that has its text; None for every level's."""
    name, _, macro = topic.partition(".")
    for folder in folders:
        if macro in sound_facts(folder / shelf / f"{name}{ENDING}"):
            entry = strings(mapping(mapping(powers_in(folder).get(shelf)).get(name)).get(macro))
            return Power(entry["power"], entry["says"]) if entry else None
    return None


def decides(tier: str, power: Power) -> bool:
    """Return whether a locality of a `tier` decides what is in a `power`."""
    return LEVELS.index(tier) >= LEVELS.index(power.level)


def still_given(outline: str, folders: tuple[Path, ...]) -> set[tuple[str, str]]:
    """Return the topics, by shelf and key, that an outline is known to give a level that decides not."""
    data = next(filter(None, map(powers_in, folders)), {})
    given = mapping(mapping(data.get("still")).get(outline))
    return {(shelf, topic) for shelf, topics in given.items() for topic in texts(topics)}


@cache
def level_titles() -> dict[str, str]:
    """Return what the levels are called in Chinese."""
    return strings(mapping(load_data(templates_folder() / "schema" / "library.yaml"))["levels"])


@cache
def powers_in(folder: Path) -> dict[str, Data]:
    """Return what a folder says of powers; nothing if it has no such file."""
    file = folder / _FILE
    return mapping(load_data(file)) if file.is_file() else {}
