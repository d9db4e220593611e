"""Read the national indicators of a period as a federation fills them in, and refuse what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.base.diagnostics import Finding, PlanError
from generator.yaml_source import Data, KeyPath, Source, mapping, strings, texts

_YEARS = ("baseline_year", "target_year")
_FIELDS = ("name", "unit", "category", "kind", "attribute", "direction", "department")
_CELLS = ("baseline", "target")
_CELL = ("value", "source", "confirmed")
_SWITCH = ("true", "false")
_CHOICES = {"kind": ("percent", "count", "growth", "words"), "direction": ("higher", "lower")}
_MAY_BE_EMPTY = {"unit", "value"}


def read_national_set(source: Source) -> dict[str, Data]:
    """Return the data of an indicators.yaml; raises PlanError at what is missing or no known choice."""
    data = mapping(source.data)
    choices = {
        **_CHOICES,
        "attribute": tuple(texts(data.get("attributes"))),
        "category": tuple(mapping(data.get("categories"))),
        "confirmed": _SWITCH,
    }
    faults = [fault for path, fields in _parts(data) for fault in _faults(source, path, fields, choices)]
    if faults:
        raise PlanError(faults)
    return data


def _parts(data: dict[str, Data]) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    """Yield every mapping of the file with the fields it must have."""
    yield (), _YEARS
    for key, item in mapping(data.get("indicators")).items():
        optional = ("confirmed",) if "confirmed" in mapping(item) else ()
        yield ("indicators", key), (*_FIELDS, *optional)
        for cell in _CELLS:
            yield ("indicators", key, cell), _CELL


def _faults(
    source: Source, path: KeyPath, fields: tuple[str, ...], choices: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    node: Data = source.data
    for key in path:
        node = mapping(node).get(str(key))
    words = strings(node)
    for field in fields:
        given, known = words.get(field, ""), choices.get(field, ())
        missing = field not in words if field in _MAY_BE_EMPTY else not given
        if missing or (known and given not in known):
            facts = {"where": ".".join(map(str, (*path, field))), "known": "、".join(known)}
            yield Finding("national-set", source.key_place((*path, field)), facts)
