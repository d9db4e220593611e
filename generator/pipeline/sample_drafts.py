"""Draft the plans that show what a library says: of each kind of place, blank and filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.base.limits import restart_watchdog
from generator.base.resources import period_ids, resource
from generator.check.form.vocabulary import form_words
from generator.library import lexicon
from generator.library.form_index import form_fields, needed_fields
from generator.library.period import Period, load_period, period_titles
from generator.library.template_facts import ENDING
from generator.locality.profile import make_profile
from generator.locality.render import render
from generator.pipeline.support.sample_profiles import blank_data, filled_data
from generator.pipeline.support.upper_plans import load_profile
from generator.yaml_source import Data, Source, load_data, mapping, strings

MOST_BYTES = 60_000_000  # of all plans; those of today's library have 8,000,000
_PLAN = "plan"
_HELPERS = ("fields",)  # files beside the forms that are none


class Wanted(NamedTuple):
    """Say which plans are wanted: kinds of places, ids of periods (none are all); or those of profiles."""

    kinds: Sequence[str] = ()
    periods: Sequence[str] = ()
    profiles: Sequence[str] = ()


class SampleDraft(NamedTuple):
    """Hold a plan: what its period is called, whose it is, what is filled in, and its draft XML.

    `state` is "blank", "filled", or "" for the plan of a profile.
    """

    period: str
    place: str
    state: str
    draft: str


def sample_drafts(wanted: Wanted) -> Iterator[SampleDraft]:
    """Yield the plans that are `wanted` as the library in use words them.

    Raise PlanError where one cannot be drafted.
    """
    titles = period_titles()
    for file in wanted.profiles:
        profile = load_profile(Path(file))
        yield SampleDraft(titles[profile.period.id], file, "", render(profile))
    for each in () if wanted.profiles else [*period_ids()]:
        if not wanted.periods or each in wanted.periods:
            for place, state, data in _samples(load_period(each), wanted.kinds):
                restart_watchdog()
                source = Source(f"{each} {place}", data, {}, {})
                yield SampleDraft(titles[each], place, state, render(make_profile(source)))


def write_samples(file: Path, wanted: Wanted) -> None:
    """Write the plans that are `wanted` to `file`, for the process that compares them; raise as above."""
    file.write_text(json.dumps([*sample_drafts(wanted)], ensure_ascii=False), "utf-8")


def read_samples(file: Path) -> list[SampleDraft]:
    """Return the plans that `write_samples` wrote; raise PlanError for another file."""
    try:
        return [SampleDraft(*map(str, each)) for each in json.loads(read_whole(file, MOST_BYTES))]
    except (ValueError, TypeError) as error:
        raise PlanError([Finding("file-failed", Place(str(file)), {"problem": "", "what": ""})]) from error


def _samples(period: Period, kinds: Sequence[str]) -> Iterator[tuple[str, str, dict[str, Data]]]:
    """Yield what a place is called, what is filled in, and its profile, for each kind of place."""
    parts = _forms(period)
    full = [_filled_part(form, period) for form in parts]
    kinds_data = mapping(mapping(load_data(resource("lexicon/places.yaml")))["kinds"])
    streets = {kind: strings(words).get("streets_only", "") for kind, words in kinds_data.items()}
    for kind, title in lexicon.kind_titles().items():
        if kinds and kind not in kinds:
            continue
        for setting in dict.fromkeys(("", streets.get(kind, ""))):
            name = f"{title}（{lexicon.setting_titles()[setting]}）" if setting else title
            blank, filled = blank_data(kind, period), filled_data(kind, period)
            for state, data, forms in (("blank", blank, [*parts]), ("filled", filled, full)):
                place = {**mapping(data["locality"]), **({"setting": setting} if setting else {})}
                yield name, state, {**data, "locality": place, "parts": forms}


def _forms(period: Period) -> list[Data]:
    """Return the forms of a period in the order of a draft, the plan among them."""
    known = {_PLAN, *period.names("forms", ENDING)}.difference(_HELPERS)
    order = [*form_words()]
    return sorted(known, key=lambda name: order.index(name) if name in order else order.index(_PLAN))


def _filled_part(form: Data, period: Period) -> Data:
    """Return a part with the fields that it needs filled in: each with what it is called."""
    titles = form_fields(str(form), period)
    needed = [field for field in titles if field in needed_fields(str(form), period)]
    return {"form": form, **{field: titles[field].partition("；")[0] for field in needed}}
