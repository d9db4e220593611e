"""Look at workbooks that were written before: until when they ask for answers, whether they are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from generator.base.diagnostics import PlanError
from generator.base.files import read_whole
from generator.formats.workbook.answers import Answers, read_answers
from generator.formats.workbook.cells import MOST_BYTES, Book
from generator.formats.workbook.questions import Head, Request
from generator.formats.workbook.reader import read_books
from generator.pipeline.support.progress import day


def sent_deadlines(files: Iterable[Path]) -> dict[Path, str]:
    """Return the deadline (2026-12-15) of each workbook of `files` that is there and has one."""
    told = {file: day(answers.told(Head.DEADLINE)) for file, answers in _read(files)}
    return {file: until.isoformat() for file, until in told.items() if until}


def asking_as_much(files: Mapping[Path, Request]) -> list[Path]:
    """Return the workbooks of `files` that are there and ask all that their requests would ask today."""
    return [file for file, answers in _read(files) if _asks_all(answers, files[file])] if files else []


def _asks_all(answers: Answers, request: Request) -> bool:
    """Return whether a workbook asks for all of a request, by the same names and in the same units."""
    ours = (request.locality, request.period) == (answers.about.get("locality"), answers.about.get("period"))
    asked = (question for sheet in request.sheets for question in sheet.questions)
    return ours and all(answers.asked.get(each.path) == (each.name, each.unit) for each in asked)


def _read(files: Iterable[Path]) -> Iterator[tuple[Path, Answers]]:
    """Yield what each workbook of `files` says that is there and can be read."""
    contents: dict[str, bytes] = {}
    for file in files:
        with suppress(PlanError):  # whoever writes there tells what is wrong with it
            contents[str(file)] = read_whole(file, MOST_BYTES)
    for name, book in read_books(contents):
        if isinstance(book, Book):
            yield Path(name), read_answers(book, {})


def is_same(file: Path, content: bytes) -> bool:
    """Return whether `file` holds `content` already; a link never does: it is not to be written through."""
    try:
        return not file.is_symlink() and read_whole(file, MOST_BYTES) == content
    except PlanError:
        return False
