"""Tell what the name of a place implies: which kinds it may be of, and which levels are above it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.library import lexicon
from generator.library.divisions import AdministrativeDivision, find_divisions


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Hold what a place's name implies: its possible kinds and levels above, the highest first."""

    kinds: tuple[str, ...]
    uppers: tuple[tuple[str, ...], ...]


def place_facts(name: str, kind: str = "", upper: tuple[str, ...] = ()) -> PlaceFacts:
    """Return what `name` implies within the given kind and levels above; guess nothing."""
    tier = lexicon.read_locality({"name": name, "kind": kind}).tier if kind else ""
    found = [one for one in find_divisions(name) if _fits(one, tier, upper)]
    tiers = {one.tier for one in found} or {tier}
    kinds = {found: None for tier in sorted(tiers) for found in lexicon.kinds_by_ending(name, tier)}
    uppers = dict.fromkeys(one.upper for one in found)
    return PlaceFacts((kind,) if kind else tuple(kinds), tuple(uppers) or ((upper,) if upper else ()))


def _fits(one: AdministrativeDivision, tier: str, upper: tuple[str, ...]) -> bool:
    """Return whether a division is of this tier ("" for any) and below all the levels given."""
    return tier in {"", one.tier} and set(upper) <= set(one.upper)
