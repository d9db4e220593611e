"""Find headings, boxes and rows whose numbers jump, repeat or are lost, and levels out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.base.diagnostics import Finding
from generator.check.outside.context import PlanContext
from generator.check.outside.lines import LineKind, PlanLine
from generator.document import (
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
    children,
    nodes_in,
)
from generator.document.number_faults import NumberFault, number_faults
from generator.document.printed_numbers import NUMBERS

_COUNT = re.compile("|".join(NUMBERS.values()))
_BEHIND = "：: "  # a number in print
_FEWEST = 2  # numbered ones beside it that tell that a heading has lost its number
_SHOWN = 20


def number_jumps(subject: PlanContext) -> Iterator[Finding]:
    """Report each number of a heading, a box, an item, a row or an annex that jumps or repeats."""
    lost = [each.where for each in _lost(subject)]
    for fault in number_faults(_as_printed(subject.document)):
        line = _line_of(subject, fault)
        if line is None or (not fault.repeats and any(_beside(line.where, where) for where in lost)):
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
    for line in subject.plan_lines:
        node = line.node
        if line.kind is not LineKind.TITLE or not isinstance(node, Division) or node.number or node.run_in:
            continue
        beside = [each for each in children(line.path[-2]) if type(each) is type(node)]
        numbered = sum(bool(getattr(each, "number", "")) for each in beside)
        if node.title and numbered >= max(_FEWEST, len(beside) / 2):
            yield line


def _beside(where: str, lost: str) -> bool:
    """Return whether two places are those of headings under the same one."""
    return bool(lost) and where.rpartition("第")[0] == lost.rpartition("第")[0]


def _line_of(subject: PlanContext, fault: NumberFault) -> PlanLine | None:
    """Return the line that prints the number of `fault`."""
    wanted = _squashed(f"{fault.number}{fault.title[:_SHOWN]}")
    found = (
        line
        for line in subject.lines
        if line.kind is not LineKind.TEXT and _squashed(_printed(line)).startswith(wanted)
    )
    return next(
        found, next((line for line in subject.lines if _squashed(_printed(line)).startswith(wanted)), None)
    )


def _printed(line: PlanLine) -> str:
    """Return the text of `line` behind its number, which a row has beside its cells."""
    number = str(getattr(line.node, "number", ""))
    return line.text if line.kind is LineKind.TITLE else f"{number}{line.text}"


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
