"""The check of powers: an outline gives no level what a higher one decides, unless that is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.base.diagnostics import Finding, PlanError
from generator.base.resources import resource
from generator.library.outline import OutlineEntry, read_outline, walk_outline
from generator.library.period import Period
from generator.library.powers import Power, decides, level_titles, still_given, topic_power
from generator.library.topic_titles import shown_topic
from generator.yaml_source import Source, load, mapping, strings, texts

_NOTHING = Source("", {}, {}, {})


class _Given(NamedTuple):
    """Hold a topic that an outline gives a tier, on its shelf, and whose power it is.

    `outline` is the one that names the topic: one that extends another does not name that one's topics.
    """

    outline: str
    tier: str
    shelf: str
    topic: str
    power: Power


def check_powers(periods: list[Period]) -> list[Finding]:
    """Return findings for topics that the default outlines of `periods` give a level that does not decide."""
    found = (finding for period in periods for finding in (*_beyond(period), *_idle(period)))
    unique = {(finding.rule, finding.place, finding.facts["topic"]): finding for finding in found}
    return sorted(unique.values(), key=lambda finding: finding.place)


def _beyond(period: Period) -> Iterator[Finding]:
    """Report what outlines give a level that a higher one decides, where no list says that this is known."""
    levels = level_titles()
    for given in _too_high(period):
        if (given.shelf, given.topic) not in still_given(given.outline, period.folders):
            facts = {"tier": levels[given.tier], "power": levels[given.power.level], "what": given.power.says}
            shown = shown_topic(given.shelf, given.topic, period.folders)
            place = period.outline(given.outline).find(given.topic)
            yield Finding("templates-power", place, {**facts, "topic": shown, "outline": given.outline})


def _idle(period: Period) -> Iterator[Finding]:
    """Report what a period's own list still has, though no outline gives it a level that does not decide."""
    file = resource(f"{period.id}/powers.yaml")
    if not file.is_file():
        return
    source, known = load(file), {(each.outline, each.shelf, each.topic) for each in _too_high(period)}
    for outline, shelves in mapping(mapping(source.data).get("still")).items():
        for shelf, topics in mapping(shelves).items():
            for index, topic in enumerate(texts(topics)):
                if (outline, shelf, topic) not in known:
                    place = source.place(("still", outline, shelf, index))
                    yield Finding("templates-power-idle", place, {"topic": topic, "outline": outline})


def _too_high(period: Period) -> Iterator[_Given]:
    """Yield the topics that the default outlines of a period give a tier that does not decide."""
    for place, name in strings(period.settings["outlines"]).items():
        tier, _, setting = place.partition(".")
        for entry in _entries(period, tier, setting):
            power = topic_power(entry.shelf, entry.topic, period.folders)
            if power and not decides(tier, power):
                outline = _naming(period, name, entry.topic)
                yield _Given(outline, tier, entry.shelf, entry.topic, power)


def _entries(period: Period, tier: str, setting: str) -> list[OutlineEntry]:
    """Return the passages of a default outline; none where it cannot be read, which is told of it alone."""
    try:
        body = read_outline(_NOTHING, period, tier, setting).body
    except PlanError:
        return []
    return [entry for block in walk_outline(body) for entry in block.entries]


def _naming(period: Period, name: str, topic: str) -> str:
    """Return which outline names a topic: the one called `name`, or one that it extends."""
    source = period.outline(name)
    base = mapping(source.data).get("extends")
    if isinstance(base, str) and source.find(topic) == source.key_place(()):
        return _naming(period, base, topic)
    return name
