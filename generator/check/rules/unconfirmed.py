"""Rules about a national set that is not confirmed yet: the drafter learns what to look up."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.check.context import ReviewContext
from generator.yaml_source import mapping, strings


def indicator_unconfirmed(subject: ReviewContext) -> Iterator[Finding]:
    """Report each indicator that nobody has yet compared with the national set."""
    period = subject.profile.period
    named = mapping(subject.profile.at("indicators"))
    facts = {
        "document": strings(period.settings.get("national_plan")).get("document", ""),
        "file": f"templates/{period.id}/indicators.yaml",
    }
    for row in subject.figures.indicators.values():
        if row.national and not row.confirmed:
            path = ("indicators", row.id) if row.id in named else ("indicators",)
            indicator_facts = {"indicator": row.name, "source": row.national.target.source}
            yield Finding(
                "indicator-unconfirmed", subject.profile.source.key_place(path), {**facts, **indicator_facts}
            )


RULES = (indicator_unconfirmed,)
