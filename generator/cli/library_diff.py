"""Run `plandraft library diff`: compare the plans that two versions of a library word."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from generator.base.characters import one_line
from generator.base.diagnostics import PlanError
from generator.base.patterns import fill
from generator.base.resources import laid_over
from generator.check.findings.groups import report_words
from generator.cli.chinese import ChineseCommand, NamedChoice
from generator.cli.painting import paint
from generator.cli.printing import echo
from generator.cli.report import FINDINGS, MISUSE, report
from generator.cli.templates import LIMITS
from generator.diff import BLOCKS, KINDS
from generator.diff.report.changes import detail_lines
from generator.library import lexicon
from generator.library.period import period_titles
from generator.pipeline.library_diff import Difference, LibraryChanges, Variant, compare_samples, samples_of
from generator.pipeline.sample_drafts import SampleDraft, Wanted, sample_drafts, write_samples

_INTO = "--into"  # by which the command is told to write what a library says, in a process of its own
_MOST = 3  # variants of a difference that are shown


@click.command(cls=ChineseCommand, name="diff", help="比文库的两版：各类地方的规划有哪些话会不一样。")
@click.argument("old", metavar="旧版")
@click.argument("new", metavar="[新版]", default="")
@click.option(
    "--kind",
    "kinds",
    metavar="类型",
    type=NamedChoice(lexicon.kind_titles()),
    multiple=True,
    help="只比哪一类地方的，可以写几次；默认各类都比，什么也没填的和都填了的各一份。",
)
@click.option(
    "--period",
    "periods",
    metavar="规划期",
    type=NamedChoice(period_titles()),
    multiple=True,
    help="只比哪个规划期的，可以写几次；默认都比。",
)
@click.option(
    "--profile",
    "profiles",
    metavar="档案",
    type=click.Path(),
    multiple=True,
    help="不比各类地方的，只比这份档案的规划；可以写几次。",
)
@click.option(_INTO, type=click.Path(path_type=Path), hidden=True)
def command(  # noqa: PLR0913  # one parameter an option
    old: str,
    new: str,
    *,
    kinds: tuple[str, ...],
    periods: tuple[str, ...],
    profiles: tuple[str, ...],
    into: Path | None,
) -> None:
    """Compare what the libraries `old` and `new` (revisions of git, or folders) say.

    Exit with 0 if that is the same, 1 if not, 2 if a library or a plan of it cannot be read.
    """
    wanted = Wanted(kinds, periods, profiles)
    if into and laid_over():
        write_samples(into, wanted)
        return
    try:
        sides = [_samples(side, wanted) for side in (old, new)]
        found = compare_samples(*sides)
    except PlanError as error:
        report(error.findings)
        sys.exit(MISUSE)
    for line in _lines(found):
        echo(line)
    sys.exit(FINDINGS if found.differences or found.gone or found.added else 0)


def _samples(side: str, wanted: Wanted) -> Sequence[SampleDraft]:
    """Return the plans as the library `side` words them, or the program's own; exit where that fails."""
    if not side:
        return [*sample_drafts(wanted)]
    options = {"--kind": wanted.kinds, "--period": wanted.periods, "--profile": wanted.profiles}
    given = [word for option, values in options.items() for value in values for word in (option, value)]
    samples, findings = samples_of(side, ["library", "diff", side, *given, _INTO], LIMITS)
    report(findings)
    if not samples:
        sys.exit(MISUSE)
    return samples


def _lines(found: LibraryChanges) -> Iterator[str]:
    """Yield the lines on what two libraries word otherwise, and their count."""
    words = report_words("library")
    for key, plans in (("diff_gone", found.gone), ("diff_added", found.added)):
        for period in dict.fromkeys(period for period, _ in plans):
            places = "、".join(place for each, place in plans if each == period)
            yield one_line(fill(words[key], {"period": period, "places": places}))
    for difference in found.differences:
        yield from _shown(difference, words, found.plans)
    count = {"count": len(found.differences), "plans": found.compared}
    yield fill(words["diff_count" if found.differences else "diff_same"], count)


def _shown(difference: Difference, words: Mapping[str, str], plans: Mapping[str, int]) -> Iterator[str]:
    """Yield the lines on one difference: its place, then each variant with its plans."""
    first, total = difference.variants[0].change, plans[difference.period]
    topic = first.key.rpartition("/")[2]
    above = first.where[1:] or (*first.where, first.label)  # in the plan its title says nothing
    facts = {
        "period": difference.period,
        "where": " › ".join(above),
        "kind": KINDS[first.kind],
        "block": BLOCKS[first.block],
        "topic": topic if "." in topic else "" if first.where[1:] else first.key,
    }
    yield ""
    yield one_line(fill(words["diff_where"], facts))
    for variant in difference.variants[:_MOST]:
        yield one_line(f"  {fill(words['diff_places'], {'places': _places(variant, words, total)})}")
        yield from (f"    {line}" for line in detail_lines(variant.change, paint))
    if rest := difference.variants[_MOST:]:
        places = "；".join(_places(variant, words, total) for variant in rest)
        yield one_line(f"  {fill(words['diff_more'], {'count': len(rest), 'places': places})}")


def _places(variant: Variant, words: Mapping[str, str], total: int) -> str:
    """Return whose plans have a variant, and with what filled in where it is not all one."""
    if len(variant.places) == total and all(state for _, state in variant.places):
        return words["diff_all"]
    states: dict[str, list[str]] = {}
    for place, state in variant.places:
        states.setdefault(place, []).append(state)
    named = (
        fill(words[f"diff_{found[0]}"], {"place": place}) if len(found) == 1 and found[0] else place
        for place, found in states.items()
    )
    return "、".join(named)
