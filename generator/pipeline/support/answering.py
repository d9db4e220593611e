"""Settle the answers of several workbooks with one another and with the profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.base.diagnostics import Finding, Place, few_of_each
from generator.base.limits import MOST_FINDINGS
from generator.base.values import ValueKind
from generator.check.findings.rulebook import rulebook
from generator.formats.workbook.answers import Answers, At, Given, OwnResult
from generator.formats.workbook.questions import DEPARTMENTS, PART, AnswerKind, Asked, Question
from generator.formats.workbook.words import listed, words
from generator.locality.figures import Figures
from generator.locality.profile import Profile
from generator.pipeline.support.alike import alike, as_text
from generator.pipeline.support.letter_parts import Parts
from generator.pipeline.support.meant import Meant, is_figure, meant_by
from generator.pipeline.support.own_results import own_result
from generator.yaml_source import Data, KeyPath, key_path

NEW, OLD = "new", "old"
_NAMED, _SHOWN = 3, 30  # answers that a message lists, characters of each


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold an answer that goes into the profile: its `value` at `path`, and the cell that it came from."""

    at: At
    path: str
    value: Data


@dataclass(slots=True)
class Settled:
    """Hold what became of all answers.

    `taken` are those that go into the profile by path; `same` counts what it has already, `kept` what stays;
    `same_in` counts by file what the profile has already, `again_in` what another file says too.
    """

    taken: dict[str, Taken] = field(default_factory=dict)
    same: int = 0
    kept: int = 0
    same_in: Counter[str] = field(default_factory=Counter)
    again_in: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)


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

    def take(self, answers: Answers) -> None:
        """Take in what one workbook says."""
        before = len(self.settled.findings)
        for given in answers.given:
            self._read(given)
        for lost in answers.lost:
            facts = {"fault": fault_words(lost.reason), "name": lost.name, "value": lost.text}
            self._tell("answer-lost", lost.at, **facts)
        for own in answers.own:
            self._own(own)
        for noted in answers.noted:
            self._tell("answer-note", noted.at, name=noted.name, value=noted.text)
        self.settled.findings[before:] = few_of_each(self.settled.findings[before:], MOST_FINDINGS)

    def settle(self) -> Settled:
        """Return what becomes of the answers."""
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
            if not path.startswith(f"{PART}."):
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
        other = found[0]
        differing = [each for each in found if not alike(as_text(each.value), as_text(other.value))]
        if not differing:
            return other
        preferred = [each for each in found if Path(each.at.file).name == Path(self.prefer).name]
        if preferred and len({as_text(each.value) for each in preferred}) == 1:
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
        present = self._present(path)
        if alike(present, as_text(taken.value)) or self._is_default(path, taken):
            self.settled.same += 1
            self.settled.same_in.update(each.at.file for each in self._like(taken))
        elif (
            not present
            or self._is_open(path)
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
            facts = {"value": self._shown(taken), "present": self._shown(replace(taken, value=present))}
            where = str(self._place(path).in_file)
            self._tell("answer-differs", taken.at, name=self.name(path), place=where, **facts)

    def _like(self, taken: Taken) -> list[Taken]:
        """Return the answers to one question that say the same as `taken`, itself among them."""
        found = self._found[taken.path]
        return [each for each in found if alike(as_text(each.value), as_text(taken.value))]

    def _wins(self, taken: Taken) -> bool:
        """Return whether an answer is preferred to what the profile has; a part goes only by hand."""
        named = Path(self.prefer).name == Path(taken.at.file).name
        is_part = taken.path.startswith(f"{PART}.") and not self.parts.form_at(taken.path)[1]
        return (self.prefer == NEW or named) and not is_part

    def _shown(self, taken: Taken) -> str:
        """Return an answer as people see it: 是, where the profile has true."""
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

    def _own(self, own: OwnResult) -> None:
        """Take in a result that the catalogue has not; tell what it lacks."""
        found = own_result(own, self.figures)
        if found.fault:
            self._tell("answer-own", own.at, name=found.question.name, fault=fault_words(found.fault))
            return
        path, value = found.question.path, found.value
        known = isinstance(self.profile.at(path), dict)
        self.questions[path] = found.question
        self._found.setdefault(path, []).append(Taken(own.at, path, value["value"] if known else value))

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


def fault_words(fault: str) -> str:
    """Return in words why an answer is not taken: the title of a rule, or the words of a fault."""
    rule = rulebook().get(fault)
    return rule.title if rule else words("faults").get(fault, fault)
