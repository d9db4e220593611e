"""Give out the words by which a plan is taken into a profile: templates/lexicon/imported.yaml."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from generator.base.resources import resource
from generator.yaml_source import Data, load_data, mapping, strings, texts


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return the list of words called `name`."""
    return tuple(texts(_data().get(name)))


@cache
def one(name: str) -> str:
    """Return the one text called `name`."""
    return str(_data()[name])


@cache
def named(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of words below `name` by their names."""
    return {key: tuple(texts(each)) for key, each in mapping(_data().get(name)).items()}


@cache
def chosen(words: tuple[str, ...]) -> str:
    """Return an expression for one of `words`, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


@lru_cache(maxsize=4096)
def as_usual(text: str) -> str:
    """Return `text` with what plans call differently in the words of the library."""
    return _unusual().sub(lambda match: _same()[match[0]], text)


@cache
def _unusual() -> re.Pattern[str]:
    return re.compile(chosen(tuple(_same())))


@cache
def _same() -> dict[str, str]:
    return strings(_data().get("same"))


@cache
def _data() -> dict[str, Data]:
    return mapping(load_data(resource("lexicon/imported.yaml")))
