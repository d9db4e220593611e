"""Run `plandraft new`: write a profile to be filled in."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from generator.base.diagnostics import PlanError
from generator.base.resources import period_ids
from generator.cli.asking import asked
from generator.cli.chinese import ChineseCommand, Misuse, NamedChoice
from generator.cli.options import force
from generator.cli.report import exit_code, print_line, report
from generator.cli.templates import templates
from generator.library.divisions import divisions_date
from generator.library.lexicon import default_levels_above, kind_titles, setting_titles
from generator.library.period import period_titles
from generator.pipeline.new import default_names, is_confirmed, write_new
from generator.pipeline.support.failures import told
from generator.pipeline.support.naming import output_in
from generator.pipeline.support.place_facts import PlaceFacts, place_facts

_BETWEEN = re.compile(r"[\s、，,]+")
_WAYS = "上级由高到低，用顿号隔开，如 某某省、某某市"


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
    help=f"{_WAYS}；行政区划里查得到的不用写，同名的写一级就行。",
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
    name = name.strip() or _ask("地方的全称，如 青石县", "没有写地方的名称，加上 --name，如 --name 青石县")
    upper = tuple(part for given in uppers for part in _BETWEEN.split(given) if part)
    kind = kind or _kind(name, place_facts(name, upper=upper))
    upper = _upper(name, kind, upper)
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


def _kind(name: str, found: PlaceFacts) -> str:
    """Return the kind that the name implies, or prompt for one of those possible."""
    if len(found.kinds) == 1:
        return found.kinds[0]
    may_be = {kind: title for kind, title in kind_titles().items() if kind in found.kinds or not found.kinds}
    listed = "、".join(f"{kind} {title}" for kind, title in may_be.items())
    words = {word: kind for kind, title in may_be.items() for word in (kind, title)}
    return _ask(
        f"“{name}”的类型（{listed}）",
        f"从名称看不出“{name}”是哪一类，加上 --kind，可以是 {listed}",
        words,
    )


def _upper(name: str, kind: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the levels above, the highest first.

    They are those known, one chosen among namesakes, or what the user types. Return () if they are unknown
    and there is no terminal to ask on.
    """
    found = place_facts(name, kind, given).uppers
    if len(found) == 1 or not default_levels_above(kind):
        return found[0] if found else ()
    if found:
        listed = "，".join(f"{n} {'、'.join(upper)}" for n, upper in enumerate(found, start=1))
        words = {str(n): str(n) for n in range(1, len(found) + 1)}
        many = f"叫“{name}”的有 {len(found)} 个"
        answer = _ask(f"{many}（{listed}），是第几个", f"{many}：{listed}。加上 --upper 写明上级", words)
        return found[int(answer) - 1]
    if not _terminal():
        return ()
    return tuple(part for part in _BETWEEN.split(asked(f"上级，{_WAYS}；不写直接按回车", "")) if part)


def _ask(question: str, needed: str, accepted: Mapping[str, str] | None = None) -> str:
    """Prompt until the answer is among the keys of `accepted`, and return its value.

    Accept any answer if that is None. Raise Misuse with the message `needed` without a terminal.
    """
    if not _terminal():
        raise Misuse(needed, click.get_current_context())
    while True:
        answer = asked(question).strip()
        if answer and (accepted is None or answer in accepted):
            return accepted[answer] if accepted else answer


def _terminal() -> bool:
    """Return whether standard input is a terminal."""
    return sys.stdin.isatty()
