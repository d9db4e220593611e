"""Print findings about files to standard output, and what is wrong with the run to standard error."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping

import click

from generator.base.characters import one_line
from generator.base.diagnostics import Diagnostic, Finding, Severity
from generator.check.findings import MACHINE_FORMATS, as_data
from generator.check.findings.groups import accepted_lines, counted, group_of, once, sound
from generator.check.findings.rulebook import to_diagnostic
from generator.check.findings.text import SEVERITIES, as_grouped_text, as_text
from generator.cli.disarming import disarm_hashes
from generator.cli.printing import echo, echo_data

FORMATS = ("text", *MACHINE_FORMATS)
FINDINGS, MISUSE = 1, 2  # exit codes
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def print_line(text: str, *, err: bool = False) -> None:
    """Print `text` as one line.

    Escape line breaks and control characters that names, values and files bring along.
    """
    echo(one_line(text), err=err)


def report(findings: Iterable[Finding]) -> list[Diagnostic]:
    """Print what went wrong with the run itself to standard error, and return it as diagnostics.

    Use colours on a terminal.
    """
    diagnostics = [to_diagnostic(finding) for finding in findings]
    for line in as_text(diagnostics, paint):
        echo(line, err=True)
    return diagnostics


def report_findings(findings: Iterable[Finding], *, accepted: bool = False) -> list[Diagnostic]:
    """Print findings about files to standard output, grouped by what is to be done; return them.

    Print those about the run itself to standard error. Say how many the profiles accept; with `accepted`
    list them.
    """
    diagnostics = once(to_diagnostic(finding) for finding in findings)
    for line in as_text([each for each in diagnostics if group_of(each).run], paint):
        echo(line, err=True)
    for line in as_grouped_text([each for each in diagnostics if not group_of(each).run], paint):
        echo(line)
    for line in accepted_lines(diagnostics, listed=accepted):
        print_line(line)
    return diagnostics


def report_data(findings: Iterable[Finding], form: str, beside: Mapping[str, object]) -> list[Diagnostic]:
    """Print findings in the format `form`, one of MACHINE_FORMATS, with what JSON has beside them."""
    diagnostics = once(to_diagnostic(finding) for finding in findings)
    print_data(as_data(diagnostics, form, beside))
    return diagnostics


def paint(text: str, severity: Severity) -> str:
    """Return `text` in the colour of a severity."""
    return click.style(text, fg=_COLOURS[severity], bold=True)


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
    """Return how many findings of each severity there are in Chinese, each matter once."""
    counts = Counter(diagnostic.severity for diagnostic in counted(diagnostics))
    found = "，".join(
        f"{counts[severity]} 个{word}" for severity, word in SEVERITIES.items() if counts[severity]
    )
    return found or sound()


def exit_code(diagnostics: Iterable[Diagnostic]) -> int:
    """Return the code of a command that fails: 2 if it could not do its work, 1 for what it found."""
    stopped = (each for each in diagnostics if each.severity is Severity.ERROR)
    return MISUSE if any(group_of(each).run for each in stopped) else FINDINGS


def fails(diagnostics: Iterable[Diagnostic], *, strict: bool) -> bool:
    """Return whether there is an error, or with `strict` a warning that the profile does not accept."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in grave for diagnostic in diagnostics if not diagnostic.accepted)
