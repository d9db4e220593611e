"""`plandraft gaps`: what is still missing, by department."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.chinese import ChineseCommand
from generator.cli.report import print_data, report, say
from generator.cli.templates import templates
from generator.pipeline.gaps import Gaps, Missing, State, find_gaps
from generator.report.machine import dumped

_FORMATS = ("text", "json")
_NOBODY = "部门待定"
_STEP = " › "


@click.command(cls=ChineseCommand, name="gaps")
@click.argument("profiles", metavar="档案...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--department", "wanted", metavar="部门", multiple=True, help="只列这个部门的，写名称或其中几个字。"
)
@click.option(
    "--format",
    "form",
    metavar="格式",
    type=click.Choice(_FORMATS),
    default="text",
    help="输出格式：text（默认）、json。",
)
@templates
def command(profiles: tuple[Path, ...], wanted: tuple[str, ...], form: str) -> None:
    """List what profiles lack; exit 1 if there is anything, or a profile cannot be used."""
    found = [find_gaps(file) for file in profiles]
    report(finding for gaps in found for finding in gaps.findings)
    usable = [gaps for gaps in found if gaps.profile]
    if form == "json":
        data = [_data(gaps, wanted) for gaps in usable]
        print_data(dumped(data))
    else:
        for line in (line for gaps in usable for line in _text(gaps, wanted)):
            say(line)
    if len(usable) < len(found) or any(_of(gaps, wanted) for gaps in usable):
        sys.exit(1)


def _of(gaps: Gaps, wanted: tuple[str, ...]) -> dict[str, list[Missing]]:
    """What is missing by department, of those asked for."""
    return {
        name: missing
        for name, missing in gaps.departments().items()
        if not wanted or any(word in (name or _NOBODY) for word in wanted)
    }


def _text(gaps: Gaps, wanted: tuple[str, ...]) -> Iterator[str]:
    place = gaps.profile.locality.name if gaps.profile else ""
    period = gaps.profile.period.id if gaps.profile else ""
    done = f"应填 {gaps.asked} 项，已填 {gaps.filled} 项，完成 {gaps.share}%"
    yield f"{gaps.file}：{place}（{period}）{done}"
    for name, missing in _of(gaps, wanted).items():
        yield ""
        yield f"{name or _NOBODY}（{len(missing)} 项）"
        for number, each in enumerate(missing, start=1):
            yield from _entry(number, each)


def _entry(number: int, each: Missing) -> Iterator[str]:
    unit = f"（{each.unit}）" if each.unit else ""
    state = f"，待核{'：' if each.text else ''}{each.text}" if each.state is State.CONFIRM else ""
    left = f"，现写着 {each.text}" if each.text and each.state is State.FILL else ""
    yield f"  {number}. {each.name or each.path}{unit}{state}{left}"
    yield f"     填在 {each.path}（{each.place}）"
    if each.where:
        yield f"     用在 {'；'.join(_STEP.join(where) for where in each.where if where) or '版记'}"


def _data(gaps: Gaps, wanted: tuple[str, ...]) -> dict[str, object]:
    profile = gaps.profile
    return {
        "file": str(gaps.file),
        "locality": profile.locality.name if profile else "",
        "period": profile.period.id if profile else "",
        "asked": gaps.asked,
        "filled": gaps.filled,
        "share": gaps.share,
        "departments": [
            {"department": name, "missing": [_entry_data(each) for each in missing]}
            for name, missing in _of(gaps, wanted).items()
        ],
    }


def _entry_data(each: Missing) -> dict[str, object]:
    return {
        "path": each.path,
        "name": each.name,
        "unit": each.unit,
        "state": each.state.value,
        "text": each.text,
        "line": each.place.line,
        "column": each.place.column,
        "where": [list(where) for where in each.where],
    }
