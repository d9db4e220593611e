"""Patterns for numbers and goals in sentences: templates/lexicon/sentences.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from generator.base.resources import resource
from generator.yaml_source import Data, load_data, mapping, strings, texts

_NEVER, _ANY = r"(?!)", ""  # for a folder of templates that names none
_LONGEST = 40  # digits, points and commas of a number behind its first


class SentencePatterns(NamedTuple):
    """Hold the patterns: `written` finds a number and its unit, `whole` 100 % in words, `growth` its names.

    `same_units` maps a unit to its synonym; a clause with a word of `elsewhere` speaks of other figures;
    what `between` matches may stand between the population and its number; `points` is 百分点.
    `alike_units` maps each unit to the first of those that count the same; `lower` finds the names of
    indicators that are better the lower they are. `counted` are
    units of whole things, unless a name matches `rates`; the groups of `tenths` are the numbers of 八成五.
    `general` are measure words for all and everything, `nothing` are words that say that there is none,
    `year` is the unit of years.
    """

    written: re.Pattern[str]
    same_units: dict[str, str]
    elsewhere: tuple[str, ...]
    between: re.Pattern[str]
    whole: re.Pattern[str]
    growth: re.Pattern[str]
    points: str
    alike_units: dict[str, str]
    closer_units: dict[str, tuple[str, ...]]
    lower: re.Pattern[str]
    counted: frozenset[str]
    rates: re.Pattern[str]
    growth_goals: re.Pattern[str]
    leftovers: re.Pattern[str]
    tenths: re.Pattern[str]
    general: frozenset[str]
    nothing: frozenset[str]
    year: str


@cache
def sentence_patterns() -> SentencePatterns:
    """Return the patterns for numbers and goals in sentences."""
    data = mapping(load_data(resource("lexicon/sentences.yaml")))
    units = "|".join(re.escape(unit) for unit in sorted(texts(data["units"]), reverse=True))  # 人次 before 人
    # Not inside a number, and none longer than a person types: a search from each digit would be quadratic.
    before = rf"(?<![\d.{{A-Za-z_{data['not_after']}])(?<!\d,)"
    number = rf"(\d[\d.,]{{0,{_LONGEST}}}[余多]?[万亿]?[余多]?)"
    return SentencePatterns(
        written=re.compile(rf"{before}{number}\s*({units})(?![—~至-]\d)"),
        same_units=strings(data["same_units"]),
        elsewhere=tuple(texts(data["elsewhere"])),
        between=re.compile(f"[{data['between']}]"),
        whole=re.compile(str(data["whole"])),
        growth=re.compile(str(data["growth"])),
        points=str(data["points"]),
        alike_units=_first_of_each(data.get("alike_units")),
        closer_units={unit: tuple(texts(own)) for unit, own in mapping(data.get("closer_units")).items()},
        lower=re.compile(str(data.get("lower", _NEVER))),
        counted=frozenset(texts(data.get("counted"))),
        rates=re.compile(str(data.get("rates", _NEVER))),
        growth_goals=re.compile(str(data.get("growth_goals", _ANY))),
        general=frozenset(texts(data.get("general_units"))),
        nothing=frozenset(texts(data.get("nothing"))),
        year=str(data.get("year", "年")),
        tenths=re.compile(str(data.get("tenths", _NEVER))),
        leftovers=re.compile(str(data.get("leftovers", _NEVER))),
    )


def _first_of_each(groups: Data) -> dict[str, str]:
    """Return the first word of its group for each word in the lists of `groups`."""
    listed = [texts(group) for group in groups] if isinstance(groups, list) else []
    return {word: words[0] for words in listed for word in words}
