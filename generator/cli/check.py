"""Run `plandraft check`: report what is wrong with profiles."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.base.diagnostics import Finding
from generator.base.patterns import fill
from generator.base.resources import shown
from generator.check.acceptance import ways_to_accept
from generator.check.findings.groups import first_step, report_words, typed
from generator.check.findings.rulebook import to_diagnostic
from generator.cli.by_workbook import mended_by_workbook
from generator.cli.chinese import ChineseCommand, Misuse, NamedChoice
from generator.cli.options import authorship, force, several, written_by
from generator.cli.report import (
    FORMATS,
    MISUSE,
    count,
    exit_code,
    fails,
    print_line,
    report_data,
    report_findings,
)
from generator.cli.shares import share_data, share_table
from generator.cli.templates import templates
from generator.library.lexicon import kind_titles
from generator.library.period import period_titles
from generator.locality.profile import Profile
from generator.pipeline.check import Checked, check, lacking
from generator.pipeline.support.allocation import Allocation, allocations, profiles_below
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.plan_files import Given, is_plan
from generator.pipeline.support.shortfalls import shortfalls
from generator.pipeline.support.upper_plans import load_profile
from generator.yaml_source.write import yaml_flow

if TYPE_CHECKING:
    from generator.pipeline.check_plan import CheckedPlan

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand, name="check")
@several("profiles", "档案或规划...")
@click.option(
    "--upper",
    metavar="档案",
    type=_FILE,
    help="上级的档案或规划：核对是否低于上级，并列出各地分解情况。",
)
@click.option("--name", metavar="名称", default="", help="核对 Word 规划时：是哪里的，标题里看得出的不用写。")
@click.option(
    "--kind",
    metavar="类型",
    type=NamedChoice(kind_titles()),
    help="核对 Word 规划时：地方的类型，如 county 县。",
)
@click.option(
    "--period",
    metavar="规划期",
    type=NamedChoice(period_titles()),
    help="核对 Word 规划时：规划期，标题里看得出的不用写。",
)
@click.option(
    "--comments",
    metavar="副本",
    type=_FILE,
    help="核对 Word 规划时：把问题写成批注，放进另存的一份 .docx，原文件不动。",
)
@authorship("批注")
@force
@click.option(
    "--format",
    "form",
    metavar="格式",
    type=click.Choice(FORMATS),
    default="text",
    help="输出格式：text（默认）、json、sarif、github。",
)
@click.option("--fix", "fixes", is_flag=True, help="改正全角标点、制表符一类笔误，注释原样保留。")
@click.option(
    "--strict", is_flag=True, help="有提醒也算没通过（档案里认可了的不算），并说明没有错的提醒怎样认可。"
)
@click.option("--accepted", is_flag=True, help="逐项列出档案里认可了的提醒和理由。")
@templates
def command(  # noqa: PLR0913  # one parameter an option
    profiles: tuple[Path, ...],
    upper: Path | None,
    form: str,
    *,
    name: str,
    kind: str | None,
    period: str | None,
    comments: Path | None,
    author: str | None,
    date: datetime | None,
    force: bool,
    fixes: bool,
    strict: bool,
    accepted: bool,
) -> None:
    """Check `profiles`; exit with 1 on an error, with `strict` a warning, with 2 if a fix was not written.

    A file that is a plan as people read it is checked as it stands.
    """
    given = Given(name.strip(), kind or "", period or "")
    plans = {file for file in profiles if is_plan(file)}
    _refuse_misuse(profiles, plans, given, comments, fixes=fixes)
    unfixed = [finding for file in profiles if fixes for finding in _fixed(file, err=form != "text")]
    above, trouble = _upper(upper)
    checked = [
        _checked_plan(file, given, above) if file in plans else _checked(file, above) for file in profiles
    ]
    parts = [one.part for one in checked if one.part]
    below = profiles_below(above, parts) if above else None
    allocated = list(allocations(below)) if below else []
    found = [finding for one in checked for finding in (*one.findings, *_lacking(one))]
    findings = [*(finding for finding in unfixed if finding not in found), *trouble, *found]
    findings += shortfalls(below, allocated) if below else []
    if form == "text":
        diagnostics = report_findings(findings, accepted=accepted)
        for line in (line for one in checked if strict for line in _offer(one)):
            print_line(line)
        said = (f"{_checked_line(checked)}：{count(diagnostics)}", *mended_by_workbook(diagnostics, profiles))
        for line in (*share_table(allocated), *said):
            print_line(line)
        step = first_step(diagnostics, [shown(str(file)) for file in profiles])
        if step and not comments:
            print_line(step)
    else:
        diagnostics = report_data(findings, form, _data(checked, allocated))
    if comments:
        from generator.cli.check_plan import write_comments  # noqa: PLC0415  # most checks read no Word file

        if not write_comments(checked, comments, diagnostics, written_by(author, date), force=force):
            sys.exit(MISUSE)
    if fails(diagnostics, strict=strict):
        sys.exit(exit_code(diagnostics))


def _refuse_misuse(
    files: Sequence[Path], plans: Collection[Path], given: Given, comments: Path | None, *, fixes: bool
) -> None:
    """Raise Misuse where options are of no use with what is checked: `files`, of which some are `plans`."""
    words = report_words("check_misuses")
    if fixes and plans:
        raise Misuse(words["fix"])
    if (given != Given() or comments) and not plans:
        raise Misuse(words["profile"])
    if (given.name or comments) and len(files) > 1:
        raise Misuse(words["several"])


def _upper(file: Path | None) -> tuple[Profile | None, list[Finding]]:
    """Return the profile in `file` (None without a file) and the findings that make it unusable."""
    if file is None or not is_plan(file):
        return attempt(partial(load_profile, file), file) if file else (None, [])
    from generator.cli.check_plan import upper_in  # noqa: PLC0415  # most checks read no Word file

    return upper_in(file)


def _checked_plan(file: Path, given: Given, above: Profile | None) -> CheckedPlan:
    """Return what checking the plan in `file` as it stands found."""
    from generator.cli.check_plan import checked_plan  # noqa: PLC0415  # most checks read no Word file

    return checked_plan(file, given, above)


def _checked(file: Path, above: Profile | None) -> Checked:
    """Return what checking the profile in `file` found, or why it could not be checked."""
    checked, trouble = attempt(partial(check, file, above), file)
    return checked or Checked(file, None, trouble)


def _offer(checked: Checked | CheckedPlan) -> Iterator[str]:
    """Yield the lines that would accept the warnings of a profile, to be pasted into it."""
    ways = list(ways_to_accept(checked.profile, checked.findings)) if checked.profile else []
    if ways and checked.profile:
        words, begun = report_words("accepted"), bool(checked.profile.at("accepted"))
        yield fill(words["offer_more" if begun else "offer"], {"file": typed(str(checked.file))})
        yield from () if begun else ("accepted:",)
        for finding, at in ways:
            place = yaml_flow(at[0] if len(at) == 1 else list(at))
            yield f"  - {{rule: {finding.rule}, at: {place}, reason: }}"
        yield ""


def _lacking(checked: Checked | CheckedPlan) -> list[Finding]:
    """Return a finding for each value that the plan of a profile lacks, or why that cannot be said."""
    if checked.profile is None:
        return []
    found, trouble = attempt(partial(lacking, checked), checked.file)
    return found or trouble


def _fixed(file: Path, *, err: bool) -> list[Finding]:
    """Correct slips of the keyboard in `file` and print each line before and after.

    Print to standard error with `err`. Return the findings that prevented the correction.
    """
    from generator.pipeline.fix import fix  # noqa: PLC0415  # most checks correct nothing

    mended, trouble = attempt(partial(fix, file), file)
    for finding in mended or []:
        encoding = f" {to_diagnostic(finding).message}" if "encoding" in finding.facts else ""
        print_line(f"{finding.place}{encoding}", err=err)
        for sign, words in (("-", "before"), ("+", "after")):
            if words in finding.facts:
                print_line(f"  {sign} {finding.facts[words]}", err=err)
    return trouble


def _checked_line(checked: Sequence[Checked | CheckedPlan]) -> str:
    """Return a line that says how many localities, indicators and measures were checked."""
    indicators, measures = sum(one.indicators for one in checked), sum(one.measures for one in checked)
    usable = sum(one.reviewed is not None for one in checked)
    return f"检查了 {usable} 个地区、{indicators} 项指标、{measures} 条措施和专栏项目"


def _data(checked: Sequence[Checked | CheckedPlan], allocated: list[Allocation]) -> dict[str, object]:
    """Return what JSON has beside the findings: what was checked, and who contributes to each target."""
    return {
        "checked": {
            "localities": sum(one.reviewed is not None for one in checked),
            "indicators": sum(one.indicators for one in checked),
            "measures": sum(one.measures for one in checked),
        },
        "shares": share_data(allocated),
    }
