"""Typed access to data read from YAML: as a mapping, as texts, as a list of texts."""

from __future__ import annotations

from collections.abc import Mapping

from generator.yaml_source.tree import Data


def merge(base: Mapping[str, Data], over: Mapping[str, Data]) -> dict[str, Data]:
    """Merge `over` into `base`: mappings key by key; anything else in `over` replaces what `base` has."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        merged[key] = merge(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def mapping(data: Data) -> dict[str, Data]:
    """Return `data` if it is a mapping, else an empty one."""
    return data if isinstance(data, dict) else {}


def strings(data: Data) -> dict[str, str]:
    """Return the entries of a mapping whose values are text."""
    return {key: value for key, value in mapping(data).items() if isinstance(value, str)}


def texts(data: Data) -> list[str]:
    """Return the texts of a list, or a single scalar as a list of one."""
    if isinstance(data, str):
        return [data]
    return [item for item in data if isinstance(item, str)] if isinstance(data, list) else []
