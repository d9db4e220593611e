"""Make profiles of places that there are not: with nothing filled in, and with all that the library asks."""

from __future__ import annotations

from generator.base.patterns import fill
from generator.library import lexicon
from generator.library.lexicon import build_lexicon, read_locality
from generator.library.period import Period
from generator.yaml_source import Data, mapping

_SAMPLE = "12"  # a figure where the profile is filled in
_RATES = ("50", ">90")  # baseline and target of an indicator


def blank_data(kind: str, period: Period) -> dict[str, Data]:
    """Return the data of a profile of a `kind` of place with nothing filled in."""
    title = lexicon.kind_titles()[kind]
    return {"period": period.id, "locality": {"name": f"某某{title}", "kind": kind}}


def filled_data(kind: str, period: Period) -> dict[str, Data]:
    """Return the data of a profile of a `kind` of place that answers all that the catalogue asks."""
    data = blank_data(kind, period)
    place = read_locality(mapping(data["locality"]))
    terms = build_lexicon(place, terms={}, departments={}, drafted="").terms
    for path, entry in period.catalogue.items():
        group, key, *deeper = path.split(".")
        table = mapping(data.setdefault(group, {}))
        name = fill(entry.name, terms)
        cited = {"documents": f"《{name}》", "names": name}
        if not deeper:
            table[key] = cited.get(group, _SAMPLE)
        data[group] = table
    baseline, target = _RATES
    return {
        **data,
        "indicators": {key: {"baseline": baseline, "target": target} for key in period.indicators},
    }
