"""Ask departments for what a plan lacks: make their workbooks, and write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from generator.base.diagnostics import Finding, PlanError
from generator.base.patterns import fill
from generator.formats.workbook.questions import Asked, QuestionSheet, Request
from generator.formats.workbook.words import words
from generator.formats.workbook.writer import write_workbook
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.support.asking import Questions, department_sheets, facts_of
from generator.pipeline.support.asking_letters import LETTERS_PATHS, letter_sheets
from generator.pipeline.support.composing import compose
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.naming import fitting, output_in
from generator.pipeline.support.outputs import write_outputs
from generator.pipeline.support.sent_workbooks import asking_as_much, is_same, sent_deadlines
from generator.pipeline.support.upper_plans import upper_profiles

_KEPT, _FILLED = "output-kept", "output-filled"


@dataclass(frozen=True, slots=True)
class Asking:
    """Hold what the plan in `file` asks of departments; `profile` is None if that cannot be used.

    `sheets` are those of departments, `letters` those for the drafter, if wanted; `unasked` is what the
    plan waits for that neither asks; `findings` say why there is no profile.
    """

    file: Path
    profile: Profile | None
    findings: tuple[Finding, ...]
    sheets: tuple[QuestionSheet, ...] = ()
    letters: tuple[QuestionSheet, ...] = ()
    unasked: tuple[str, ...] = ()

    @property
    def owners(self) -> list[str]:
        """Return the departments that are asked."""
        return [sheet.department for sheet in self.sheets]

    def only(self, names: Collection[str]) -> Asking:
        """Return what these departments are asked."""
        return replace(self, sheets=tuple(sheet for sheet in self.sheets if sheet.department in names))


class Standing(StrEnum):
    """Name why a workbook was left as it was; keys of what `plandraft request` says in report.yaml."""

    SAME = "same"  # it was there already
    FILLED = "filled"  # somebody has written in it, and it asks all that is asked today


@dataclass(frozen=True, slots=True)
class Written:
    """Hold a workbook that was written, whose it is, and how many questions it has, by why they are asked.

    `deadline` is the day that it names, `standing` why it was left, if it was.
    """

    file: Path
    owner: str
    asked: Counter[Asked]
    deadline: str = ""
    standing: Standing | None = None


def ask(file: Path, upper: Profile | None = None, *, letters: bool = False) -> Asking:
    """Return what the plan of the profile in `file` asks of departments, with `letters` of the drafter too.

    `upper` is the profile of the level above; without it, use those beside the file. Raise PlanError where a
    template stops the plan.
    """
    checked = check(file, upper)
    profile = checked.profile
    if profile is None:
        return Asking(file, None, tuple(checked.findings))
    questions = Questions(profile, compose(profile), upper_profiles(profile, upper))
    sheets = department_sheets(questions, but=LETTERS_PATHS if letters else ())
    drafters = tuple(letter_sheets(questions)) if letters else ()
    return Asking(file, profile, (), tuple(sheets), drafters, questions.unasked())


def write_requests(
    asking: Asking, folder: Path, *, deadline: str = "", together: bool = False, force: bool = False
) -> tuple[list[Written], list[Finding]]:
    """Write the workbooks of one plan into `folder`, one a department, or one with a sheet for each.

    `deadline` (2026-12-15) is printed on each; without one, a workbook that is written again keeps its own.
    Return what was written or stands there, and findings: files that were renamed with `force`, and those
    that could not be written, such as one that somebody has filled in and that asks something else.
    """
    if asking.profile is None:
        return [], []
    requests = list(requests_of(asking, asking.profile, together=together))
    files = {
        output_in(folder, name, ".xlsx", str(asking.file)): request
        for name, (_, request) in zip(fitting(name for name, _ in requests), requests, strict=True)
    }
    until = {} if deadline else sent_deadlines(files)
    files = {file: replace(each, deadline=until.get(file, deadline)) for file, each in files.items()}
    made = {file: write_workbook(request) for file, request in files.items()}
    standing = {file: Standing.SAME for file, content in made.items() if is_same(file, content)}
    fresh = {file: content for file, content in made.items() if file not in standing}
    findings = list(_write_each(fresh, asking.file, force=force))
    refused = {Path(each.place.file): each for each in findings if each.rule != _KEPT}
    standing |= dict.fromkeys(_filled(refused, files), Standing.FILLED)
    written = [
        Written(file, "、".join(each.departments), _counted(each.sheets), each.deadline, standing.get(file))
        for file, each in files.items()
        if file in standing or file not in refused
    ]
    return written, [each for each in findings if Path(each.place.file) not in standing]


def _filled(refused: Mapping[Path, Finding], files: Mapping[Path, Request]) -> list[Path]:
    """Return the workbooks that somebody has filled in and that ask all that `files` ask today."""
    filled = (file for file, each in refused.items() if each.rule == _FILLED)
    return asking_as_much({file: files[file] for file in filled if not file.is_symlink()})


def _write_each(files: Mapping[Path, bytes], profile: Path, *, force: bool) -> Iterator[Finding]:
    """Write `files` together, or where that is refused each by itself; yield what has to be said of them."""
    try:
        yield from write_outputs(files, inputs=[profile], force=force)
    except PlanError:
        for file, content in files.items():
            write = partial(write_outputs, {file: content}, inputs=[profile], force=force)
            kept, trouble = attempt(write, file)
            yield from [*(kept or []), *trouble]


def requests_of(asking: Asking, profile: Profile, *, together: bool) -> Iterator[tuple[str, Request]]:
    """Yield the name of each workbook, without its ending, and what it asks."""
    if together and asking.sheets:
        titled = tuple(replace(sheet, title=sheet.department) for sheet in asking.sheets)
        yield _request(profile, "all", titled)
    elif not together:
        for sheet in asking.sheets:
            yield _request(profile, "department", (sheet,), sheet.department)
    if asking.letters:
        yield _request(profile, "letters", asking.letters, profile.lexicon.department("federation"))


def _request(
    profile: Profile, kind: str, sheets: Sequence[QuestionSheet], department: str = ""
) -> tuple[str, Request]:
    """Return the name and the content of one workbook of a `kind`."""
    facts = {**facts_of(profile), "department": department}
    owners = dict.fromkeys(sheet.department for sheet in sheets)
    request = Request(
        locality=profile.locality.name,
        period=profile.period.id,
        name=facts["period"],
        title=fill(words("titles")[kind], facts),
        sheets=tuple(sheets),
        departments=tuple(owners),
    )
    return fill(words("files")[kind], facts), request


def _counted(sheets: Sequence[QuestionSheet]) -> Counter[Asked]:
    return Counter(question.asked for sheet in sheets for question in sheet.questions)
