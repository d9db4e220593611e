"""`plandraft draft`: a profile's plan as Word, Markdown, a web page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.report import count, fails, report
from generator.diagnostics import Finding, Place, PlanError
from generator.pipeline.check import check
from generator.pipeline.draft import DEFAULT_FORMATS, FORMATS, draft

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand, name="draft")
@click.argument("profiles", metavar="档案...", nargs=-1, required=True, type=_FILE)
@click.option(
    "-o", "--output", metavar="文件夹", default="drafts", type=_FILE, help="写到哪个文件夹，默认 drafts。"
)
@click.option(
    "--format",
    "formats",
    metavar="格式",
    multiple=True,
    type=click.Choice(FORMATS),
    default=DEFAULT_FORMATS,
    help="写成什么格式：docx、md（默认这两种）、html；要几种就写几次。",
)
@click.option("--strict", is_flag=True, help="有错误或提醒也算没通过（草案照写）。")
def command(profiles: tuple[Path, ...], output: Path, formats: tuple[str, ...], *, strict: bool) -> None:
    """Draft plans; a profile that cannot be drafted does not stop the others, but makes the exit 1."""
    twice = list(_same_names(profiles))
    report(Finding("output-twice", Place(str(file)), {"other": str(other)}) for file, other in twice)
    again = {file for file, _ in twice}
    drafted = [_draft(file, output, formats, strict=strict) for file in profiles if file not in again]
    if twice or not all(drafted):
        sys.exit(1)


def _same_names(profiles: tuple[Path, ...]) -> Iterator[tuple[Path, Path]]:
    """The profiles whose drafts would overwrite another's, each with that other; some systems fold case."""
    first: dict[str, Path] = {}
    for file in profiles:
        if (other := first.setdefault(file.stem.casefold(), file)) is not file:
            yield file, other


def _draft(file: Path, output: Path, formats: tuple[str, ...], *, strict: bool) -> bool:
    checked = check(file)
    if checked.profile is None:
        report(checked.findings)
        return False
    try:
        drafted = draft(checked.profile, output, formats)
    except PlanError as error:
        report(error.findings)
        return False
    diagnostics = report(checked.findings)
    gaps = f"，待补 {drafted.gaps} 处" if drafted.gaps else ""
    click.echo(f"{'、'.join(map(str, drafted.files))}：{count(diagnostics)}{gaps}")
    return not (strict and fails(diagnostics, strict=True))
