"""Watch the time and the memory that one input takes, beside those of the longest real plan."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from conftest import ROOT

from generator.pipeline.batch import DraftOptions, draft_files

TIMES = 20  # what a draft of the longest real plan takes
MEGABYTES = 250  # by which one input may raise the peak of the process
_KILO = 1 if sys.platform == "darwin" else 1_024  # bytes in the unit in which systems give the peak


@contextmanager
def watched(problems: list[str], what: str) -> Iterator[None]:
    """Add to `problems` if what runs within, called `what`, takes too much time or memory."""
    most, before, start = _yardstick() * TIMES, _peak(), time.process_time()
    try:
        yield
    finally:
        took, grew = time.process_time() - start, _peak() - before
        if took > most:
            problems.append(f"{what}: took {took:.1f} s, and not {most:.1f} s")
        if grew > MEGABYTES:
            problems.append(f"{what}: took {grew:.0f} MB more than any before")


@cache
def _yardstick() -> float:
    """Return the seconds of processor time of a draft of the longest real plan, the quicker of two."""
    with tempfile.TemporaryDirectory() as folder:
        return min(_drafted(Path(folder)) for _ in range(2))


def _drafted(folder: Path) -> float:
    options = DraftOptions(("docx", "md"), paginated=False, comment=None)
    start = time.process_time()
    list(draft_files([ROOT / "profiles" / "luojiang.yaml"], folder, options, 1))
    return time.process_time() - start


def _peak() -> float:
    """Return the most memory that this process has had so far, in megabytes; 0 where no system says."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILO / 1_000_000
