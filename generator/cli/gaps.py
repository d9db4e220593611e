"""Run `plandraft gaps`: list what is still missing, by department."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from generator.base.json_text import dump_json
from generator.base.patterns import fill
from generator.check.findings.groups import report_words, typed
from generator.check.form.vocabulary import form_words
from generator.cli.chinese import ChineseCommand, Misuse
from generator.cli.departments import NOBODY, matching, unknown
from generator.cli.options import force, several
from generator.cli.plan_gaps import plan_data, plan_report, plans_found
from generator.cli.progress import (
    Waiting,
    find_waiting,
    heading,
    progress_data,
    progress_report,
    write_progress,
)
from generator.cli.report import print_data, print_line, report, report_findings
from generator.cli.templates import templates
from generator.pipeline.gaps import Gaps, GapState, MissingKind, MissingValue, find_gaps
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.plan_files import is_plan

_FORMATS = ("text", "json", "xlsx")
_FILE = click.Path(path_type=Path)
_STEP = " › "
_TOP = "规划开头，第一章之前"
_NEEDED = (MissingKind.FILL, MissingKind.CONFIRM)
_COUNTED = {
    "fill": MissingKind.FILL,
    "confirm": MissingKind.CONFIRM,
    "offered": MissingKind.OFFER,
    "questions": MissingKind.QUESTION,
}


@click.command(cls=ChineseCommand, name="gaps")
@several("profiles", "档案或规划...")
@click.option(
    "--department",
    "wanted",
    metavar="部门",
    multiple=True,
    help="只列这个部门的，写名称、其中几个字，或者键名。",
)
@click.option(
    "--format",
    "form",
    metavar="格式",
    type=click.Choice(_FORMATS),
    default="text",
    help="输出格式：text（默认）、json；看填报进度的还可以是 xlsx（写 -o）。",
)
@click.option(
    "--requests",
    metavar="文件夹",
    type=_FILE,
    help="看填报表收得怎样了：文件夹里是发出去的和收回来的表。",
)
@click.option("-o", "--output", metavar="文件", type=_FILE, help="进度表写到这个文件（--format xlsx）。")
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    profiles: tuple[Path, ...],
    wanted: tuple[str, ...],
    form: str,
    requests: Path | None,
    output: Path | None,
    *,
    force: bool,
) -> None:
    """List what profiles lack; exit with 1 if a draft has a mark for a value, or a profile cannot be used."""
    _refuse_contradictions(form, requests, output)
    plans = plans_found([file for file in profiles if is_plan(file)], wanted, requests)
    found = [_found(file) for file in profiles if not is_plan(file)]
    findings = [finding for gaps in found for finding in gaps.findings]
    findings += [finding for gaps in plans for finding in gaps.findings]
    (report if form == "json" else report_findings)(findings)
    usable = _narrowed([gaps for gaps in found if gaps.profile], wanted)
    sound = len(usable) == len(found) and not any(gaps.needed for gaps in usable)
    sound = sound and not any(gaps.places or gaps.profile is None for gaps in plans)
    plans = [gaps for gaps in plans if gaps.profile]
    waiting: Waiting = []
    if requests:
        waiting, trouble = find_waiting(usable, requests)
        (report if form == "json" else report_findings)(trouble)
        sound = sound and not trouble
    if form == "json":
        told = {gaps.file: {"requests": progress_data(each, gaps.needed_by)} for gaps, each in waiting}
        every = [_data(gaps) | told.get(gaps.file, {}) for gaps in usable]
        print_data(dump_json([*every, *map(plan_data, plans)]))
    elif requests and output:
        sound = write_progress(waiting, output, force=force) and sound
    else:
        lines = progress_report(waiting, requests) if requests else _report(usable, wanted)
        for line in (*lines, *(plan_report(plans, wanted) if plans else ())):
            print_line(line)
    if not sound:
        sys.exit(1)


def _refuse_contradictions(form: str, requests: Path | None, output: Path | None) -> None:
    """Raise Misuse where a table is asked for without what it tells of, or without its file."""
    table = form == "xlsx"
    named = output is not None and output.suffix.lower() == ".xlsx"
    if (table and not (requests and named)) or (output and not table):
        needed = "填报进度表要写全：--requests 文件夹 --format xlsx -o 进度.xlsx"
        raise Misuse(needed, click.get_current_context())


def _report(usable: list[Gaps], wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines that list what profiles lack, and what to do first."""
    for gaps in usable:
        yield from _text(gaps)
    if step := _first_step(usable, wanted):
        yield ""
        yield step


def _found(file: Path) -> Gaps:
    """Return the gaps of the profile in `file`, or findings that say why there are none to list."""
    gaps, trouble = attempt(partial(find_gaps, file), file)
    return gaps or Gaps(file, None, tuple(trouble))


def _narrowed(found: list[Gaps], wanted: tuple[str, ...]) -> list[Gaps]:
    """Return only the gaps of the departments `wanted`.

    Raise Misuse for one that no plan asks anything of.
    """
    if not wanted or not found:
        return found
    known = {word: [matching(word, gaps.owners, gaps.profile) for gaps in found] for word in wanted}
    for word, names in known.items():
        if not any(names):
            plans = [(gaps.owners, gaps.profile) for gaps in found]
            raise Misuse(unknown(word, plans), click.get_current_context())
    by_plan = zip(found, zip(*known.values(), strict=True), strict=True)
    return [gaps.only({name for each in names for name in each}) for gaps, names in by_plan]


def _text(gaps: Gaps) -> Iterator[str]:
    """Yield the lines that report the gaps of one profile."""
    yield heading(gaps)
    if gaps.missing:
        yield _counts(gaps, places=True)
    for name in gaps.departments():
        yield ""
        yield from _department(name, gaps.only({name}))


def _department(name: str, gaps: Gaps) -> Iterator[str]:
    """Yield the lines that report what one department is asked for; questions to the national set are one."""
    yield f"{name or NOBODY}（{_counts(gaps)}）"
    missing = gaps.departments()[name]
    for number, each in enumerate((each for each in missing if each.figure), start=1):
        yield from _entry(number, each)
    if questions := [each for each in missing if not each.figure]:
        names = "、".join(each.indicator for each in questions)
        words = {"names": names, "file": typed(str(gaps.file))}
        yield fill(report_words("gaps")["questions"], words)


def _counts(gaps: Gaps, *, places: bool = False) -> str:
    """Return how many values of each kind are missing, with `places` in how many places of the draft."""
    words, said = report_words("gaps"), dict[str, list[str]]()
    for kind, (count, marks) in gaps.kinds().items():
        if count:
            behind = fill(words[f"{kind}_marks"], {"places": marks}) if places else ""
            section = "needed" if kind in _NEEDED else "besides"
            said.setdefault(section, []).append(fill(words[kind], {"count": count}) + behind)
    return "；".join(fill(words[name], {"counts": "、".join(each)}) for name, each in said.items())


def _first_step(usable: list[Gaps], wanted: tuple[str, ...]) -> str:
    """Return what to do first about the gaps of profiles, "" without a profile."""
    words = report_words("gaps")
    for gaps in usable:
        if gaps.needed_by:
            name = max(gaps.needed_by, key=lambda name: (bool(name), gaps.needed_by[name]))
            key = "narrowed" if wanted else "ask" if name else "ask_file"
            facts = {"department": name, "count": gaps.needed_by[name]}
            return fill(words[key], {**facts, "file": typed(str(gaps.file))})
    return fill(words["done"], {"file": typed(str(usable[0].file))}) if usable and not wanted else ""


def _entry(number: int, each: MissingValue) -> Iterator[str]:
    """Yield the lines for one missing value: name, unit, state, place in the profile, places in the plan."""
    unit = f"（{each.unit}）" if each.unit else ""
    state = f"，待核{'：' if each.text else ''}{each.text}" if each.state is GapState.CONFIRM else ""
    state = "，填了才印" if each.state is GapState.OFFER else state
    left = f"，现写着 {each.text}" if each.text and each.state is not GapState.CONFIRM else ""
    yield f"  {number}. {each.name or each.path}{unit}{state}{left}"
    yield f"     填在 {each.path}（{each.place}）"
    if each.where:
        top = form_words()["imprint"] if each.path.startswith("parts.") else _TOP
        where = "；".join(_STEP.join(steps) or top for steps in each.where)
        yield f"     用在 {where}"
    if each.topics:
        yield f"     要点 {'、'.join(each.topics)}"


def _data(gaps: Gaps) -> dict[str, object]:
    """Return the gaps of one profile as JSON data."""
    profile = gaps.profile
    marks = {kind: places for kind, (_, places) in gaps.kinds().items()}
    return {
        "file": str(gaps.file),
        "locality": profile.locality.name if profile else "",
        "period": profile.period.id if profile else "",
        "asked": gaps.asked,
        "filled": gaps.filled,
        "share": gaps.share,
        **{key: gaps.kinds()[kind][0] for key, kind in _COUNTED.items()},
        "marks": marks[MissingKind.FILL],
        "confirm_marks": marks[MissingKind.CONFIRM] + marks[MissingKind.QUESTION],
        "departments": [
            {"department": name, "missing": [_entry_data(each) for each in missing]}
            for name, missing in gaps.departments().items()
        ],
    }


def _entry_data(each: MissingValue) -> dict[str, object]:
    """Return one missing value as JSON data; `line` and `column` count from 1."""
    return {
        "path": each.path,
        "name": each.name,
        "unit": each.unit,
        "state": each.state.value,
        "marks": each.marks,
        "text": each.text,
        "line": each.place.line,
        "column": each.place.column,
        "where": [list(where) for where in each.where],
        "topics": list(each.topics),
    }
