"""The check of terms in policy text: topics and default outlines call one thing by one name."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding, Place
from generator.check.form.topic_texts import place_in, topic_texts
from generator.library.period import Period
from generator.library.usage import Variant, variants_in
from generator.yaml_source import node_at


def check_terms(periods: list[Period]) -> list[Finding]:
    """Return a finding for each word in the topics and outlines of `periods` that plans do not use."""
    found = (finding for each in periods for finding in (*_in_topics(each), *_in_outlines(each)))
    unique = {(finding.place, finding.facts["word"]): finding for finding in found}
    return sorted(unique.values(), key=lambda finding: finding.place)


def _in_topics(period: Period) -> Iterator[Finding]:
    drafted = str(period.settings["drafted"])
    for file, fact in topic_texts(period):
        for variant in variants_in(fact.text, drafted):
            yield _finding(place_in(file, fact, variant.word, variant.start), variant)


def _in_outlines(period: Period) -> Iterator[Finding]:
    drafted = str(period.settings["drafted"])
    for name in period.names("outlines", ".yaml"):
        source = period.outline(name)
        for path, place in source.places.items():
            if isinstance(text := node_at(source.data, path), str):
                yield from (_finding(place, variant) for variant in variants_in(text, drafted))


def _finding(place: Place, variant: Variant) -> Finding:
    facts = {"word": variant.word, "term": variant.term.name, "because": variant.term.why}
    return Finding("templates-term", place, facts)
