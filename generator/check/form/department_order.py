"""The check that the lexicon's order of departments has each department of the lexicon, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.base.resources import resource
from generator.library.department_order import department_ranks
from generator.library.lexicon import department_functions
from generator.yaml_source import Source, mapping, texts

CHECKED = ("departments", "order")


def check_order(source: Source) -> Iterator[Finding]:
    """Report departments of the lexicon without a place in its order, or with two; `source` is one of both.

    Each is told at its own key, where the folder of `source` has the departments too.
    """
    file, departments = Path(source.file), resource("lexicon/departments.yaml")
    if file.stem == "order":
        yield from _twice(source)
        if departments.parent == file.parent:
            return
    for function in department_functions():
        if function not in department_ranks():
            yield Finding("templates-unordered", source.key_place((function,)), {"name": function})


def _twice(source: Source) -> Iterator[Finding]:
    """Report each department that the order has a second time."""
    seen: set[str] = set()
    groups = mapping(source.data).get("departments")
    for number, group in enumerate(groups if isinstance(groups, list) else []):
        for index, function in enumerate(texts(mapping(group).get("functions"))):
            if function in seen:
                place = source.place(("departments", number, "functions", index))
                yield Finding("templates-twice", place, {"name": function})
            seen.add(function)
