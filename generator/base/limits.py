"""Limit what a process may use that works with templates from elsewhere: time for each profile, and memory.

A template can be in a loop that no signal and no check of ours reaches (one multiplication, one pattern): the
watchdog is a thread of the interpreter's own that ends the process, whatever it is at.
"""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TextIO

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
