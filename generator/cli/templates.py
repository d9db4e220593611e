"""Define the option --templates, the same for every command that reads templates."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.base.diagnostics import PlanError
from generator.base.limits import Limits
from generator.base.resources import laid_over
from generator.cli.report import report

LIMITS = Limits()
_MISUSE = 2


def _lay_over(_: click.Context, __: click.Parameter, folder: Path | None) -> None:
    """Run the command in a sandboxed process that works with `folder`, and exit as it does.

    Do nothing without a folder, or inside that process.
    """
    if folder is None or laid_over():
        return
    from generator.pipeline.support.foreign_templates import run_sandboxed  # noqa: PLC0415  # few users need it

    try:
        code, findings = run_sandboxed(folder, sys.argv[1:], LIMITS)
    except PlanError as error:
        code, findings = _MISUSE, error.findings
    report(findings)
    sys.exit(code)


templates = click.option(
    "--templates",
    metavar="文件夹",
    is_eager=True,
    expose_value=False,
    callback=_lay_over,
    type=click.Path(path_type=Path),
    help="另用一个文件夹里的文库：里面有的用它的，没有的用自带的。",
)
