"""Show what a topic of the library says for several kinds of places, and find topics by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place, PlanError
from generator.document import Passage, nodes_in, plain, runs_in
from generator.library import lexicon
from generator.library.outline import read_outline
from generator.library.outline.alike import alike_topics
from generator.library.outline.nodes import OutlineBlock
from generator.library.period import CITED_GROUPS, Period
from generator.library.powers import level_titles, topic_power
from generator.library.template_facts import topic_place
from generator.library.template_gaps import gaps_of_topic
from generator.library.template_index import PATH, SHELVES, paths_in_topic, topic_names, topic_words
from generator.library.topic_titles import bare, shown_topic, topics_called
from generator.locality.profile import Profile, make_profile
from generator.pipeline.support.composing import compose
from generator.pipeline.support.sample_profiles import blank_data, filled_data
from generator.yaml_source import Data, Source, mapping, strings

_FEW = 20  # words of a topic that are shown


class TopicSaid(NamedTuple):
    """Hold what a topic says in the plans of `places`: with nothing filled in, and with everything."""

    places: tuple[str, ...]
    blank: str
    filled: str


class TopicFigure(NamedTuple):
    """Describe a figure, document or name that a topic reads; without it a `gap` is printed, or nothing."""

    path: str
    name: str
    unit: str
    gap: bool


class TopicUse(NamedTuple):
    """Say where a default outline has a topic: the outline, the titles above it, who leads and takes part."""

    outline: str
    where: tuple[str, ...]
    departments: tuple[str, ...]


class TopicView(NamedTuple):
    """Hold what is shown of a topic; `power` is the level that decides, and what; empty if every level."""

    shown: str
    place: Place
    power: tuple[str, str]
    said: tuple[TopicSaid, ...]
    figures: tuple[TopicFigure, ...]
    uses: tuple[TopicUse, ...]


def view_topic(name: str, period: Period, kinds: Sequence[str]) -> list[TopicView]:
    """Return what the topics called `name` say in `period` in the plans of localities of `kinds`.

    `name` is a key, a title, or both. Raise PlanError if the library has none of that name.
    """
    return [_view(shelf, topic, period, kinds) for shelf, topic in _called(name, period)]


def view_in_profile(name: str, profile: Profile) -> list[tuple[str, str]]:
    """Return the topics called `name`, as they are shown, each with what it says in the plan of `profile`.

    Raise PlanError as `view_topic` does.
    """
    data = mapping(profile.source.data)
    found = _called(name, profile.period)
    return [
        (shown_topic(*each, profile.period.folders), _text(each, data, profile.source.file)) for each in found
    ]


def find_topics(words: str, period: Period) -> list[tuple[str, str]]:
    """Return the topics that `words` are in, as they are shown, each with the beginning of what it says.

    They are looked for in key and title, in what a topic says, and in the names and paths of its figures.
    """
    wanted, found = bare(words), []
    for shelf in SHELVES:
        for topic in sorted(topic_names(shelf, period.folders)):
            said = topic_words(shelf, topic, period.folders)
            shown = shown_topic(shelf, topic, period.folders)
            figures = _figures(shelf, topic, period)
            named = " ".join(f"{figure.path} {figure.name}" for figure in figures)
            if any(wanted in bare(text) for text in (shown, said, named)):
                found.append((shown, said[:_FEW]))
    return found


def _called(name: str, period: Period) -> list[tuple[str, str]]:
    """Return shelf and key of the topics called `name`; raise PlanError if there are none."""
    keys = [(shelf, name) for shelf in SHELVES if name in topic_names(shelf, period.folders)]
    if found := keys or sorted(topics_called(name, period.folders), reverse=True):
        return found
    alike = dict.fromkeys(each for shelf in SHELVES if (each := alike_topics(name, shelf, period)))
    raise PlanError([Finding("topic-unknown", Place(""), {"topic": name, "guess": "、".join(alike)})])


def _view(shelf: str, topic: str, period: Period, kinds: Sequence[str]) -> TopicView:
    """Return what is shown of one topic; kinds whose plans say the same stand together."""
    said: dict[tuple[str, str], list[str]] = {}
    power = topic_power(shelf, topic, period.folders)
    titles = lexicon.kind_titles()
    for kind in kinds:
        texts = tuple(
            _text((shelf, topic), data, kind)
            for data in (blank_data(kind, period), filled_data(kind, period))
        )
        said.setdefault((texts[0], texts[1]), []).append(titles[kind])
    return TopicView(
        shown_topic(shelf, topic, period.folders),
        topic_place(shelf, topic, period.folders),
        (level_titles()[power.level], power.says) if power else ("", ""),
        tuple(TopicSaid(tuple(places), *both) for both, places in said.items()),
        tuple(_figures(shelf, topic, period)),
        tuple(_uses(shelf, topic, period)),
    )


def _text(topic: tuple[str, str], data: dict[str, Data], name: str) -> str:
    """Return what a topic says alone in the plan of a profile's `data`; empty if it says nothing."""
    shelf, key = topic
    block: Data = {"measure": "shown", "title": "—", "topics": [key]}
    if shelf != SHELVES[0]:
        block = {"box": "box", "title": "—", "items": [{"item": "shown", "title": "—", "topics": [key]}]}
    chapters: Data = [{"chapter": "all", "title": "—", "body": [block]}]
    document = compose(
        make_profile(Source(name, {**data, "outline": {"chapters": chapters}, "parts": ["plan"]}, {}, {}))
    )
    passages = (node for node in nodes_in(document) if isinstance(node, Passage))
    return "".join(plain(runs_in(each)) for each in passages if each.key.endswith(f"/{key}"))


def _figures(shelf: str, topic: str, period: Period) -> Iterator[TopicFigure]:
    """Yield what a topic reads of a profile, in any place."""
    gaps = gaps_of_topic(shelf, topic, period.folders, "", "")
    for path in sorted(filter(PATH.fullmatch, paths_in_topic(shelf, topic, period.folders))):
        group, key, *_ = path.split(".")
        entry, indicator = period.catalogue.get(path), period.indicators.get(key)
        if entry:
            yield TopicFigure(path, entry.name, entry.unit, path in gaps)
        elif group == "indicators" and indicator:
            yield TopicFigure(path, indicator.name, indicator.unit, path in gaps)
        elif group not in CITED_GROUPS or "." in path:
            yield TopicFigure(path, "", "", path in gaps)


def _uses(shelf: str, topic: str, period: Period) -> Iterator[TopicUse]:
    """Yield where the default outlines of a period have a topic."""
    names = strings(period.settings["outlines"])
    for place in dict.fromkeys(names):
        tier, _, setting = place.partition(".")
        empty = Source(str(Path(place)), {}, {}, {})
        body = read_outline(empty, period, tier, setting).body
        for above, block in _walk(body, ()):
            if any((entry.shelf, entry.topic) == (shelf, topic) for entry in block.entries):
                titles = tuple(each.title for each in above if each.title)
                led = next((each for each in (block, *reversed(above)) if each.lead), block)
                yield TopicUse(names[place], titles, (*led.lead, *led.support))


def _walk(
    blocks: tuple[OutlineBlock, ...], above: tuple[OutlineBlock, ...]
) -> Iterator[tuple[tuple[OutlineBlock, ...], OutlineBlock]]:
    """Yield each block of an outline behind the blocks that hold it."""
    for block in blocks:
        yield above, block
        yield from _walk(block.body, (*above, block))
