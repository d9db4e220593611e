"""Hold what a workbook asks: sheets of questions, each with the profile's path that its answer belongs to.

Nothing here knows how a workbook is stored. A sheet lists, from the top: its title, a line for each `Head`, a
header row, the questions, and below them, where it takes any, a second header row with blank rows for results
that the catalogue has not. The last column, hidden, holds the key of each row: the path of a question
(`indicators.x.target`), `head.person` and the like, `OWN` for a row of the department's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

FORMAT = "1"
"""The version of the layout, which the hidden sheet tells."""

OWN = "achievements.+"
"""The key of a row for a result of the department's own; it has no key in the profile yet."""

HEAD = "head."
"""The beginning of the key of a line above the header row; a `Head` follows."""

HEADER, OWN_HEADER = "columns", "columns.own"
"""The keys of the header rows, that of the questions and that of the rows of the department's own."""

DEPARTMENTS = "departments."
"""The beginning of the path of a question about the name of a department."""

PART = "parts"
"""The key of a question whether the plan has a part is `parts.<form>`, of a field `parts.<form>.<field>`."""


class Head(StrEnum):
    """Name a line above the header row: its label is in the column `NAME`, its value in the one behind it."""

    LOCALITY = "locality"
    PERIOD = "period"
    DEPARTMENT = "department"
    DEADLINE = "deadline"
    PERSON = "person"  # to be filled in, and the next
    PHONE = "phone"


class Column(StrEnum):
    """Name a column. In rows of the department's own `WHEN` holds the group, `MEANING` the sentence."""

    NUMBER = "number"
    NAME = "name"
    UNIT = "unit"
    WHEN = "when"
    MEANING = "meaning"
    ASKED = "asked"
    NATIONAL = "national"
    UPPER = "upper"
    PRESENT = "present"
    ANSWER = "answer"
    NOTE = "note"
    KEY = "key"


class AnswerKind(StrEnum):
    """Name what an answer is."""

    COUNT = "count"
    PERCENT = "percent"
    GROWTH = "growth"  # a percentage, or words such as 与国内生产总值增长基本同步
    WORDS = "words"
    LINES = "lines"  # one text or several, a line of the cell each
    CHOICE = "choice"  # one of `choices`


class Asked(StrEnum):
    """Name why a question is asked; what the profile has is to be confirmed in every case."""

    FILL = "fill"  # the plan prints 【待补】
    CHOSEN = "chosen"  # needed once the part that it belongs to is wanted
    CONFIRM = "confirm"  # the profile's value says 【待核】
    OFFER = "offer"  # printed once it is there
    GIVEN = "given"  # the profile has it


@dataclass(frozen=True, slots=True)
class Question:
    """Ask for the value at `path`; `present` is what the profile has, `national`, `upper` what others have.

    `used` are the places of the plan that print it, each as its headings in one text. `choices` go from what
    a cell says (要) to what the profile has (`true`).
    """

    path: str
    name: str
    unit: str = ""
    kind: AnswerKind = AnswerKind.WORDS
    asked: Asked = Asked.OFFER
    when: str = ""
    meaning: str = ""
    present: str = ""
    national: str = ""
    upper: str = ""
    used: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """Hold the questions of one visible sheet, with the words of its `kind` in templates/workbook.yaml.

    `kind` is `figures`, `plan`, `departments`, `parts` or `form`; `functions` are the keys of the department
    that it is for, by its `department`'s name. It has `own_rows` blank rows, whose groups are `groups` by
    what a cell says.
    """

    kind: str
    title: str
    heading: str
    questions: tuple[Question, ...]
    department: str = ""
    functions: tuple[str, ...] = ()
    own_rows: int = 0
    groups: tuple[tuple[str, str], ...] = ()

    def has(self, column: Column) -> bool:
        """Return whether any question has something in a column that is left out where it would be empty."""
        optional = {Column.NATIONAL: "national", Column.UPPER: "upper", Column.PRESENT: "present"}
        return column not in optional or any(getattr(each, optional[column]) for each in self.questions)


@dataclass(frozen=True, slots=True)
class Request:
    """Hold one workbook: whose it is, until when (`deadline`, as 2026-12-15), and its sheets of questions."""

    locality: str
    period: str
    name: str  # of the period: “十五五”
    title: str
    sheets: tuple[QuestionSheet, ...]
    deadline: str = ""
    departments: tuple[str, ...] = field(default=())

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is asked: locality, period, and path, name and unit of each question.

        Answers do not change it, so that a workbook asked for again after some came in is the same request.
        """
        asked = ((each.path, each.name, each.unit) for sheet in self.sheets for each in sheet.questions)
        whole = (self.locality, self.period, *self.departments, *(text for row in asked for text in row))
        return sha256("\0".join(whole).encode()).hexdigest()
