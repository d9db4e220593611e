"""The order of departments in a default outline: that of the lexicon, whatever order a writer types."""

from __future__ import annotations

from generator.library.department_order import department_ranks
from generator.yaml_source import Data, texts

_SUPPORT = "with"


def with_ordered_departments(data: Data) -> Data:
    """Return an outline's `data` with those who take part (`with`) in the order of the lexicon.

    Who leads stays as it is: the first of them answers for the others. Departments that the lexicon puts
    nowhere stand last, as they were.
    """
    if isinstance(data, list):
        return [with_ordered_departments(each) for each in data]
    if not isinstance(data, dict):
        return data
    return {
        key: _ordered(texts(value)) if key == _SUPPORT else with_ordered_departments(value)
        for key, value in data.items()
    }


def _ordered(functions: list[str]) -> Data:
    ranks = department_ranks()
    return [*sorted(functions, key=lambda function: ranks.get(function, len(ranks)))]
