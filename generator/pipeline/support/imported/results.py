"""Make results of the locality's own of the numbers of a look back that are no figure of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from generator.base.limits import LONGEST_KEY
from generator.base.values import ValueKind, read_value
from generator.library.period import Period
from generator.pipeline.support.imported.figures import Reading, Said
from generator.pipeline.support.imported.words import as_usual
from generator.yaml_source import Data, mapping

_STOPS = "，,。；;！？：:"
_FEWEST = 4  # Chinese characters that tell what a number counts
_ACHIEVEMENTS = "achievements."


class OwnResult(NamedTuple):
    """Hold a result of the locality's own: its path, what the profile says of it, and where it was read."""

    path: str
    entry: dict[str, Data]
    reading: Reading


def own_results(rest: Iterable[Said], period: Period) -> list[OwnResult]:
    """Return the numbers among `rest` that look back and count something, each with its sentence."""
    found: dict[str, OwnResult] = {}
    for said in rest:
        number = said.number
        counts = read_value(number.value).kind is ValueKind.NUMBER and number.unit and number.written
        if not said.past or not counts:
            continue
        before = re.split(f"[{_STOPS}]", said.text[: number.start])[-1]
        behind = re.split(f"[{_STOPS}]", said.text[number.end :])[0]
        name = re.sub(r"[^\u4e00-\u9fff]+", "", f"{before}{behind}")
        key = name[:LONGEST_KEY]
        path = f"{_ACHIEVEMENTS}{key}"
        if len(name) < _FEWEST or path in found or path in period.catalogue:
            continue
        sentence = f"{before}{{value}}{said.text[number.digits_end : number.end]}{behind}".strip()
        entry: dict[str, Data] = {"value": number.value, "unit": number.unit, "name": name}
        if sentence.count("{") == 1 and "}" in sentence and (group := _group(f"{before}{behind}", period)):
            entry |= {"sentence": sentence, "group": group}
        found[path] = OwnResult(path, entry, Reading(number.value, said))
    return list(found.values())


def _group(text: str, period: Period) -> str:
    """Return the group of results whose figures have most words in common with `text`, "" for none."""
    groups = mapping(period.settings.get("result_groups"))
    pairs = _pairs(as_usual(text))
    counted = {
        group: len(pairs & _pairs(str(mapping(entry).get("title", "")))) for group, entry in groups.items()
    }
    best = max(counted, key=lambda group: counted[group], default="")
    return best if best and counted[best] else ""


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}
