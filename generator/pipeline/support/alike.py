"""Compare answers with one another and with what the profile has: as texts, and as values."""

from __future__ import annotations

from generator.base.values import read_value
from generator.yaml_source import Data, texts


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
