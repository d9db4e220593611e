"""Compose the document of a profile."""

from __future__ import annotations

from generator.document import Document
from generator.document.contents import list_contents
from generator.document.draft_xml import read_draft
from generator.document.number import number
from generator.document.tasks import collect_tasks
from generator.locality.profile import Profile
from generator.locality.render import render


def compose(profile: Profile) -> Document:
    """Return the numbered document of a profile. Raise PlanError if a topic or a template fails."""
    return list_contents(number(collect_tasks(read_draft(render(profile)))))
