"""Run `plandraft import`: make a profile to be confirmed of anyone's plan."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from generator.base.diagnostics import PlanError
from generator.base.resources import period_ids
from generator.check.findings.groups import typed
from generator.check.findings.rulebook import is_blocking, to_diagnostic
from generator.cli.asking import asked, can_ask
from generator.cli.asking_place import WAYS_ABOVE, ask, kind_of, levels_in, upper_of
from generator.cli.chinese import ChineseCommand, NamedChoice
from generator.cli.options import force
from generator.cli.report import count, exit_code, print_line, report
from generator.cli.templates import templates
from generator.library.lexicon import Locality, kind_titles
from generator.library.period import Period, load_period, period_titles
from generator.pipeline.import_plan import Imported, import_plan
from generator.pipeline.support.failures import told
from generator.pipeline.support.imported.figures import Reading
from generator.pipeline.support.imported.messages import figure_name, read_from
from generator.pipeline.support.imported.whole import Origin
from generator.pipeline.support.naming import output_in
from generator.pipeline.support.outside_plans import open_outside

_PRINTED = 24  # notes on the terminal; the file has them all


@click.command(cls=ChineseCommand, name="import")
@click.argument("plan", metavar="规划文件")
@click.option(
    "-o", "--output", metavar="档案", type=click.Path(path_type=Path), help="写到哪个文件，默认为地方的名称。"
)
@click.option("--name", metavar="名称", default="", help="地方的全称，默认取自规划的标题。")
@click.option(
    "--kind",
    metavar="类型",
    type=NamedChoice(kind_titles()),
    help="类型，如 county 县；看名称看得出的不用写。",
)
@click.option(
    "--upper", "uppers", metavar="上级", multiple=True, help=f"{WAYS_ABOVE}；行政区划里查得到的不用写。"
)
@click.option(
    "--period", metavar="规划期", type=NamedChoice(period_titles()), help="规划期，默认取自规划的标题。"
)
@click.option("--text", is_flag=True, help="各段的话照原文写进提纲；不写就换成文库里意思最近的要点。")
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    plan: str,
    output: Path | None,
    *,
    name: str,
    kind: str | None,
    uppers: tuple[str, ...],
    period: str | None,
    text: bool,
    force: bool,
) -> None:
    """Make a profile of a plan; exit with 2 if nothing could be written."""
    try:
        outside = open_outside(plan)
        name = (
            name.strip()
            or outside.document.locality
            or ask(
                "这份规划是哪个地方的，写全称", "从标题看不出是哪个地方的规划，加上 --name，如 --name 青石县"
            )
        )
        period = period or _period(outside.document.period)
        upper = levels_in(uppers)
        kind = kind or kind_of(name, upper)
        origin = Origin(name, kind, upper_of(name, kind, upper), period)
        into = output or output_in(Path(), name, ".yaml")
        choose = partial(_choose, load_period(period), origin.place) if can_ask() else lambda _: None
        work = partial(import_plan, outside, plan, origin, into, text=text, force=force, choose=choose)
        imported = told(work, Path(plan))
    except PlanError as error:
        sys.exit(exit_code(report(error.findings)))
    report(outside.notes)
    _tell(imported, period)


def _period(found: str) -> str:
    """Return the period `found` in a title if there is a library for it, else what the user says."""
    known = {key: key for key in period_ids()}
    if found in known:
        return found
    listed = "、".join(f"{key} {title}" for key, title in period_titles().items())
    why = f"{found}没有文库" if found else "从标题看不出规划期"
    return ask(f"{why}，按哪一期读（{listed}）", f"{why}，加上 --period，可以是 {listed}", known)


def _choose(period: Period, place: Locality, choices: Sequence[tuple[str, Reading]]) -> int | None:
    """Ask on the terminal which of several things a number is; return None for none of them."""
    for n, (path, reading) in enumerate(choices, start=1):
        print_line(f"  {n} {figure_name(path, period, place)} {reading.value}，{read_from(reading)}")
    while answer := asked(f"是哪一个（1—{len(choices)}），都不是或者不能定直接按回车", "").strip():
        if answer.isdecimal() and 0 < int(answer) <= len(choices):
            return int(answer) - 1
    return None


def _tell(imported: Imported, period: str) -> None:
    """Print what was read, and what to do next; exit with 1 on what prevents a draft."""
    for line in imported.notes[:_PRINTED]:
        print_line(line)
    if len(imported.notes) > _PRINTED:
        print_line(f"这样的还有 {len(imported.notes) - _PRINTED} 条，都写在档案的开头")
    report([*filter(is_blocking, imported.findings), *imported.backups])
    print_line(f"{imported.file}：写好了，{count(map(to_diagnostic, imported.findings))}")
    file = typed(str(imported.file))
    steps = f"用记事本打开，对照原文核对写着【待核】的；plandraft gaps {file} 按部门列出"
    later = period_ids()[period_ids().index(period) + 1 :]
    print_line(f"{steps}{f'；plandraft roll {file} 转成下一期的档案' if later else ''}")
