"""What a process may use that works with templates from elsewhere: time for each profile, and memory.

A template can be in a loop that no signal and no check of ours reaches (one multiplication, one pattern): the
watch is a thread of the interpreter's own that ends the process, whatever it is at.
"""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

ENDED = 70  # the exit code of a process that has no memory left


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for each profile, bytes of memory for each process."""

    seconds: float = 60
    memory: int = 2_000_000_000


_watch: list[tuple[Limits, TextIO]] = []  # at most one


def confine(limits: Limits, witness: str) -> None:
    """Hold this process to limits; if it runs out of time it writes to the file `witness` and ends."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit, some systems a lower one
        import resource  # noqa: PLC0415  # not everywhere

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    _watch[:] = [(limits, Path(witness).open("a", encoding="utf-8"))]  # noqa: SIM115  # for as long as the process lives
    allow()


def allow() -> None:
    """The seconds begin anew, where there is a limit."""
    for limits, witness in _watch:
        faulthandler.dump_traceback_later(limits.seconds, exit=True, file=witness)


def rest() -> None:
    """No time runs until it is allowed again."""
    if _watch:
        faulthandler.cancel_dump_traceback_later()


@contextmanager
def unhurried() -> Iterator[None]:
    """Time that does not count: a person is asked, or other processes work."""
    rest()
    try:
        yield
    finally:
        allow()


def watch() -> tuple[Limits, str] | None:
    """The limits of this process and the witness's file, for the processes it starts; None without limits."""
    return (_watch[0][0], _watch[0][1].name) if _watch else None
