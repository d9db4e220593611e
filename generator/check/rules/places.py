"""Rules about the place itself: whether the lexicon has a kind for it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.check.context import ReviewContext
from generator.library.known_places import unsupported_place


def place_unsupported(subject: ReviewContext) -> Iterator[Finding]:
    """Report a place that is no division with a kind of its own: 兵团, 开发区."""
    place = subject.profile.locality
    if found := unsupported_place(place.name, place.upper):
        facts = {"place": place.name, "what": found.what, "instead": found.instead}
        yield subject.finding_at("place-unsupported", "locality.name", **facts)


RULES = (place_unsupported,)
