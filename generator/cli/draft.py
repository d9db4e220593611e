"""`plandraft draft`: a profile's plan as Word, Markdown, a web page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.report import count, fails, report
from generator.diagnostics import Finding, Place, PlanError
from generator.fonts import missing
from generator.pipeline.check import check
from generator.pipeline.draft import FORMATS, draft
from generator.pipeline.notes import Remark
from generator.report.text import as_comment
from generator.rulebook import tell
from generator.style_sheet import official_look

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
    default=("docx", "md"),
    help="写成什么格式：docx、md（默认这两种）、html；要几种就写几次。",
)
@click.option("--comments", is_flag=True, help="把核对出的问题写成 Word 批注，标在所说的数或标题上。")
@click.option("--paginate", is_flag=True, help="用 LibreOffice 排一遍版，填上目录的页码。")
@click.option("--strict", is_flag=True, help="有错误或提醒也算没通过（草案照写）。")
def command(profiles: tuple[Path, ...], output: Path, **wishes: Any) -> None:  # noqa: ANN401  # Click passes them so
    """Draft plans; a profile that cannot be drafted does not stop the others, but makes the exit 1."""
    twice = list(_same_names(profiles))
    report(Finding("output-twice", Place(str(file)), {"other": str(other)}) for file, other in twice)
    again = {file for file, _ in twice}
    drafted = [_draft(file, output, _Wishes(**wishes)) for file in profiles if file not in again]
    if any(drafted) and "docx" in wishes["formats"]:
        report(_fonts())
    if twice or not all(drafted):
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the options ask for."""

    formats: tuple[str, ...]
    comments: bool
    paginate: bool
    strict: bool


def _same_names(profiles: tuple[Path, ...]) -> Iterator[tuple[Path, Path]]:
    """The profiles whose drafts would overwrite another's, each with that other; some systems fold case."""
    first: dict[str, Path] = {}
    for file in profiles:
        if (other := first.setdefault(file.stem.casefold(), file)) is not file:
            yield file, other


def _fonts() -> Iterator[Finding]:
    """Told once: which faces of the Word files this computer lacks."""
    if found := missing(official_look()):
        instead = "；".join(f"{face}改用{others}" for face, others in found.items())
        yield Finding("fonts-missing", Place(""), {"fonts": "、".join(found), "instead": instead})


def _draft(file: Path, output: Path, wishes: _Wishes) -> bool:
    checked = check(file)
    if checked.profile is None:
        report(checked.findings)
        return False
    remarks = (Remark(told.place, as_comment(told)) for told in map(tell, checked.findings))
    try:
        drafted = draft(
            checked.profile,
            output,
            wishes.formats,
            comments=remarks if wishes.comments else (),
            paginated=wishes.paginate,
        )
    except PlanError as error:
        report(error.findings)
        return False
    diagnostics = report(checked.findings)
    gaps = f"，待补 {drafted.gaps} 处" if drafted.gaps else ""
    click.echo(f"{'、'.join(map(str, drafted.files))}：{count(diagnostics)}{gaps}")
    return not (wishes.strict and fails(diagnostics, strict=True))
