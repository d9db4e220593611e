"""Hold what becomes of answers, and compare their values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from generator.base.diagnostics import Finding
from generator.base.values import read_value
from generator.formats.workbook.answers import At
from generator.pipeline.support.own_results import same_result
from generator.yaml_source import Data, texts


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold an answer that goes into the profile: its `value` at `path`, and the cell that it came from."""

    at: At
    path: str
    value: Data


@dataclass(slots=True)
class Settled:
    """Hold what became of all answers.

    `taken` are those that go into the profile by path; `same` counts what it has already, `kept` what stays;
    `same_in` counts by file what the profile has already, `again_in` what another file says too.
    """

    taken: dict[str, Taken] = field(default_factory=dict)
    same: int = 0
    kept: int = 0
    same_in: Counter[str] = field(default_factory=Counter)
    again_in: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)


def is_same(one: Data, other: Data) -> bool:
    """Return whether two answers are one: equal values, of results with the same unit, sentence and group."""
    both = isinstance(one, dict) and isinstance(other, dict)
    return alike(as_text(one), as_text(other)) and (not both or same_result(one, other))


def as_text(value: Data) -> str:
    """Return a value as one text: lines of a list, the number of a result of the department's own."""
    if isinstance(value, dict):
        return str(value.get("value", ""))
    return "\n".join(texts(value))


def alike(one: str, other: str) -> bool:
    """Return whether two texts are the same value: 8412 and 8412."""
    if one == other:
        return True
    first, second = read_value(one), read_value(other)
    numbers = first.exact and second.exact and first.number == second.number
    return numbers and (first.unit, first.percent) == (second.unit, second.percent)
