"""Run `plandraft library new`: write the beginnings of a topic, a form or a period."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from generator.base.diagnostics import PlanError
from generator.base.patterns import fill
from generator.base.resources import period_ids, templates_folder
from generator.check.findings.groups import report_words
from generator.cli.chinese import ChineseCommand, Misuse, NamedChoice
from generator.cli.report import exit_code, print_line, report
from generator.cli.templates import option_as_typed
from generator.library.period import load_period, period_titles
from generator.library.template_index import SHELVES
from generator.pipeline.scaffolds import NewTopic, ScaffoldExistsError, write_form, write_period, write_topic

_WHAT = {"topic": "要点", "form": "文种", "period": "规划期"}
_NAMES = {
    "topic": re.compile(r"([a-z]\w*)\.([a-z]\w*)", re.ASCII),
    "form": re.compile(r"[a-z][a-z0-9-]*"),
    "period": re.compile(r"\d{4}-\d{4}", re.ASCII),
}


@click.command(cls=ChineseCommand, name="new", help="开个头：写出一个要点、文种或者规划期的样子，再往里填。")
@click.argument("what", metavar="要点|文种|规划期", type=NamedChoice(_WHAT))
@click.argument("name", metavar="键名")
@click.option("--title", metavar="标题", required=True, help="中文的标题；规划期写简称，如 十六五。")
@click.option("--box", is_flag=True, help="要点写进专栏（boxes），不写就是正文的。")
@click.option(
    "--period",
    metavar="规划期",
    type=NamedChoice(period_titles()),
    default=period_ids()[-1],
    help="要点写进哪个规划期，新规划期接着哪一个；默认最新的。",
)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="写进哪个文库文件夹，如 某省文库；不写就是自带的。",
)
def command(what: str, name: str, title: str, *, box: bool, period: str, folder: Path | None) -> None:  # noqa: PLR0913  # one parameter an option
    """Write a scaffold into a library; exit with 2 where there is one of that name already."""
    words, place = report_words("library"), folder or templates_folder()
    if not (found := _NAMES[what].fullmatch(name)):
        raise Misuse(fill(words[f"name_{what}"], {"name": name}))
    try:
        if what == "topic":
            written = write_topic(place, NewTopic(SHELVES[box], found[1], found[2], title, period))
        elif what == "form":
            written = write_form(place, name, title)
        else:
            written = write_period(place, name, title, load_period(period))
    except ScaffoldExistsError as error:
        raise Misuse(fill(words["exists"], {"name": name, "file": error.file})) from None
    except PlanError as error:
        sys.exit(exit_code(report(error.findings)))
    print_line(fill(words["written"], {"files": "、".join(map(str, written))}))
    print_line(fill(words[f"next_{what}"], {"name": name, "title": title, "option": option_as_typed(folder)}))
