"""Run `plandraft collect`: take what departments answered in workbooks into the profile."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from generator.base.diagnostics import PlanError, Severity
from generator.base.patterns import fill
from generator.check.findings.groups import report_words, typed
from generator.cli.chinese import ChineseCommand, Misuse
from generator.cli.options import day, force, several
from generator.cli.report import print_line, report_findings
from generator.cli.templates import templates
from generator.pipeline.collect import Collected, collect
from generator.pipeline.support.answering import NEW, OLD
from generator.pipeline.support.came_back import workbooks_in
from generator.pipeline.support.failures import told

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand, name="collect")
@click.argument("profile", metavar="档案", type=_FILE)
@several("books", "填报表...")
@click.option("-o", "--output", metavar="文件", type=_FILE, help="写到另一个文件，原来的档案不动。")
@click.option("--dry-run", "dry", is_flag=True, help="只说会收进什么，不写档案。")
@click.option(
    "--prefer",
    metavar="哪个",
    default="",
    help="填报的与档案里的不同时用哪个：new 用填报的，old 用档案里的；写一份填报表的文件名，就用它的。",
)
@click.option("--cite", is_flag=True, help="在每个数后面注明是哪个部门、哪天、谁填的。")
@click.option("--date", metavar="日期", callback=day, help="注明的日期，如 2026-12-03；不写就不注日期。")
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    profile: Path,
    books: tuple[Path, ...],
    *,
    output: Path | None,
    dry: bool,
    prefer: str,
    cite: bool,
    date: datetime | None,
    force: bool,
) -> None:
    """Take answers into `profile`; exit with 1 if one could not be taken, or a workbook not be read."""
    files = _workbooks(books)
    _check_preferred(prefer, files)
    stamp = f"{date:%Y-%m-%d}" if date else ""
    work = partial(
        collect, profile, files, output, prefer=prefer, cite=stamp if cite else None, dry=dry, force=force
    )
    try:
        collected = told(work, profile)
    except PlanError as error:
        report_findings(error.findings)
        sys.exit(1)
    diagnostics = report_findings(collected.findings)
    for line in _told(collected, dry=dry):
        print_line(line)
    if any(each.severity is not Severity.NOTE for each in diagnostics):
        sys.exit(1)


def _workbooks(given: tuple[Path, ...]) -> list[Path]:
    """Return the workbooks that are `given`, alone or in folders; raise Misuse where there is none."""
    try:
        files = workbooks_in(given)
    except OSError as error:
        problem = f"{error.filename} 打不开，核对文件夹的权限"
        raise Misuse(problem, click.get_current_context()) from error
    if not files:
        names = "、".join(map(str, given))
        needed = f"{names} 里没有填报表（.xlsx、.xls、.ods）"
        raise Misuse(needed, click.get_current_context())
    return files


def _check_preferred(prefer: str, files: list[Path]) -> None:
    """Raise Misuse for a preference that is neither new nor old nor one of the workbooks."""
    if prefer and prefer not in {NEW, OLD, *(file.name for file in files), *map(str, files)}:
        names = "、".join(file.name for file in files)
        needed = f"--prefer 写 new、old 或者一份填报表的文件名（{names}），没有“{prefer}”"
        raise Misuse(needed, click.get_current_context())


def _told(collected: Collected, *, dry: bool) -> Iterator[str]:
    """Yield the lines that say what each workbook brought, and what to do next."""
    words, settled, file = report_words("collect"), collected.settled, typed(str(collected.file))
    for book, found in collected.books.items():
        facts = {"file": book, "found": found, "taken": collected.taken_from[book]}
        counts = {"same": settled.same_in[book], "again": settled.again_in[book]}
        behind = {
            name: fill(words[f"{name}_in"], {"count": number}) if number else ""
            for name, number in counts.items()
        }
        yield fill(words["workbook"], facts | behind)
    kept = fill(words["kept"], {"count": settled.kept}) if settled.kept else ""
    facts = {"taken": len(settled.taken), "same": settled.same, "kept": kept}
    yield fill(words["total"], facts)
    if dry:
        yield words["dry"]
    elif collected.into:
        yield fill(words["written"], {"file": collected.into, "check": typed(str(collected.into))})
    else:
        yield fill(words["unwritten"], {"file": collected.file, "check": file})
