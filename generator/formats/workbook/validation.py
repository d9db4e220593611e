"""Tell spreadsheet programs what to say and check as an answer is typed: a courtesy, all is read again."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from generator.base.patterns import fill
from generator.formats.workbook.hidden import Lists
from generator.formats.workbook.questions import AnswerKind, Question
from generator.formats.workbook.words import words

_LONGEST = 255  # characters of a hint or a formula in the file format
_NUMBER = {
    AnswerKind.COUNT: "VALUE({cell})>=0",
    AnswerKind.PERCENT: "AND(VALUE({cell})>=0,VALUE({cell})<=100)",
}
# A text is fine with a digit in it, or if it is one of the words that are listed as sound.
_TEXT = "OR(SUMPRODUCT(--({sound}={cell}))>0,SUMPRODUCT(--ISNUMBER(FIND(ROW($1:$10)-1,{cell})))>0)"

Cell = tuple[int, int]
_Kind = tuple[AnswerKind | None, str, tuple[tuple[str, str], ...]]


class Validations:
    """Gather what a sheet's cells say and check, and add it at the end: one rule for all cells alike."""

    def __init__(self, page: Worksheet, lists: Lists) -> None:
        self._page, self._lists = page, lists
        self._cells: dict[_Kind, list[Cell]] = {}

    def hint(self, row: int, column: int, hint: str) -> None:
        """Let a cell say `hint` when it is entered."""
        if hint:
            self._cells.setdefault((None, hint, ()), []).append((row, column))

    def answer(self, row: int, column: int, question: Question) -> None:
        """Let a cell say how an answer to `question` is written, and check numbers and choices."""
        said = words("hints")
        hint = said[question.kind]
        if question.present:
            hint = fill(said["present"], {"hint": hint, "present": question.present})
        self._cells.setdefault((question.kind, hint, question.choices), []).append((row, column))

    def choose(self, row: int, column: int, choices: tuple[tuple[str, str], ...]) -> None:
        """Let a cell choose from a department's own groups."""
        if choices:
            hint = words("hints")["own_group"]
            self._cells.setdefault((AnswerKind.CHOICE, hint, choices), []).append((row, column))

    def add(self) -> None:
        """Add the gathered rules to the sheet."""
        dialogs = words("dialogs")
        for (kind, hint, choices), cells in self._cells.items():
            rule = {
                **self._rule(kind, choices, cells[0]),
                "input_title": dialogs["hint"],
                "input_message": _short(hint),
                "error_title": dialogs["warning"],
                "error_message": words("warnings").get(kind or "", ""),
                "error_type": "warning",
            }
            if len(cells) > 1:
                rule["multi_range"] = _spans(cells)
            self._page.data_validation(*cells[0], *cells[0], rule)

    def _rule(
        self, kind: AnswerKind | None, choices: tuple[tuple[str, str], ...], first: Cell
    ) -> dict[str, str]:
        """Return what a rule checks, told of the `first` of its cells."""
        if choices:
            return {"validate": "list", "source": f"={self._lists.of(choices)}"}
        if kind not in _NUMBER:
            return {"validate": "any"}
        facts = {"cell": xl_rowcol_to_cell(*first), "sound": self._lists.sound}
        number, text = (fill(pattern, facts) for pattern in (_NUMBER[kind], _TEXT))
        return {"validate": "custom", "value": f"=IFERROR({number},{text})"}


def _short(hint: str) -> str:
    """Return `hint` as far as the file format has room for it, which counts in UTF-16."""
    return hint.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")


def _spans(cells: Iterable[Cell]) -> str:
    """Return cells as the file format lists them, those below one another as one range."""
    found: list[tuple[Cell, Cell]] = []
    for row, column in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if found and found[-1][1] == (row - 1, column):
            found[-1] = (found[-1][0], (row, column))
        else:
            found.append(((row, column), (row, column)))
    return " ".join(
        xl_rowcol_to_cell(*first)
        if first == last
        else f"{xl_rowcol_to_cell(*first)}:{xl_rowcol_to_cell(*last)}"
        for first, last in found
    )
