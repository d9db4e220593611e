"""Give out the words of templates/profile/import.yaml: what is said of what was read out of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator.base.characters import one_line
from generator.base.patterns import fill
from generator.base.resources import templates_folder
from generator.library.lexicon import Locality, build_lexicon
from generator.library.period import Period
from generator.pipeline.support.imported.figures import Question, Reading, Said
from generator.pipeline.support.imported.numbers import Found
from generator.yaml_source import Data, load, mapping, strings

_BEFORE, _BEHIND = 24, 16  # characters of a sentence that are shown beside its number


def said(name: str, words: Mapping[str, object]) -> str:
    """Return the words called `name`, filled with `words`."""
    return fill(str(_data()[name]), {key: str(each) for key, each in words.items()})


def message(name: str, words: Mapping[str, object]) -> str:
    """Return the message `name`, filled with `words`."""
    return fill(strings(_data()["messages"])[name], {key: str(each) for key, each in words.items()})


def shown(number: Found, text: str) -> str:
    """Return what stands around a number of the paragraph `text`, on one line."""
    start, end = max(number.start - _BEFORE, 0), number.end + _BEHIND
    words = text[start:end].replace("“", "‘").replace("”", "’")
    return one_line(f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}")


def read_from(reading: Reading) -> str:
    """Return where a figure was read."""
    return said("read", {"sentence": shown(reading.said.number, reading.said.text)})


def figure_name(path: str, period: Period, place: Locality) -> str:
    """Return what the catalogue of `period` calls the figure at `path`, in the words of `place`."""
    name = period.catalogue[path].name
    return fill(name, build_lexicon(place, terms={}, departments={}).terms) if "{" in name else name


def asked_of(path: str, question: Question, period: Period, place: Locality) -> str:
    """Return which figure somebody has to choose, and why."""
    words = {"name": figure_name(path, period, place), "path": path}
    return said("asked", {**words, "why": asked_in(question, period, place)})


def asked_in(question: Question, period: Period, place: Locality) -> str:
    """Return why somebody has to choose a figure: which numbers it could be, or which other figures."""
    if not question.others:
        options = (
            said("option", {"value": each.value, "sentence": shown(each.said.number, each.said.text)})
            for each in question.options
        )
        return said("several", {"options": "、".join(options)})
    only = question.options[0]
    others = "、".join(f"“{figure_name(path, period, place)}”" for path in question.others)
    words = {"value": only.value, "sentence": shown(only.said.number, only.said.text), "others": others}
    return said("unsure", words)


def number_in(where: Said) -> str:
    """Return a number that was not known, with the words around it."""
    words = {"value": where.number.value, "unit": where.number.unit}
    return message("number", {**words, "sentence": shown(where.number, where.text)})


@cache
def _data() -> dict[str, Data]:
    return mapping(load(templates_folder() / "profile" / "import.yaml").data)
