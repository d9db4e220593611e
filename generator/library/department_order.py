"""The order in which plans name departments: templates/lexicon/order.yaml."""

from __future__ import annotations

from functools import cache

from generator.base.resources import resource
from generator.yaml_source import load_data, mapping, texts


@cache
def department_ranks() -> dict[str, int]:
    """Return the place of each function in the order in which plans name departments, from 0."""
    groups = mapping(load_data(resource("lexicon/order.yaml"))).get("departments")
    listed = groups if isinstance(groups, list) else []
    functions = [function for group in listed for function in texts(mapping(group).get("functions"))]
    return {function: rank for rank, function in reversed([*enumerate(functions)])}
