"""Lines and tables of plans that Plandraft did not write, from cases; what was read of them, in lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.document import (
    Annex,
    Box,
    Contents,
    Division,
    Document,
    Duties,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Node,
    Paragraph,
    Plan,
    Task,
    TaskTable,
    children,
    plain,
)
from generator.word.reader import BareBlock, BareCell, BareLine, BareTable
from generator.yaml_source import load_data, mapping

_UNTOLD = {"Column", "Cell", "Passage", "Entry"}


def blocks_of(file: Path) -> list[BareBlock]:
    """Return the lines and tables of a case; where it says so, an empty line stands between any two."""
    case: dict[str, Any] = mapping(load_data(file))
    blocks = [block_of(each) for each in case["blocks"]]
    if "between" in case:
        blocks = [each for block in blocks for each in (block, BareLine(case["between"]))]
    return blocks


def block_of(block: Any) -> BareBlock:  # noqa: ANN401  # as YAML has it
    """Return a line or a table of a case."""
    if isinstance(block, str):
        return BareLine(block)
    if "table" in block:
        return BareTable(tuple(tuple(map(_cell, row)) for row in block["table"]))
    return BareLine(block["line"], **{name: _plain(value) for name, value in block.items() if name != "line"})


def _cell(cell: Any) -> BareCell:  # noqa: ANN401  # as YAML has it
    facts = {"text": cell} if isinstance(cell, str) else dict(cell)
    lines = tuple(map(BareLine, facts.pop("text").splitlines()))
    return BareCell(lines, **{name: _plain(value) for name, value in facts.items()})


def _plain(value: Any) -> Any:  # noqa: ANN401  # as YAML has it
    """Return a number for a text in figures; anything else as it is."""
    return int(value) if isinstance(value, str) and value.isdigit() else value


def told(document: Document) -> str:
    """Return what was read, a line for each thing, indented by what holds it."""
    head = f"{document.title}|{document.locality}|{document.period}"
    return "\n".join([head, *(line for part in document.parts for line in _told(part, 0)), ""])


def _told(node: Node, depth: int) -> Iterator[str]:
    facts = (type(node).__name__.lower(), *_TOLD[type(node).__name__](node))
    yield "  " * depth + "|".join(filter(None, map(str, facts))).replace("\n", "↵")
    for child in children(node):
        if type(child).__name__ not in _UNTOLD:
            yield from _told(child, depth + 1)


def _letter(letter: Letter) -> Iterator[str]:
    yield letter.title
    for runs in (letter.masthead, letter.reference, letter.recipients, letter.issuer, letter.date):
        yield plain(runs)
    yield from map(plain, letter.attachments)
    yield letter.note


def _contents(contents: Contents) -> Iterator[str]:
    yield contents.title
    yield from (f"{entry.text}→{entry.page}" for entry in contents.entries)


def _plan(plan: Plan) -> Iterator[str]:
    numbering = plan.numbering
    yield from (plan.title, plan.subtitle, plan.status)
    yield f"{numbering.chapter}/{numbering.section}/{numbering.measure}"


def _annex(annex: Annex) -> Iterator[str]:
    yield from (annex.label, annex.title)


def _imprint(imprint: Imprint) -> Iterator[str]:
    yield from map(plain, (imprint.copies, imprint.issuer, imprint.date))


def _division(division: Division) -> Iterator[str]:
    yield from (division.number, division.title, "run in" * division.run_in, _duties(division.duties))


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    yield from (f"[{plain(each.runs)}]{_duties(each.duties)}" for each in paragraph.passages)


def _titled(block: Box | Group) -> Iterator[str]:
    yield from (block.number, block.title)


def _item(item: Item) -> Iterator[str]:
    yield from (item.number, item.title, item.mark.strip(), _duties(item.duties))


def _table(table: IndicatorTable | TaskTable) -> Iterator[str]:
    if isinstance(table, IndicatorTable):
        yield from (table.title, table.categories)
    yield from (f"{column.id}={column.heading}" for column in table.columns)
    yield table.note


def _row(row: IndicatorRow) -> Iterator[str]:
    yield from (row.category, row.number)
    yield from (f"{cell.column}={plain(cell.runs)}" for cell in row.cells)


def _task(task: Task) -> Iterator[str]:
    yield from (task.number, plain(task.runs), _duties(task.duties))


def _duties(duties: Duties | None) -> str:
    return f"→{duties.names}" if duties else ""


_TOLD: dict[str, Any] = {
    "Letter": _letter,
    "Contents": _contents,
    "Plan": _plan,
    "Annex": _annex,
    "Imprint": _imprint,
    "Chapter": _division,
    "Section": _division,
    "Measure": _division,
    "Paragraph": _paragraph,
    "Box": _titled,
    "Group": _titled,
    "Item": _item,
    "IndicatorTable": _table,
    "TaskTable": _table,
    "IndicatorRow": _row,
    "Task": _task,
}
