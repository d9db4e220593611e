"""Take the answers of workbooks that came back into the profile, in place; what cannot be taken is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.base.characters import one_line
from generator.base.diagnostics import Finding, Place, PlanError, few_of_each
from generator.base.files import read_whole
from generator.base.limits import MOST_FINDINGS, MOST_PROFILE_BYTES
from generator.formats.workbook.answers import Answers, read_answers
from generator.formats.workbook.cells import Book
from generator.formats.workbook.questions import PART, Head, Question
from generator.formats.workbook.reader import read_files
from generator.formats.workbook.words import words
from generator.pipeline.request import ask
from generator.pipeline.support.answering import Answering
from generator.pipeline.support.came_back import foreign, hidden, older
from generator.pipeline.support.outputs import until_unchanged, write_profile
from generator.pipeline.support.own_results import fault_words
from generator.pipeline.support.settled import Settled, as_text
from generator.pipeline.support.writing_in import write_in
from generator.yaml_source import KeyPath
from generator.yaml_source.placing import Entry
from generator.yaml_source.read import decode

_FIELD = 3  # keys of the path of a field of a part: parts, its number, the field


@dataclass(slots=True)
class Collected:
    """Hold what came in for the profile in `file`, which was written to `into`, None if to nowhere.

    `settled` is what became of the answers, `books` how many of each workbook were found, by its file.
    """

    file: Path
    into: Path | None = None
    settled: Settled = field(default_factory=Settled)
    books: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def taken_from(self) -> Counter[str]:
        """Return how many answers of each workbook go into the profile."""
        return Counter(taken.at.file for taken in self.settled.taken.values())


def collect(  # noqa: PLR0913  # one parameter an option
    file: Path,
    books: Sequence[Path],
    into: Path | None = None,
    *,
    prefer: str = "",
    cite: str | None = None,
    dry: bool = False,
    force: bool = False,
) -> Collected:
    """Take the answers in `books` into the profile in `file`, or into a copy of it at `into`.

    `prefer` is what `Answering` has; behind each value stands where it came from if `cite` is a text, the
    day; nothing is written if `dry`. Begin again where somebody else changes the profile meanwhile, so that
    neither's words are lost. Raise PlanError if the profile cannot be used or written.
    """
    once = partial(_collect, file, books, into, prefer=prefer, cite=cite, dry=dry, force=force)
    return until_unchanged(once)


def _collect(  # noqa: PLR0913  # one parameter an option
    file: Path,
    books: Sequence[Path],
    into: Path | None,
    *,
    prefer: str,
    cite: str | None,
    dry: bool,
    force: bool,
) -> Collected:
    """Do what `collect` does; raise ChangedError if the profile is changed meanwhile."""
    collected = Collected(file)
    before = read_whole(file, MOST_PROFILE_BYTES)  # first: what is read later may be newer, which is told
    asking = ask(file, letters=True)
    if asking.profile is None:
        raise PlanError(list(asking.findings))
    questions = {q.path: q for sheet in (*asking.sheets, *asking.letters) for q in sheet.questions}
    answering = Answering(asking.profile, questions, prefer)
    cited: dict[tuple[str, str], str] = {}
    for answers in _answers(books, questions, collected):
        unfit = [*foreign(answers, asking.profile)]
        collected.findings += [*hidden(answers), *unfit]
        if not unfit:
            answering.take(answers)
            collected.findings += older(answers, asking.sheets)
            for sheet, head in answers.heads.items():
                cited[answers.file, sheet] = _cited(head, cite or "")
    collected.settled = answering.settle()
    text = _written(before, answering, cited if cite is not None else {}, collected)
    collected.findings += collected.settled.findings
    collected.findings = [*few_of_each(collected.findings, MOST_FINDINGS)]
    if text is not None and not dry:
        collected.findings += write_profile(text, before, [file, *books], into, force=force)
        collected.into = into or file
    return collected


def _answers(
    files: Sequence[Path], questions: Mapping[str, Question], collected: Collected
) -> Iterator[Answers]:
    """Yield what each workbook says; tell what cannot be read."""
    known = {path: (question.name, question.unit) for path, question in questions.items()}
    for file, book in read_files(files):
        if isinstance(book, Book):
            answers = read_answers(book, known)
            collected.books[str(file)] = len(answers.given) + len(answers.own) + len(answers.lost)
            yield answers
        else:
            collected.findings += book


def _cited(head: Mapping[Head, str], day: str) -> str:
    """Return the comment that says where answers came from: 县民政局，2026-12-03，填报人 张三."""
    person = head.get(Head.PERSON, "")
    said = (
        head.get(Head.DEPARTMENT, ""),
        day,
        f"{words('head')['person']} {person}" if person else "",
    )
    return one_line("，".join(filter(None, said)))


def _written(
    content: bytes, answering: Answering, cited: Mapping[tuple[str, str], str], collected: Collected
) -> str | None:
    """Return the text of the profile of this `content` with the answers, None if all stays."""
    file = collected.file
    text = decode(content, str(file))[0]
    settled = answering.settled
    paths: dict[KeyPath, str] = {}
    entries: dict[KeyPath, Entry] = {}
    for place, value, path in answering.entries():
        paths[place] = path
        taken = settled.taken.get(path)
        entries[place] = Entry(value, cited.get((taken.at.file, taken.at.sheet), "") if taken else "")
    if not entries:
        return None
    written = write_in(text, str(file), entries)
    for place, why in written.refused.items():
        _refuse(place, paths[place], why, answering, collected)
    return written.text if len(written.refused) < len(entries) else None


def _refuse(place: KeyPath, path: str, why: str, answering: Answering, collected: Collected) -> None:
    """Tell of the answers that cannot be written at a place; those about parts may stand at one together."""
    taken = collected.settled.taken
    field = f".{place[-1]}" if len(place) == _FIELD else ""
    parts = [each for each in taken if each.startswith(f"{PART}.") and each.endswith(field)]
    for each in parts if path == PART else [path] if path in taken else []:
        gone = taken.pop(each)
        facts = {"name": answering.name(each), "value": as_text(gone.value), "fault": fault_words(why)}
        told = Finding("answer-unfit", Place(gone.at.file), {"cell": str(gone.at), **facts, "better": ""})
        collected.settled.findings.append(told)
