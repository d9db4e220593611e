"""Run `plandraft new`: write a profile to be filled in."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from generator.base.diagnostics import PlanError
from generator.base.resources import period_ids
from generator.cli.asking_place import WAYS_ABOVE, ask, kind_of, levels_in, upper_of
from generator.cli.chinese import ChineseCommand, NamedChoice
from generator.cli.options import force
from generator.cli.report import exit_code, print_line, report
from generator.cli.templates import templates
from generator.library.divisions import divisions_date
from generator.library.lexicon import default_levels_above, kind_titles, setting_titles
from generator.library.period import period_titles
from generator.pipeline.new import default_names, is_confirmed, write_new
from generator.pipeline.support.failures import told
from generator.pipeline.support.naming import output_in


@click.command(cls=ChineseCommand, name="new")
@click.argument("file", metavar="[档案]", required=False, type=click.Path(path_type=Path))
@click.option("--name", metavar="名称", default="", help="地方的全称，如 青石县。")
@click.option(
    "--kind",
    metavar="类型",
    type=NamedChoice(kind_titles()),
    help="类型，如 county 县；看名称看得出的不用写。",
)
@click.option(
    "--upper",
    "uppers",
    metavar="上级",
    multiple=True,
    help=f"{WAYS_ABOVE}；行政区划里查得到的不用写，同名的写一级就行。",
)
@click.option(
    "--setting",
    metavar="用语环境",
    type=NamedChoice(setting_titles()),
    help="用语环境：只有街道和社区的市辖区写 city；别的一般不用写。",
)
@click.option(
    "--period",
    metavar="规划期",
    type=NamedChoice(period_titles()),
    default=period_ids()[-1],
    help="规划期，默认最新的。",
)
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    file: Path | None,
    *,
    name: str,
    kind: str | None,
    uppers: tuple[str, ...],
    setting: str | None,
    period: str,
    force: bool,
) -> None:
    """Write a new profile.

    Ask on a terminal for what the command line does not say; without one it is misuse.
    """
    name = name.strip() or ask("地方的全称，如 青石县", "没有写地方的名称，加上 --name，如 --name 青石县")
    upper = levels_in(uppers)
    kind = kind or kind_of(name, upper)
    upper = upper_of(name, kind, upper)
    try:
        file = file or output_in(Path(), name, ".yaml")
        work = partial(write_new, file, period, name, kind, upper, setting=setting or "", force=force)
        profile, findings = told(work, file)
    except PlanError as error:
        sys.exit(exit_code(report(error.findings)))
    report(findings)
    above = "，上级：" + "、".join(profile.locality.upper) if upper else ""
    print_line(f"{file}：写好了，{name}（{kind_titles()[kind]}）{above}")
    if not upper and default_levels_above(kind):
        print_line(f"{divisions_date()}的行政区划里没有{name}，上级没有填，请写进 locality.upper")
    print_line(
        f"部门名称按默认写，请对照本地机构核对：{'、'.join(default_names(profile))}；"
        "不同的写进 departments，或者填在“规划和函件”填报表里"
    )
    if not is_confirmed(profile.locality):
        print_line(f"{name}的用语环境和部门名称有的取自没有核对过的资料，请对照本地的文件核对")
    asked = f"plandraft request {file} -o 填报表 --letters"
    print_line(
        f"用记事本打开填写，或者写出填报表让各部门填（{asked}）；"
        f"plandraft gaps {file} 列出还缺什么，plandraft draft {file} 写出草案"
    )
