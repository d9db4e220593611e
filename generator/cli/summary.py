"""Run `plandraft summary`: look at the plans of all counties of a city, or of a province, at once."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain
from pathlib import Path

import click

from generator.base.diagnostics import Diagnostic
from generator.base.packed import Packed
from generator.base.patterns import fill
from generator.base.resources import period_ids
from generator.base.time_of_writing import time_of_writing
from generator.base.units import plain_digits
from generator.check.findings.groups import report_words
from generator.check.findings.text import aligned
from generator.cli.chinese import ChineseCommand, NamedChoice
from generator.cli.options import day, force, several, signed_by
from generator.cli.report import exit_code, print_line, report_findings
from generator.cli.templates import templates
from generator.formats.summary import Arrival, FigureRow, PlaceRow, Remark, Summary, said_changes
from generator.library.period import period_titles
from generator.pipeline.summary import (
    Above,
    Gathered,
    above_profile,
    gather_files,
    read_last,
    summarize,
    with_changes,
)
from generator.pipeline.summary.files import ENDINGS, LETTERS, summary_files
from generator.pipeline.summary.sender import sender_of
from generator.pipeline.support.failures import attempt

_FILE = click.Path(path_type=Path)


@click.command(cls=ChineseCommand, name="summary")
@click.argument("city", metavar="本级档案", type=_FILE)
@several("files", "档案或草案...")
@click.option(
    "-o", "--output", metavar="文件夹", default="summary", type=_FILE, help="写到哪个文件夹，默认 summary。"
)
@click.option("--deadline", metavar="日期", callback=day, help="报送的截止日期，如 2026-11-29：列出谁迟了。")
@click.option("--since", metavar="上次的汇总", type=_FILE, help="上次汇总写的 json 文件：列出各地改了什么。")
@click.option(
    "--format",
    "formats",
    metavar="格式",
    multiple=True,
    type=click.Choice([*ENDINGS, LETTERS, "text"]),
    default=("html", "xlsx", "json"),
    help="html、xlsx、json（默认这三种），docx（反馈意见、任务分解表），text（只在屏幕上列）。",
)
@click.option(
    "--period",
    metavar="规划期",
    type=NamedChoice(period_titles()),
    default=period_ids()[-1],
    help="本级写“全国”、不写档案时：规划期，默认最新的。",
)
@click.option("--jobs", metavar="个数", type=click.IntRange(1), help="同时读几份，默认有几个处理器读几份。")
@signed_by
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    city: Path,
    files: tuple[Path, ...],
    output: Path,
    *,
    deadline: datetime | None,
    since: Path | None,
    formats: tuple[str, ...],
    period: str,
    jobs: int | None,
    signed: Mapping[str, str | None],
    force: bool,
) -> None:
    """Summarize `files` below `city`; exit with 1 if a place is missing, late, broken or has an error."""
    named = Above(city, period)
    above, trouble = attempt(partial(above_profile, named), city)
    last, more = attempt(partial(read_last, since, above), since) if since and above else (None, [])
    if above is None or more:
        sys.exit(exit_code(report_findings([*trouble, *more])))
    with closing(gather_files(named, files, jobs or 0)) as found:
        gathered = _watched(found, len(files))
        summary = summarize(above, gathered, _today(), deadline.date() if deadline else None)
    del gathered  # the texts of thousands of plans, which nobody needs to write the files
    summary = with_changes(summary, last) if last else summary
    words = report_words("summary")
    for line in _lines(summary, words):
        print_line(line)
    made = summary_files(summary, formats, sender_of(above, signed, words))
    contents, failed = attempt(lambda: {output / name: content for name, content in made}, output)
    unwritten = report_findings(failed) or _write(contents or {}, [city, *files], output, force=force)
    if unwritten or any(map(_is_open, summary.places)):
        sys.exit(exit_code(unwritten))


def _is_open(place: PlaceRow) -> bool:
    """Return whether a place has not sent anything that can be used, in time and without an error."""
    return place.arrival is not Arrival.RECEIVED or place.late or bool(place.errors)


def _today() -> date:
    """Return the day of SOURCE_DATE_EPOCH if it is set, else today."""
    told = "SOURCE_DATE_EPOCH" in os.environ
    return (time_of_writing() if told else datetime.now(tz=UTC).astimezone()).date()


def _watched(found: Iterable[list[Gathered]], length: int) -> list[Gathered]:
    """Return what was gathered; on a terminal, show a progress bar for more than one file."""
    if length < 2 or not sys.stderr.isatty():  # noqa: PLR2004  # one file needs no bar
        return list(chain.from_iterable(found))
    with click.progressbar(
        found, length=length, label=report_words("summary")["progress"], file=sys.stderr
    ) as bar:
        return list(chain.from_iterable(bar))


def _write(
    contents: Mapping[Path, bytes | Packed], read: Sequence[Path], folder: Path, *, force: bool
) -> list[Diagnostic]:
    """Write files into `folder` by their `contents`; return why that was not possible."""
    from generator.pipeline.support.outputs import write_outputs  # noqa: PLC0415  # only here

    kept, trouble = attempt(partial(write_outputs, contents, inputs=read, force=force), folder)
    report_findings(kept or [])
    told = report_findings(trouble)
    if kept is not None and contents:
        files = "、".join(map(str, contents))
        print_line(fill(report_words("summary")["written"], {"files": files}))
    return told


def _lines(summary: Summary, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that tell how far each place is, who is late, what is short, who falls below."""
    counts = Counter(each.arrival for each in summary.places)
    facts = {"place": summary.place, "period": summary.period, "count": len(summary.places)}
    yield fill(words["head"], {**facts, **{each.value: counts[each] for each in Arrival}})
    columns = report_words("summary_columns")["places"].split("、")
    yield from aligned([columns[:10], *(_place(each, words) for each in summary.places)])
    for each in summary.places:
        if each.arrival is Arrival.BROKEN and each.remarks:
            why = min(each.remarks, key=_gravity)
            yield fill(words["why_broken"], {"file": each.file, "why": why.message})
            if not why.rule.startswith("upper-"):  # what to do about that is said for --upper
                yield fill(words["mend_broken"], {"remedy": why.remedy})
    if summary.deadline:
        late = "、".join(each.name for each in summary.places if each.late) or words["nobody"]
        yield fill(words["late"], {"deadline": summary.deadline, "names": late})
    for row in (row for row in summary.rows if row.path.endswith(".target")):
        yield from _short(summary, row, words)
    yield from _changes(summary, words)
    for remark in (*summary.remarks, *_odd(summary)):
        yield remark.message


def _gravity(remark: Remark) -> tuple[bool, bool]:
    """Return how a remark on a file of no use is sorted: another period first, then errors."""
    return not remark.rule.startswith("upper-"), remark.severity != "error"


def _place(each: PlaceRow, words: Mapping[str, str]) -> list[str]:
    """Return the row of a place in the table on the terminal."""
    came = each.arrival is Arrival.RECEIVED
    numbers = (each.share if each.asked else "", each.errors, each.warnings)
    counts = [str(number) if came else "" for number in numbers]
    name, lacking = each.slowest
    late = words["is_late"] if each.late else ""
    state = words[each.arrival.value]
    return [each.name, each.upper, state, late, *counts, each.saved, name, str(lacking or "")]


def _short(summary: Summary, row: FigureRow, words: Mapping[str, str]) -> Iterator[str]:
    """Yield a line if the parts' targets come to less than the whole, and one that names who is below it."""
    facts = {"name": row.name, "unit": row.unit, "place": summary.place, "whole": row.whole.text}
    if row.gap is not None and row.total is not None and row.gap > 0:
        more = {"total": plain_digits(row.total), "gap": plain_digits(row.gap)}
        yield fill(words["short"], {**facts, **more, "open": "" if row.complete else words["open"]})
    names = [name for name, cell in zip(summary.parts, row.cells, strict=True) if cell.below]
    if names:
        yield fill(words["below"], {**facts, "names": "、".join(names)})


def _changes(summary: Summary, words: Mapping[str, str]) -> Iterator[str]:
    """Yield what changed in each place since the last summary."""
    if summary.since:
        names = "、".join(each.name for each in summary.changes) or words["nobody"]
        yield fill(words["since"], {"day": summary.since, "names": names})
    for each in summary.changes:
        yield fill(words["change"], {"place": each.name, "said": "；".join(said_changes(each, words))})


def _odd(summary: Summary) -> Iterator[Remark]:
    """Yield what is odd in the targets of places beside those of the others."""
    for place in summary.places:
        yield from (remark for remark in place.remarks if remark.rule.startswith("part-"))
