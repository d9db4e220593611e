"""Select what goes from a profile's own outline into a later period."""

from __future__ import annotations

from generator.base.diagnostics import PlanError
from generator.locality.profile import Profile
from generator.pipeline.support.rollover import build_profile, is_one_off
from generator.yaml_source import Data, mapping
from generator.yaml_source.write import yaml_flow


def roll_outline(
    old: Profile, data: dict[str, Data], *, keep: bool
) -> tuple[dict[str, Data], dict[str, list[str]]]:
    """Return the outline that goes over, and by message name the lines on what of it does not.

    With `keep`, return the whole outline. Otherwise take how the plan is printed, without settings that name
    a year, and every change that finds its block in the new default outline. `data` is the new profile's so
    far.
    """
    own = mapping(old.at("outline"))
    if keep or not own:
        return own, {}
    form = _without_years(own.get("form"))
    outline: dict[str, Data] = {"form": form} if form else {}
    if "chapters" in own or "preamble" in own:
        return outline, {"outline": []}
    listed = own.get("changes")
    changes: list[Data] = []
    lost = []
    for change in listed if isinstance(listed, list) else []:
        try:
            build_profile({**data, "outline": {**outline, "changes": [*changes, change]}}, old)
            changes.append(change)
        except PlanError:
            lost.append(yaml_flow(change))
    return {**outline, **({"changes": changes} if changes else {})}, {"changes": lost} if lost else {}


def outline_lines(outline: dict[str, Data]) -> str:
    """Return an outline's form and changes as YAML, one change a line; "" for an empty outline."""
    changes = outline.get("changes")
    lines = ["outline:"] if outline else []
    lines += [f"  form: {yaml_flow(outline['form'])}"] if "form" in outline else []
    lines += ["  changes:"] if changes else []
    lines += [f"    - {yaml_flow(change)}" for change in (changes if isinstance(changes, list) else [])]
    return "\n".join(lines)


def _without_years(data: Data) -> dict[str, Data]:
    """Return settings without those that name a year."""
    yearless: dict[str, Data] = {}
    for key, value in mapping(data).items():
        inner = _without_years(value) if isinstance(value, dict) else value
        if inner not in ({}, None) and not (isinstance(inner, str) and is_one_off(inner)):
            yearless[key] = inner
    return yearless
