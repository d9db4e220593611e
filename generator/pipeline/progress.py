"""Find how far the questions to departments have come, by the workbooks that lie in a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.formats.workbook.answers import Answers, read_answers
from generator.formats.workbook.cells import Book
from generator.formats.workbook.questions import PART, Head
from generator.formats.workbook.reader import read_files
from generator.formats.workbook.words import workbook_words
from generator.locality.figures import Figures
from generator.pipeline.gaps import Gaps
from generator.pipeline.support.came_back import workbooks_in
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.marks import is_whole
from generator.pipeline.support.progress import FoundSheet, Progress, progress_of

_NO_QUESTIONS = (PART, "outline")  # to departments: the drafter answers them


def read_folder(folder: Path) -> tuple[list[Answers], list[Finding]]:
    """Return what the workbooks in `folder` say, and findings for those that cannot be read."""
    found, findings = attempt(partial(workbooks_in, [folder]), folder)
    said: list[Answers] = []
    for _, book in read_files(found or ()):
        if isinstance(book, Book):
            said.append(read_answers(book, {}))
        else:
            findings += book
    return said, findings


def find_progress(gaps: Gaps, said: Iterable[Answers], today: date) -> list[Progress]:
    """Return how far each department has come that the plan of `gaps` asks, by what workbooks have `said`.

    Workbooks of other localities and periods count nowhere, nor does the one of the drafter's own.
    """
    if gaps.profile is None:
        return []
    figures, asked = Figures(gaps.profile), _asked(gaps)
    sheets = [sheet for answers in said for sheet in _sheets(figures, asked, answers)]
    if not gaps.is_whole:
        sheets = [sheet for sheet in sheets if sheet.department in asked]
    return progress_of(asked, sheets, today)


def _asked(gaps: Gaps) -> list[str]:
    """Return the departments that have anything to give or to confirm, in the order of the lexicon."""
    missing = {each.department for each in gaps.missing if _is_asked(each.path)}
    return [name for name in gaps.owners if name in {*gaps.given, *missing}]


def _is_asked(path: str) -> bool:
    return not is_whole(path) and path.partition(".")[0] not in _NO_QUESTIONS


def _sheets(figures: Figures, names: Collection[str], answers: Answers) -> Iterator[FoundSheet]:
    """Yield what each department has answered in one workbook, if it is one of the profile's.

    A workbook for none of those that are asked today (`names`) is one of former days, but its answers count.
    """
    profile = figures.profile
    ours = (profile.locality.name, profile.period.id)
    if (answers.told(Head.LOCALITY), answers.about.get("period")) != ours:
        return
    if any(path.startswith(f"{PART}.") for path in answers.asked):
        return
    asked = Counter(figures.slot(path).department for path in answers.asked)
    given = Counter(figures.slot(each.path).department for each in answers.given)
    nobody = str(workbook_words()["nobody"])
    sent = dict.fromkeys("" if name == nobody else name for name, *_ in answers.sent_to.values())
    file, deadline = Path(answers.file), answers.told(Head.DEADLINE)
    for department, questions in asked.items():
        if given[department] or department in (sent or names):
            person = answers.person(department)
            yield FoundSheet(file, department, deadline, person, questions, given[department])
    for name in (each for each in sent if each not in names):
        person = answers.person(name)
        yield FoundSheet(file, name, deadline, person, asked.total(), given.total(), is_former=True)
