"""Read a result that a department added to its workbook: what the profile has for it, or what it lacks."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.formats.workbook.answers import Given, OwnResult
from generator.formats.workbook.questions import Column, Question
from generator.formats.workbook.words import workbook_words
from generator.locality.figures import Figures
from generator.pipeline.support.meant import meant_by
from generator.yaml_source import Data, mapping, strings

_RESULTS = "achievements"
_NOT_IN_KEYS = re.compile(r"[^\w-]+")
_VALUE = "{value}"


class Own(NamedTuple):
    """Hold a result as a question with its path, and its `value` in the profile, or the `fault` it has."""

    question: Question
    value: dict[str, Data]
    fault: str = ""


def own_result(own: OwnResult, figures: Figures) -> Own:
    """Return what the profile has for a result of a department's own: value, name, unit, sentence, group."""
    name, unit = own.text(Column.NAME), own.text(Column.UNIT)
    key = _NOT_IN_KEYS.sub("", name)
    question = Question(f"{_RESULTS}.{key}", name, unit)
    answer = own.cells.get(Column.ANSWER)
    group = _group(own.text(Column.WHEN), figures)
    if answer is None or not key or not group:
        return Own(question, {}, "OwnName" if not key else "OwnGroup" if answer else "OwnValue")
    given = Given(own.at, question.path, answer.kind, answer.text, name, unit)
    meant = meant_by(given, question, figures)
    sentence = _sentence(own.text(Column.MEANING), name, unit, answer.text.strip())
    fault = meant.fault or ("" if _VALUE in sentence else "OwnSentence")
    whole = {"value": meant.value, "name": name, "unit": unit, "sentence": sentence, "group": group}
    return Own(question, {key: each for key, each in whole.items() if each}, fault)


def _group(said: str, figures: Figures) -> str:
    """Return the key of the group of results that a cell names, "" for none."""
    groups = mapping(figures.profile.period.settings.get("result_groups"))
    return next((key for key, group in groups.items() if said in {key, strings(group)["title"]}), "")


def _sentence(said: str, name: str, unit: str, value: str) -> str:
    """Return the sentence of a result, with {value} where its number stands."""
    if not said:
        words = strings(workbook_words())
        named = words["own_sentence"].replace("{name}", name.removesuffix(words["own_counts"]))
        return named.replace("{unit}", unit)
    return said if _VALUE in said or said.count(value) != 1 else said.replace(value, _VALUE)
