"""Give out what is looked for in plans as they stand (templates/lexicon/plans.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from generator.base.resources import resource
from generator.library.period import Period
from generator.yaml_source import Data, load_data, mapping, strings, texts

_CHINESE = "[\u3400-\u9fff]"


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words in the list `name`."""
    return tuple(texts(_data()[name]))


@cache
def word(name: str) -> str:
    """Return the one text `name`."""
    return str(_data()[name])


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the expression `name`."""
    return re.compile(str(_data()[name]).replace("{h}", _CHINESE))


@cache
def pattern_of(name: str, period: Period) -> re.Pattern[str]:
    """Return the expression `name`, with the words of a `period` in it."""
    said = period.words
    facts = {
        "period": said["name"],
        "previous": said["previous"],
        "first": said["first_year"],
        "last": said["last_year"],
        "before": said["previous_last_year"],
    }
    expression = str(_data()[name])
    for word, meaning in facts.items():
        expression = expression.replace(f"{{{word}}}", re.escape(meaning))
    return re.compile(expression)


@cache
def said_patterns(name: str) -> Mapping[re.Pattern[str], str]:
    """Return the expressions in the list `name`, each with what is said of what it finds."""
    listed = _data()[name]
    found = [strings(each) for each in listed] if isinstance(listed, list) else []
    return {re.compile(each["find"].replace("{h}", _CHINESE)): each["say"] for each in found}


@cache
def named_patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """Return the expressions in the mapping `name` by what is said of them."""
    return {title: re.compile(each) for title, each in strings(_data()[name]).items()}


@cache
def _data() -> dict[str, Data]:
    return mapping(load_data(resource("lexicon/plans.yaml")))
