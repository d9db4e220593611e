"""Turn what a plan lacks and what it has into the questions of workbooks, a sheet a department."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.base.patterns import fill
from generator.base.values import Value, ValueKind
from generator.document import Document
from generator.formats.workbook.questions import AnswerKind, Asked, Question, QuestionSheet
from generator.formats.workbook.words import sheet_words, words, workbook_words
from generator.locality.figures import Figures, Slot
from generator.locality.meanings import Meanings
from generator.locality.origins import origin
from generator.locality.profile import Profile
from generator.pipeline.support.marks import GapState, is_whole
from generator.pipeline.support.missing import PlanPaths
from generator.yaml_source import mapping, strings

_PERCENT = "%"
_OUTLINE = "outline"
_NOBODYS = {"parts", _OUTLINE}
_ASKED = {GapState.FILL: Asked.FILL, GapState.CONFIRM: Asked.CONFIRM, GapState.OFFER: Asked.OFFER}
_KINDS = {"percent": AnswerKind.PERCENT, "growth": AnswerKind.GROWTH, "words": AnswerKind.WORDS}
_GROUPS = {"documents": AnswerKind.LINES, "names": AnswerKind.WORDS}
_NATIONAL = ("baseline", "target")


class Questions:
    """Hold the questions about one plan: what it lacks, and what it has, to be confirmed.

    `uppers` are the profiles of the levels above, the nearest first.
    """

    def __init__(self, profile: Profile, document: Document, uppers: Sequence[Profile] = ()) -> None:
        self.profile, self.uppers = profile, uppers
        self.paths = PlanPaths(profile, document)
        self.figures = self.paths.figures
        self._meanings = Meanings(self.figures)

    def by_department(self, *, but: Collection[str] = ()) -> dict[str, list[Question]]:
        """Return the questions by the name of the department, "" for nobody's, in the profile's order.

        Leave out those about the paths `but`.
        """
        states = {each.path: _ASKED[each.state] for each in self.paths.missing()}
        asked = {**dict.fromkeys(self.paths.filled(), Asked.GIVEN), **states}
        none = {path for path in asked if is_whole(path) or path.partition(".")[0] in _NOBODYS}
        paths = asked.keys() - none - {*but}
        found: dict[str, list[Question]] = {}
        for path in sorted(paths, key=lambda path: (origin(path, self.figures).place, path)):
            question = self.question(path, asked[path])
            found.setdefault(self.figures.slot(path).department, []).append(question)
        return {name: found[name] for name in _in_order(found, self.profile)}

    def unasked(self) -> tuple[str, ...]:
        """Return what the plan waits for and no workbook asks: the text of blocks of the outline."""
        waiting = (path for path in self.paths.gaps if path.partition(".")[0] == _OUTLINE)
        return tuple(self.paths.marks.name(origin(path, self.figures)) for path in waiting)

    def question(self, path: str, asked: Asked) -> Question:
        """Return the question about the figure, document or name at `path`."""
        slot, meaning = self.figures.slot(path), self._meanings.of(path)
        return Question(
            path,
            slot.name,
            slot.unit,
            self._kind(slot),
            asked,
            when=meaning.when,
            meaning=meaning.text,
            present=slot.text or "\n".join(self.profile.texts(path)),
            national=self._national(path),
            upper=self._upper(path),
            used=_places(self.paths.where(path)),
        )

    def _kind(self, slot: Slot) -> AnswerKind:
        """Return what an answer about a figure, a document or a name is."""
        group, _, rest = slot.path.partition(".")
        row = self.figures.indicators.get(rest.partition(".")[0]) if group == "indicators" else None
        if group in _GROUPS:
            return _GROUPS[group]
        if row and row.national and row.national.kind in _KINDS:
            return _KINDS[row.national.kind]
        if slot.unit == _PERCENT:
            return AnswerKind.PERCENT
        return AnswerKind.COUNT if slot.unit else AnswerKind.WORDS

    def _national(self, path: str) -> str:
        """Return the national value of an indicator's cell, "" for other figures."""
        group, _, rest = path.partition(".")
        key, _, column = rest.partition(".")
        row = self.figures.indicators.get(key) if group == "indicators" and column in _NATIONAL else None
        if not row or not row.national:
            return ""
        cell = row.national.baseline if column == "baseline" else row.national.target
        return cell.value.text if cell.confirmed else str(workbook_words()["unconfirmed"])

    def _upper(self, path: str) -> str:
        """Return the value of the nearest level above that has one for an indicator's cell."""
        if not path.startswith("indicators."):
            return ""
        values = (Figures(upper).slot(path) for upper in self.uppers)
        return next((each.in_full for each in values if _is_told(each.value)), "")


def _is_told(value: Value | None) -> bool:
    return value is not None and value.kind in {ValueKind.NUMBER, ValueKind.WORDS}


def _places(where: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the places of the plan as they are told, each once."""
    said = strings(workbook_words()["guide"])
    return tuple(dict.fromkeys(said["step"].join(steps) or said["top"] for steps in where))


def _in_order(found: Iterable[str], profile: Profile) -> list[str]:
    """Return names of departments in the order of the lexicon, nobody last."""
    order = list(profile.lexicon.departments.values())
    return sorted(
        found, key=lambda name: (not name, order.index(name) if name in order else len(order), name)
    )


def department_sheets(questions: Questions, *, but: Collection[str] = ()) -> Iterator[QuestionSheet]:
    """Yield a sheet for each department that the plan asks; leave out the questions about the paths `but`."""
    profile, groups = questions.profile, _result_groups(questions.profile)
    heading = fill(words("headings")["figures"], facts_of(profile))
    for name, asked in questions.by_department(but=but).items():
        shown = name or str(workbook_words()["nobody"])
        yield QuestionSheet(
            "figures",
            str(sheet_words("figures")["title"]),
            heading,
            tuple(asked),
            department=shown,
            functions=tuple(
                key for key, each in profile.lexicon.departments.items() if name and each == name
            ),
            own_rows=int(str(workbook_words()["own_rows"])),
            groups=groups,
        )


def facts_of(profile: Profile) -> dict[str, str]:
    """Return what titles and file names say of a profile."""
    return {"locality": profile.locality.name, "period": profile.period.words["name"]}


def _result_groups(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return the groups of results by their titles."""
    groups = mapping(profile.period.settings.get("result_groups"))
    return tuple((strings(group)["title"], key) for key, group in groups.items())
