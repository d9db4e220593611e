"""Compare documents by the keys of their blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from documents import numbered_documents
from edits import finished, versions
from hypothesis import given
from plans import document as drafted
from plans import full, with_forms

from generator.diff import Change, ChangeKind, assign_keys, compare
from generator.diff.nodes import PrintedNode, printed_nodes, walk_printed
from generator.document import (
    Annex,
    Document,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Measure,
    Paragraph,
    Text,
    plain,
)


def changed(old: Document, new: Document) -> list[Change]:
    return compare(*assign_keys([old, new]))


@given(numbered_documents())
def test_a_document_does_not_differ_from_itself(document: Document) -> None:
    assert changed(document, document) == []


@given(versions())
def test_a_difference_in_print_is_a_change_and_no_other_is(pair: tuple[Document, Document]) -> None:
    before, after = assign_keys(pair)
    found = compare(before, after)
    if printed(before) != printed(after):
        assert found
    if not found:
        assert printed(before) == printed(after)


@given(versions())
def test_every_block_that_came_or_went_is_told_once(pair: tuple[Document, Document]) -> None:
    before, after = assign_keys(pair)
    olds, news = ({node.id: node for node in walk_printed(printed_nodes(side))} for side in (before, after))
    found = compare(before, after)
    for kind, ours, others in ((ChangeKind.ADDED, news, olds), (ChangeKind.REMOVED, olds, news)):
        told = "\n".join(f"{change.old}{change.new}" for change in found if change.kind is kind)
        for node in ours.values():
            if node.id not in others:
                assert node.heading + plain(node.runs) in told


def printed(document: Document) -> list[tuple[str, ...]]:
    """Return whatever a reader sees of each block, in order."""
    return [seen(node) for node in walk_printed(printed_nodes(document))]


def seen(node: PrintedNode) -> tuple[str, ...]:
    duties = node.duties.names if node.duties else ""
    return node.block, node.heading, plain(node.runs), duties, str(node.opens)


def test_an_indicator_table_put_in_another_order_is_moves_and_renames() -> None:
    """Try the case that text comparison gets wrong: rows paired by place, so that 11.8 becomes 21650."""
    old = drafted(full("county"))
    new = finished(with_rows(old, turned))
    found = [change for change in changed(old, new) if not change.folded]
    assert {change.kind for change in found} == {ChangeKind.MOVED, ChangeKind.RETITLED}
    assert [c.new for c in found if c.kind is ChangeKind.RETITLED] == [
        "残疾人培训（人）",
        "残疾人家庭收入（%）",
    ]
    assert all(change.block == "row" for change in found)


def turned(rows: tuple[IndicatorRow, ...]) -> tuple[IndicatorRow, ...]:
    """Return the rows in the other order, two of them under another name."""
    names = {"household_income_growth": "残疾人家庭收入（%）", "vocational_training": "残疾人培训（人）"}
    return tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, runs=(Text(names[row.key]),))
                if cell.column == "name" and row.key in names
                else cell
                for cell in row.cells
            ),
        )
        for row in reversed(rows)
    )


def with_rows(value: Any, change: Callable[[tuple[IndicatorRow, ...]], tuple[IndicatorRow, ...]]) -> Any:  # noqa: ANN401
    """Return a copy of what a document holds, with the rows of its indicator tables changed."""
    if isinstance(value, tuple):
        return tuple(with_rows(each, change) for each in value)
    if isinstance(value, IndicatorTable):
        return replace(value, rows=change(value.rows))
    held = [name for name in ("parts", "body", "table") if getattr(value, name, None)]
    return replace(value, **{name: with_rows(getattr(value, name), change) for name in held})


def test_how_a_block_is_printed_is_told() -> None:
    """Check what words do not show: run-in headings, landscape pages, seals; the mark behind a title."""
    old = drafted(with_forms(full("county")))
    new = finished(replace(old, parts=tuple(_turned(part) for part in old.parts)))
    told = {(change.block, change.old, change.new) for change in changed(old, new) if not change.folded}
    assert told == {
        ("annex", "landscape", "upright"),
        ("letter", "unsealed", "sealed"),
        ("measure", "run-in", "standing"),
        ("item", "。", "："),
    }


def _turned(value: Any) -> Any:  # noqa: ANN401
    """Return a copy of what a document holds, with every print setting changed."""
    held: dict[str, Any] = {
        name: tuple(map(_turned, getattr(value, name)))
        for name in ("body", "items", "groups")
        if isinstance(getattr(value, name, None), tuple) and not isinstance(value, Paragraph)
    }
    match value:
        case Annex():
            return replace(value, landscape=not value.landscape, **held)
        case Letter():
            return replace(value, sealed=True)
        case Measure():
            return replace(value, run_in=False, **held)
        case Item():
            return replace(value, mark="：")
        case _:
            return replace(value, **held)
