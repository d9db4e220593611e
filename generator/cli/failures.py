"""Report why a command could not do its work: misuse, unfit templates, the system, our own faults."""

from __future__ import annotations

import sys
from concurrent.futures import BrokenExecutor

import click

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import reason
from generator.base.limits import ENDED
from generator.base.resources import laid_over
from generator.cli.chinese import say_usage_error
from generator.cli.printing import PrintError, discard_output
from generator.cli.report import print_line, report
from generator.pipeline.support.failures import own_slips

_FINDINGS, _MISUSE = 1, 2


def tell_failure(error: Exception) -> int:
    """Report the error that ended a command, in one Chinese line or a finding; return the exit code."""
    if isinstance(error, click.UsageError):
        print_line(say_usage_error(error), err=True)
        return _MISUSE
    if isinstance(error, PrintError):
        report([Finding("output-unprintable", Place(""), {"reason": error.reason})])
        discard_output(sys.stdout)
        return _MISUSE
    if found := _told(error):
        report(found)
        return _MISUSE
    if laid := laid_over():
        return _tell_broken(error, laid[1])
    if isinstance(error, OSError):
        report([Finding("system-refused", Place(str(error.filename or "")), {"reason": reason(error)})])
        return _MISUSE
    return _tell_accident(error)


def _tell_accident(error: Exception) -> int:
    """Report an error that nobody foresaw: what is wrong with the program's own data, or the error itself."""
    if slips := own_slips():
        report(slips)
        return _MISUSE
    what = f"{type(error).__name__}：{error}"
    print_line(f"程序出了意外（{what}）。请把档案和这句话一起发给维护人。", err=True)
    return _FINDINGS


def _told(error: Exception) -> list[Finding]:
    """Return the findings that tell of `error`; none of one that is still to be looked at."""
    if isinstance(error, PlanError):
        return error.findings
    if sys.flags.optimize > 1:  # without docstrings Cerberus does not load, and others may not work
        return [Finding("python-optimized", Place(""), {})]
    return []


def _tell_broken(error: Exception, folder: str) -> int:
    """Report that `folder` of templates cannot be worked with; whoever started us reports limits."""
    if isinstance(error, (MemoryError, BrokenExecutor)):
        return ENDED
    facts = {"problem": type(error).__name__, "what": str(error)}
    report([Finding("templates-broken", Place(folder), facts)])
    return _MISUSE
