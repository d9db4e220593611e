"""Many profiles drafted, each on its own: what goes wrong with one stops no other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.diagnostics import Finding, Place, PlanError
from generator.limits import Limits, confine, pause_watchdog, restart_watchdog, stop_watchdog, watch
from generator.ooxml.parts import stamp
from generator.pipeline.check import check
from generator.pipeline.draft import draft
from generator.pipeline.notes import Remark
from generator.resources import laid_over, lay_over

_AT_ONCE = 8  # profiles that a worker takes at a time, where there are many


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of every draft; `comment` words the findings that the Word file carries, if any.

    With `force` a file that somebody has edited is kept aside.
    """

    formats: tuple[str, ...]
    paginated: bool
    comment: Callable[[Finding], str] | None
    force: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one profile; no files where it could not be drafted."""

    file: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    gaps: int = 0
    seconds: float = 0.0


def draft_files(files: Sequence[Path], folder: Path, wishes: Wishes, jobs: int = 0) -> Generator[Outcome]:
    """Draft profiles into a folder and yield what became of each, in their order.

    `jobs` processes share the work, as many as there are processors where it is 0; they share nothing but
    what they read, so that their number changes no byte. They end when the iterator is closed, or fails.
    Raises PlanError, before any draft, where no Word file could bear a time of writing.
    """
    if "docx" in wishes.formats or wishes.paginated:
        stamp()
    work = partial(_draft, folder=folder, wishes=wishes)
    workers = min(jobs or os.cpu_count() or 1, len(files))
    if workers < 2:  # noqa: PLR2004  # one worker is this process
        yield from map(work, files)
        return
    from generator.pipeline.workers import shared  # noqa: PLC0415  # one draft needs no workers

    done, chunk = 0, max(1, min(_AT_ONCE, len(files) // workers // 4))
    begin = partial(_begin, laid_over(), watch())
    with pause_watchdog():
        for outcome in shared(work, files, workers, chunk, begin):
            done += 1
            yield outcome
    yield from _lost(files[done:])


def _lost(files: Sequence[Path]) -> Iterator[Outcome]:
    """What became of files whose worker is gone; told once."""
    for n, file in enumerate(files):
        told = () if n else (Finding("worker-lost", Place(str(file)), {"count": str(len(files))}),)
        yield Outcome(file, (), told)


def _begin(laid: tuple[Path, str] | None, limits: tuple[Limits, str] | None) -> None:
    """A worker has the templates and the limits of the process that started it."""
    if laid:
        lay_over(*laid)
    if limits:
        confine(*limits)


def _draft(file: Path, folder: Path, wishes: Wishes) -> Outcome:
    """One draft; its time begins with it, and none runs while a worker waits for the next."""
    restart_watchdog()
    try:
        return _drafted(file, folder, wishes)
    finally:
        stop_watchdog()


def _drafted(file: Path, folder: Path, wishes: Wishes) -> Outcome:
    start = time.perf_counter()
    checked = check(file)
    findings = tuple(checked.findings)
    if checked.profile is None:
        return Outcome(file, (), findings, seconds=time.perf_counter() - start)
    comment = wishes.comment
    remarks = [Remark(finding.place, comment(finding)) for finding in findings] if comment else []
    try:
        drafted = draft(
            checked.profile,
            folder,
            wishes.formats,
            comments=remarks,
            paginated=wishes.paginated,
            force=wishes.force,
        )
    except PlanError as error:
        return Outcome(file, (), tuple(error.findings), seconds=time.perf_counter() - start)
    seconds = time.perf_counter() - start
    return Outcome(file, tuple(drafted.files), (*findings, *drafted.kept), drafted.gaps, seconds)
