"""The texts of a library (topics, forms, outlines, data) by the files that have them, and places in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.diagnostics import Place
from generator.base.resources import folders
from generator.library.period import CATALOGUES, Period
from generator.library.template_facts import ENDING, SHELVES, Fact, sound_facts
from generator.library.template_index import topic_names
from generator.yaml_source import Source, load, node_at

_DATA = ("titles", "meanings", "period", *CATALOGUES)  # national sets keep the words of their document


def topic_texts(period: Period) -> Iterator[tuple[Path, Fact]]:
    """Yield what the topics of a period say, printed or in expressions, by the first file that has each."""
    for shelf in SHELVES:
        for topic in sorted(topic_names(shelf, period.folders)):
            name, _, macro = topic.partition(".")
            files = (folder / shelf / f"{name}{ENDING}" for folder in period.folders)
            file = next(each for each in files if macro in sound_facts(each))
            yield from ((file, fact) for fact in sound_facts(file).facts(macro, "text", "const"))


def form_texts() -> Iterator[tuple[Path, Fact]]:
    """Yield what the templates that all periods have in common say, forms and their macros, by file."""
    files = (file for folder in folders("common") for file in sorted(folder.rglob(f"*{ENDING}")))
    for file in files:
        facts = sound_facts(file)
        for macro in ("", *sorted(facts.names)):
            yield from ((file, fact) for fact in facts.facts(macro, "text", "const"))


def outline_texts(period: Period) -> Iterator[tuple[str, Place]]:
    """Yield the texts of the default outlines that a period has or takes, with their places."""
    for name in period.names("outlines", ".yaml"):
        yield from data_texts(period.outline(name))


def own_texts(period: Period) -> Iterator[tuple[str, Place]]:
    """Yield the texts of the titles, catalogues and meanings that are a period's own, with their places."""
    files = (folder / f"{name}.yaml" for folder in folders(period.id) for name in _DATA)
    for file in filter(Path.is_file, files):
        yield from data_texts(load(file))


def manifest_texts() -> Iterator[tuple[str, Place]]:
    """Yield the texts of the manifests of forms, with their places."""
    for folder in folders("common"):
        for file in sorted((folder / "forms").glob("*.yaml")):
            yield from data_texts(load(file))


def data_texts(source: Source) -> Iterator[tuple[str, Place]]:
    """Yield the texts in a file of data, with their places."""
    for path, place in source.places.items():
        if isinstance(text := node_at(source.data, path), str):
            yield text, place


def place_in(file: Path, fact: Fact, words: str, start: int) -> Place:
    """Return the place of `words` that begin at `start` in a fact: on their line, or the next with them."""
    first = fact.line + fact.text.count("\n", 0, start)
    for number, text in enumerate(file.read_text("utf-8").split("\n")[first - 1 :], start=first):
        if (column := text.find(words)) >= 0:
            return Place(str(file), number, column + 1)
    return Place(str(file), first, 1)
