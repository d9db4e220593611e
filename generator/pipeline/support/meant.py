"""Read what a cell means as the answer to a question: as the profile writes it, or why it has to be asked."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from generator.base.characters import forbidden_character
from generator.base.limits import LONGEST_TEXT
from generator.base.units import plain_digits
from generator.base.values import ComparisonSign, Value, ValueKind, read_value
from generator.check.value_kinds import figure_kind, own_kind, value_facts, value_fault
from generator.formats.workbook.answers import Given
from generator.formats.workbook.cells import CellKind
from generator.formats.workbook.questions import DEPARTMENTS, PART, AnswerKind, Asked, Question
from generator.formats.workbook.words import listed, workbook_words
from generator.locality.figures import Figures
from generator.locality.letters import unknown_levels, unknown_words
from generator.pipeline.support.rollover import unconfirmed_mark
from generator.yaml_source import Data, mapping, strings

_HALF = str.maketrans("０１２３４５６７８９．，％＋－＞＜＝［］（）　\u00a0", "0123456789.,%+-><=[]()  ")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_SPACED = re.compile(r"(?<![\d.])\d{1,3}(?: \d{3})+(?!\d)")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)( 00:00)?")
_MONTH = re.compile(r"(\d{4})(?:年|[./-])(\d{1,2})(?:月(?:\d{1,2}日)?)?")
_YEAR = re.compile(r"(\d{4})年")
NO_VALUE = {
    CellKind.ERROR: "CellError",
    CellKind.FORMULA: "CellFormula",
    CellKind.BOOLEAN: "CellBoolean",
}
_FIGURES = {AnswerKind.COUNT, AnswerKind.PERCENT, AnswerKind.GROWTH}
_LEVELS = ".contents.levels"
_DRAFTED, _BASE_YEAR = "drafted", "baseline_year"
_WHOLE, _PERCENT, _UNIT_TYPED = Decimal(100), "%", "unit-typed"


class Meant(NamedTuple):
    """Hold what a cell means: the `value` for the profile, or `fault`, the reason why it has to be asked.

    `fault` is the id of a rule about values, or a key of system_problems.yaml; `better` is what may be meant.
    """

    value: Data = None
    fault: str = ""
    better: str = ""


def meant_by(given: Given, question: Question, figures: Figures) -> Meant:
    """Return what the cell of `given` means as the answer to `question`."""
    text = "\n".join(line.strip() for line in re.split(r"\r\n|[\r\n]", given.text)).strip()
    long = "LongAnswer" if len(text) > LONGEST_TEXT else ""
    if fault := NO_VALUE.get(given.kind) or ("OddCharacters" if forbidden_character(text) else long):
        return Meant(fault=fault)
    if text in listed("confirmed"):
        return _confirmed(question)
    if question.kind is AnswerKind.CHOICE:
        return _chosen(text, question)
    if not question.path.startswith(f"{PART}."):
        if text in {*listed("nothing"), *listed("dashes")}:
            return _nothing(question)
        if text in listed("open") or read_value(text).kind is ValueKind.PLACEHOLDER:
            return Meant(fault="StillOpen")
    read = _figure if question.kind in _FIGURES or is_figure(question) else _words
    return read(given, text, question, figures)


def is_figure(question: Question) -> bool:
    """Return whether a question is about a figure, not about a name, a document or a letter."""
    return question.path.partition(".")[0] in {"population", "achievements", "indicators", "commitments"}


def _nothing(question: Question) -> Meant:
    """Return that there is no such thing here, or why that cannot be."""
    if question.path.startswith(DEPARTMENTS):
        return Meant(fault="NeededDepartment")
    if "." not in question.path:  # a title, a status: left out where none is there
        return Meant(fault="OtherThere") if question.present else Meant("")
    return Meant(fault="NeededNothing") if _is_needed(question) else Meant(listed("dashes")[0])


def _is_needed(question: Question) -> bool:
    """Return whether the plan cannot do without a figure; a table has a dash where a baseline is none."""
    group, _, rest = question.path.partition(".")
    if group == "indicators":
        return rest.endswith(".target")
    return question.asked is Asked.FILL and is_figure(question)


def _confirmed(question: Question) -> Meant:
    """Return what the profile has, without the mark that it is to be confirmed."""
    present = question.present.removeprefix(unconfirmed_mark()).strip()
    if not present:
        return Meant(fault="NothingToConfirm")
    return _chosen(present, question) if question.kind is AnswerKind.CHOICE else _lines(present, question)


def _chosen(text: str, question: Question) -> Meant:
    """Return what the profile has for the choice `text`."""
    choices = dict(question.choices)
    for each in mapping(workbook_words()["choices"]).values() if not choices else ():
        choices |= strings(each)
    if text in choices:
        return Meant(choices[text])
    return Meant(text) if text in choices.values() else Meant(fault="NoChoice", better="、".join(choices))


def _words(given: Given, text: str, question: Question, _: Figures) -> Meant:
    """Return words; a date that a spreadsheet made of them is written as people write it.

    The month of drafting and a year are as the profile has them: 2026-09, 2025.
    """
    if question.path == _DRAFTED and (month := _MONTH.match(text)):
        return Meant(f"{month[1]}-{int(month[2]):02}")
    if question.path == _BASE_YEAR and (year := _YEAR.match(text)):
        return Meant(year[1])
    if question.path.startswith(f"{PART}.") and (faulty := _unknown_in_part(text, question)):
        return faulty
    if given.kind is CellKind.DATE:
        match = _DATE.fullmatch(text)
        if not match:
            return Meant(fault="CellDate")
        return Meant(f"{match[1]}年{int(match[2])}月{int(match[3])}日")
    return _lines(text, question)


def _unknown_in_part(text: str, question: Question) -> Meant | None:
    """Return that a field of a part has words in braces, or levels of contents, that nobody knows."""
    if question.path.endswith(_LEVELS):
        return Meant(fault="UnknownLevel") if unknown_levels(text) else None
    if not (unknown := unknown_words(text)):
        return None
    better = text.replace(f"{{{unknown[0]}}}", f"（{unknown[0].strip('{}')}）")
    return Meant(fault="UnknownWord", better=better)


def _lines(text: str, question: Question) -> Meant:
    """Return a text, or the texts of several lines."""
    lines = [line for line in text.split("\n") if line]
    several: list[Data] = [*lines]
    return Meant(several) if question.kind is AnswerKind.LINES and len(lines) > 1 else Meant(text)


def _figure(given: Given, text: str, question: Question, figures: Figures) -> Meant:
    if given.kind is CellKind.DATE:
        match = _DATE.fullmatch(text)
        return Meant(fault="CellDate", better=f"{int(match[2])}～{int(match[3])}" if match else "")
    if given.kind is CellKind.PERCENT:
        if question.unit != _PERCENT:
            return Meant(fault="PercentElsewhere")
        return _fitting(plain_digits(Decimal(text) * _WHOLE), question, figures)
    signed = _PERCENT in text.translate(_HALF)
    text = _tidy(text, question.unit)
    value = read_value(text)
    if not signed and _may_be_fraction(value, question, typed=given.kind is CellKind.TEXT):
        better = plain_digits(value.number * _WHOLE) if value.exact else ""
        return Meant(fault="PercentFraction", better=better)
    return _fitting(text, question, figures)


def _may_be_fraction(value: Value, question: Question, *, typed: bool) -> bool:
    """Return whether a share is so small that 0.886 may be meant for 88.6%.

    An .xls does not tell whether a number is shown with %; something may well grow by 0.5%, `typed` as text.
    """
    if question.unit != _PERCENT or value.kind is not ValueKind.NUMBER:
        return False
    if question.kind is AnswerKind.PERCENT:
        return 0 < value.number <= 1
    return question.kind is AnswerKind.GROWTH and not typed and 0 < abs(value.number) < 1


def _tidy(text: str, unit: str) -> str:
    """Return a figure without what a spreadsheet or a keyboard brings along: wide digits, 1,537, 88.6%."""
    half = text.translate(_HALF).strip()
    half = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), half)
    half = _SPACED.sub(lambda match: match[0].replace(" ", ""), half)
    total = next((half.removeprefix(word) for word in listed("cumulative") if half.startswith(word)), "")
    if read_value(total).exact and read_value(total).relation is ComparisonSign.EQUAL:
        half = f"[{total.strip().removesuffix(unit)}]"
    folded = half if read_value(half).kind is ValueKind.NUMBER else text
    value = read_value(folded)
    if value.percent and unit == _PERCENT and not value.end:
        return folded.replace(_PERCENT, "")
    return folded


def _fitting(text: str, question: Question, figures: Figures) -> Meant:
    """Return a figure that the profile reads, or why it would not."""
    value = read_value(text)
    if value.kind is ValueKind.PLACEHOLDER:
        return Meant(fault="StillOpen")
    kind = _kind(question, figures)
    fault = value_fault(value, kind, question.unit, question.name, goal=question.path.endswith(".target"))
    better = value_facts(fault, question.name, text, question.unit).get("better", "") if fault else ""
    if fault == _UNIT_TYPED:
        return _fitting(better, question, figures)
    return Meant(fault=fault, better=better) if fault else Meant(text)


def _kind(question: Question, figures: Figures) -> str:
    """Return the kind of value that the profile has at a question's path, as check judges it."""
    group, _, rest = question.path.partition(".")
    row = figures.indicators.get(rest.partition(".")[0]) if group == "indicators" else None
    if row is None:
        return figure_kind(question.name, question.unit) if question.unit else ""
    if row.national:
        return row.national.kind
    return own_kind({"name": row.name, "unit": row.unit})
