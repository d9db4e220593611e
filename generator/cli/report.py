"""Print findings: as text to standard error, or as data to standard output."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

import click

from generator.base.characters import one_line
from generator.base.diagnostics import Diagnostic, Finding, Severity
from generator.check.findings import MACHINE_FORMATS, as_data
from generator.check.findings.rulebook import to_diagnostic
from generator.check.findings.text import SEVERITIES, as_text
from generator.cli.disarming import disarm_hashes
from generator.cli.printing import echo, echo_data

FORMATS = ("text", *MACHINE_FORMATS)
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def print_line(text: str, *, err: bool = False) -> None:
    """Print `text` as one line.

    Escape line breaks and control characters that names, values and files bring along.
    """
    echo(one_line(text), err=err)


def report(findings: Iterable[Finding], form: str = "text") -> list[Diagnostic]:
    """Print findings in the format `form`, one of FORMATS, and return them as diagnostics.

    Use colours on a terminal.
    """
    diagnostics = [to_diagnostic(finding) for finding in findings]
    if form in MACHINE_FORMATS:
        print_data(as_data(diagnostics, form))
    else:
        for line in as_text(
            diagnostics, lambda text, severity: click.style(text, fg=_COLOURS[severity], bold=True)
        ):
            echo(line, err=True)
    return diagnostics


def print_data(text: str, *, nl: bool = True) -> None:
    """Print what another program may read: as UTF-8, or in the terminal's own encoding on a terminal.

    Lines of `text` may begin with commands for a CI: they are ours.
    """
    disarmed = disarm_hashes(text)
    echo_data(disarmed if sys.stdout.isatty() else as_utf8(disarmed), nl=nl)


def as_utf8(text: str) -> bytes:
    """Encode `text` as UTF-8; write bytes of a file name that are no character as escapes."""
    return text.encode(errors="backslashreplace")


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many findings of each severity there are, in Chinese."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    found = "，".join(
        f"{counts[severity]} 个{word}" for severity, word in SEVERITIES.items() if counts[severity]
    )
    return found or "没有发现问题"


def fails(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Return whether there is an error, or with `strict` a warning."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in grave for diagnostic in diagnostics)
