"""Run `plandraft draft`: write profiles' plans as Word, Markdown or web pages."""

from __future__ import annotations

import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click

from generator.base.diagnostics import Diagnostic, Finding, Place, Severity
from generator.base.resources import shown
from generator.check.findings.groups import counted, first_step
from generator.check.findings.rulebook import to_diagnostic
from generator.check.findings.text import SEVERITIES, aligned, as_comment
from generator.cli.by_workbook import mended_by_workbook
from generator.cli.chinese import ChineseCommand, Misuse
from generator.cli.options import authorship, force, several, written_by
from generator.cli.printing import PrintError
from generator.cli.report import count, exit_code, fails, print_line, report, report_findings
from generator.cli.templates import templates
from generator.pipeline.batch import DraftOptions, DraftOutcome, draft_files
from generator.pipeline.draft import FORMATS
from generator.pipeline.support.naming import same_name
from generator.word.fonts import missing_fonts
from generator.word.style_sheet import official_style_sheet

_FILE = click.Path(path_type=Path)
_ENDINGS = {
    f".{name}" for name in (*FORMATS, "doc", "htm", "pdf", "txt", "wps", "yaml", "yml")
}  # of no folder


@click.command(cls=ChineseCommand, name="draft")
@several("profiles", "档案...")
@click.option(
    "-o", "--output", metavar="文件夹", default="drafts", type=_FILE, help="写到哪个文件夹，默认 drafts。"
)
@click.option(
    "--format",
    "formats",
    metavar="格式",
    multiple=True,
    type=click.Choice(FORMATS),
    default=("docx", "md"),
    help="写成什么格式：docx、md（默认这两种）、html；要几种就写几次。",
)
@click.option("--comments", is_flag=True, help="把核对出的问题写成 Word 批注，标在所说的数或标题上。")
@click.option("--paginate", is_flag=True, help="用 LibreOffice 排一遍版，填上目录的页码。")
@click.option("--jobs", metavar="个数", type=click.IntRange(1), help="同时写几份，默认有几个处理器写几份。")
@click.option("--strict", is_flag=True, help="有提醒也算没通过（草案照写）。")
@authorship("批注")
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    profiles: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    *,
    comments: bool,
    paginate: bool,
    jobs: int | None,
    strict: bool,
    author: str | None,
    date: datetime | None,
    force: bool,
) -> None:
    """Draft plans; exit with 1 if one has an error, with `strict` a warning, with 2 if one was not written.

    One that could not be drafted does not stop the others.
    """
    if output.suffix.lower() in _ENDINGS and not output.is_dir():
        needed = f"-o 后面写文件夹，{output.name} 是文件名：草案的文件名与档案相同，格式写在 --format 后面"
        raise Misuse(needed, click.get_current_context())
    start = time.perf_counter()
    twice = [_twice(file, other) for file, other in _same_names(profiles)]
    again = {outcome.file for outcome in twice}
    files = [file for file in profiles if file not in again]
    options = DraftOptions(formats, paginate, _comment if comments else None, force, written_by(author, date))
    reported = [(outcome, _report_outcome(outcome)) for outcome in twice]
    with closing(draft_files(files, output, options, jobs or 0)) as outcomes:
        reported += _report_each(_watched(outcomes, len(files)))
    if len(profiles) > 1:
        for line in _summary(reported, time.perf_counter() - start):
            print_line(line)
    if "docx" in formats and any(outcome.files for outcome, _ in reported):
        report(_fonts())
    names = [shown(str(file)) for file in profiles]
    found = [diagnostic for _, each in reported for diagnostic in each]
    lines = [*mended_by_workbook(found, profiles), first_step(found, names)]
    for line in filter(None, lines):
        print_line(line, err=not any(outcome.files for outcome, _ in reported))
    if any(not outcome.files or fails(found, strict=strict) for outcome, found in reported):
        sys.exit(exit_code(each for _, found in reported for each in found))


def _same_names(profiles: tuple[Path, ...]) -> Iterator[tuple[Path, Path]]:
    """Yield each profile whose draft would overwrite another's on some system, with that other profile."""
    first: dict[str, Path] = {}
    for file in profiles:
        if (other := first.setdefault(same_name(file.stem), file)) is not file:
            yield file, other


def _twice(file: Path, other: Path) -> DraftOutcome:
    """Return the outcome for a profile that is not drafted because `other` has the same file name."""
    return DraftOutcome(file, (), (Finding("output-twice", Place(str(file)), {"other": str(other)}),))


def _comment(finding: Finding) -> str:
    """Return the text of a Word comment for `finding`."""
    return as_comment(to_diagnostic(finding))


def _watched(outcomes: Iterator[DraftOutcome], length: int) -> Iterable[DraftOutcome]:
    """Return the outcomes as they come; on a terminal, show a progress bar for more than one."""
    if length < 2 or not sys.stderr.isatty():  # noqa: PLR2004  # one draft needs no bar
        return outcomes
    with click.progressbar(outcomes, length=length, label="写草案", file=sys.stderr) as bar:
        return list(bar)


def _report_each(outcomes: Iterable[DraftOutcome]) -> list[tuple[DraftOutcome, list[Diagnostic]]]:
    """Print outcomes as they come and return each with its diagnostics.

    Where one cannot be printed, let the rest be written all the same before PrintError is raised.
    """
    try:
        return [(outcome, _report_outcome(outcome)) for outcome in outcomes]
    except PrintError:
        deque(outcomes, maxlen=0)
        raise


def _report_outcome(outcome: DraftOutcome) -> list[Diagnostic]:
    """Print the findings of one profile and the files written; return the diagnostics."""
    diagnostics = report_findings(outcome.findings)
    if outcome.files:
        marks = {"待补": outcome.gaps, "待核": outcome.unconfirmed}
        marked = "".join(f"，{word} {number} 处" for word, number in marks.items() if number)
        print_line(f"{'、'.join(map(str, outcome.files))}：写好了，{count(diagnostics)}{marked}")
    return diagnostics


def _summary(reported: Sequence[tuple[DraftOutcome, list[Diagnostic]]], seconds: float) -> Iterator[str]:
    """Yield the lines of a table of all profiles, and their total.

    A row holds the file, whether it was drafted, findings by severity, gaps, seconds.
    """
    rows = [["档案", "草案", *SEVERITIES.values(), "待补", "待核", "秒"]]
    for outcome, found in reported:
        counts = Counter(diagnostic.severity for diagnostic in counted(found))
        marks = (outcome.gaps, outcome.unconfirmed)
        numbers = [*(counts[severity] for severity in Severity), *marks, f"{outcome.seconds:.1f}"]
        rows.append([str(outcome.file), "写出" if outcome.files else "没写出", *map(str, numbers)])
    yield from aligned(rows)
    written = sum(bool(outcome.files) for outcome, _ in reported)
    total = len(reported)
    yield f"共 {total} 份：写出 {written} 份，没写出 {total - written} 份，用时 {seconds:.1f} 秒"


def _fonts() -> Iterator[Finding]:
    """Yield a finding that names the fonts of the Word files which this computer lacks, if any."""
    if found := missing_fonts(official_style_sheet()):
        instead = "；".join(f"{face}改用{others}" for face, others in found.items())
        yield Finding("fonts-missing", Place(""), {"fonts": "、".join(found), "instead": instead})
