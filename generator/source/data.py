"""Data read from YAML, taken as what it should be: a mapping, texts, a list of texts."""

from __future__ import annotations

from collections.abc import Mapping

from generator.source.tree import Data


def merge(base: Mapping[str, Data], over: Mapping[str, Data]) -> dict[str, Data]:
    """`over` laid upon `base`: mappings are merged key by key, anything else is replaced."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = merge(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def mapping(data: Data) -> dict[str, Data]:
    """`data` if it is a mapping, else an empty one."""
    return data if isinstance(data, dict) else {}


def strings(data: Data) -> dict[str, str]:
    """The entries of a mapping whose values are text."""
    return {key: value for key, value in mapping(data).items() if isinstance(value, str)}


def texts(data: Data) -> list[str]:
    """The text of a list, or of a single scalar."""
    if isinstance(data, str):
        return [data]
    return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []
