"""The roles of lines outside the blocks of a part: titles, what is before them, what a part has itself."""

from __future__ import annotations

from generator.document import Annex, Contents, Letter, Part, Plan

# The parts that have a title in a role, and the roles of lines before the title of their part.
TITLE_ROLES: dict[str, type[Part] | tuple[type[Part], ...]] = {
    "title": (Plan, Letter),
    "letter-title": Letter,
    "cover-title": Letter,
    "annex-title": Annex,
    "contents-title": Contents,
}
BEFORE_TITLE_ROLES = {"annex-label", "reference"}
OWN_ROLES = {
    "subtitle",
    "status",
    "recipients",
    "attachment",
    "issuer",
    "date",
    "note",
}  # lines of a part that are no blocks
SAME_ROLES = {
    "plan-reference": "reference",
    "attachment-first": "attachment",
    "attachment-next": "attachment",
    "cover-issuer": "issuer",
    "cover-date": "date",
}
