"""Read the tables of an outside plan: indicators, completion, tasks; what else there is becomes lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.document import Cell, Column, IndicatorRow, IndicatorTable, Task, TaskTable, Text
from generator.word.outside.columns import is_indicator_head, is_task_head, role_of, roles_of
from generator.word.outside.duties import duties, names_in
from generator.word.outside.grids import TextRow, grid, whole_grid
from generator.word.outside.numbers import forms, numbered
from generator.word.outside.vocabulary import begins_with, words
from generator.word.reader import BareLine, BareTable

_COMMA = re.compile(r"[，,；;]")
_ONLY_NUMBER = re.compile(r"\s*\d{1,3}\s*[.．、]?\s*")


def read_table(table: BareTable, title: str) -> IndicatorTable | TaskTable | None:
    """Return the table of indicators or of tasks that `table` is, None if it is neither."""
    rows = whole_grid(table)
    if rows and is_indicator_head(rows[0]):
        return _indicators(rows[0], rows[1:], title)
    return _tasks(rows[0], rows[1:]) if rows and is_task_head(rows[0]) else None


def continued(
    before: object, table: BareTable, read: IndicatorTable | TaskTable | None
) -> IndicatorTable | TaskTable | None:
    """Return the table `before` with the rows of `table`, which was `read`, if a page parted them; else None.

    A half has the same columns, with or without their headings, and its numbers go on.
    """
    rows = [row for row in grid(table) if any(text.strip() for text in row)]
    if isinstance(before, TaskTable):
        more = read if isinstance(read, TaskTable) else _more_tasks(before, rows) if read is None else None
        return _joined_tasks(before, more) if isinstance(more, TaskTable) else None
    if not isinstance(before, IndicatorTable):
        return None
    if isinstance(read, IndicatorTable):
        added = read.rows if read.columns == before.columns else ()
    else:
        added = _more_indicators(before, rows)
    if not (added and before.rows) or not _goes_on(_number_of(before.rows[-1]), _number_of(added[0])):
        return None
    note = before.note + (read.note if isinstance(read, IndicatorTable) else "")
    return replace(before, rows=(*before.rows, *added), note=note)


def _number_of(row: IndicatorRow) -> str:
    """Return the number of a row, which may stand in a column of its own."""
    own = ("".join(run.text for run in cell.runs) for cell in row.cells if cell.column == "number")
    return row.number or next(own, "")


def _more_indicators(before: IndicatorTable, rows: Sequence[TextRow]) -> tuple[IndicatorRow, ...]:
    roles = [column.id for column in before.columns]
    if not rows or len(rows[0]) != len(roles):
        return ()
    last = before.rows[-1].category if before.rows else ""
    found = _indicator_rows(rows, roles)
    return tuple(row if row.category else replace(row, category=last) for row in found)


def _more_tasks(before: TaskTable, rows: Sequence[TextRow]) -> TaskTable | None:
    roles = [column.id for column in before.columns]
    if not rows or len(rows[0]) != len(roles) or "number" not in roles:
        return None
    place = roles.index("number")
    shifted = not _ONLY_NUMBER.fullmatch(rows[0][place]) and _ONLY_NUMBER.fullmatch(rows[0][place + 1])
    # The last cell of the row above has become the first one of this.
    lost = rows[0][place] if shifted and not before.tasks[-1].duties.lead else ""
    own = [(*rows[0][1:], "") if lost else rows[0], *rows[1:]]
    tasks = tuple(_task(dict(zip(roles, row, strict=True)), row, roles) for row in own)
    lead, _, support = _COMMA.sub("，", lost).partition("，")
    whole = replace(before.tasks[-1], duties=duties(names_in(lead), names_in(support))) if lost else None
    return replace(before, tasks=(*((whole,) if whole else ()), *tasks), note="")


def _joined_tasks(before: TaskTable, more: TaskTable) -> TaskTable | None:
    """Return the tasks of both halves; one that stands in both is that of the second."""
    first = more.tasks[0].number if more.tasks else ""
    kept = before.tasks[:-1] if before.tasks and before.tasks[-1].number == first else before.tasks
    if not kept or not _goes_on(kept[-1].number, first):
        return None
    return replace(before, tasks=(*kept, *more.tasks), note=before.note + more.note)


def _goes_on(last: str, number: str) -> bool:
    """Return whether `number` is the next one after `last`."""
    one, other = (re.sub(r"\D", "", each) for each in (last, number))
    return bool(one and other) and int(other) == int(one) + 1


def _indicators(head: TextRow, rows: Sequence[TextRow], title: str) -> IndicatorTable:
    roles = roles_of(head)
    notes = [row for row in rows if _is_note(row)]
    body = [row for row in rows if not _is_note(row)]
    by_rows = any(_category(row, roles) for row in body)
    columns = tuple(Column(role, text) for role, text in zip(roles, head, strict=True))
    form = "rows" if by_rows else "column" if "category" in roles else "none"
    return IndicatorTable(
        "",
        title,
        columns,
        tuple(_indicator_rows(body, roles)),
        form,
        "".join(text for row in notes for text in row),
    )


def _is_note(row: TextRow) -> bool:
    return begins_with(row[0], (f"{each}{colon}" for each in words("note") for colon in "：:"))


def _category(row: TextRow, roles: Sequence[str]) -> str:
    """Return the name of the category that `row` is and nothing else, "" if it is none."""
    said = {role: text.strip() for role, text in zip(roles, row, strict=False) if text.strip()}
    if not said or not set(said) <= {roles[0], "number", "name"} or len(said) > 1 + ("number" in said):
        return ""
    number = said.get("number", "") if len(said) > 1 else ""
    text = said["name"] if number else next(iter(said.values()))
    found = numbered(text)
    if number.strip(".．、").isdecimal() or (found and "{cjk}" not in forms()[found.form]):
        return ""
    return f"{number}、{text}" if number and number[-1] not in "、.．）" else f"{number}{text}"


def _indicator_rows(rows: Sequence[TextRow], roles: Sequence[str]) -> Iterator[IndicatorRow]:
    category, used = "", True
    for row in rows:
        if alone := _category(row, roles):
            yield from () if used else (IndicatorRow("", (), category),)
            category, used = alone, False
            continue
        used = True
        texts = dict(zip(roles, row, strict=False))
        category = texts.pop("category", "").strip() or category
        number, name = ("", texts.get("name", "")) if "number" in texts else _number(texts.get("name", ""))
        cells = {**texts, "name": name}
        shown = tuple(Cell(role, _runs(cells[role])) for role in roles if role in cells)
        yield IndicatorRow("", shown, category, number)
    yield from () if used else (IndicatorRow("", (), category),)


def _number(name: str) -> tuple[str, str]:
    """Return the number of a row and its name, which may begin with the number."""
    found = numbered(name)
    return (found.number, found.rest) if found else ("", name)


def _runs(text: str) -> tuple[Text, ...]:
    return (Text(text.strip()),) if text.strip() else ()


def _tasks(head: TextRow, rows: Sequence[TextRow]) -> TaskTable:
    known = [role_of(text, "tasks") for text in head]
    roles = [role if role not in known[:n] else "" for n, role in enumerate(known)]
    columns = [
        Column(role or f"c{n}", text) for n, (role, text) in enumerate(zip(roles, head, strict=True), 1)
    ]
    notes = [row for row in rows if _is_note(row)]
    tasks = [_task(dict(zip(roles, row, strict=False)), row, roles) for row in rows if not _is_note(row)]
    return TaskTable("", _named(columns), tuple(tasks), "".join(text for row in notes for text in row))


def _named(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns of tasks; who leads and who takes part is one column, called duties."""
    headings = "、".join(each.heading for each in columns if each.id in {"lead", "support"})
    kept = [Column("duties", headings) if each.id == "lead" else each for each in columns]
    return tuple(each for each in kept if each.id != "support")


def _task(texts: dict[str, str], row: TextRow, roles: Sequence[str]) -> Task:
    lead, _, support = _COMMA.sub("，", texts.get("duties", "")).partition("，")
    others = [text for text, role in zip(row, roles, strict=False) if not role and text.strip()]
    words_ = "\t".join([texts.get("task", ""), *others])
    lead_names = names_in(texts.get("lead", lead))
    return Task(
        "",
        _runs(words_),
        duties(lead_names, names_in(texts.get("support", support))),
        texts.get("number", "").strip(),
    )


def rows_as_lines(table: BareTable) -> Iterator[BareLine]:
    """Yield the rows of a `table` that nothing is known of as lines, tabs between their cells."""
    for row in table.rows:
        if len(row) == 1:
            yield from row[0].lines
        else:
            texts = [cell.text for cell in row if not cell.continued]
            if any(texts):
                yield BareLine("\t".join(texts))
