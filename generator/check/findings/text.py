"""Write diagnostics for people: the place, the line itself with a caret, what, why and what to do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import east_asian_width

from generator.base.characters import make_visible, mask, one_line
from generator.base.diagnostics import Diagnostic, PlanError, Severity
from generator.check.findings.groups import gathered, grouped, is_gathered
from generator.check.findings.rulebook import rulebook
from generator.yaml_source.read import read_text

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "提示"}
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|[^\s,\]}#]+')
_SHOWN = 2  # of a rule's findings in one file; of the rest, list only the places
_WIDTH = 110
_JOINERS = "\u200c\u200d"  # which stand behind what they join
Paint = Callable[[str, Severity], str]


def as_text(diagnostics: Sequence[Diagnostic], paint: Paint) -> Iterator[str]:
    """Yield the lines of a report, file by file; fold many findings of one rule into one line."""
    yield from _report_lines(gathered(diagnostics), _SourceLines(), paint)


def as_grouped_text(diagnostics: Sequence[Diagnostic], paint: Paint) -> Iterator[str]:
    """Yield the lines of a report under headings that say what has to be done, each with its number."""
    lines = _SourceLines()
    for group, found in grouped(gathered(diagnostics)):
        yield f"{group.title}（{len(found)}）"
        yield from _report_lines(found, lines, paint)
        yield ""


def _report_lines(diagnostics: Sequence[Diagnostic], lines: _SourceLines, paint: Paint) -> Iterator[str]:
    """Yield the lines of findings of which those that are said together are one already."""
    for group in _groups([_printable(diagnostic) for diagnostic in diagnostics]):
        rule = rulebook().get(group[0].rule)
        shown = len(group) if rule and rule.each else _SHOWN
        for diagnostic in group[:shown]:
            if is_gathered(diagnostic):
                yield _gathered_line(diagnostic, paint)
            else:
                yield from _finding_lines(diagnostic, lines, paint)
        if rest := group[shown:]:
            yield _rest_line(rest)


def as_comment(diagnostic: Diagnostic) -> str:
    """Return a diagnostic as the text of a comment on a draft, in lines, with its file's name alone.

    A place that people say by headings is that of the comment itself.
    """
    why = f"（{diagnostic.why}）" if diagnostic.why else ""
    lines = [f"{SEVERITIES[diagnostic.severity]}：{diagnostic.message}{why}"]
    lines += [f"改法：{diagnostic.remedy}"] if diagnostic.remedy else []
    place = "" if diagnostic.place.where else f"{one_line(str(diagnostic.place.in_file))} "
    return make_visible("\n".join([*lines, f"{place}{diagnostic.rule}"]))


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows of a table with aligned columns; a wide character takes two columns of the terminal."""
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell}{' ' * (width - _columns(cell))}" for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _printable(diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic with line breaks in its texts (values, names of keys or files) escaped."""
    return replace(
        diagnostic,
        message=one_line(diagnostic.message),
        why=one_line(diagnostic.why),
        remedy=one_line(diagnostic.remedy),
    )


def _groups(diagnostics: Sequence[Diagnostic]) -> list[list[Diagnostic]]:
    """Group findings by file and rule, in the order of the first of each; without a line by message too."""
    groups: dict[tuple[str, ...], list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        message = "" if diagnostic.place.line else diagnostic.message
        groups[diagnostic.place.file, diagnostic.rule, message].append(diagnostic)
    return list(groups.values())


def _rest_line(rest: Sequence[Diagnostic]) -> str:
    """Return a line for the rest of a group: their places, or their messages if they share one place."""
    places = list(dict.fromkeys(d.place.where or f"{d.place.line}:{d.place.column}" for d in rest))
    if len(places) == 1 < len(rest):
        return f"   同一处还有 {len(rest)} 个：{'；'.join(d.message for d in rest)}"
    return f"   同类问题还有 {len(rest)} 处：{'、'.join(places)}"


def _gathered_line(diagnostic: Diagnostic, paint: Paint) -> str:
    """Return the one line for findings that are said together."""
    severity = paint(SEVERITIES[diagnostic.severity], diagnostic.severity)
    head = f"{one_line(str(diagnostic.place))} {severity} {diagnostic.rule}"
    return f"{head} {diagnostic.message}。改法：{diagnostic.remedy}。plandraft explain {diagnostic.rule}"


def _finding_lines(diagnostic: Diagnostic, lines: _SourceLines, paint: Paint) -> Iterator[str]:
    """Yield the lines of one finding; `paint` colours the severity and the caret."""
    place = diagnostic.place
    severity = paint(SEVERITIES[diagnostic.severity], diagnostic.severity)
    yield " ".join(filter(None, (one_line(str(place)), severity, diagnostic.rule)))
    if place.where:
        yield from (f"      │ {make_visible(one_line(place.words))}",) if place.words else ()
    elif line := lines.at(place.file, place.line):
        shown, before, length = _window(line, place.column - 1)
        yield f"{place.line:>5} │ {shown}"
        yield f"      │ {' ' * before}{paint('^' * length, diagnostic.severity)}"
    yield f"   {diagnostic.message}" + (f"（{diagnostic.why}）" if diagnostic.why else "")
    if diagnostic.remedy:
        yield f"   改法：{diagnostic.remedy}。plandraft explain {diagnostic.rule}"


def _window(line: str, start: int) -> tuple[str, int, int]:
    """Return a line cut to the terminal's width, and the start and length of its caret in columns.

    `start` is the index in `line` of the character concerned.
    """
    token = _TOKEN.match(line, start)
    end = min(token.end() if token else start + 1, start + _WIDTH)
    left = max(0, end - _WIDTH)
    while left < start and (_columns(line[left:end]) > _WIDTH or line[left] in _JOINERS):
        left += 1
    shown = line[left : left + _WIDTH]
    while _columns(shown) > _WIDTH:
        shown = shown[:-1]
    caret = shown[start - left : end - left]
    return shown, _columns(shown[: start - left]), max(1, _columns(caret))


def _columns(text: str) -> int:
    """Return the number of columns that a terminal gives to a text: two to a wide character."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


class _SourceLines:
    """Hold the lines of the files that findings are about, and read each file once."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def at(self, file: str, number: int) -> str:
        """Return line `number` (from 1) of a file without tabs; "" if there is none."""
        if file not in self._files:
            self._files[file] = _read(file)
        lines = self._files[file]
        return lines[number - 1].replace("\t", " ").rstrip() if 0 < number <= len(lines) else ""


def _read(file: str) -> list[str]:
    """Return the lines of a file; none if it cannot be read."""
    try:
        text, _ = read_text(Path(file))
    except PlanError:
        return []
    return mask(text).splitlines()
