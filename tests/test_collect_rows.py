"""Test that answers are found wherever they stand: saved by LibreOffice, moved, renamed, without keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from collecting import LIVING, RATE, asked, asking
from commands import CASES
from filled_workbooks import filled
from hypothesis import given
from hypothesis import strategies as st

from generator.formats.workbook.answers import Answers, Printed, read_answers
from generator.formats.workbook.cells import Book, Cell, Sheet
from generator.formats.workbook.questions import Head
from generator.formats.workbook.reader import read_books

ANSWERS = {
    LIVING: "1537",
    RATE: "88.6",
    "achievements.living_subsidy_recipients": "9800余",
    "achievements.care_subsidy_recipients": "１２３４人",
    "achievements.two_subsidies_beneficiaries": ">450",
    "commitments.grace_period": "12",
}
SAVED = sorted((CASES / "collect" / "office").iterdir())


@cache
def book() -> Book:
    """Return a workbook with ANSWERS, as it was read."""
    found = dict(read_books({"a.xlsx": filled(asked()["县民政局"], ANSWERS, person="张三")}))["a.xlsx"]
    assert isinstance(found, Book)
    return found


@cache
def known() -> Printed:
    """Return the questions of today."""
    return {q.path: (q.name, q.unit) for sheet in asking().sheets for q in sheet.questions}


def given_by(answers: Answers) -> dict[str, str]:
    """Return the answers by path; each path has one."""
    found = {each.path: each.text for each in answers.given}
    assert len(found) == len(answers.given)
    return found


@pytest.mark.parametrize("file", SAVED, ids=lambda file: file.suffix)
def test_what_libreoffice_saves_reads_the_same(file: object) -> None:
    [path] = [each for each in SAVED if each == file]
    found = dict(read_books({path.name: path.read_bytes()}))[path.name]
    assert isinstance(found, Book)
    answers = read_answers(found, {})
    assert given_by(answers) == ANSWERS
    assert (answers.lost, answers.hidden, answers.told(Head.PERSON)) == ([], [], "张三")
    assert answers.told(Head.PERIOD) == "2026-2030"


def test_all_three_formats_were_saved() -> None:
    assert [file.suffix for file in SAVED] == [".ods", ".xls", ".xlsx"]


def changed(change: Callable[[Sheet], Sheet], *, about: bool = True) -> Book:
    """Return the workbook with its first sheet changed, without its hidden sheet unless `about`."""
    first, *rest = book().sheets
    kept = rest if about else [sheet for sheet in rest if sheet.name != "plandraft"]
    return replace(book(), sheets=(change(first), *kept))


def moved(sheet: Sheet, rows: dict[int, int], columns: dict[int, int]) -> Sheet:
    """Return a sheet with rows and columns at other places."""
    cells = (
        replace(cell, row=rows.get(cell.row, cell.row), column=columns.get(cell.column, cell.column))
        for cell in sheet.cells
    )
    return replace(sheet, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def question_rows(sheet: Sheet) -> list[int]:
    """Return the numbers of the rows with questions."""
    return [cell.row for cell in sheet.cells if cell.text in known()]


@given(chosen=st.data())
def test_rows_and_columns_may_stand_anywhere(chosen: st.DataObject) -> None:
    first = book().sheets[0]
    rows = question_rows(first)
    order = chosen.draw(st.permutations(rows))
    columns = chosen.draw(st.permutations(range(12)))
    shifted = moved(first, dict(zip(rows, order, strict=True)), dict(enumerate(columns)))
    name = chosen.draw(st.sampled_from(["填报表", "Sheet1", "民政"]))
    answers = read_answers(changed(lambda _: replace(shifted, name=name)), {})
    assert given_by(answers) == ANSWERS
    assert answers.lost == []


def _without_keys(sheet: Sheet) -> Sheet:
    column = max(cell.column for cell in sheet.cells)
    return replace(sheet, cells=tuple(cell for cell in sheet.cells if cell.column != column))


@pytest.mark.parametrize("about", [True, False])
def test_without_keys_the_printed_words_tell(about: bool) -> None:  # noqa: FBT001  # pytest gives it by its name
    answers = read_answers(changed(_without_keys, about=about), known())
    assert given_by(answers) == ANSWERS


def test_without_words_the_key_tells() -> None:
    def unnamed(sheet: Sheet) -> Sheet:
        rows = question_rows(sheet)
        return replace(sheet, cells=tuple(c for c in sheet.cells if c.row not in rows or c.column != 1))

    assert given_by(read_answers(changed(unnamed), {})) == ANSWERS


def test_names_that_were_sorted_alone_are_told_and_nothing_is_taken() -> None:
    def sorted_alone(sheet: Sheet) -> Sheet:
        rows = question_rows(sheet)
        turned = dict(zip(rows, [*rows[1:], rows[0]], strict=True))
        cells = (
            replace(cell, row=turned[cell.row]) if cell.row in turned and cell.column in {1, 2} else cell
            for cell in sheet.cells
        )
        return replace(sheet, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))

    answers = read_answers(changed(sorted_alone), {})
    assert answers.given == []
    assert {each.reason for each in answers.lost} == {"RowTwoQuestions"}
    assert [each.text for each in answers.lost if each.text == "1537"] == ["1537"]


def test_a_row_that_nobody_asked_is_told_with_its_cell() -> None:
    def with_more(sheet: Sheet) -> Sheet:
        last = max(question_rows(sheet))
        [name, answer] = [
            next(cell for cell in sheet.cells if cell.text == text) for text in ("项目", "填报数")
        ]
        more = [
            Cell(last + 1, name.column, name.kind, "没有问过的"),
            Cell(last + 1, answer.column, name.kind, "77"),
        ]
        return replace(sheet, cells=(*[c for c in sheet.cells if c.row <= last], *more))

    answers = read_answers(changed(with_more), {})
    [lost] = answers.lost
    assert (lost.reason, lost.name, lost.text) == ("RowUnknown", "没有问过的", "77")
    assert lost.at.cell.endswith(str(max(question_rows(book().sheets[0])) + 2))
    assert given_by(answers) == ANSWERS


def test_a_sheet_that_is_hidden_is_told_and_not_read() -> None:
    answers = read_answers(changed(lambda sheet: replace(sheet, hidden=True)), {})
    assert (answers.given, answers.hidden, answers.sheets) == ([], ["填报表"], 0)
