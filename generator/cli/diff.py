"""Run `plandraft diff`: report what changed from one draft to another, where, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from generator.base.characters import one_line
from generator.base.diagnostics import Finding, PlanError
from generator.base.time_of_writing import Authorship
from generator.cli.chinese import ChineseCommand, Misuse
from generator.cli.diff_step import next_step
from generator.cli.disarming import disarm_page
from generator.cli.options import authorship, force, written_by
from generator.cli.painting import paint
from generator.cli.printing import PrintError, echo
from generator.cli.report import as_utf8, fails, print_data, print_line, report
from generator.cli.templates import templates
from generator.diff import summary
from generator.diff.report import changes
from generator.pipeline.diff import Comparison, diff
from generator.pipeline.support.compared import open_compared
from generator.pipeline.support.failures import told
from generator.pipeline.support.outputs import write_outputs
from generator.pipeline.support.word_files import Pending

_DIFFERENT, _MISUSE = 1, 2
_INDENT = "\n" + " " * 6  # after a line break inside a text


def _text(found: Comparison) -> str:
    """Return `found` as text for a terminal, with colours and brackets around what changed."""
    counts = summary(found.changes)
    lines = changes.as_text(found.old.name, found.new.name, found.chapters, counts, paint, found.annotations)
    return "".join(f"{_INDENT.join(filter(None, line.splitlines()))}\n" for line in lines)


def _json(found: Comparison) -> str:
    """Return `found` as JSON, ending with a line break."""
    return changes.as_json(found.old.name, found.new.name, found.changes, found.annotations) + "\n"


def _html(found: Comparison) -> str:
    """Return `found` as a self-contained web page."""
    from generator.pipeline.comparison_page import as_page  # noqa: PLC0415  # only this format needs it

    return as_page(found)


def _docx(found: Comparison, written: Authorship) -> bytes:
    """Return the bytes of the new draft as a .docx file with tracked changes."""
    from generator.pipeline.tracked_changes import with_tracked_changes  # noqa: PLC0415  # only this format needs it

    return with_tracked_changes(found, written)


def _left_out(found: Comparison, form: str, output: Path | None) -> list[Finding]:
    """Return the finding that a Word file with tracked changes does not hold all comments, if it cannot."""
    if form != "docx":
        return []
    from generator.pipeline.tracked_changes import comments_left, comments_of  # noqa: PLC0415  # as above

    return comments_left(len(comments_of(found)), str(output))


def _table(found: Comparison, written: Authorship) -> bytes:
    """Return the bytes of the 修改对照表 as a .docx file."""
    from generator.word.comparison_table import write_table  # noqa: PLC0415  # only this format needs it

    return write_table(found.before, found.after, found.changes, written, found.annotations)


_SHOWN: dict[str, Callable[[Comparison], str]] = {"text": _text, "json": _json, "html": _html}
# Formats that no terminal can show.
_FILES: dict[str, Callable[[Comparison, Authorship], bytes]] = {"docx": _docx, "table": _table}
_OF_FORMAT = {
    "text": {".txt"},
    "json": {".json"},
    "html": {".html", ".htm"},
    "docx": {".docx"},
    "table": {".docx"},
}
_ENDINGS = {ending for endings in _OF_FORMAT.values() for ending in endings}  # others say nothing


@click.command(cls=ChineseCommand, name="diff")
@click.argument("old", metavar="旧稿")
@click.argument("new", metavar="新稿")
@click.option(
    "--format",
    "form",
    metavar="格式",
    type=click.Choice([*_SHOWN, *_FILES]),
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
@click.option(
    "--pending",
    metavar="读法",
    type=click.Choice(["accept", "reject"]),
    help="没有处理的修订怎么读：accept 当作都接受了，reject 当作都拒绝了；不写按接受以后的样子读，单独计数。",
)
@authorship("修订和修改对照表")
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    old: str,
    new: str,
    form: str,
    output: Path | None,
    *,
    pending: str | None,
    author: str | None,
    date: datetime | None,
    force: bool,
) -> None:
    """Compare the drafts `old` and `new`.

    Exit with 0 if they are the same and there is no warning, 1 if not, 2 if one cannot be read.
    """
    if form in _FILES and output is None:
        needed = f"缺少选项 -o：{form} 要写明存成哪个文件"
        raise Misuse(needed, click.get_current_context())
    _refuse_contradictions(form, output, written=bool(author or date))
    try:
        with _steps() as step:
            sides = open_compared(step(old), step(new), Pending(pending or Pending.TOLD))
            found = told(partial(diff, *sides), Path(new))
            made = told(partial(_made, found, step(form), written_by(author, date)), Path(new))
        notes = report([*(note for side in sides for note in side.notes), *_left_out(found, form, output)])
        if output:
            content = as_utf8(click.unstyle(made)) if isinstance(made, str) else made
            write = partial(write_outputs, {output: content}, inputs=[Path(old), Path(new)], force=force)
            report(told(write, output))
    except PlanError as error:
        report(error.findings)
        sys.exit(_MISUSE)
    noted = fails(notes, strict=True)
    with _whole_output():
        if output:
            print_line(f"{output}：{summary(found.changes)}")
        elif form == "text" or isinstance(made, bytes):
            echo(made, nl=False)
        else:
            print_data(disarm_page(made) if form == "html" else made, nl=False)
        if step_next := next_step(found, form, output, pending, noted=noted):
            print_line(step_next)
    if found.changes or noted:
        sys.exit(_DIFFERENT)


def _made(found: Comparison, form: str, written: Authorship) -> str | bytes:
    """Return a comparison in the format `form`; the Word files are by and at what `written` says."""
    return _SHOWN[form](found) if form in _SHOWN else _FILES[form](found, written)


def _refuse_contradictions(form: str, output: Path | None, *, written: bool) -> None:
    """Raise Misuse where the ending of `output`, or options on who has `written`, contradict the format."""
    needed = ""
    if output and output.suffix.lower() in _ENDINGS - _OF_FORMAT[form]:
        right = "、".join(sorted(_OF_FORMAT[form]))
        needed = f"-o 的文件名 {output.name} 和 --format {form} 对不上：{form} 的文件名用 {right}"
    elif form in _SHOWN and written:
        needed = "--author、--date 只用于 --format docx 和 --format table"
    if needed:
        raise Misuse(needed, click.get_current_context())


@contextmanager
def _whole_output() -> Iterator[None]:
    """Exit with 2 if standard output refuses part of a report.

    Readers would take half a comparison for all of it.
    """
    try:
        yield
    except PrintError as error:
        from generator.cli.failures import tell_failure  # noqa: PLC0415  # only a failure needs it

        tell_failure(error)
        sys.exit(_MISUSE)


@contextmanager
def _steps() -> Iterator[Callable[[str], str]]:
    """Yield a function that shows a step's name in a progress bar on a terminal, and returns it."""
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
