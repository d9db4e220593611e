"""`plandraft check`: what is wrong with a profile."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.report import count, report
from generator.diagnostics import Severity
from generator.pipeline.check import check


@click.command(
    cls=ChineseCommand, name="check", help="核对档案，逐条列出问题。一个地方一个档案，可以给多个。"
)
@click.argument("profiles", metavar="档案...", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(profiles: tuple[Path, ...]) -> None:
    """Check profiles; exit 1 if there is any error."""
    checked = [check(file) for file in profiles]
    diagnostics = report(finding for one in checked for finding in one.findings)
    click.echo(f"核对了 {len(checked)} 份档案：{count(diagnostics)}")
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        sys.exit(1)
