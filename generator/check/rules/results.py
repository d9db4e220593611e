"""Report what the profile says of a figure of the library and no sentence prints as it is meant."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.base.units import base_unit
from generator.check.context import ReviewContext
from generator.check.language import sentence_patterns
from generator.check.plan_paths import paths_in_plan
from generator.library.period import CatalogueEntry
from generator.yaml_source import mapping, strings


def figure_unit(subject: ReviewContext) -> Iterator[Finding]:
    """Report a unit that counts something else than the library's: 户 for 人, 人 for 人次.

    A name or a sentence of the profile's own says what is counted; nothing is to be told then.
    """
    for path, entry, words in _described(subject):
        unit = words.get("unit", "").strip()
        said = "sentence" in words or words.get("name", entry.name) != entry.name
        if unit and entry.unit and not said and not _alike(unit, entry.unit):
            facts = {"what": entry.name, "unit": unit, "usual": entry.unit}
            yield subject.finding_at("figure-unit", f"{path}.unit", **facts)


def name_unprinted(subject: ReviewContext) -> Iterator[Finding]:
    """Report a name of the profile's own for a figure that the library's sentences print without it."""
    for path, entry, words in _described(subject):
        filled = "sentence" not in words and subject.figures.is_filled(path)
        if filled and words.get("name", entry.name) != entry.name:
            yield subject.finding_at("name-unprinted", f"{path}.name", name=words["name"], path=path)


def sentence_unplaced(subject: ReviewContext) -> Iterator[Finding]:
    """Report a sentence about a result of the locality's own without the group of results that prints it."""
    for key, words in _results(subject):
        path = f"achievements.{key}"
        if "sentence" in words and "group" not in words and path not in subject.profile.period.catalogue:
            yield subject.finding_at("sentence-unplaced", f"{path}.sentence", path=path)


def group_idle(subject: ReviewContext) -> Iterator[Finding]:
    """Report a group without the sentence that would stand in it."""
    for key, words in _results(subject):
        if "group" in words and "sentence" not in words:
            path = f"achievements.{key}"
            yield subject.finding_at("group-idle", f"{path}.group", path=path, group=words["group"])


def sentence_gone(subject: ReviewContext) -> Iterator[Finding]:
    """Report a sentence for a result of the library in a group that the plan does not print."""
    groups = {
        f"achievements.{key}": f"results.{words['group']}"
        for key, words in _results(subject)
        if words.keys() >= {"sentence", "group"}
    }
    read_paths = paths_in_plan(subject) if groups else set()
    for path, group in groups.items():
        if path in read_paths and group not in read_paths:
            yield subject.finding_at("figure-unused", path, path=path, guess="")


def _described(subject: ReviewContext) -> Iterator[tuple[str, CatalogueEntry, dict[str, str]]]:
    """Yield the path of each figure of the library that the profile describes, with both descriptions."""
    for path in subject.named_figures():
        entry = subject.figures.entry(path)
        words = strings(subject.profile.at(path))
        if entry and words:
            yield path, entry, words


def _results(subject: ReviewContext) -> Iterator[tuple[str, dict[str, str]]]:
    for key, item in mapping(subject.profile.at("achievements")).items():
        if words := strings(item):
            yield key, words


def _alike(unit: str, usual: str) -> bool:
    """Return whether two units count the same, scaled or not; a scale alone (万) counts what is usual."""
    first = sentence_patterns().alike_units
    one, other = base_unit(unit) or base_unit(usual), base_unit(usual)
    return first.get(one, one) == first.get(other, other)


RULES = (figure_unit, name_unprinted, sentence_unplaced, group_idle, sentence_gone)
