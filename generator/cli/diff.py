"""`plandraft diff`: what changed from one draft to another, where, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.characters import one_line
from generator.cli.chinese import ChineseCommand, Misuse
from generator.cli.options import force
from generator.cli.printing import PrintError, echo
from generator.cli.report import as_utf8, print_data, report, say
from generator.cli.templates import templates
from generator.diagnostics import PlanError
from generator.diff import Op, summary
from generator.pipeline.diff import Comparison, diff
from generator.pipeline.outputs import write_outputs
from generator.pipeline.sides import open_side
from generator.report import changes

_DIFFERENT, _MISUSE = 1, 2
_GOES_ON = "\n" + " " * 6  # where a line of ours has words with line breaks in them
_COLOURS = {Op.DELETED: "red", Op.INSERTED: "green", Op.SAME: None}
_BRACKETS = {Op.DELETED: ("[-", "-]"), Op.INSERTED: ("{+", "+}"), Op.SAME: ("", "")}


def _text(found: Comparison) -> str:
    told = summary(found.changes)
    lines = changes.as_text(found.old.name, found.new.name, found.chapters, told, _paint)
    return "".join(f"{_GOES_ON.join(filter(None, line.splitlines()))}\n" for line in lines)


def _json(found: Comparison) -> str:
    return changes.as_json(found.old.name, found.new.name, found.changes) + "\n"


def _html(found: Comparison) -> str:
    from generator.pipeline.page import as_page  # noqa: PLC0415  # only who asks for a page loads what makes it

    return as_page(found)


def _docx(found: Comparison) -> bytes:
    from generator.pipeline.redline import tracked  # noqa: PLC0415  # only who asks for a file loads what writes it

    return tracked(found)


def _table(found: Comparison) -> bytes:
    from generator.report.table import write_table  # noqa: PLC0415  # only who asks for the table loads what makes it

    return write_table(found.before, found.after, found.changes)


_FORMATS: dict[str, Callable[[Comparison], str | bytes]] = {
    "text": _text,
    "json": _json,
    "html": _html,
    "docx": _docx,
    "table": _table,
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
@force
@templates
def command(old: str, new: str, form: str, output: Path | None, *, force: bool) -> None:
    """Compare two drafts; exit 0 if they are the same, 1 if not, 2 if one cannot be read."""
    if form in _FILES and output is None:
        needed = f"缺少选项 -o：{form} 要写明存成哪个文件"
        raise Misuse(needed, click.get_current_context())
    try:
        with _steps() as step:
            sides = [open_side(name) for name in (step(old), step(new))]
            found = diff(*sides)
            made = _FORMATS[step(form)](found)
        if output:
            content = as_utf8(click.unstyle(made)) if isinstance(made, str) else made
            report(write_outputs({output: content}, inputs=[Path(old), Path(new)], force=force))
    except PlanError as error:
        report(error.findings)
        sys.exit(_MISUSE)
    with _whole():
        if output:
            say(f"{output}：{summary(found.changes)}")
        elif form == "text" or isinstance(made, bytes):
            echo(made, nl=False)
        else:
            print_data(made, nl=False)
    if found.changes:
        sys.exit(_DIFFERENT)


@contextmanager
def _whole() -> Iterator[None]:
    """What is printed within is whole, or it is trouble: half a comparison would be taken for all of it."""
    try:
        yield
    except PrintError as error:
        from generator.cli.failures import tell_failure  # noqa: PLC0415  # what works does not load what tells

        tell_failure(error)
        sys.exit(_MISUSE)


@contextmanager
def _steps() -> Iterator[Callable[[str], str]]:
    """Names what is worked on, on a terminal and for as long as it takes."""
    if not sys.stderr.isatty():
        yield str
        return
    bar = click.progressbar(
        length=3, label="比较", file=sys.stderr, item_show_func=lambda name: one_line(name or "")
    )
    with bar:

        def step(name: str) -> str:
            bar.update(1, name)
            return name

        yield step


def _paint(text: str, op: Op) -> str:
    """What was deleted or inserted, in brackets that a pipe keeps and colours that only reach a terminal."""
    before, after = _BRACKETS[op]
    return click.style(f"{before}{text}{after}", fg=_COLOURS[op]) if text else text
