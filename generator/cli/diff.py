"""`plandraft diff`: what changed from one draft to another, where, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.report import report
from generator.diagnostics import PlanError
from generator.diff import Op
from generator.files import write_whole
from generator.pipeline.diff import Comparison, diff
from generator.report import changes

_DIFFERENT, _MISUSE = 1, 2
_COLOURS = {Op.DELETED: "red", Op.INSERTED: "green", Op.SAME: None}
_BRACKETS = {Op.DELETED: ("[-", "-]"), Op.INSERTED: ("{+", "+}"), Op.SAME: ("", "")}


def _text(found: Comparison) -> str:
    return "\n".join(changes.as_text(found.old.name, found.new.name, found.changes, _paint)) + "\n"


def _json(found: Comparison) -> str:
    return changes.as_json(found.old.name, found.new.name, found.changes) + "\n"


def _docx(found: Comparison) -> bytes:
    from generator.pipeline.redline import tracked  # noqa: PLC0415  # only who asks for a file loads what writes it

    return tracked(found)


_FORMATS: dict[str, Callable[[Comparison], str | bytes]] = {
    "text": _text,
    "json": _json,
    "docx": _docx,
}
_FILES = {"docx", "table"}  # what no terminal can show


@click.command(cls=ChineseCommand, name="diff")
@click.argument("old", metavar="旧稿")
@click.argument("new", metavar="新稿")
@click.option(
    "--format",
    "form",
    metavar="格式",
    type=click.Choice(list(_FORMATS)),
    default="text",
    help="text 逐条列出（默认）、json、html 网页、docx 带修订标记的新稿、table 修改对照表（Word）。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到哪个文件；docx 和 table 必须写明，其他不写就打印出来。",
)
def command(old: str, new: str, form: str, output: Path | None) -> None:
    """Compare two drafts; exit 0 if they are the same, 1 if not, 2 if one cannot be read."""
    if form in _FILES and output is None:
        raise click.MissingParameter(param_hint="-o 文件", param_type="option")
    try:
        found = diff(old, new)
        made = _FORMATS[form](found)
        if output:
            write_whole({output: made.encode() if isinstance(made, str) else made})
    except PlanError as error:
        report(error.findings)
        sys.exit(_MISUSE)
    if output:
        click.echo(f"{output}：{changes.summary(found.changes)}")
    else:
        click.echo(made, nl=False)
    if found.changes:
        sys.exit(_DIFFERENT)


def _paint(text: str, op: Op) -> str:
    """What was deleted or inserted, in brackets that a pipe keeps and colours that only reach a terminal."""
    before, after = _BRACKETS[op]
    return click.style(f"{before}{text}{after}", fg=_COLOURS[op]) if text else text
