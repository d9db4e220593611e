"""Rules about the place itself: a kind that the lexicon lacks, a setting that does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.check.context import ReviewContext
from generator.library.known_places import townships_date, unsupported_place
from generator.library.lexicon import known_setting


def place_unsupported(subject: ReviewContext) -> Iterator[Finding]:
    """Report a place that is no division with a kind of its own: 兵团, 开发区."""
    place = subject.profile.locality
    if found := unsupported_place(place.name, place.upper):
        facts = {"place": place.name, "what": found.what, "instead": found.instead}
        yield subject.finding_at("place-unsupported", "locality.name", **facts)


def setting_known(subject: ReviewContext) -> Iterator[Finding]:
    """Report a district that is known to have nothing but streets, and does not say its setting."""
    place = subject.profile.locality
    setting = "" if place.chosen else known_setting(place.name, place.kind, place.upper)
    if setting not in {"", place.setting}:
        facts = {"place": place.name, "setting": setting, "date": townships_date()}
        yield subject.finding_at("setting-known", "locality.kind", **facts)


RULES = (place_unsupported, setting_known)
