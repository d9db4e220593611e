"""Many profiles drafted, each on its own: what goes wrong with one stops no other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.diagnostics import Finding, Place, PlanError
from generator.limits import Limits, allow, confine, rest, unhurried, watch
from generator.ooxml.parts import stamp
from generator.pipeline.check import check
from generator.pipeline.draft import draft
from generator.pipeline.notes import Remark
from generator.resources import laid_over, lay_over

_CHUNK = 8  # profiles that a worker takes at a time, where there are many


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """What is asked of every draft; `comment` words the findings that the Word file carries, if any.

    With `force` a file that somebody has edited is kept aside.
    """

    formats: tuple[str, ...]
    paginated: bool
    comment: Callable[[Finding], str] | None
    force: bool = False


@dataclass(frozen=True, slots=True)
class DraftOutcome:
    """What became of one profile; no files where it could not be drafted."""

    file: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    gaps: int = 0
    seconds: float = 0.0


def draft_files(
    files: Sequence[Path], folder: Path, options: DraftOptions, jobs: int = 0
) -> Generator[DraftOutcome]:
    """Draft profiles into a folder and yield what became of each, in their order.

    `jobs` processes share the work, as many as there are processors where it is 0; they share nothing but
    what they read, so that their number changes no byte. They end when the iterator is closed, or fails.
    Raises PlanError, before any draft, where no Word file could bear a time of writing.
    """
    if "docx" in options.formats or options.paginated:
        stamp()
    work = partial(_draft, folder=folder, options=options)
    workers = min(jobs or os.cpu_count() or 1, len(files))
    if workers < 2:  # noqa: PLR2004  # one worker is this process
        yield from map(work, files)
        return
    from generator.pipeline.workers import map_in_processes  # noqa: PLC0415  # one draft needs no workers

    done, chunk = 0, max(1, min(_CHUNK, len(files) // workers // 4))
    begin = partial(_start_worker, laid_over(), watch())
    with unhurried():
        for outcome in map_in_processes(work, files, workers, chunk, begin):
            done += 1
            yield outcome
    yield from _lost_outcomes(files[done:])


def _lost_outcomes(files: Sequence[Path]) -> Iterator[DraftOutcome]:
    """What became of files whose worker is gone; told once."""
    for n, file in enumerate(files):
        findings = () if n else (Finding("worker-lost", Place(str(file)), {"count": str(len(files))}),)
        yield DraftOutcome(file, (), findings)


def _start_worker(templates: tuple[Path, str] | None, limits: tuple[Limits, str] | None) -> None:
    """A worker has the templates and the limits of the process that started it."""
    if templates:
        lay_over(*templates)
    if limits:
        confine(*limits)


def _draft(file: Path, folder: Path, options: DraftOptions) -> DraftOutcome:
    """One draft; its time begins with it, and none runs while a worker waits for the next."""
    allow()
    try:
        return _drafted(file, folder, options)
    finally:
        rest()


def _drafted(file: Path, folder: Path, options: DraftOptions) -> DraftOutcome:
    start = time.perf_counter()
    checked = check(file)
    findings = tuple(checked.findings)
    if checked.profile is None:
        return DraftOutcome(file, (), findings, seconds=time.perf_counter() - start)
    comment = options.comment
    remarks = [Remark(finding.place, comment(finding)) for finding in findings] if comment else []
    try:
        drafted = draft(
            checked.profile,
            folder,
            options.formats,
            comments=remarks,
            paginated=options.paginated,
            force=options.force,
        )
    except PlanError as error:
        return DraftOutcome(file, (), tuple(error.findings), seconds=time.perf_counter() - start)
    seconds = time.perf_counter() - start
    return DraftOutcome(file, tuple(drafted.files), (*findings, *drafted.backups), drafted.gaps, seconds)
