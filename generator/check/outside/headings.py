"""Find headings, boxes and rows whose numbers jump, repeat or are lost, and levels out of order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from generator.base.diagnostics import Finding
from generator.check.outside.context import PlanContext
from generator.check.outside.lines import LineKind, PlanLine
from generator.document import (
    Annex,
    Box,
    Chapter,
    Division,
    Document,
    Measure,
    Node,
    Numbering,
    Part,
    Plan,
    Section,
    nodes_in,
    plain,
)
from generator.document.number_faults import number_faults
from generator.document.printed_numbers import NUMBERS

_COUNT = re.compile("|".join(NUMBERS.values()))
_BEHIND = "：: "  # a number in print
_FEWEST = 2  # numbered ones beside it that tell that a heading has lost its number
_SHOWN = 20


def number_jumps(subject: PlanContext) -> Iterator[Finding]:
    """Report each number of a heading, a box, an item, a row or an annex that jumps or repeats."""
    lost = {id(each.path[-2]) for each in _lost(subject)}
    lines = _by_number(subject.lines)
    for fault in number_faults(_as_printed(subject.document)):
        line = lines.get(_squashed(fault.number + fault.title[:_SHOWN])) or lines.get(_squashed(fault.number))
        if line is None or (not fault.repeats and _beside(line, lost)):
            continue
        rule = "docx-number-repeat" if fault.repeats else "docx-number-jump"
        numeral, expected = (each.strip(_BEHIND) for each in (fault.number, fault.expected))
        facts = {"title": fault.title[:_SHOWN] or numeral, "numeral": numeral, "near": fault.near}
        yield subject.at_line(rule, line, fault.number, expected=expected, **facts)


def _as_printed(document: Document) -> Document:
    """Return `document` with the pattern of the numbers that its boxes have in print."""
    return replace(document, parts=tuple(_box_pattern(part) for part in document.parts))


def _box_pattern(part: Part) -> Part:
    numbers = [node.number for node in nodes_in(part) if isinstance(node, Box) and node.number]
    if not isinstance(part, Plan) or not numbers:
        return part
    pattern = _COUNT.sub(lambda found: "{n}" if found[0].isdigit() else "{cjk}", numbers[0], count=1)
    return replace(part, numbering=replace(part.numbering, box=pattern))


def number_lost(subject: PlanContext) -> Iterator[Finding]:
    """Report each heading without a number among headings of its level that have one."""
    for line in _lost(subject):
        title = getattr(line.node, "title", "")
        yield subject.at_line("plan-number-lost", line, title, title=title)


def _lost(subject: PlanContext) -> Iterator[PlanLine]:
    counts: Counter[tuple[int, type, bool]] = Counter()
    for line in subject.plan_lines:
        if line.kind is LineKind.TITLE and isinstance(node := line.node, Division):
            counts[id(line.path[-2]), type(node), bool(node.number)] += 1
    for line in subject.plan_lines:
        node = line.node
        if line.kind is not LineKind.TITLE or not isinstance(node, Division) or node.number or node.run_in:
            continue
        numbered, others = (counts[id(line.path[-2]), type(node), kind] for kind in (True, False))
        if node.title and numbered >= max(_FEWEST, others):
            yield line


def _beside(line: PlanLine, lost: Collection[int]) -> bool:
    """Return whether a heading without a number, one of `lost`, stands under the same one as `line`."""
    return len(line.path) > 1 and id(line.path[-2]) in lost


def _by_number(lines: Iterable[PlanLine]) -> dict[str, PlanLine]:
    """Return the first line that prints each number, by the number and the first words behind it."""
    found: dict[str, PlanLine] = {}
    for line in lines:
        if number := str(getattr(line.node, "number", "")):
            rest = _name(line) if line.kind is LineKind.ROW else line.text.removeprefix(number)
            found.setdefault(_squashed(number + rest[:_SHOWN]), line)
        elif isinstance(line.node, Annex | Plan):
            found.setdefault(_squashed(line.node.label), line)
    return found


def _name(line: PlanLine) -> str:
    """Return what a row is called: its indicator, or its task."""
    cells = getattr(line.node, "cells", ())
    names = (plain(cell.runs) for cell in cells if cell.column == "name")
    return next(names, "") or plain(getattr(line.node, "runs", ()))


def _squashed(text: str) -> str:
    return "".join(text.split())


def levels_mixed(subject: PlanContext) -> Iterator[Finding]:
    """Report a chapter in which headings of the third level stand before the first of the second.

    Report one that has none of the second at all where others have, once.
    """
    for part in subject.document.parts:
        if not isinstance(part, Plan):
            continue
        chapters = [node for node in part.body if isinstance(node, Chapter)]
        with_sections = [each for each in chapters if any(isinstance(node, Section) for node in each.body)]
        for chapter in with_sections:
            if measure := _early_measure(chapter):
                yield from _level_finding(subject, measure, part.numbering)


def _early_measure(chapter: Chapter) -> Measure | None:
    """Return a numbered measure of `chapter` that stands in it before its first section, if any."""
    for node in chapter.body:
        if isinstance(node, Section):
            return None
        if isinstance(node, Measure) and node.number:
            return node
    return None


def _level_finding(subject: PlanContext, node: Node, numbering: Numbering) -> Iterator[Finding]:
    line = next((each for each in subject.lines if each.node is node), None)
    if line is not None:
        facts = {"title": line.text[:_SHOWN], "pattern": _sample(numbering.section)}
        yield subject.at_line("plan-levels", line, **facts)


def _sample(pattern: str) -> str:
    """Return a number as `pattern` prints it: （一）."""
    return pattern.replace("{cjk}", "一").replace("{n}", "1").strip()


RULES = (number_jumps, number_lost, levels_mixed)
