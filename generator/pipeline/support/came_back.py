"""Find the workbooks that came back, and tell which are not this plan's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.base.characters import one_line
from generator.base.diagnostics import Finding, Place
from generator.base.files import is_lock_file
from generator.formats.workbook.answers import Answers
from generator.formats.workbook.questions import Asked, Head, QuestionSheet
from generator.locality.profile import Profile

_ENDINGS = {".xlsx", ".xls", ".ods", ".xlsm", ".xlsb", ".xltx", ".et", ".fods", ".csv"}
_NAMED = 3  # questions that a message names


def workbooks_in(given: Iterable[Path]) -> list[Path]:
    """Return the workbooks that are `given`, each once; of a folder those in it, but no lock files.

    What only looks like one is among them: who made it has to hear that it was not read.
    """
    found: list[Path] = []
    for path in given:
        inside = sorted(path.iterdir()) if path.is_dir() else []
        found += [each for each in inside if each.suffix.lower() in _ENDINGS and not is_lock_file(each)]
        found += [] if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def hidden(answers: Answers) -> Iterator[Finding]:
    """Yield a finding for each hidden sheet that has questions and was not read."""
    for sheet in answers.hidden:
        yield Finding("workbook-hidden", Place(answers.file), {"sheet": one_line(sheet)})


def foreign(answers: Answers, profile: Profile) -> Iterator[Finding]:
    """Yield why nothing of a workbook is taken: it has no questions, or is of another place or period."""
    place = Place(answers.file)
    if not answers.sheets:
        if not answers.hidden:
            yield Finding("workbook-foreign", place, {})
        return
    ours = {Head.LOCALITY: profile.locality.name, Head.PERIOD: profile.period.id}
    for head, expected in ours.items():
        told = answers.told(head).strip()
        same = told == expected if head is Head.LOCALITY else expected in told  # 新安县 is not 安县
        if told and not same:
            yield Finding("workbook-elsewhere", place, {"theirs": one_line(told), "ours": expected})
            return


def older(answers: Answers, sheets: Iterable[QuestionSheet]) -> Iterator[Finding]:
    """Yield a finding for each of today's `sheets` of which a workbook lacks what the plan has to have."""
    for sheet in sheets:
        paths = {question.path for question in sheet.questions}
        lacking = (
            each for each in sheet.questions if each.asked is Asked.FILL and each.path not in answers.asked
        )
        missing = [each.name for each in lacking]
        if missing and paths & answers.asked.keys():
            facts = {"count": str(len(missing)), "names": "、".join(missing[:_NAMED])}
            yield Finding("workbook-older", Place(answers.file), facts)
