"""Read a result that a department added to its workbook: what the profile has for it, or what it lacks."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from generator.base.characters import forbidden_character
from generator.base.limits import LONGEST_KEY, LONGEST_TEXT
from generator.base.patterns import fill
from generator.base.units import split_unit
from generator.base.values import ValueKind, read_value
from generator.check.findings.rulebook import rulebook
from generator.check.language import sentence_patterns
from generator.check.value_kinds import figure_kind
from generator.formats.workbook.answers import Given, OwnResult
from generator.formats.workbook.cells import Cell
from generator.formats.workbook.questions import AnswerKind, Column, Question
from generator.formats.workbook.words import listed, words, workbook_words
from generator.locality.figures import Figures
from generator.pipeline.support.meant import NO_VALUE, meant_by
from generator.yaml_source import Data, mapping, strings

RESULTS = "achievements"
_NOT_IN_KEYS = re.compile(r"[^\w-]+")
_LETTER = re.compile(r"[^\W\d_]")
_BRACES = re.compile("[{}｛｝]")
_VALUE = "{value}"
_MORE = "（"  # what a title says in brackets
_SAID = ("unit", "sentence", "group")
_TEXTS = (Column.NAME, Column.UNIT, Column.WHEN, Column.MEANING)


class Own(NamedTuple):
    """Hold a result as a question with its path, and its `value` in the profile, or the `fault` it has."""

    question: Question
    value: dict[str, Data]
    fault: str = ""


def fault_words(fault: str) -> str:
    """Return in words why an answer is not taken: the title of a rule, or the words of a fault."""
    rule = rulebook().get(fault)
    return rule.title if rule else words("faults").get(fault, fault)


def folded(text: str) -> str:
    """Return `text` as it is compared with others: signs of one width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def named(own: OwnResult) -> tuple[str, str, str]:
    """Return the name of a result, its unit, and the path at which the profile has it; none without letters.

    A unit in brackets at the end of a name (示范村（个）) is its unit.
    """
    unit = _unless_none(own.text(Column.UNIT))
    name, unit = split_unit(own.text(Column.NAME), unit or None, {"%", *sentence_patterns().counted})
    key = _NOT_IN_KEYS.sub("", folded(name))
    return name, unit, f"{RESULTS}.{key}" if _LETTER.search(key) else ""


def text_fault(own: OwnResult) -> str:
    """Return in words what is wrong with the texts of a result, whatever it is about; "" if nothing is."""
    for column in _TEXTS:
        cell = own.cells.get(column)
        if cell and (fault := _cell_fault(cell, own.text(column), column)):
            title = words("own_columns")[column].partition(_MORE)[0]
            return fill(words("own_faults")["cell"], {"column": title, "fault": fault})
    name, _, path = named(own)
    if not _unless_none(name):
        return fault_words("OwnNothing" if name and path else "OwnName" if not name else "OwnLetters")
    return fault_words("OwnLong" if len(name) > LONGEST_KEY else "" if path else "OwnLetters")


def _cell_fault(cell: Cell, text: str, column: Column) -> str:
    """Return in words why the text of a cell cannot stand in a profile; "" if it can."""
    if forbidden_character(text) or len(text) > LONGEST_TEXT:
        return fault_words("OddCharacters" if len(text) <= LONGEST_TEXT else "LongAnswer")
    left = text.replace(_VALUE, "") if column is Column.MEANING else text
    return fault_words(NO_VALUE.get(cell.kind, "") or ("OwnBraces" if _BRACES.search(left) else ""))


def own_result(own: OwnResult, function: str, figures: Figures) -> Own:
    """Return what the profile has for a result of a department's own, whose texts are sound.

    It has value, name, unit, sentence, group, and who has the figure: the `function` of the department.
    """
    name, unit, path = named(own)
    kind = AnswerKind.PERCENT if figure_kind(name, unit) == "percent" else AnswerKind.COUNT
    question = Question(path, name, unit, kind)
    answer = own.cells.get(Column.ANSWER)
    group = _group(own.text(Column.WHEN), figures)
    if answer is None or not group:
        return Own(question, {}, fault_words("OwnGroup" if answer else "OwnValue"))
    meant = meant_by(given_by(own, answer, question), question, figures)
    value = str(meant.value or "")
    sentence = _sentence(_unless_none(own.text(Column.MEANING)), name, unit, (value, answer.text.strip()))
    fault = meant.fault or ("" if _VALUE in sentence else "OwnSentence")
    if not fault and read_value(value).kind is ValueKind.NONE:
        fault = "OwnNothing"
    whole = {"value": value, "name": name, "unit": unit, "sentence": sentence, "group": group}
    whole |= {"department": function}
    return Own(question, {key: each for key, each in whole.items() if each}, fault_words(fault))


def _unless_none(said: str) -> str:
    """Return what a cell says that may stay empty, "" for words that mean that there is no such thing."""
    return "" if said in {*listed("nothing"), *listed("dashes")} else said


def given_by(own: OwnResult, answer: Cell, question: Question) -> Given:
    """Return the number of a result as an answer to `question`."""
    return Given(own.at, question.path, answer.kind, answer.text, question.name, question.unit)


def _group(said: str, figures: Figures) -> str:
    """Return the key of the group of results that a cell names, "" for none."""
    groups = mapping(figures.profile.period.settings.get("result_groups"))
    return next((key for key, group in groups.items() if folded(said) in {key, strings(group)["title"]}), "")


def _sentence(said: str, name: str, unit: str, numbers: tuple[str, ...]) -> str:
    """Return the sentence of a result, with {value} where one of its `numbers` stands, once and whole."""
    if not said:
        return _usual_sentence(name, unit)
    for number in filter(None, numbers) if _VALUE not in said else ():
        found = list(re.finditer(rf"(?<![\d.,]){re.escape(number)}(?![\d.,]?\d)", said))
        if len(found) == 1:
            return f"{said[: found[0].start()]}{_VALUE}{said[found[0].end() :]}"
    return said


def _usual_sentence(name: str, unit: str) -> str:
    """Return the sentence of a result for which the department wrote none."""
    text = strings(workbook_words())
    return (
        text["own_sentence"].replace("{name}", name.removesuffix(text["own_counts"])).replace("{unit}", unit)
    )


def same_result(one: Data, other: Data) -> bool:
    """Return whether two results say the same beside their value; what one leaves out the other may say."""
    first, second = _said(one), _said(other)
    return all(folded(first[key]) == folded(second[key]) for key in first.keys() & second.keys())


def _said(value: Data) -> dict[str, str]:
    """Return what somebody said of a result: unit, group, and a sentence that is not the usual one."""
    has = strings(value)
    usual = _usual_sentence(has.get("name", ""), has.get("unit", ""))
    return {key: has[key] for key in _SAID if has.get(key) and (key != "sentence" or has[key] != usual)}


def how_full(value: Data) -> int:
    """Return how much somebody said of a result, to choose the fullest of equal ones."""
    return len(_said(value))


def changed_fields(value: Data, present: Data) -> dict[str, Data]:
    """Return what somebody said of a result that differs from what the profile has: `present`.

    Its value is not among it, nor a unit where the profile has none: a sentence of its own may say it.
    """
    had = {"unit": _said(value).get("unit", ""), **strings(present)}
    return {key: text for key, text in _said(value).items() if folded(had.get(key, "")) != folded(text)}


def shown_result(value: Data, figures: Figures) -> str:
    """Return a result as people see it: its number, its sentence, the title of its group."""
    has = strings(value)
    groups = mapping(figures.profile.period.settings.get("result_groups"))
    facts = {
        "value": has.get("value", ""),
        "unit": has.get("unit", ""),
        "sentence": has.get("sentence", "").replace(_VALUE, has.get("value", "")),
        "group": strings(groups.get(has.get("group", ""))).get("title", ""),
    }
    return fill(words("own_faults")["shown"], facts)
