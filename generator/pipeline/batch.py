"""Many profiles drafted, each on its own: what goes wrong with one stops no other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.diagnostics import Finding, PlanError
from generator.pipeline.check import check
from generator.pipeline.draft import draft
from generator.pipeline.notes import Remark

_AT_ONCE = 8  # profiles that a worker takes at a time, where there are many


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of every draft; `comment` words the findings that the Word file carries, if any."""

    formats: tuple[str, ...]
    paginated: bool
    comment: Callable[[Finding], str] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one profile; no files where it could not be drafted."""

    file: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    gaps: int = 0
    seconds: float = 0.0


def draft_files(files: Sequence[Path], folder: Path, wishes: Wishes, jobs: int = 0) -> Iterator[Outcome]:
    """Draft profiles into a folder and yield what became of each, in their order.

    `jobs` processes share the work, as many as there are processors where it is 0; they share nothing but
    what they read, so that their number changes no byte.
    """
    work = partial(_draft, folder=folder, wishes=wishes)
    workers = min(jobs or os.cpu_count() or 1, len(files))
    if workers < 2:  # noqa: PLR2004  # one worker is this process
        yield from map(work, files)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  # one draft needs no workers

    chunk = max(1, min(_AT_ONCE, len(files) // workers // 4))
    with ProcessPoolExecutor(workers, initializer=_ignore_interrupts) as pool:
        try:
            yield from pool.map(work, files, chunksize=chunk)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _ignore_interrupts() -> None:
    """A worker finishes the draft that it is at; who asked for all of them stops asking for more."""
    import signal  # noqa: PLC0415  # only workers need it

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _draft(file: Path, folder: Path, wishes: Wishes) -> Outcome:
    start = time.perf_counter()
    checked = check(file)
    findings = tuple(checked.findings)
    if checked.profile is None:
        return Outcome(file, (), findings, seconds=time.perf_counter() - start)
    comment = wishes.comment
    remarks = [Remark(finding.place, comment(finding)) for finding in findings] if comment else []
    try:
        drafted = draft(checked.profile, folder, wishes.formats, comments=remarks, paginated=wishes.paginated)
    except PlanError as error:
        return Outcome(file, (), tuple(error.findings), seconds=time.perf_counter() - start)
    seconds = time.perf_counter() - start
    return Outcome(file, tuple(drafted.files), findings, drafted.gaps, seconds)
