"""Draft many profiles, each on its own: a failure of one stops no other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from generator.base.diagnostics import Finding, Place
from generator.base.limits import Limits, confine, pause_watchdog, restart_watchdog, stop_watchdog, watch
from generator.base.resources import laid_over, lay_over
from generator.base.time_of_writing import NOBODY, Authorship, time_of_writing
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.draft import DraftResult, draft
from generator.pipeline.support.comments import Remark
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.marks import GapState

T = TypeVar("T")
_CHUNK = 8  # the most profiles that a worker takes at a time


class DraftOptions(NamedTuple):
    """Hold the options of every draft.

    `comment` words the findings that the Word file carries as comments; None for no comments. With `force`,
    an edited file is renamed and replaced. `written` says by whom and when the comments were made.
    """

    formats: tuple[str, ...]
    paginated: bool
    comment: Callable[[Finding], str] | None
    force: bool = False
    written: Authorship = NOBODY


class DraftOutcome(NamedTuple):
    """Hold the result of one profile: files, findings, seconds.

    It has no files if the profile could not be drafted. `gaps` is the number of places that the draft marks
    as still to be filled in, `unconfirmed` of those to be confirmed.
    """

    file: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    gaps: int = 0
    unconfirmed: int = 0
    seconds: float = 0.0


def draft_files(
    files: Sequence[Path], folder: Path, options: DraftOptions, jobs: int = 0
) -> Generator[DraftOutcome]:
    """Draft profiles into `folder` and yield the outcome of each, in their order.

    Use `jobs` processes, or one a processor if it is 0; they share nothing but what they read, so that their
    number changes no byte. They end when the iterator is closed, or fails. Raise PlanError, before any draft,
    if a Word file is wanted and SOURCE_DATE_EPOCH is no time that one can bear.
    """
    if "docx" in options.formats or options.paginated:
        time_of_writing()
    work, done = partial(_draft, folder=folder, options=options), 0
    for outcome in share_out(work, files, jobs):
        done += 1
        yield outcome
    yield from _lost_outcomes(files[done:])


def share_out(work: Callable[[Path], T], files: Sequence[Path], jobs: int = 0) -> Generator[T]:
    """Yield work(file) for each of `files`, in their order, by `jobs` processes (0: one a processor).

    They end when the iterator is closed, or fails. Where the system has killed one, fewer results come.
    """
    workers = min(jobs or os.cpu_count() or 1, len(files))
    if workers < 2:  # noqa: PLR2004  # one worker is this process
        yield from map(work, files)
        return
    from generator.pipeline.support.workers import map_in_processes  # noqa: PLC0415  # one file needs no workers

    chunk = max(1, min(_CHUNK, len(files) // workers // 4))
    begin = partial(_start_worker, laid_over(), watch())
    with pause_watchdog():
        yield from map_in_processes(work, files, workers, chunk, begin)


def _lost_outcomes(files: Sequence[Path]) -> Iterator[DraftOutcome]:
    """Yield the outcomes of files whose worker has died; report it once, at the first file."""
    for n, file in enumerate(files):
        findings = () if n else (Finding("worker-lost", Place(str(file)), {"count": str(len(files))}),)
        yield DraftOutcome(file, (), findings)


def _start_worker(templates: tuple[Path, str] | None, limits: tuple[Limits, str] | None) -> None:
    """Give a worker process the templates and the limits of the process that started it."""
    if templates:
        lay_over(*templates)
    if limits:
        confine(*limits)


def _draft(file: Path, folder: Path, options: DraftOptions) -> DraftOutcome:
    """Draft one profile under the time limit."""
    with one_at_a_time():
        return _drafted(file, folder, options)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Put what is done within under the time limit; stop the watchdog while the worker waits for more."""
    restart_watchdog()
    try:
        yield
    finally:
        stop_watchdog()


def _drafted(file: Path, folder: Path, options: DraftOptions) -> DraftOutcome:
    """Check and draft one profile, and measure the time; report whatever goes wrong as findings."""
    start = time.perf_counter()
    checked, findings = attempt(partial(check, file), file)
    drafted = None
    if checked:
        findings = checked.findings
    if checked and checked.profile:
        write = partial(_write, checked.profile, findings, folder, options)
        drafted, trouble = attempt(write, file)
        findings = [*findings, *drafted.findings] if drafted else trouble
    seconds = time.perf_counter() - start
    if drafted is None:
        return DraftOutcome(file, (), tuple(findings), seconds=seconds)
    marks = drafted.marks[GapState.FILL], drafted.marks[GapState.CONFIRM]
    return DraftOutcome(file, tuple(drafted.files), tuple(findings), *marks, seconds)


def _write(profile: Profile, findings: Sequence[Finding], folder: Path, options: DraftOptions) -> DraftResult:
    """Write the draft of a profile; put its findings into the Word file if the options ask for comments.

    What is asked about the period's own files is no remark on the plan, nor is what the profile accepts.
    """
    comment = options.comment
    own = [
        finding for finding in findings if finding.place.file == profile.source.file and not finding.accepted
    ]
    return draft(
        profile,
        folder,
        options.formats,
        comments=[Remark(finding.place, comment(finding)) for finding in own] if comment else [],
        paginated=options.paginated,
        force=options.force,
        written=options.written,
    )
