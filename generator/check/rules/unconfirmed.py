"""Rules about a national set that is not confirmed yet: whoever has the document learns what to look up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.base.resources import shown, templates_folder
from generator.check.context import ReviewContext
from generator.yaml_source import strings


def indicator_unconfirmed(subject: ReviewContext) -> Iterator[Finding]:
    """Report each indicator that nobody has yet compared with the national set, where the set has it.

    It is no question to the profile: the answer goes into the period's file.
    """
    plan = strings(subject.profile.period.settings.get("national_plan"))
    for row in subject.figures.indicators.values():
        if row.national and not row.confirmed:
            place = row.national.place._replace(file=_known_as(row.national.place.file))
            facts = {"indicator": row.name, "source": row.national.target.source}
            document = {"document": plan.get("document", ""), "file": place.file}
            yield Finding("indicator-unconfirmed", place, {**document, **facts})


def _known_as(file: str) -> str:
    """Return the name of a file of templates: that of the folder from elsewhere, or below the program's."""
    own = templates_folder().parent
    return Path(file).relative_to(own).as_posix() if Path(file).is_relative_to(own) else shown(file)


RULES = (indicator_unconfirmed,)
