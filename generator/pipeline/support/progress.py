"""Tell how far the questions to departments have come: which are sent, answered, late."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D{0,8}\Z", re.ASCII)


class SendState(StrEnum):
    """Name how far the questions to one department have come."""

    UNSENT = "unsent"  # nothing lies in the folder
    SENT = "sent"  # a workbook that nobody has filled in
    RECEIVED = "received"
    FORMER = "former"  # a workbook for a department that is asked no more, or is called otherwise today


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """Hold what a workbook in the folder says of one `department`: how much of what it asks is answered.

    `questions` and `answered` count its rows; `is_former` is whether that department is asked no more.
    """

    file: Path
    department: str
    deadline: str = ""
    person: str = ""
    questions: int = 0
    answered: int = 0
    is_former: bool = False

    @property
    def returned(self) -> bool:
        """Return whether somebody has filled in anything."""
        return bool(self.answered or self.person)


@dataclass(frozen=True, slots=True)
class Progress:
    """Hold how far the questions to one department have come; `days` are left, none if no day is set.

    `days` are below 0 once the day has gone by. `files` are those that came back, else those to be sent.
    """

    department: str
    state: SendState
    files: tuple[Path, ...] = ()
    person: str = ""
    questions: int = 0
    answered: int = 0
    deadline: date | None = None
    days: int | None = None

    @property
    def is_due(self) -> bool:
        """Return whether its workbook is out and has not come back."""
        return self.state is SendState.SENT


def progress_of(departments: Sequence[str], sheets: Iterable[FoundSheet], today: date) -> list[Progress]:
    """Return how far each of the `departments` has come, by what the `sheets` of the folder say.

    Departments that are asked no more follow: those that answered, then the sheets of the others.
    """
    found: dict[str, list[FoundSheet]] = {name: [] for name in departments}
    former: dict[str, list[FoundSheet]] = {}
    for sheet in sheets:
        (former if sheet.is_former else found).setdefault(sheet.department, []).append(sheet)
    return [
        *(_progress(name, each, today) for name, each in found.items()),
        *(replace(_progress(name, each, today), state=SendState.FORMER) for name, each in former.items()),
    ]


def _progress(department: str, sheets: Sequence[FoundSheet], today: date) -> Progress:
    """Return how far one department has come: what came back counts before what lies there unfilled."""
    if not sheets:
        return Progress(department, SendState.UNSENT)
    returned = [sheet for sheet in sheets if sheet.returned]
    counted = returned or sheets
    fullest = max(counted, key=lambda sheet: (sheet.answered, sheet.questions))
    deadline = max(filter(None, (day(sheet.deadline) for sheet in sheets)), default=None)
    return Progress(
        department,
        SendState.RECEIVED if returned else SendState.SENT,
        tuple(sorted({sheet.file for sheet in counted})),
        "、".join(dict.fromkeys(sheet.person for sheet in returned if sheet.person)),
        fullest.questions,
        fullest.answered,
        deadline,
        (deadline - today).days if deadline else None,
    )


def day(text: str) -> date | None:
    """Return the day that `text` names (2026-12-10, 2026年12月10日前), None if it names none."""
    found = _DAY.match(text.strip())
    if found:
        with suppress(ValueError):
            return date(*map(int, found.groups()))
    return None
