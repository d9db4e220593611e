"""Define the option --templates, the same for every command that reads templates."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.base.diagnostics import Finding, PlanError
from generator.base.limits import Limits
from generator.base.patterns import fill
from generator.base.resources import laid_over
from generator.check.findings.groups import report_words
from generator.check.findings.rulebook import is_blocking
from generator.check.form.library import check_library_once
from generator.cli.report import report

LIMITS = Limits()
_MISUSE = 2
_TEMPLATE = ".j2"


def _lay_over(context: click.Context, __: click.Parameter, folder: Path | None) -> None:
    """Run the command in a sandboxed process that works with `folder`, and exit as it does.

    Without a folder, report what is wrong with the program's own templates; do nothing inside that process.
    """
    if laid_over():
        return
    if folder is None:
        if context.command_path.split()[1:2] != ["library"]:
            report(filter(is_blocking, check_library_once()))  # who wrote them sees them; work goes on
        return
    from generator.pipeline.support.foreign_templates import run_sandboxed  # noqa: PLC0415  # few users need it

    try:
        code, findings = run_sandboxed(folder, sys.argv[1:], LIMITS)
    except PlanError as error:
        code, findings = _MISUSE, error.findings
    report(findings)
    sys.exit(code)


def option_as_typed(folder: object) -> str:
    """Return the option for a `folder`, as it is typed behind a command; "" for the program's own library."""
    name = f'"{folder}"' if " " in str(folder) else str(folder)
    return fill(report_words("library")["elsewhere"], {"folder": name}) if folder else ""


def report_slips(findings: list[Finding]) -> None:
    """Report what is wrong with a library; exit where its data are wrong.

    A template that is wrong stops only the plans that it is for.
    """
    grave = [finding for finding in findings if is_blocking(finding)]
    report(grave)
    if not all(finding.place.file.endswith(_TEMPLATE) for finding in grave):
        sys.exit(_MISUSE)


templates = click.option(
    "--templates",
    metavar="文件夹",
    is_eager=True,
    expose_value=False,
    callback=_lay_over,
    type=click.Path(path_type=Path),
    help="另用一个文件夹里的文库：里面有的用它的，没有的用自带的。",
)
