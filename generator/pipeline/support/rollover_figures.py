"""Select which of a locality's figures go over into the next period's profile, and tell which do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.library.period import FIGURE_GROUPS, load_period
from generator.locality.indicators import left_out_indicators, plan_indicators
from generator.locality.profile import Profile
from generator.pipeline.support.rollover import FACT_KEYS, last_values
from generator.yaml_source import Data, mapping
from generator.yaml_source.write import yaml_flow


def own_figures(old: Profile, period: str, asked: Callable[[str], bool]) -> dict[str, Data]:
    """Return the figures of which the locality says more than the value, without their values, by group.

    They are its own, and those of the library for which it has a sentence, if the outline asks for them.
    """
    own: dict[str, Data] = {}
    for group in FIGURE_GROUPS:
        for key, entry in mapping(old.at(group)).items():
            path = f"{group}.{key}"
            known = path in load_period(period).catalogue and "sentence" not in mapping(entry)
            if not known and _wanted(path, entry, asked):
                mapping(own.setdefault(group, {}))[key] = {**mapping(entry), "value": None}
    return own


def dropped_values(
    old: Profile, new: Profile, copied: Mapping[str, str], asked: Callable[[str], bool]
) -> Iterator[str]:
    """Yield a line for each value of the old profile that has no place in the new plan.

    `copied` are the documents and names that still hold; `asked` tells whether the plan asks for a path.
    """
    rows = {row.id for row in plan_indicators(new)} | left_out_indicators(new).keys()
    for key, row in mapping(old.at("indicators")).items():
        if key not in rows and row:
            yield f"indicators.{key}: {yaml_flow(row)}"
    figures = {path: said for path, said in last_values(old).items() if path not in FACT_KEYS}
    for path, said in figures.items():
        group = path.partition(".")[0]
        wanted = _wanted(path, old.at(path), asked)
        if group != "indicators" and not wanted and (group in FIGURE_GROUPS or path in copied):
            yield f"{path}: {copied.get(path, said)}"


def _wanted(path: str, entry: Data, asked: Callable[[str], bool]) -> bool:
    """Return whether a plan prints the figure at `path`: a topic asks for it, or for the group it is in."""
    group = mapping(entry).get("group")
    return asked(path) or (group is not None and asked(f"results.{group}"))
