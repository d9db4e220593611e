"""Break the data of a profile at random, within its schema and against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import TypeAlias

from made_up import LONG, SENTENCES, VALUES, odd_words

from generator.yaml_source import Data

Holder: TypeAlias = "dict[str, Data] | list[Data]"
_KEYS = [
    "period",
    "kind",
    "name",
    "target",
    "value",
    "topics",
    "body",
    "own",
    "chapters",
    "form",
    "",
    "甲",
    "a.b",
]
_ODD: list[Data] = [
    None,
    "",
    " ",
    "[]",
    "{}",
    "-1",
    "0",
    "人次",
    "县",
    "banner",
    "2026-2030",
    "nobody",
    "x" * 300,
]


def break_data(data: Data, chance: Random) -> None:
    """Change data in one place; return empty data unchanged."""
    if holders := list(_holders(data)):
        chance.choice(_CHANGES)(chance.choice(holders), holders, chance)


def _holders(data: Data) -> Iterator[Holder]:
    if isinstance(data, (dict, list)):
        if data:
            yield data
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _holders(inner)


def _put(holder: Holder, chance: Random, change: Callable[[Data], Data]) -> None:
    """Change one of the values that a mapping or a list holds."""
    if isinstance(holder, dict) and holder:
        key = chance.choice(list(holder))
        holder[key] = change(holder[key])
    elif isinstance(holder, list) and holder:
        place = chance.randrange(len(holder))
        holder[place] = change(holder[place])


def _other_value(holder: Holder, _: list[Holder], chance: Random) -> None:
    some = chance.choice(
        [VALUES, VALUES, SENTENCES, _ODD, [odd_words(chance)], LONG if chance.random() < 0.1 else _ODD]
    )
    _put(holder, chance, lambda _: chance.choice(some))


def _other_type(holder: Holder, _: list[Holder], chance: Random) -> None:
    def changed(old: Data) -> Data:
        odd: list[Data] = [
            [old],
            {"value": old},
            {},
            [],
            [[old]],
            {"": old},
            [None],
            None,
            "文字",
            [old, old],
        ]
        return chance.choice(odd)

    _put(holder, chance, changed)


def _gone(holder: Holder, _: list[Holder], chance: Random) -> None:
    if isinstance(holder, dict):
        del holder[chance.choice(list(holder))]
    else:
        del holder[chance.randrange(len(holder))]


def _other_key(holder: Holder, _: list[Holder], chance: Random) -> None:
    if isinstance(holder, dict):
        old, new = chance.choice(list(holder)), chance.choice([*_KEYS, odd_words(chance)])
        entries = [(new if key == old else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(entries)


def _moved(holder: Holder, holders: list[Holder], chance: Random) -> None:
    """Move or copy one entry of `holder` into another of `holders`."""
    other = chance.choice(holders)
    held: list[tuple[str, Data]] = (
        list(holder.items()) if isinstance(holder, dict) else [("x", each) for each in holder]
    )
    key, value = deepcopy(chance.choice(held))
    if isinstance(other, dict):
        other[key] = value
    else:
        other.insert(chance.randrange(len(other) + 1), value)
    if chance.random() < 0.5:
        _gone(holder, holders, chance)


def _shuffled(holder: Holder, _: list[Holder], chance: Random) -> None:
    if isinstance(holder, list):
        chance.shuffle(holder)
    else:
        entries = list(holder.items())
        chance.shuffle(entries)
        holder.clear()
        holder.update(entries)


_CHANGES: list[Callable[[Holder, list[Holder], Random], None]] = [
    _other_value, _other_value, _other_value, _other_type, _gone, _gone, _other_key, _moved, _shuffled,
]  # fmt: skip
