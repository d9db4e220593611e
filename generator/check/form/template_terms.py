"""The check of terms in policy text: topics, outlines, titles, data and forms have one name for a thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.diagnostics import Finding, Place
from generator.base.resources import folders
from generator.check.form.topic_texts import place_in, topic_texts
from generator.library.period import CATALOGUES, Period
from generator.library.template_facts import ENDING, sound_facts
from generator.library.usage import Variant, variants_in
from generator.yaml_source import Source, load, node_at

_DATA = ("titles", "meanings", "period", *CATALOGUES)  # national sets keep the words of their document


def check_terms(periods: list[Period]) -> list[Finding]:
    """Return a finding for each word in what `periods` say, and in the forms, that plans do not use."""
    found = [finding for each in periods for finding in (*_in_topics(each), *_in_outlines(each))]
    found += [finding for each in periods for finding in _in_data(each)]
    found += _in_forms(min(str(each.settings["drafted"]) for each in periods))
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
        yield from _in_source(period.outline(name), drafted)


def _in_data(period: Period) -> Iterator[Finding]:
    """Report words in a period's own titles, catalogues and meanings; those it extends have their month."""
    files = (folder / f"{name}.yaml" for folder in folders(period.id) for name in _DATA)
    for file in files:
        if file.is_file():
            yield from _in_source(load(file), str(period.settings["drafted"]))


def _in_forms(drafted: str) -> Iterator[Finding]:
    """Report words in the manifests and templates of forms, which serve the period of `drafted` too."""
    for folder in folders("common"):
        for file in sorted((folder / "forms").glob("*.yaml")):
            yield from _in_source(load(file), drafted)
        for file in sorted(folder.rglob(f"*{ENDING}")):
            yield from _in_template(file, drafted)


def _in_template(file: Path, drafted: str) -> Iterator[Finding]:
    facts = sound_facts(file)
    for macro in ("", *sorted(facts.names)):
        for fact in facts.facts(macro, "text", "const"):
            for variant in variants_in(fact.text, drafted):
                yield _finding(place_in(file, fact, variant.word, variant.start), variant)


def _in_source(source: Source, drafted: str) -> Iterator[Finding]:
    """Report words in the texts of a file of data, each at the place of its text."""
    for path, place in source.places.items():
        if isinstance(text := node_at(source.data, path), str):
            yield from (_finding(place, variant) for variant in variants_in(text, drafted))


def _finding(place: Place, variant: Variant) -> Finding:
    facts = {"word": variant.word, "term": variant.term.name, "because": variant.term.why}
    return Finding("templates-term", place, facts)
