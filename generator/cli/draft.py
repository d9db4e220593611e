"""`plandraft draft`: a profile's plan as Word and Markdown."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.report import count, report
from generator.diagnostics import PlanError
from generator.pipeline.check import check
from generator.pipeline.draft import draft

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand, name="draft", help="写出规划草案（.docx 和 .md），文件名与档案相同。")
@click.argument("profiles", metavar="档案...", nargs=-1, required=True, type=_FILE)
@click.option(
    "-o", "--output", metavar="文件夹", default="drafts", type=_FILE, help="写到哪个文件夹，默认 drafts。"
)
def command(profiles: tuple[Path, ...], output: Path) -> None:
    """Draft plans; a profile that cannot be drafted does not stop the others, but makes the exit 1."""
    if not all([_draft(file, output) for file in profiles]):  # noqa: C419  # every profile gets its turn
        sys.exit(1)


def _draft(file: Path, output: Path) -> bool:
    checked = check(file)
    if checked.profile is None:
        report(checked.findings)
        return False
    try:
        drafted = draft(checked.profile, output)
    except PlanError as error:
        report(error.findings)
        return False
    diagnostics = report(checked.findings)
    gaps = f"，待补 {drafted.gaps} 处" if drafted.gaps else ""
    click.echo(f"{'、'.join(map(str, drafted.files))}：{count(diagnostics)}{gaps}")
    return True
