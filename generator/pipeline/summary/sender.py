"""Tell who signs the letters of a summary: whom the user names, else who sends the profile's own letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.base.patterns import fill
from generator.locality.letters import Part, parts_of
from generator.locality.profile import Profile
from generator.yaml_source import texts

_FORMS = ("consultation-letter", "public-notice")  # an issuing notice is the government's
_NAMES = ("issuer", "contact", "phone")


@dataclass(frozen=True, slots=True)
class Sender:
    """Hold who issues letters, whom to ask by what number, "" for nobody, and whether they bear a seal."""

    issuer: tuple[str, ...]
    contact: str = ""
    phone: str = ""
    sealed: bool = True


def sender_of(above: Profile, said: Mapping[str, str | None], words: Mapping[str, str]) -> Sender:
    """Return who signs for the place `above`: as `said` by name of field, else as its profile's letter says.

    `words` are those of the summary in templates/report.yaml: they say who it is where nobody does.
    """
    parts = {str(part["form"]): part for part in parts_of(above)}
    own: Part = next((parts[form] for form in _FORMS if form in parts), {})
    fields = {name: [said[name] or ""] if said.get(name) else texts(own.get(name)) for name in _NAMES}
    return Sender(
        tuple(fields["issuer"]) or (fill(words["issuer"], {"place": above.locality.name}),),
        "、".join(fields["contact"]),
        "、".join(fields["phone"]),
        sealed=own.get("sealed") != "false",
    )
