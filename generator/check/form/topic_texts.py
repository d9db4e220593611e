"""The texts of a period's topics, each by the file that has it, and the places of words in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.diagnostics import Place
from generator.library.period import Period
from generator.library.template_facts import ENDING, SHELVES, Fact, sound_facts
from generator.library.template_index import topic_names


def topic_texts(period: Period) -> Iterator[tuple[Path, Fact]]:
    """Yield what the topics of a period say, printed or in expressions, by the first file that has each."""
    for shelf in SHELVES:
        for topic in sorted(topic_names(shelf, period.folders)):
            name, _, macro = topic.partition(".")
            files = (folder / shelf / f"{name}{ENDING}" for folder in period.folders)
            file = next(each for each in files if macro in sound_facts(each))
            yield from ((file, fact) for fact in sound_facts(file).facts(macro, "text", "const"))


def place_in(file: Path, fact: Fact, words: str, start: int) -> Place:
    """Return the place of `words` that begin at `start` in a fact: on their line, or the next with them."""
    first = fact.line + fact.text.count("\n", 0, start)
    for number, text in enumerate(file.read_text("utf-8").split("\n")[first - 1 :], start=first):
        if (column := text.find(words)) >= 0:
            return Place(str(file), number, column + 1)
    return Place(str(file), first, 1)
