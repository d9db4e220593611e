"""Make a new profile: derive what a place's name implies, and write the file with everything to fill in."""

from __future__ import annotations

from os.path import lexists
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.check.context import ReviewContext
from generator.check.rules.places import place_unsupported
from generator.library import lexicon
from generator.library.divisions import divisions_date, find_divisions
from generator.library.known_places import known_place
from generator.library.outline import walk_outline
from generator.locality.profile import Profile, read_source
from generator.pipeline.support.blank_profile import Prefilled, write_blank
from generator.pipeline.support.outputs import write_outputs
from generator.pipeline.support.upper_plans import validated_profile
from generator.yaml_source.write import yaml_flow, yaml_scalar


def write_new(  # noqa: PLR0913  # one parameter an option
    file: Path,
    period: str,
    name: str,
    kind: str,
    upper: tuple[str, ...],
    *,
    setting: str = "",
    force: bool = False,
) -> tuple[Profile, list[Finding]]:
    """Write a new profile and return it with findings: a file that was renamed, a place that has no kind.

    Raise PlanError if the file exists (unless `force` is set) or cannot be written.
    """
    if not force and lexists(file):
        raise PlanError([Finding("file-exists", Place(str(file)), {})])
    given = f", upper: {yaml_flow(list(upper))}" if upper else ""
    given += f", setting: {found}" if (found := setting or lexicon.known_setting(name, kind, upper)) else ""
    least = f"period: {period}\nlocality: {{name: {yaml_scalar(name)}, kind: {kind}{given}}}\n"
    profile = validated_profile(read_source(least.encode(), str(file))[0])
    content = write_blank(profile, Prefilled(origin=_origin(name, upper))).encode()
    backups = write_outputs({file: content}, force=force)
    return profile, [*backups, *place_unsupported(ReviewContext(profile))]


def is_confirmed(place: lexicon.Locality) -> bool:
    """Return whether somebody compared what is known of a place with its documents, or nothing is known."""
    return known_place(place.name, place.kind, place.upper).confirmed


def default_names(profile: Profile) -> list[str]:
    """Return the names of the departments of a new `profile`'s plan that differ from place to place."""
    nodes = list(walk_outline(profile.outline.body))
    used = {function for node in nodes for function in (*node.lead, *node.support)}
    names = (profile.lexicon.department(each) for each in lexicon.varying_departments() if each in used)
    return list(dict.fromkeys(names))


def _origin(name: str, upper: tuple[str, ...]) -> str:
    """Return the date of the divisions if they list these levels above the place, else ""."""
    if upper and upper in {one.upper for one in find_divisions(name)}:
        return divisions_date()
    return ""
