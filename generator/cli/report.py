"""Findings printed: as text on standard error, or as data on standard output."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

import click

from generator.characters import one_line
from generator.cli.printing import echo
from generator.diagnostics import Diagnostic, Finding, Severity
from generator.report import MACHINE_FORMATS, as_data
from generator.report.text import SEVERITIES, as_text
from generator.rulebook import tell

FORMATS = ("text", *MACHINE_FORMATS)
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def say(text: str, *, err: bool = False) -> None:
    """Print a line: whatever names, values and files bring along, it stays one and drives no terminal."""
    echo(one_line(text), err=err)


def report(findings: Iterable[Finding], form: str = "text") -> list[Diagnostic]:
    """Print findings in one of FORMATS and return them in words; colours only reach a terminal."""
    diagnostics = [tell(finding) for finding in findings]
    if form in MACHINE_FORMATS:
        print_data(as_data(diagnostics, form))
    else:
        for line in as_text(
            diagnostics, lambda text, severity: click.style(text, fg=_COLOURS[severity], bold=True)
        ):
            echo(line, err=True)
    return diagnostics


def print_data(text: str, *, nl: bool = True) -> None:
    """Print what another program may read: UTF-8, but on a terminal as that shows it."""
    echo(text if sys.stdout.isatty() else as_utf8(text), nl=nl)


def as_utf8(text: str) -> bytes:
    """A text as a file holds it; what is no character (in the name of a file) becomes its escape."""
    return text.encode(errors="backslashreplace")


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """How many findings of each severity there are."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    found = "，".join(
        f"{counts[severity]} 个{word}" for severity, word in SEVERITIES.items() if counts[severity]
    )
    return found or "没有发现问题"


def fails(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Whether there is an error; where strict, a warning counts as one."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in grave for diagnostic in diagnostics)
