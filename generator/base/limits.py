"""Limit what an input may hold, and what a process may use that works with templates from elsewhere.

Work grows with the input: the limits of an input stand at five to ten times what the largest real plan has,
so low that every command answers within seconds. The limits of a process are time for each profile, and
memory: a template can be in a loop that no signal and no check of ours reaches (one multiplication, one
pattern): the watchdog is a thread of the interpreter's own that ends the process, whatever it is at.
"""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TextIO

MOST_PROFILE_BYTES = 1_000_000  # the largest real profile has 38,000
MOST_NODES = 8_000  # of a YAML file; the largest real profile has 1,500, the divisions 7,000
MOST_ENTRIES = 2_000  # of one list or mapping of a profile; real ones have 100
MOST_ENTRIES_AT = {  # … where the work is the product of these with others; real ones are in brackets
    "locality.upper": 10,  # levels above (2)
    "outline.changes": 300,  # (30)
    "outline.form.indicators.columns": 10,  # of a table (5)
    "outline.form.completion.columns": 10,
    "parts": 50,  # of a draft (6)
}
MOST_CHANGED = (
    600_000  # changes times what the outline holds, for each looks through all; real plans need 45,000
)
LONGEST_TEXT = 50_000  # characters of one text of a profile; real ones have 150
LONGEST_KEY = 200  # characters of one key of a profile; real ones have 30
MOST_DIGITS = 200  # of one figure; Python's decimal numbers end at a million, with an error
MOST_BRACES = 5_000  # figures that a profile's own sentences name in braces; real plans name 200
MOST_NUMBERS_READ = 2_000  # of a plan, that may be figures of a profile; real plans have 70
MOST_TASKS_READ = 300  # rows of a plan's table of tasks that are looked for in its text; real ones have 50
MOST_SLIPS = 2_000  # lines of a file with slips of the keyboard; the longest real profile has 625 lines
MOST_FINDINGS = 200  # of one rule in one file: nobody reads more, and to word them would take minutes
LONGEST_FACT = 500  # characters of a profile's words in a message
MOST_COMPARISONS = 500_000  # of numbers in sentences with figures; real plans need 20,000
MOST_ANSWERS = 1_000  # that go into a profile at once; one with all figures and letters takes 300
MOST_TABLES = 500  # of a Word file, boxes among them; the longest real plan has 11
MOST_COMMENTS = 5_000  # of a Word file; real ones have some hundred
MOST_DRAFT_CHARACTERS = 4_000_000  # of draft XML; the longest real plan has 120,000
MOST_PAGE_CHARACTERS = 40_000_000  # of the page of a summary; that of 2,850 counties has 4,000,000
MOST_DRAFT_TAGS = 25_000  # of draft XML, line breaks among them; the longest real plan has 2,000
ENDED = 70  # the exit code of a process that has no memory left


class Limits(NamedTuple):
    """Seconds for each profile, bytes of memory for each process."""

    seconds: float = 60
    memory: int = 2_000_000_000


_watchdog: list[tuple[Limits, TextIO]] = []  # at most one: the limits, and the timeout marker


def confine(limits: Limits, timeout_marker: str) -> None:
    """Hold this process to `limits`; out of time, it writes to the file `timeout_marker` and ends."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit, some systems a lower one
        import resource  # noqa: PLC0415  # not everywhere

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    _watchdog[:] = [(limits, Path(timeout_marker).open("a", encoding="utf-8"))]  # noqa: SIM115  # as long as the process
    restart_watchdog()


def restart_watchdog() -> None:
    """Give the process all its seconds again, where there is a limit."""
    for limits, marker in _watchdog:
        faulthandler.dump_traceback_later(limits.seconds, exit=True, file=marker)


def stop_watchdog() -> None:
    """Stop the clock until `restart_watchdog`."""
    if _watchdog:
        faulthandler.cancel_dump_traceback_later()


@contextmanager
def pause_watchdog() -> Iterator[None]:
    """Stop the clock within: a person is asked, or other processes work."""
    stop_watchdog()
    try:
        yield
    finally:
        restart_watchdog()


def watch() -> tuple[Limits, str] | None:
    """Return this process's limits and timeout marker, for the processes it starts; None without limits."""
    return (_watchdog[0][0], _watchdog[0][1].name) if _watchdog else None
