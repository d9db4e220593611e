"""Run `plandraft roll`: turn last period's profile into the next one's."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from generator.base.diagnostics import PlanError
from generator.base.resources import period_ids
from generator.check.findings.groups import typed
from generator.check.findings.rulebook import to_diagnostic
from generator.cli.chinese import ChineseCommand, NamedChoice
from generator.cli.options import force
from generator.cli.report import count, exit_code, print_line, report
from generator.cli.templates import templates
from generator.library.period import period_titles
from generator.pipeline.roll import roll
from generator.pipeline.support.failures import told

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand, name="roll")
@click.argument("profile", metavar="档案", type=_FILE)
@click.option(
    "--period",
    metavar="规划期",
    type=NamedChoice({key: title for key, title in period_titles().items() if key in period_ids()[1:]}),
    help="转入哪个规划期，默认档案的下一个。",
)
@click.option(
    "-o", "--output", metavar="文件", type=_FILE, help="写到哪个文件，默认在原档案旁边，文件名加规划期。"
)
@click.option("--keep-outline", is_flag=True, help="沿用档案自己的提纲，不换成新规划期的默认提纲。")
@force
@templates
def command(
    profile: Path, period: str | None, output: Path | None, *, keep_outline: bool, force: bool
) -> None:
    """Roll a profile into a later period.

    Overwrite a file only with `force`; exit with 2 if nothing could be written, 1 on errors of the profile.
    """
    work = partial(roll, profile, period or "", output, keep_outline=keep_outline, force=force)
    try:
        rolled = told(work, profile)
    except PlanError as error:
        sys.exit(exit_code(report(error.findings)))
    for line in rolled.brief:
        print_line(line)
    report([*rolled.objections, *rolled.backups])
    found = count(map(to_diagnostic, rolled.findings))
    print_line(f"{rolled.file}：写好了，{found}")
    file = typed(str(rolled.file))
    print_line(f"用记事本打开，先核对写着【待核】的，再按部门收数：plandraft gaps {file}")
