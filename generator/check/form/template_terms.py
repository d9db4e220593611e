"""The check of terms in policy text: topics, outlines, titles, data and forms have one name for a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.base.diagnostics import Finding, Place
from generator.check.form.topic_texts import (
    form_texts,
    manifest_texts,
    outline_texts,
    own_texts,
    place_in,
    topic_texts,
)
from generator.library.period import Period
from generator.library.template_facts import Fact
from generator.library.usage import Variant, variants_in


def check_terms(periods: list[Period]) -> list[Finding]:
    """Return a finding for each word in what `periods` say, and in the forms, that plans do not use.

    Forms serve the earliest of the periods too.
    """
    found: list[Finding] = []
    for period in periods:
        drafted = str(period.settings["drafted"])
        found += _in_templates(topic_texts(period), drafted)
        found += _in_data((*outline_texts(period), *own_texts(period)), drafted)
    earliest = min(str(period.settings["drafted"]) for period in periods)
    found += [*_in_templates(form_texts(), earliest), *_in_data(manifest_texts(), earliest)]
    unique = {(finding.place, finding.facts["word"]): finding for finding in found}
    return sorted(unique.values(), key=lambda finding: finding.place)


def _in_templates(said: Iterable[tuple[Path, Fact]], drafted: str) -> Iterator[Finding]:
    for file, fact in said:
        for variant in variants_in(fact.text, drafted):
            yield _finding(place_in(file, fact, variant.word, variant.start), variant)


def _in_data(said: Iterable[tuple[str, Place]], drafted: str) -> Iterator[Finding]:
    for text, place in said:
        yield from (_finding(place, variant) for variant in variants_in(text, drafted))


def _finding(place: Place, variant: Variant) -> Finding:
    facts = {"word": variant.word, "term": variant.term.name, "because": variant.term.why}
    return Finding("templates-term", place, facts)
