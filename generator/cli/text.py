"""Run `plandraft text`: print a draft as lines that git can compare."""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from pathlib import Path

import click

from generator.base.characters import make_visible
from generator.base.diagnostics import Finding, PlanError
from generator.base.files import read_whole
from generator.check.findings.rulebook import to_diagnostic
from generator.cli.chinese import ChineseCommand
from generator.cli.disarming import disarm
from generator.cli.report import print_data, report
from generator.cli.templates import templates
from generator.formats.git_text import write_text
from generator.pipeline.support.failures import told
from generator.pipeline.support.outside_plans import open_any
from generator.pipeline.support.word_files import MOST_BYTES
from generator.word.outside import OutsidePlan

_MISUSE = 2
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")  # characters that no text contains


@click.command(cls=ChineseCommand, name="text")
@click.argument("file", metavar="草案")
@click.option(
    "--textconv", is_flag=True, help="供 git 调用：不能成稿的文件说明原因、原样打印，不让 git 中断。"
)
@templates
def command(file: str, *, textconv: bool) -> None:
    """Print a draft; exit with 2 if it cannot be read."""
    try:
        text = make_visible(_text(file, textconv=textconv))
    except PlanError as error:
        report(error.findings)
        sys.exit(_MISUSE)
    print_data(disarm(text), nl=False)


def _text(file: str, *, textconv: bool) -> str:
    """Return the draft as text; say how a plan was read that we did not write, but not with `textconv`.

    If it cannot be read, raise PlanError, or with `textconv` return `_fallback_text`.
    """
    try:
        opened = open_any(file)
        text = told(lambda: write_text(opened.document), Path(file))
    except PlanError as error:
        if not textconv:
            raise
        return _fallback_text(read_whole(Path(file), MOST_BYTES), error.findings)
    if isinstance(opened, OutsidePlan) and not textconv:
        report(opened.notes)
    return text


def _fallback_text(content: bytes, findings: list[Finding]) -> str:
    """Return what git can compare of a file that is no draft: why not, then its text or digest.

    A binary file has a digest. Name no file in it: git calls the same content by a different temporary name
    each time.
    """
    why = [f"（不能成稿：{_problem_line(finding)}）" for finding in findings]
    text = content.decode("utf-8-sig", errors="replace")
    if _BINARY.search(text):
        text = f"SHA-256 {sha256(content).hexdigest()}"
    return "\n".join([*why, "", *make_visible(text).splitlines(), ""])


def _problem_line(finding: Finding) -> str:
    """Return the message of `finding` behind its line number, if it has one."""
    line = f"第{finding.place.line}行，" if finding.place.line else ""
    return f"{line}{to_diagnostic(finding).message}"
