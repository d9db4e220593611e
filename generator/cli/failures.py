"""Why a command could not do its work: misuse, unfit templates, a full output, our own faults."""

from __future__ import annotations

import os
import sys
from concurrent.futures import BrokenExecutor
from contextlib import suppress

import click

from generator.characters import one_line
from generator.cli.chinese import say_usage_error
from generator.cli.report import report
from generator.diagnostics import Finding, Place
from generator.files import reason
from generator.limits import ENDED
from generator.resources import laid_over

_FINDINGS, _MISUSE = 1, 2


def tell_failure(error: Exception) -> int:
    """Tell why a command ended by an error, in one Chinese line or a finding; returns what it exits with."""
    if isinstance(error, click.UsageError):
        click.echo(one_line(say_usage_error(error)), err=True)
        return _MISUSE
    if isinstance(error, OSError) and error.filename is None:  # what is printed has no name
        _tell_unprintable(error)
        return _FINDINGS
    if laid := laid_over():
        return _tell_broken(error, laid[1])
    what = one_line(f"{type(error).__name__}：{error}")
    click.echo(f"程序出了意外（{what}）。请把档案和这句话一起发给维护人。", err=True)
    return _FINDINGS


def _tell_broken(error: Exception, folder: str) -> int:
    """Tell that a folder of templates cannot be worked with; whoever started us tells of limits."""
    if isinstance(error, (MemoryError, BrokenExecutor)):
        return ENDED
    facts = {"problem": type(error).__name__, "what": str(error)}
    report([Finding("templates-broken", Place(folder), facts)])
    return _MISUSE


def _tell_unprintable(error: OSError) -> None:
    """What is printed cannot be: say so if that can be, and let the rest of it go."""
    with suppress(OSError):
        report([Finding("output-unprintable", Place(""), {"reason": reason(error)})])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
