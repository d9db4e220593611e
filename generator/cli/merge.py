"""Run `plandraft merge`: make one Word file of many people's copies of one draft."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from generator.base.diagnostics import PlanError
from generator.base.time_of_writing import Authorship
from generator.check.findings.groups import typed
from generator.cli.chinese import ChineseCommand, Misuse
from generator.cli.disarming import disarm_page
from generator.cli.options import authorship, force, several, written_by
from generator.cli.report import fails, print_data, print_line, report
from generator.cli.templates import templates
from generator.diff.merging import Wish, wishes_of
from generator.diff.report.merging import as_json, as_text, merge_phrase
from generator.pipeline.merge import MergedFiles, left_out, merge_files, merged_docx
from generator.pipeline.support.failures import told
from generator.pipeline.support.outputs import write_outputs

_OPEN, _MISUSE = 1, 2
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(cls=ChineseCommand, name="merge")
@several("files", "底稿 修改稿...")
@click.option("--profile", metavar="档案", type=_FILE, help="今天的档案也算一方：其中的新数并进来。")
@click.option("-o", "--output", metavar="文件", type=_FILE, help="合并稿写到哪个 .docx 文件。")
@click.option("--table", metavar="文件", type=_FILE, help="意见汇总表写到哪个 .docx 文件。")
@click.option(
    "--format",
    "form",
    metavar="格式",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="text 逐条列出（默认）、json、html 网页。",
)
@authorship("批注和意见汇总表")
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    files: tuple[Path, ...],
    *,
    profile: Path | None,
    output: Path | None,
    table: Path | None,
    form: str,
    author: str | None,
    date: datetime | None,
    force: bool,
) -> None:
    """Merge the copies in `files`, and the draft of `profile`, into the first of them.

    Exit with 0 if all goes together, 1 if there are conflicts or warnings, 2 if a file cannot be read.
    """
    _refuse_contradictions(files, profile, output, table)
    base, *copies = files
    copies = _once(copies)
    work = partial(merge_files, str(base), [*map(str, copies)], str(profile or ""))
    try:
        merged = told(work, base)
        wishes = wishes_of(merged.found)
        written = written_by(author, date)
        made = told(partial(_made, merged, wishes, written, output, table), base)
        inputs = [*files, *([profile] if profile else [])]
        notes = report([*merged.notes, *(left_out(merged, str(output)) if output else ())])
        report(told(partial(write_outputs, made, inputs=inputs, force=force), output or table or base))
    except PlanError as error:
        report(error.findings)
        sys.exit(_MISUSE)
    _tell(merged, wishes, form, output, table)
    if merged.found.conflicts or fails(notes, strict=True):
        sys.exit(_OPEN)


def _once(files: Iterable[Path]) -> list[Path]:
    """Return `files`, each once, by whatever names."""
    found: dict[str, Path] = {}
    for file in files:
        found.setdefault(os.path.realpath(file), file)
    return [*found.values()]


def _refuse_contradictions(
    files: tuple[Path, ...], profile: Path | None, output: Path | None, table: Path | None
) -> None:
    """Raise Misuse where there is nothing to merge, or a name does not say a Word file."""
    context = click.get_current_context()
    if len(files) == 1 and profile is None:
        needed = "只有一份，没有可以合并的：写上改过的几份，或者 --profile 档案"
        raise Misuse(needed, context)
    for name in filter(None, (output, table)):
        if name.suffix.lower() != ".docx":
            needed = f"{name.name} 要写成 Word 文件，文件名用 .docx 结尾"
            raise Misuse(needed, context)
    if output and table and os.path.realpath(output) == os.path.realpath(table):
        needed = "合并稿和意见汇总表不能是一个文件"
        raise Misuse(needed, context)


def _made(
    merged: MergedFiles, wishes: list[Wish], written: Authorship, output: Path | None, table: Path | None
) -> dict[Path, bytes]:
    """Return the Word files that are asked for, by their names."""
    made: dict[Path, bytes] = {}
    if output:
        made[output] = merged_docx(merged, written)
    if table:
        from generator.word.opinion_table import write_opinions  # noqa: PLC0415  # only this needs it

        made[table] = write_opinions(merged.found, wishes, merged.comments, written)
    return made


def _tell(
    merged: MergedFiles, wishes: list[Wish], form: str, output: Path | None, table: Path | None
) -> None:
    """Print what came of the merge, and what to do next."""
    conflicts = str(len(merged.found.conflicts))
    if form == "json":
        print_data(as_json(merged.found, wishes, merged.comments) + "\n", nl=False)
        return
    if form == "html":
        from generator.pipeline.merged_page import as_page  # noqa: PLC0415  # only this format needs it

        print_data(disarm_page(as_page(merged, wishes)), nl=False)
        return
    say: Callable[[str], None] = print_line
    for line in as_text(merged.found, wishes, merged.comments):
        say(line)
    if table:
        say(merge_phrase("table", output=typed(str(table))))
    if output:
        tracked = sum(wish.conflict is None for wish in wishes)
        facts = {"count": str(tracked), "conflicts": conflicts, "output": typed(str(output))}
        say(merge_phrase("merged", **facts))
        say(merge_phrase("settle" if merged.found.conflicts else "accept" if wishes else "same", **facts))
