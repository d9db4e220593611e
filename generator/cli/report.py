"""Findings as lines for a reader: place first, then what, why and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import click

from generator.diagnostics import Diagnostic, Finding, Severity
from generator.rulebook import tell

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "提示"}


def report(findings: Iterable[Finding]) -> list[Diagnostic]:
    """Print findings to standard error and return them in words."""
    diagnostics = [tell(finding) for finding in findings]
    for diagnostic in diagnostics:
        click.echo(line(diagnostic), err=True)
        if diagnostic.remedy:
            click.echo(f"    改法：{diagnostic.remedy}", err=True)
    return diagnostics


def line(diagnostic: Diagnostic) -> str:
    """The line of one finding."""
    why = f"（{diagnostic.why}）" if diagnostic.why else ""
    return (
        f"{diagnostic.place} {_SEVERITIES[diagnostic.severity]} {diagnostic.rule} {diagnostic.message}{why}"
    )


def count(diagnostics: Iterable[Diagnostic]) -> str:
    """How many findings of each severity there are."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    found = "，".join(
        f"{counts[severity]} 个{word}" for severity, word in _SEVERITIES.items() if counts[severity]
    )
    return found or "没有发现问题"
