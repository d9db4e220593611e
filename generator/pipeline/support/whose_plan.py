"""Find out whose a plan is, of which period and when it was drafted: by its title, its dates, or as told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.diagnostics import Finding, Place
from generator.base.resources import period_ids
from generator.check.outside.as_profile import WhosePlan
from generator.check.outside.context import Known
from generator.check.writing import Text, corrected
from generator.document import Document, Imprint, Letter, plain
from generator.library.divisions import find_divisions
from generator.library.lexicon import kind_titles
from generator.library.period import load_period
from generator.locality.profile import Profile, drafting_month
from generator.pipeline.support.place_facts import place_facts
from generator.pipeline.support.plan_files import Given
from generator.yaml_source import mapping

_MONTH = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月")
_FIRST_MONTH = "{year}-01"


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """Hold whose a plan is, what of that is known, and what is to be said of it."""

    whose: WhosePlan
    known: Known
    notes: tuple[Finding, ...] = ()


def whose_plan(file: str, document: Document, given: Given, profile: Profile | None = None) -> FoundPlan:
    """Return whose the plan `document` in `file` is; `profile` is the one that a draft of ours carries."""
    name, kind, upper = _place(document, given, profile)
    said = given.period or (profile.period.id if profile else document.period)
    period = said if said in period_ids() else period_ids()[-1]
    month = _month(document, profile)
    known = Known(place=bool(name and kind), period=said in period_ids(), date=bool(month))
    whose = WhosePlan(
        name or next(iter(kind_titles())),
        kind or next(iter(kind_titles())),
        upper,
        period,
        month or _FIRST_MONTH.format(year=load_period(period).words["first_year"]),
    )
    return FoundPlan(whose, known, tuple(_notes(file, name, said, known)))


def _place(document: Document, given: Given, profile: Profile | None) -> tuple[str, str, tuple[str, ...]]:
    """Return name, kind and levels above of the place of a plan, as far as they are beyond doubt."""
    if profile and not given.name:
        place = profile.locality
        return place.name, given.kind or place.kind, place.upper
    name = given.name or document.locality
    facts = place_facts(name, given.kind)
    own = {one.name for one in find_divisions(name)}
    name = next(iter(own)) if len(own) == 1 else name
    kind = facts.kinds[0] if len(facts.kinds) == 1 else ""
    return name, given.kind or kind, facts.uppers[0] if len(facts.uppers) == 1 else ()


def _month(document: Document, profile: Profile | None) -> str:
    """Return the last month in which a letter or the imprint of a plan is dated, "" if none is."""
    dates = (plain(part.date) for part in document.parts if isinstance(part, (Letter, Imprint)) and part.date)
    found = [match for date in dates if (match := _MONTH.search(_arabic(date)))]
    months = [f"{match[1]}-{int(match[2]):02}" for match in found]
    return max(
        months, default=drafting_month(mapping(profile.source.data), profile.period) if profile else ""
    )


def _arabic(date: str) -> str:
    return corrected(Text(("date",), "date", "".join(date.split())))[0]


def _notes(file: str, name: str, period: str, known: Known) -> Iterator[Finding]:
    if not known.place:
        yield Finding("plan-place", Place(file), {"name": name})
    if not known.period:
        yield Finding("plan-period", Place(file), {"period": period, "periods": "、".join(period_ids())})
