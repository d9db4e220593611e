"""Tell what a department's own rows are: results that nobody asked for, or figures that have a row anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from generator.base.patterns import fill
from generator.base.units import base_unit, scale_of
from generator.base.values import ValueKind
from generator.check.value_kinds import usual_unit
from generator.formats.workbook.answers import Answers, OwnResult
from generator.formats.workbook.questions import Column, Head, Question
from generator.formats.workbook.words import words
from generator.library.period import FIGURE_GROUPS
from generator.locality.figures import Figures
from generator.pipeline.support.meant import is_figure, meant_by
from generator.pipeline.support.own_results import (
    RESULTS,
    fault_words,
    folded,
    given_by,
    named,
    own_result,
    text_fault,
)
from generator.yaml_source import Data, mapping


class Sorted(NamedTuple):
    """Hold what a row is: a `value` for its `question`, or in words the `fault` for which it is not taken.

    `figure` is the name of the figure of the catalogue that it is about, "" for a result of its own.
    """

    question: Question
    value: Data = None
    fault: str = ""
    figure: str = ""


class OwnRows:
    """Sort rows by the figures of a profile and the `questions` about them, by path."""

    def __init__(self, figures: Figures, questions: Mapping[str, Question]) -> None:
        self.figures, self.questions = figures, questions
        self.profile = figures.profile

    def sorted(self, own: OwnResult, functions: Iterable[str], answered: Mapping[str, str]) -> Sorted:
        """Return what a row is that a department with these `functions` added.

        `answered` has what its workbooks say in the rows of figures, by path.
        """
        name, unit, path = named(own)
        if fault := text_fault(own):
            return Sorted(Question(path, name, unit), fault=fault)
        if paths := self._catalogued(name, path):
            return self._as_figure(own, paths, answered)
        found = own_result(own, self._function(functions), self.figures)
        question = found.question
        if same := self._results.get(folded(name)):
            question = self.questions.get(same) or Question(same, name, unit)
        return Sorted(question, found.value, found.fault)

    def _as_figure(self, own: OwnResult, paths: Sequence[str], answered: Mapping[str, str]) -> Sorted:
        """Return what a row is that bears the name of the figures at `paths`."""
        name, unit, path = named(own)
        asked = [self.questions[each] for each in paths if each in self.questions]
        cells = len(paths) > 1 and any(each.startswith("indicators.") for each in paths)
        if len(asked) != 1 or cells:
            fault = fault_words("OwnSeveral" if asked else "OwnUnasked")
            return Sorted(Question(path, name, unit), fault=fault)
        [question] = asked
        answer = own.cells.get(Column.ANSWER)
        if answer is None:
            return Sorted(question, fault=fault_words("OwnValue"))
        if unit and not _count_the_same(unit, question.unit):
            return Sorted(question, fault=_filled("unit", unit=question.unit))
        meant = meant_by(given_by(own, answer, question), question, self.figures)
        there = answered.get(question.path) or self._present(question.path)
        if meant.fault:
            return Sorted(question, fault=fault_words(meant.fault))
        if there and folded(there) != folded(str(meant.value)):
            return Sorted(question, fault=_filled("answered", name=question.name, value=there))
        return Sorted(question, meant.value, figure=question.name)

    def _present(self, path: str) -> str:
        """Return what the profile has of a figure, if that stands."""
        value = self.profile.value(path)
        return "" if value is None or value.kind is ValueKind.PLACEHOLDER else value.text

    def _function(self, functions: Iterable[str]) -> str:
        """Return the first function that the profile's lexicon knows, "" for none."""
        known = self.profile.lexicon.departments
        return next((each for each in functions if each in known), "")

    def _catalogued(self, name: str, path: str) -> list[str]:
        """Return the paths of the figures of the catalogue that are called so, or have this key."""
        found = self._names.get(folded(name), [])
        return found or ([path] if path in self.profile.period.catalogue else [])

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """Return the paths of the figures that have rows of their own, by name as names are compared."""
        found: dict[str, list[str]] = {}
        for name, path in self._called():
            listed = found.setdefault(folded(name), [])
            listed += [path] if path not in listed else []
        return found

    def _called(self) -> Iterator[tuple[str, str]]:
        """Yield the names of figures with their paths, but not those of the locality's own results."""
        for path in self.profile.period.catalogue:
            if path.partition(".")[0] not in FIGURE_GROUPS:
                continue
            entry = self.figures.entry(path)
            yield from ((name, path) for name in (self.figures.slot(path).name, entry.name if entry else ""))
        own = {*self._results.values()}
        for path, question in self.questions.items():
            if is_figure(question) and path not in own:
                yield question.name, path
        for key, row in self.figures.indicators.items():
            yield from ((row.name, f"indicators.{key}.{cell}") for cell in ("baseline", "target"))

    @cached_property
    def _results(self) -> dict[str, str]:
        """Return the paths of the results of the locality's own that the profile has, by their names."""
        paths = (f"{RESULTS}.{key}" for key in mapping(self.profile.at(RESULTS)))
        own = (path for path in paths if path not in self.profile.period.catalogue)
        return {folded(self.figures.slot(path).name): path for path in own}


def functions_of(answers: Answers, sheet: str) -> tuple[str, ...]:
    """Return the functions of the department that a sheet was sent to, none where nobody can tell."""
    head = answers.heads.get(sheet, {}).get(Head.DEPARTMENT, "")
    sent = {department: functions for department, *functions in answers.sent_to.values()}
    only = next(iter(answers.sent_to)) if len(answers.sent_to) == 1 else sheet
    _, *titled = answers.sent_to.get(only) or ("",)
    return tuple(filter(None, sent.get(head) or titled))


def _count_the_same(one: str, other: str) -> bool:
    """Return whether two units count the same in the same scale: 名 and 人, but not 万人 and 人."""
    return scale_of(one) == scale_of(other) and usual_unit(base_unit(one)) == usual_unit(base_unit(other))


def _filled(pattern: str, **facts: str) -> str:
    return fill(words("own_faults")[pattern], facts)
