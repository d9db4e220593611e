"""Run `plandraft request`: write the workbooks in which departments answer."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from generator.base.diagnostics import Finding, Place, Severity
from generator.base.patterns import fill
from generator.base.resources import shown
from generator.check.findings.groups import report_words, typed
from generator.cli.chinese import ChineseCommand, Misuse
from generator.cli.departments import matching, unknown
from generator.cli.options import day, force, several
from generator.cli.report import print_line, report_findings
from generator.cli.templates import templates
from generator.formats.workbook.questions import Asked
from generator.locality.profile import Profile
from generator.pipeline.request import Asking, Standing, Written, ask, write_requests
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.naming import same_name
from generator.pipeline.support.upper_plans import load_profile

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand, name="request")
@several("profiles", "档案...")
@click.option(
    "-o", "--output", metavar="文件夹", default="填报", type=_FILE, help="写到哪个文件夹，默认 填报。"
)
@click.option(
    "--department",
    "wanted",
    metavar="部门",
    multiple=True,
    help="只写这个部门的，写名称、其中几个字，或者键名。",
)
@click.option("--all", "together", is_flag=True, help="各部门写在一个文件里，一个部门一张表。")
@click.option(
    "--letters", is_flag=True, help="另写一份起草人自己填的：标题、编制依据、部门名称、封面和函件。"
)
@click.option("--deadline", metavar="日期", callback=day, help="截止日期，印在表上，如 2026-12-15。")
@click.option("--upper", metavar="档案", type=_FILE, help="上级的档案：上级的指标值列在旁边供参考。")
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    profiles: tuple[Path, ...],
    output: Path,
    wanted: tuple[str, ...],
    *,
    together: bool,
    letters: bool,
    deadline: datetime | None,
    upper: Path | None,
    force: bool,
) -> None:
    """Write workbooks; exit with 1 if a profile cannot be used, or a workbook could not be written."""
    if output.suffix.lower() == ".xlsx" and not output.is_dir():
        needed = f"-o 后面写文件夹，{output.name} 是文件名：文件按地方和部门取名"
        raise Misuse(needed, click.get_current_context())
    above, trouble = attempt(partial(load_profile, upper), upper) if upper else (None, [])
    report_findings(trouble)
    asked = _narrowed([*_apart(_asked(file, above, letters) for file in profiles)], wanted)
    failed, count = bool(trouble), 0
    for asking in asked:
        report_findings(asking.findings)
        write = partial(
            write_requests,
            asking,
            output,
            deadline=deadline.date().isoformat() if deadline else "",
            together=together,
            force=force,
        )
        written, findings = attempt(write, asking.file)
        told = report_findings([*findings, *(written[1] if written else [])])
        sound = written and asking.profile and all(each.severity is not Severity.ERROR for each in told)
        for line in _told(asking, written[0], kept=deadline is None) if written and asking.profile else ():
            print_line(line)
        failed = failed or not sound
        count += len(written[0]) if written else 0
    if count or not failed:
        step = report_words("request")["next" if count else "done"]
        print_line(fill(step, {"folder": typed(str(output)), "file": _names(profiles)}))
    if failed:
        sys.exit(1)


def _asked(file: Path, above: Profile | None, letters: bool) -> Asking:  # noqa: FBT001  # as the option has it
    """Return what the plan of the profile in `file` asks, or findings that say why it asks nothing."""
    asking, trouble = attempt(partial(ask, file, above, letters=letters), file)
    return asking or Asking(file, None, tuple(trouble))


def _apart(asked: Iterable[Asking]) -> Iterator[Asking]:
    """Yield what plans ask; of plans of one place, whose workbooks would have one name, only the first."""
    first: dict[str, Path] = {}
    for asking in asked:
        place = same_name(asking.profile.locality.name) if asking.profile else str(asking.file)
        other = first.setdefault(place, asking.file)
        facts = {"other": str(other)}
        twice = Finding("output-same-place", Place(str(asking.file)), facts)
        yield asking if other is asking.file else Asking(asking.file, None, (twice,))


def _narrowed(asked: list[Asking], wanted: tuple[str, ...]) -> list[Asking]:
    """Return only what the departments `wanted` are asked; raise Misuse for one that no plan asks."""
    usable = [asking for asking in asked if asking.profile]
    if not wanted or not usable:
        return asked
    kept: dict[Path, set[str]] = {}
    for word in wanted:
        found = {each.file: matching(word, each.owners, each.profile) for each in usable}
        if not any(found.values()):
            owners = [(each.owners, each.profile) for each in usable]
            raise Misuse(unknown(word, owners), click.get_current_context())
        for file, names in found.items():
            kept.setdefault(file, set()).update(names)
    return [asking.only(kept.get(asking.file, ())) for asking in asked]


def _told(asking: Asking, written: list[Written], *, kept: bool) -> Iterator[str]:
    """Yield the lines that say which workbooks were written, what each asks, and what none of them does.

    `kept` is whether their deadlines are those that they had before.
    """
    words = report_words("request")
    place = asking.profile.locality.name if asking.profile else ""
    period = asking.profile.period.id if asking.profile else ""
    count = sum(each.standing is not Standing.FILLED for each in written)
    facts = {"file": asking.file, "place": place, "period": period, "count": count}
    if written or not (asking.sheets or asking.letters):
        yield fill(words["written" if written else "none"], facts)
    for each in written:
        counts = "、".join(
            fill(words[kind], {"count": number}) for kind in Asked if (number := each.asked[kind])
        )
        yield fill(words[each.standing or "workbook"], {"file": each.file, "counts": counts})
    ours = (each for each in written if each.standing is not Standing.FILLED)
    days = "、".join(dict.fromkeys(each.deadline for each in ours if each.deadline))
    if kept and days:
        yield fill(words["deadline"], {"days": days})
    if asking.unasked:
        facts |= {"names": "、".join(asking.unasked), "count": len(asking.unasked)}
        yield fill(words["unasked"], facts | {"file": typed(str(asking.file))})


def _names(profiles: tuple[Path, ...]) -> str:
    return typed(shown(str(profiles[0])))
