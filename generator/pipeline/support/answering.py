"""Settle the answers of several workbooks with one another and with the profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.base.diagnostics import Finding, Place, few_of_each
from generator.base.limits import MOST_FINDINGS
from generator.base.patterns import fill
from generator.base.values import ValueKind
from generator.formats.workbook.answers import Answers, At, Given, OwnResult
from generator.formats.workbook.questions import DEPARTMENTS, PART, AnswerKind, Asked, Column, Question
from generator.formats.workbook.words import listed, words
from generator.locality.figures import Figures
from generator.locality.profile import Profile
from generator.pipeline.support.letter_parts import Parts
from generator.pipeline.support.meant import Meant, is_figure, meant_by
from generator.pipeline.support.own_results import (
    changed_fields,
    fault_words,
    how_full,
    shown_result,
)
from generator.pipeline.support.own_rows import OwnRows, functions_of
from generator.pipeline.support.settled import Settled, Taken, alike, as_text, is_same
from generator.yaml_source import Data, KeyPath, key_path

NEW, OLD = "new", "old"
_NAMED, _SHOWN = 3, 30  # answers that a message lists, characters of each


class Answering:
    """Settle answers about `profile`; `questions` are those of today by path.

    `prefer` says which of two values is right: NEW the answer, OLD the profile's, or the name of a file.
    """

    def __init__(self, profile: Profile, questions: Mapping[str, Question], prefer: str = "") -> None:
        self.profile, self.questions, self.prefer = profile, dict(questions), prefer
        self.figures = Figures(profile)
        self.parts = Parts(profile)
        self.settled = Settled()
        self._found: dict[str, list[Taken]] = {}
        self._unchosen: dict[tuple[str, str], list[Taken]] = {}
        self._own: list[tuple[OwnResult, tuple[str, ...]]] = []

    def take(self, answers: Answers) -> None:
        """Take in what one workbook says."""
        before = len(self.settled.findings)
        for given in answers.given:
            self._read(given)
        for lost in answers.lost:
            facts = {"fault": fault_words(lost.reason), "name": lost.name, "value": lost.text}
            self._tell("answer-lost", lost.at, **facts)
        self._own += [(own, functions_of(answers, own.at.sheet)) for own in answers.own]
        for noted in answers.noted:
            self._tell("answer-note", noted.at, name=noted.name, value=noted.text)
        self.settled.findings[before:] = few_of_each(self.settled.findings[before:], MOST_FINDINGS)

    def settle(self) -> Settled:
        """Return what becomes of the answers."""
        self._sort_own()
        ordered = sorted(self._found, key=lambda path: path.count("."))  # a part before its fields
        for path in ordered:
            if (chosen := self._chosen(path, self._found[path])) is not None:
                self._against_profile(path, chosen)
        for taken in self._unchosen.values():
            said = [f"{self.name(each.path)} {self._shown(each)[:_SHOWN]}" for each in taken[:_NAMED]]
            more = "、…" if len(taken) > _NAMED else ""
            self._tell("answer-part", taken[0].at, count=str(len(taken)), said="、".join(said) + more)
        return self.settled

    def entries(self) -> Iterator[tuple[KeyPath, Data, str]]:
        """Yield what has to be written: the place in the profile, the value, and the path of its question."""
        for path, taken in self.settled.taken.items():
            node = self.profile.at(path)
            if isinstance(taken.value, dict) and isinstance(node, dict):
                whole = {"value": as_text(taken.value), **changed_fields(taken.value, node)}
                for key, value in whole.items():
                    yield (*key_path(path), key), value, path
            elif not path.startswith(f"{PART}."):
                yield self._key_path(path), taken.value, path
        for place, value in self.parts.entries():
            yield place, value, PART

    def _read(self, given: Given) -> None:
        question = self.questions.get(given.path) or Question(given.path, given.name, given.unit)
        if given.path not in self.questions:
            self._tell("answer-unasked", given.at, name=given.name, value=given.text)
            return
        meant = meant_by(given, question, self.figures)
        if meant.fault:
            self._refuse(given, meant)
            return
        said = given.text.strip()
        if isinstance(meant.value, str) and meant.value not in {said, ""} and _is_told(said, question):
            self._tell("answer-read", given.at, name=given.name, value=said, better=meant.value)
        self._found.setdefault(given.path, []).append(Taken(given.at, given.path, meant.value))

    def _refuse(self, given: Given, meant: Meant) -> None:
        facts = {"name": given.name, "value": given.text.strip(), "better": meant.better}
        self._tell("answer-unfit", given.at, fault=fault_words(meant.fault), **facts)

    def _chosen(self, path: str, found: Sequence[Taken]) -> Taken | None:
        """Return the answer that counts; tell where there are two."""
        other = max(found, key=lambda each: how_full(each.value))
        differing = [each for each in found if not is_same(each.value, other.value)]
        self._tell_equal(other, [each for each in found if each is not other and each not in differing])
        if not differing:
            return other
        preferred = [each for each in found if Path(each.at.file).name == Path(self.prefer).name]
        if preferred and all(is_same(each.value, preferred[0].value) for each in preferred):
            return preferred[0]
        for each in differing:
            facts = {"other": f"{Path(other.at.file).name} {other.at}", "than": self._shown(other)}
            self._tell("answer-twice", each.at, name=self.name(path), value=self._shown(each), **facts)
        return None

    def _against_profile(self, path: str, taken: Taken) -> None:
        """Take an answer, unless the profile has another value that stands."""
        form, name = self.parts.form_at(path) if path.startswith(f"{PART}.") else ("", "")
        if form and name and not self.parts.has(form):
            self._unchosen.setdefault((taken.at.file, form), []).append(taken)
            return
        present, fits = self._present(path), self._fits(path, taken.value)
        if (fits and alike(present, as_text(taken.value))) or self._is_default(path, taken):
            self.settled.same += 1
            self.settled.same_in.update(each.at.file for each in self._like(taken))
        elif (
            (fits and (not present or self._is_open(path)))
            or self._wins(taken)
            or (form and not name and taken.value == "true")
        ):
            self.settled.taken[path] = taken
            self.settled.again_in.update(each.at.file for each in self._like(taken) if each is not taken)
            if form:
                self.parts.take(path, taken.value)
        elif self.prefer == OLD:
            self.settled.kept += 1
        elif form and not name:
            facts = {"value": self._shown(taken), "fault": fault_words("PartThere"), "better": ""}
            self._tell("answer-unfit", taken.at, name=self.name(path), **facts)
        else:
            node = self.profile.at(path)
            had = replace(taken, value=node if isinstance(taken.value, dict) and node else present)
            facts = {"value": self._shown(taken), "present": self._shown(had)}
            where = str(self._place(path).in_file)
            self._tell("answer-differs", taken.at, name=self.name(path), place=where, **facts)

    def _like(self, taken: Taken) -> list[Taken]:
        """Return the answers to one question that say the same as `taken`, itself among them."""
        return [each for each in self._found[taken.path] if is_same(each.value, taken.value)]

    def _wins(self, taken: Taken) -> bool:
        """Return whether an answer is preferred to what the profile has; a part goes only by hand."""
        named = Path(self.prefer).name == Path(taken.at.file).name
        is_part = taken.path.startswith(f"{PART}.") and not self.parts.form_at(taken.path)[1]
        return (self.prefer == NEW or named) and not is_part

    def _shown(self, taken: Taken) -> str:
        """Return an answer as people see it: 是, where the profile has true."""
        if isinstance(taken.value, dict) and len(taken.value) > 1:
            return shown_result(taken.value, self.figures)
        question = self.questions.get(taken.path)
        said = {value: words for words, value in question.choices} if question else {}
        return said.get(as_text(taken.value), as_text(taken.value))

    def _present(self, path: str) -> str:
        """Return what the profile has for a question, as one text."""
        if path.startswith(f"{PART}."):
            return self.parts.present(path)
        value = self.profile.value(path)
        return value.text if value else "\n".join(self.profile.texts(path))

    def _is_default(self, path: str, taken: Taken) -> bool:
        """Return whether an answer is the name that a department has anyway, if nobody doubts it."""
        question = self.questions.get(path)
        if question is None or question.asked is Asked.CONFIRM or not path.startswith(DEPARTMENTS):
            return False
        return question.present == as_text(taken.value)

    def _is_open(self, path: str) -> bool:
        """Return whether what the profile has is no value yet: XX, 【待核】90."""
        value = self.profile.value(path)
        return value is not None and value.kind is ValueKind.PLACEHOLDER

    def _key_path(self, path: str) -> KeyPath:
        """Return where a value stands in the profile: of a mapping, at its `value`."""
        node = self.profile.at(path)
        inner = isinstance(node, dict) and path.count(".") == 1 and "value" in node
        return (*key_path(path), "value") if inner or isinstance(node, dict) else key_path(path)

    def _fits(self, path: str, value: Data) -> bool:
        """Return whether a result of a department's own says no other than the profile, but for its value."""
        node = self.profile.at(path)
        return not (isinstance(value, dict) and isinstance(node, dict) and changed_fields(value, node))

    def _sort_own(self) -> None:
        """Take in what departments added; tell what is not taken, and what is a figure that has a row."""
        answered = {path: as_text(found[0].value) for path, found in self._found.items()}
        rows = OwnRows(self.figures, self.questions)
        for own, functions in self._own:
            row = rows.sorted(own, functions, answered)
            name, path = own.text(Column.NAME), row.question.path
            if row.fault:
                self._tell("answer-own", own.at, name=name, fault=row.fault)
                continue
            if row.figure:
                self._tell("answer-own-one", own.at, name=name, other=one_of("figure", name=row.figure))
            self.questions.setdefault(path, row.question)
            self._found.setdefault(path, []).append(Taken(own.at, path, row.value))
            if (better := as_text(row.value)) != (said := own.text(Column.ANSWER)):
                self._tell("answer-read", own.at, name=name, value=said, better=better)

    def _tell_equal(self, other: Taken, found: Sequence[Taken]) -> None:
        """Tell of results that departments added and that are one with another."""
        where = one_of("row", file=Path(other.at.file).name, cell=str(other.at))
        for each in found:
            if isinstance(each.value, dict):
                self._tell("answer-own-one", each.at, name=self.name(each.path), other=where)

    def name(self, path: str) -> str:
        """Return what the question of a path is called."""
        return self.questions[path].name if path in self.questions else path

    def _place(self, path: str) -> Place:
        return self.profile.place(path)

    def _tell(self, rule: str, at: At, **facts: str) -> None:
        told = {"cell": str(at), **facts}
        self.settled.findings.append(
            Finding(rule, Place(at.file), {k: v.replace("\n", " ") for k, v in told.items()})
        )


def _is_told(said: str, question: Question) -> bool:
    """Return whether somebody wants to know how an answer was read: no choice, no name that is right."""
    return is_figure(question) or (question.kind is not AnswerKind.CHOICE and said not in listed("confirmed"))


def one_of(pattern: str, **facts: str) -> str:
    """Return in words which row another one is one with."""
    return fill(words("own_one")[pattern], facts)
