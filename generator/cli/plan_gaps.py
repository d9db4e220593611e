"""Report for `plandraft gaps` what is left open in plans as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from generator.base.characters import one_line
from generator.base.patterns import fill
from generator.check.findings.groups import report_words, typed
from generator.cli.chinese import Misuse
from generator.cli.departments import matching, unknown
from generator.pipeline.plan_gaps import OpenKind, OpenPlace, PlanGaps, find_plan_gaps
from generator.pipeline.support.failures import attempt

_LEFT = (OpenKind.OPEN, OpenKind.EMPTY)


def plans_found(files: Sequence[Path], wanted: Sequence[str], requests: Path | None) -> list[PlanGaps]:
    """Return what is open in the plans in `files`, only of the departments `wanted` if there are any.

    Raise Misuse for a department of which no plan wants anything, or if workbooks in the folder `requests`
    are asked for: they are a profile's.
    """
    if files and requests:
        problem = fill(report_words("plan_gaps")["misuse"], {"file": files[0]})
        raise Misuse(problem, click.get_current_context())
    found = [_found(file) for file in files]
    readable = [gaps for gaps in found if gaps.profile]
    if not wanted or not readable:
        return found
    names = {word: [matching(word, gaps.owners, gaps.profile) for gaps in readable] for word in wanted}
    for word, each in names.items():
        if not any(each):
            owners = [(gaps.owners, gaps.profile) for gaps in readable]
            raise Misuse(unknown(word, owners), click.get_current_context())
    by_plan = zip(readable, zip(*names.values(), strict=True), strict=True)
    narrowed = {gaps.file: gaps.only({name for each in named for name in each}) for gaps, named in by_plan}
    return [narrowed.get(gaps.file, gaps) for gaps in found]


def _found(file: Path) -> PlanGaps:
    gaps, trouble = attempt(partial(find_plan_gaps, file), file)
    return gaps or PlanGaps(file, tuple(trouble))


def plan_report(plans: Sequence[PlanGaps], wanted: Sequence[str]) -> Iterator[str]:
    """Yield the lines that list what is open in `plans`, by who has it, and what to do first."""
    words = report_words("plan_gaps")
    for gaps in plans:
        facts = {"file": gaps.file, "title": one_line(gaps.title), "open": gaps.count(*_LEFT)}
        counts = {"confirm": gaps.count(OpenKind.CONFIRM), "missing": gaps.count(OpenKind.LACKING)}
        yield fill(words["heading" if gaps.table else "no_table"], facts | counts)
        for name in gaps.owners:
            yield ""
            yield fill(
                words["department"], {"department": name or words["nobody"], "count": gaps.counts[name]}
            )
            own = (each for each in gaps.places if each.department == name)
            for number, each in enumerate(own, start=1):
                yield from _entry(number, each)
    yield ""
    yield _first_step(plans, wanted)


def _entry(number: int, each: OpenPlace) -> Iterator[str]:
    """Yield the lines for one open place: its words, and where it stands."""
    words = report_words("plan_gaps")
    yield fill(words["place"], {"number": number, "words": said(each)})
    if each.kind is not OpenKind.LACKING:
        yield fill(words["where"], {"where": one_line(each.where)})


def said(each: OpenPlace) -> str:
    """Return in words what is open."""
    words = report_words("plan_gaps")
    facts = {"name": one_line(each.name), "column": one_line(each.column), "words": one_line(each.words)}
    match each.kind:
        case OpenKind.LACKING:
            return fill(words["lacking"], facts)
        case OpenKind.EMPTY:
            return fill(words["empty"], facts)
        case OpenKind.CONFIRM:
            return fill(words["unconfirmed"], facts)
        case _:
            return one_line(each.words)


def _first_step(plans: Sequence[PlanGaps], wanted: Sequence[str]) -> str:
    """Return what to do first about what is open in `plans`."""
    words = report_words("plan_gaps")
    for gaps in plans:
        if gaps.places:
            name = gaps.owners[0]
            key = "narrowed" if wanted else "ask" if name else "ask_file"
            facts = {"department": name, "count": gaps.counts[name], "file": typed(str(gaps.file))}
            return fill(words[key], facts)
    return fill(words["done"], {"file": typed(str(plans[0].file))})


def plan_data(gaps: PlanGaps) -> dict[str, object]:
    """Return what is open in one plan as JSON data."""
    profile = gaps.profile
    return {
        "file": str(gaps.file),
        "locality": profile.locality.name if profile else "",
        "period": profile.period.id if profile else "",
        "open": gaps.count(*_LEFT),
        "confirm": gaps.count(OpenKind.CONFIRM),
        "lacking": gaps.count(OpenKind.LACKING),
        "departments": [
            {
                "department": name,
                "missing": [_entry_data(each) for each in gaps.places if each.department == name],
            }
            for name in gaps.owners
        ],
    }


def _entry_data(each: OpenPlace) -> dict[str, object]:
    return {
        "state": each.kind.value,
        "name": each.name,
        "column": each.column,
        "text": each.words,
        "where": each.where,
    }
