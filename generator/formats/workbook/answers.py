"""Find the answers in a workbook that came back: which question each cell belongs to, wherever it stands.

A column is known by its title, a row by its hidden key and by what is printed in it: rows may be sorted,
columns moved, sheets renamed. Where key and printed words name two questions, nobody knows what is meant, and
the answer is told, not taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from generator.formats.workbook.cells import Book, Cell, CellKind, Sheet
from generator.formats.workbook.questions import HEAD, HEADER, OWN, OWN_HEADER, Column, Head
from generator.formats.workbook.words import columns_by_title, words

_TITLES = 3  # columns that make a row a header row, if its key is lost
_OWN_COLUMNS = (Column.NAME, Column.UNIT, Column.WHEN, Column.MEANING, Column.ANSWER, Column.NOTE)

Printed = Mapping[str, tuple[str, str]]
"""Name and unit of each question by its path."""


class At(NamedTuple):
    """Point to a cell of a workbook."""

    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Given:
    """Hold one answer: the question's `path`, what its cell holds, and the printed row around it.

    `present` is what the workbook prints as the profile's value, `note` what stands in 说明.
    """

    at: At
    path: str
    kind: CellKind
    text: str
    name: str
    unit: str
    present: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnResult:
    """Hold a result that a department added: its cells by column."""

    at: At
    cells: Mapping[Column, Cell]

    def text(self, column: Column) -> str:
        """Return what a cell says, on one line: a line break inside a sentence vanishes, as in a profile."""
        said = self.cells[column].text if column in self.cells else ""
        return "".join(line.strip() for line in said.splitlines())


class Lost(NamedTuple):
    """Hold an answer whose row nobody knows: `reason` says why."""

    at: At
    reason: str
    name: str
    text: str


class Noted(NamedTuple):
    """Hold what stands in 说明 of a row that has no answer; it may be one."""

    at: At
    name: str
    text: str


@dataclass(slots=True)
class Answers:
    """Hold what one workbook says: whose it is, its answers; `heads` are the lines above them by sheet.

    `asked` has the name and unit of each question by its path, as it was sent; `sent_to` who was asked then:
    the department and its functions by the sheet. `lost` are answers whose row nobody knows, `noted` notes
    beside none, `hidden` sheets that were not read, `sheets` counts the others.
    """

    file: str
    heads: dict[str, dict[Head, str]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    asked: dict[str, tuple[str, str]] = field(default_factory=dict)
    sent_to: dict[str, tuple[str, ...]] = field(default_factory=dict)
    given: list[Given] = field(default_factory=list)
    own: list[OwnResult] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    sheets: int = 0

    def told(self, key: Head) -> str:
        """Return what the workbook says of `key`: its hidden sheet, else the line above the header row."""
        printed = (head[key] for head in self.heads.values() if head.get(key))
        return self.about.get(key.value, "") or next(printed, "")

    def person(self, department: str) -> str:
        """Return who filled in what a department is asked; each sheet of a workbook has its own."""
        own = [head for head in self.heads.values() if head.get(Head.DEPARTMENT) == department]
        return own[0].get(Head.PERSON, "") if own else self.told(Head.PERSON)


def read_answers(book: Book, known: Printed) -> Answers:
    """Return the answers in `book`; `known` are the questions of today by path, for rows that lost theirs."""
    answers = Answers(book.file)
    for sheet in book.sheets:
        if sheet.name == words("hidden")["about"] or (sheet.hidden and _is_about(sheet)):
            _read_about(sheet, answers)
    printed = {**known, **answers.asked}
    for sheet in book.sheets:
        found = _SheetReader(book.file, sheet, printed)
        if sheet.hidden:
            answers.hidden += [sheet.name] if found.is_asking() else []
        elif found.is_asking():
            answers.sheets += 1
            found.read(answers)
    return answers


def _is_about(sheet: Sheet) -> bool:
    """Return whether a hidden sheet that was renamed says what the workbook is."""
    return bool(sheet.cells) and sheet.cells[0].text == "plandraft"


def _read_about(sheet: Sheet, answers: Answers) -> None:
    """Take in the hidden sheet that says what the workbook is, as `hidden.write_about` writes it."""
    for row in sheet.rows():
        cells = [row[column].text if column in row else "" for column in range(max(row) + 1)]
        match cells:
            case ["row", path, name, *rest]:
                answers.asked[path] = name, rest[0] if rest else ""
            case ["sheet", title, _, *rest]:
                answers.sent_to[title] = tuple(rest or [""])
            case [key, value, *_] if key != "sheet":
                answers.about[key] = value
            case _:
                pass


class _SheetReader:
    """Read one sheet; `columns` and `key` are where they stand since the last header row."""

    def __init__(self, file: str, sheet: Sheet, printed: Printed) -> None:
        self.file, self.sheet, self.printed = file, sheet, printed
        self.titles = columns_by_title()
        self.columns: dict[Column, int] = {}
        self.key: int | None = None
        self.own = False
        self._paths: dict[tuple[str, str], list[str]] = {}
        for path, names in printed.items():
            self._paths.setdefault(names, []).append(path)

    def is_asking(self) -> bool:
        """Return whether the sheet has a header row of ours."""
        return any(self._is_header(row) for row in self.sheet.rows())

    def read(self, answers: Answers) -> None:
        """Add what the sheet says to `answers`."""
        labels = {label: Head(key) for key, label in words("head").items()}
        for row in self.sheet.rows():
            if self._is_header(row):
                self._begin(row)
            elif not self.columns:
                self._head(row, labels, answers)
            else:
                self._row(row, answers)

    def _is_header(self, row: Mapping[int, Cell]) -> bool:
        said = [cell.text.strip() for cell in row.values()]
        columns = {self.titles[text] for text in said if text in self.titles}
        marked = HEADER in said or OWN_HEADER in said
        return Column.ANSWER in columns and (marked or len(columns) >= _TITLES)

    def _begin(self, row: Mapping[int, Cell]) -> None:
        """Take in a header row: what stands in which column from here on."""
        texts = {number: cell.text.strip() for number, cell in row.items()}
        own = words("own_columns")
        self.own = OWN_HEADER in texts.values() or own["name"] in texts.values()
        self.columns = {self.titles[text]: number for number, text in texts.items() if text in self.titles}
        keys = [number for number, text in texts.items() if text in {HEADER, OWN_HEADER}]
        self.key = keys[0] if keys else self.columns.get(Column.KEY, self.key)

    def _head(self, row: Mapping[int, Cell], labels: Mapping[str, Head], answers: Answers) -> None:
        """Take in a line above the header row: the label, and behind it what it says."""
        ordered = sorted(row)
        for number, following in pairwise(ordered):
            head = labels.get(row[number].text.strip().rstrip("：:"))
            said = row[following].text.strip()
            if head and not said.startswith(HEAD):
                answers.heads.setdefault(self.sheet.name, {}).setdefault(head, said)

    def _row(self, row: Mapping[int, Cell], answers: Answers) -> None:
        cells = {column: row[number] for column, number in self.columns.items() if number in row}
        key = row[self.key].text.strip() if self.key is not None and self.key in row else ""
        if self.own or key == OWN:
            filled = {c: cell for c, cell in cells.items() if c in _OWN_COLUMNS and cell.is_filled}
            if filled:
                first = filled.get(Column.ANSWER) or next(iter(filled.values()))
                answers.own.append(OwnResult(self._at(first), filled))
            return
        answer = cells.get(Column.ANSWER)
        name, unit = (cells[c].text.strip() if c in cells else "" for c in (Column.NAME, Column.UNIT))
        if answer is None or not answer.is_filled:
            noted = cells.get(Column.NOTE)
            if name and noted and noted.text.strip():
                answers.noted.append(Noted(self._at(noted), name, noted.text.strip()))
            return
        path, reason = self._path(key, name, unit)
        if reason:
            answers.lost.append(Lost(self._at(answer), reason, name, answer.text.strip()))
            return
        present, note = (cells[c].text.strip() if c in cells else "" for c in (Column.PRESENT, Column.NOTE))
        at = self._at(answer)
        answers.given.append(Given(at, path, answer.kind, answer.text, name, unit, present, note))

    def _path(self, key: str, name: str, unit: str) -> tuple[str, str]:
        """Return the path of the question of a row, or why nobody knows it."""
        named = list(self._named(name, unit))
        if key in self.printed:
            if name and named and key not in named:
                return "", "RowTwoQuestions"
            return key, ""
        if len(named) == 1:
            return named[0], ""
        return "", "RowManyQuestions" if named else "RowUnknown"

    def _named(self, name: str, unit: str) -> Iterator[str]:
        """Yield the paths of the questions that are printed so."""
        if name:
            yield from self._paths.get((name, unit), [])

    def _at(self, cell: Cell) -> At:
        return At(self.file, self.sheet.name, cell.name)
