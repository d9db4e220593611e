"""Find what a syntax error in YAML is due to: a colon, a quotation mark, a #, pasted words, a bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import yaml

from generator.base.diagnostics import Finding, Place
from generator.yaml_source.quoting import open_quotation
from generator.yaml_source.tree import CUT_OFF, cut_off

_LINES_BACK = 3  # lines before an error in which a full-width colon may be its cause
_TOO_DEEP = "exceeded maximum nesting depth"  # libyaml since 0.2.6 in its own words, before we see how deep
_BLOCK_KEY = re.compile(r"\s*(?:- )?[\w-]+:(?:\s|$)")
_HAS_KEY = re.compile(r"^\s*(?:- )?[\w.-]+ *[:：]")
_FULL_COLON = re.compile(r"\s*(?:- )?([\w.-]+)：")


def syntax_fault(error: yaml.MarkedYAMLError, name: str, text: str, cuts: Sequence[Finding]) -> Finding:
    """Report a syntax error of the `text` of the file `name` at its cause.

    The parser notices a full-width colon only on the line after it. Of the `cuts`, values behind which words
    are lost as a comment, the last may have taken a brace or a line with it.
    """
    lines = text.splitlines()
    line, column = _error_at(error, lines)
    if error.problem == _TOO_DEEP:
        return Finding("yaml-depth", Place(name, line + 1, column + 1), {})
    for number in range(min(line, len(lines) - 1), max(line - _LINES_BACK, -1), -1):
        if match := _FULL_COLON.match(lines[number]):
            return Finding("yaml-colon", Place(name, number + 1, match.end()), {"key": match[1]})
    if found := _broken_by_words(error, name, lines, line, cuts):
        return found
    opened = error.context_mark.line if error.context_mark else line
    left_open = "parsing a flow" in (error.context or "") and opened < line
    if left_open and _BLOCK_KEY.match(lines[min(line, len(lines) - 1)]):
        line, column = _line_before(lines, line), 0
    if line >= len(lines):
        line, column = _line_before(lines, len(lines)), 0
    return Finding(
        "yaml-syntax",
        Place(name, line + 1, column + 1),
        {"yaml": _parser_message(error, lines[line][column:] if lines else "")},
    )


def _broken_by_words(
    error: yaml.MarkedYAMLError, name: str, lines: list[str], line: int, cuts: Sequence[Finding]
) -> Finding | None:
    """Return what quotation marks, a # or pasted words have broken before or in a line, if they have."""
    if (quoted := _swallowing_quote(lines[: line + 1])) is not None:
        return Finding("yaml-quote", Place(name, quoted + 1, lines[quoted].rindex('"') + 1), {})
    if cut := _cut_before(error, lines, line, cuts) or _cut_behind(error, name, lines):
        return replace(cut, rule="yaml-hash-open")
    if line < len(lines) and (behind := open_quotation(lines[line])):
        return Finding("yaml-quoted", Place(name, line + 1, behind), {})
    if line < len(lines) and _left_margin(error, lines, line):
        return Finding("yaml-margin", Place(name, line + 1, 1), {})
    return None


def _left_margin(error: yaml.MarkedYAMLError, lines: list[str], line: int) -> bool:
    """Return whether a line of words without a key stands further left than what is above, or at its key."""
    if "could not find expected ':'" not in (error.problem or "") or not 0 < line < len(lines):
        return False
    above = lines[_line_before(lines, line)]
    beside_key = _indent(above) == _indent(lines[line]) and not lines[line].lstrip()[:1].isascii()
    return not _HAS_KEY.search(lines[line]) and (_indent(above) > _indent(lines[line]) or beside_key)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _error_at(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, int]:
    """Return line and column of an error from 0, as libyaml counts; PyYAML's own parser may be a step off."""
    begun = "scanning a simple key" in (error.context or "")
    mark = (error.context_mark if begun else None) or error.problem_mark or error.context_mark
    if not mark:
        return 0, 0
    if "'<stream end>'" in (error.problem or ""):
        return len(lines), 0
    return mark.line, mark.column - ("unknown escape character '" in (error.problem or ""))


def _line_before(lines: list[str], line: int) -> int:
    """Return the last line with content before `line`: before a block key, a bracket was left open there."""
    return next(
        (n for n in range(line - 1, -1, -1) if lines[n].strip() and lines[n].lstrip()[0] != "#"), line
    )


def _swallowing_quote(lines: list[str]) -> int | None:
    """Return the line with an open quotation that runs over a key; the parser notices it only later."""
    for number, line in enumerate(lines[:-1]):
        opened = not line.lstrip().startswith("#") and line.replace('\\"', "").count('"') % 2
        if opened and ': "' in line:
            end = next((n for n in range(number + 1, len(lines)) if '"' in lines[n]), len(lines) - 1)
            if any(_BLOCK_KEY.match(swallowed) for swallowed in lines[number + 1 : end + 1]):
                return number
    return None


def _parser_message(error: yaml.MarkedYAMLError, rest: str) -> str:
    """Return the parser's message; `rest` is the unread part of its line."""
    message = f"{error.context or ''} {error.problem or ''}"
    if rest.startswith("\t"):  # libyaml does not say which character it is
        return message.replace("found character that", "found a tab character that")
    return message


def _cut_before(
    error: yaml.MarkedYAMLError, lines: list[str], line: int, cuts: Sequence[Finding]
) -> Finding | None:
    """Return the cut to which an error at `line` is due: in an open bracket, or before a line of words."""
    if not cuts:
        return None
    cut, opened = cuts[-1].place.line - 1, error.context_mark.line if error.context_mark else line
    inside = "parsing a flow" in (error.context or "") and opened <= cut <= max(line, opened)
    goes_on = cut + 1 == line < len(lines) and not _HAS_KEY.search(lines[line])
    return cuts[-1] if inside or goes_on else None


def _cut_behind(error: yaml.MarkedYAMLError, name: str, lines: list[str]) -> Finding | None:
    """Return the cut behind an error in a bracket, which left its value without quotation marks."""
    mark = error.problem_mark
    if not mark or mark.line >= len(lines) or "parsing a flow" not in (error.context or ""):
        return None
    line = lines[mark.line]
    match = CUT_OFF.search(line, mark.column)
    if not match:
        return None
    return cut_off(name, mark.line, line[: match.start()].rstrip().rpartition(": ")[2], match)
