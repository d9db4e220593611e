"""A new profile: what a place's name tells of it, and its file with everything to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from os.path import lexists
from pathlib import Path

from generator import lexicon
from generator.diagnostics import Finding, Place, PlanError
from generator.divisions import Division, divisions, divisions_date
from generator.pipeline.blank import Prefilled, write_blank
from generator.pipeline.outputs import write_outputs
from generator.pipeline.upper_plans import validated_profile
from generator.profile import Profile, read_source
from generator.source.write import flow, scalar


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What is known of a place by its name: the kinds it may be, the levels above it may have."""

    kinds: tuple[str, ...]
    uppers: tuple[tuple[str, ...], ...]


def place_facts(name: str, kind: str = "", upper: tuple[str, ...] = ()) -> PlaceFacts:
    """What the name tells, within the kind and the levels above that are given; nothing is guessed."""
    tier = lexicon.locality({"name": name, "kind": kind}).tier if kind else ""
    found = [one for one in divisions(name) if _fits(one, tier, upper)]
    tiers = {one.tier for one in found} or {tier}
    kinds = {found: None for tier in sorted(tiers) for found in lexicon.kinds_ending(name, tier)}
    uppers = dict.fromkeys(one.upper for one in found)
    return PlaceFacts((kind,) if kind else tuple(kinds), tuple(uppers) or ((upper,) if upper else ()))


def write_new(  # noqa: PLR0913  # what is known of a place
    file: Path,
    period: str,
    name: str,
    kind: str,
    upper: tuple[str, ...],
    *,
    setting: str = "",
    force: bool = False,
) -> tuple[Profile, list[Finding]]:
    """Write a new profile's file; with `force` one that is there is kept aside, the findings tell where.

    Raises PlanError if there is one already, or it cannot be written.
    """
    if not force and lexists(file):
        raise PlanError([Finding("file-exists", Place(str(file)), {})])
    given = f", upper: {flow(list(upper))}" if upper else ""
    given += f", setting: {setting}" if setting else ""
    least = f"period: {period}\nlocality: {{name: {scalar(name)}, kind: {kind}{given}}}\n"
    profile = validated_profile(read_source(least.encode(), str(file))[0])
    content = write_blank(profile, Prefilled(origin=_origin(name, upper))).encode()
    return profile, write_outputs({file: content}, force=force)


def _fits(one: Division, tier: str, upper: tuple[str, ...]) -> bool:
    return tier in {"", one.tier} and set(upper) <= set(one.upper)


def _origin(name: str, upper: tuple[str, ...]) -> str:
    """Where the levels above come from, if the divisions know them."""
    if upper and upper in {one.upper for one in divisions(name)}:
        return divisions_date()
    return ""
