"""The index of a library's topics: which there are, which profile paths each reads, which words it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from generator.library.template_facts import (
    ENDING,
    SHELVES,
    Fact,
    TemplateFacts,
    sound_facts,
    topic_macro,
)

__all__ = [
    "PATH",
    "SHELVES",
    "paths_in_library",
    "paths_in_topic",
    "paths_lookup",
    "topic_names",
    "topic_words",
    "topics_that_read",
]

PATH = re.compile(r"(?:achievements|commitments|population|indicators|documents|names)\.[\w.-]+")
_SHORTHAND = {"doc": "documents", "names": "names", "quoted": "names", "results": "results"}
_WORD = re.compile(r"\w+")


@cache
def paths_in_library(folders: tuple[Path, ...]) -> set[str]:
    """Return every path that any topic of the library in `folders` reads."""
    return {path for shelf, topic in _topics(folders) for path in paths_in_topic(shelf, topic, folders)}


@cache
def topics_that_read(
    path: str, folders: tuple[Path, ...], tier: str, setting: str
) -> tuple[tuple[str, str], ...]:
    """Return the shelf and the name of each topic that reads `path` in the plan of a place, sorted."""
    found = (each for each in _topics(folders) if path in paths_in_topic(*each, folders, tier, setting))
    return tuple(sorted(found, reverse=True))


@cache
def _topics(folders: tuple[Path, ...]) -> frozenset[tuple[str, str]]:
    """Return the shelf and the name of each topic of the library in `folders`."""
    return frozenset((shelf, topic) for shelf in SHELVES for topic in topic_names(shelf, folders))


def paths_in_topic(
    shelf: str, topic: str, folders: tuple[Path, ...], tier: str = "", setting: str = ""
) -> frozenset[str]:
    """Return the paths that a topic of a shelf (topics, boxes) reads in the plan of a place, or of any place.

    The topic file.macro reads them itself or through a macro that it calls; the first folder with it counts.
    """
    return paths_lookup(folders, tier, setting)(shelf, topic)


@cache
def topic_names(shelf: str, folders: tuple[Path, ...]) -> frozenset[str]:
    """Return the names of all topics on a shelf, file.macro, without those of templates that are no Jinja."""
    files = (file for folder in folders for file in (folder / shelf).glob(f"*{ENDING}"))
    return frozenset(
        f"{file.name.removesuffix(ENDING)}.{macro}"
        for file in files
        for macro in sound_facts(file).names
        if not macro.startswith("_")
    )


@cache
def topic_words(shelf: str, topic: str, folders: tuple[Path, ...]) -> str:
    """Return the Chinese words of a topic in the order of its source, without its figures and terms.

    They are those of the first folder that has the topic; empty if none has.
    """
    if not (found := topic_macro(shelf, topic, folders)):
        return ""
    template, macro = found
    return "".join("".join(_chinese().findall(fact.text)) for fact in template.facts(macro, "text", "const"))


@cache
def _chinese() -> re.Pattern[str]:
    """Return the pattern of Chinese words with their marks; few plans need it, and it is slow to compile."""
    return re.compile(r"[\u3400-\u9fff][\u3400-\u9fff\u2014\u2018-\u201d\u2026\u3000-\u301f\uff01-\uff1f]*")


@cache
def paths_lookup(folders: tuple[Path, ...], tier: str, setting: str) -> Callable[[str, str], frozenset[str]]:
    """Return a lookup of paths by shelf and topic for one place; it caches its answers.

    It is `paths_in_topic` for whoever asks for many topics.
    """
    place = {"tier": tier, "setting": setting}

    @cache
    def paths_of(shelf: str, topic: str) -> frozenset[str]:
        found = topic_macro(shelf, topic, folders)
        return frozenset(_paths_in_macro(*found, place)) if found else frozenset()

    return paths_of


def called_macros(macro: str, template: TemplateFacts, place: dict[str, str]) -> list[str]:
    """Return `macro` and those of its template that it calls in the plan of a place, each once."""
    reached = [macro]
    for name in reached:  # it grows on the way
        called = {fact.text for fact in template.facts(name, "call", place=place)}
        reached += sorted(called & template.names - set(reached))
    return reached


def _paths_in_macro(template: TemplateFacts, macro: str, place: dict[str, str]) -> Iterator[str]:
    """Yield the paths that `macro` and those it calls read; any quoted word may name a group of results."""
    for name in called_macros(macro, template, place):
        for fact in template.facts(name, "const", place=place):
            yield from _paths_of(fact)


def _paths_of(fact: Fact) -> Iterator[str]:
    """Yield the paths that a text in an expression may stand for."""
    if PATH.fullmatch(fact.text):
        yield fact.text
    elif _WORD.fullmatch(fact.text):
        yield f"results.{fact.text}"
        if (group := _SHORTHAND.get(fact.call.rpartition(".")[2])) and fact.first:
            yield f"{group}.{fact.text}"
