"""Run `plandraft library`: check policy text and show it, for those who write it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from generator.base.diagnostics import PlanError
from generator.base.patterns import fill
from generator.base.resources import laid_over, period_ids, shown
from generator.check.findings.groups import report_words
from generator.check.findings.rulebook import to_diagnostic
from generator.check.findings.text import as_text
from generator.check.form.library import check_library, library_folder
from generator.cli import library_diff, library_new
from generator.cli.chinese import ChineseCommand, NamedChoice
from generator.cli.printing import echo
from generator.cli.report import FINDINGS, MISUSE, paint, print_line, report
from generator.cli.templates import option_as_typed, templates
from generator.library import lexicon
from generator.library.dates import count_unconfirmed
from generator.library.period import load_period, period_titles
from generator.library.template_index import SHELVES, topic_names
from generator.pipeline.library_texts import check_texts
from generator.pipeline.support.upper_plans import load_profile
from generator.pipeline.topics import TopicView, find_topics, view_in_profile, view_topic

_FILE = click.Path(path_type=Path)
_KINDS = ("county", "banner", "province")


class _Group(ChineseCommand, click.Group):
    """A command that has commands, with a help that speaks Chinese."""


@click.group(cls=_Group, name="library", no_args_is_help=False)
def command() -> None:
    """Group what is done with policy text."""


@command.command(
    cls=ChineseCommand, name="check", help="核对文库：数据、提纲、模板，逐条列出文件、行、列和改法。"
)
@templates
def check_command() -> None:
    """Check the program's own library, or the folder that is laid over it; exit with 1 on a finding."""
    words = report_words("library")
    diagnostics = [to_diagnostic(finding) for finding in check_library() or check_texts(library_folder())]
    for line in as_text(diagnostics, paint):
        echo(line)
    if diagnostics:
        given = laid_over()
        option = option_as_typed(given and given[1])
        print_line(fill(words["found"], {"count": len(diagnostics), "option": option}))
        sys.exit(FINDINGS)
    print_line(fill(words["sound"], {"count": _count_topics(), "periods": "、".join(period_ids())}))
    if count := count_unconfirmed():
        print_line(fill(words["unconfirmed"], {"count": count}))


@command.command(cls=ChineseCommand, name="show", help="看一个要点在各类地方的规划里说些什么。")
@click.argument("topic", metavar="要点")
@click.option("--profile", metavar="档案", type=_FILE, help="看它在这份档案的规划里说什么。")
@click.option(
    "--kind",
    "kinds",
    metavar="类型",
    type=NamedChoice(lexicon.kind_titles()),
    multiple=True,
    default=_KINDS,
    help="哪一类地方，可以写几次；默认县、旗、省。",
)
@click.option(
    "--period",
    metavar="规划期",
    type=NamedChoice(period_titles()),
    default=period_ids()[-1],
    help="规划期，默认最新的。",
)
@templates
def show_command(topic: str, profile: Path | None, kinds: tuple[str, ...], period: str) -> None:
    """Show what a topic says; exit with 2 where the library has none of that name, or a profile no draft."""
    try:
        if profile:
            found = view_in_profile(topic, load_profile(profile))
            lines = [line for title, said in found for line in (title, *_in_profile(profile, said))]
        else:
            views = view_topic(topic, load_period(period), kinds)
            lines = [line for view in views for line in _shown(view)]
    except PlanError as error:
        if [finding.rule for finding in error.findings] == ["topic-unknown"]:
            print_line(_unknown(error.findings[0].facts), err=True)
        else:
            report(error.findings)
        sys.exit(MISUSE)
    for line in lines:
        print_line(line)


@command.command(cls=ChineseCommand, name="list", help="按词找要点：在标题、话和用到的数里找。")
@click.argument("words", metavar="词")
@click.option(
    "--period",
    metavar="规划期",
    type=NamedChoice(period_titles()),
    default=period_ids()[-1],
    help="规划期，默认最新的。",
)
@templates
def list_command(words: str, period: str) -> None:
    """List the topics that `words` are in; exit with 1 if there are none."""
    said, found = report_words("library"), find_topics(words, load_period(period))
    for title, beginning in found:
        print_line(fill(said["listed"], {"shown": title, "words": beginning}))
    if not found:
        print_line(fill(said["none"], {"words": words}))
        sys.exit(FINDINGS)
    print_line(fill(said["count"], {"count": len(found)}))


command.add_command(library_new.command)
command.add_command(library_diff.command)


def _unknown(facts: Mapping[str, str]) -> str:
    words = report_words("library")
    guess = fill(words["guess"], {"guess": facts["guess"]}) if facts["guess"] else ""
    return fill(words["unknown"], {"name": facts["topic"], "guess": guess})


def _in_profile(file: Path, said: str) -> Iterator[str]:
    """Yield the lines on what a topic says in the plan of one profile."""
    words = report_words("library")
    yield f"  {fill(words['in_profile'], {'file': file})}"
    yield f"    {said or words['nothing']}"


def _shown(view: TopicView) -> Iterator[str]:
    """Yield the lines on one topic: its place, what it says, its figures, where it is used."""
    words = report_words("library")
    place = view.place._replace(file=shown(view.place.file))
    yield view.shown
    yield f"  {fill(words['place'], {'place': place})}"
    level, says = view.power
    if level:
        yield f"  {fill(words['power'], {'level': level, 'says': says})}"
    for said in view.said:
        places = {"places": "、".join(said.places)}
        both = (
            {"same": said.blank}
            if said.blank == said.filled
            else {"blank": said.blank, "filled": said.filled}
        )
        for key, text in both.items():
            yield f"  {fill(words[key], places)}"
            yield f"    {text or words['nothing']}"
    if view.figures:
        yield f"  {words['figures']}"
    for figure in view.figures:
        facts = {"path": figure.path, "name": figure.name + (f"，{figure.unit}" if figure.unit else "")}
        yield f"    {fill(words['gap' if figure.gap else 'asked'], facts)}"
    yield f"  {words['uses'] if view.uses else words['unused']}"
    for use in view.uses:
        yield f"    {fill(words['use'], {'outline': use.outline, 'where': ' › '.join(use.where)})}"


def _count_topics() -> int:
    """Return how many topics the libraries of all periods have, each once."""
    folders = [load_period(each).folders for each in period_ids()]
    return len({(shelf, name) for each in folders for shelf in SHELVES for name in topic_names(shelf, each)})
