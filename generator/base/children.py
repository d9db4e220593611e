"""Run programs that are not ours: each ends with this process, however that ends, with all that it starts."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

# The first of a group of processes: it waits for the program, and its helper for the end of a pipe that only
# we hold open; then it kills the group. Data are what the system counts of memory, but for files mapped.
_GUARD = """\
[ "$1" = 0 ] || ulimit -d "$1" 2>/dev/null || :
[ "$2" = 0 ] || ulimit -f "$2" 2>/dev/null || :
shift 2
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{ read -r _; kill -KILL 0; } <&3 3<&- >/dev/null 2>&1 &
exec </dev/null 3<&-
wait "$program"
code=$?
kill -KILL "$!"
exit "$code"
"""
_KILO = 1_024  # bytes in the unit of ulimit, of memory
_BLOCK = 512  # … and of files


def run_child(  # noqa: PLR0913  # one parameter a limit
    command: Sequence[str],
    *,
    variables: Mapping[str, str],
    folder: Path | None = None,
    seconds: float,
    memory: int = 0,
    file_size: int = 0,
    captured: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run `command` in `folder` with the environment `variables`; return its exit code and what it printed.

    It reads nothing from us, and what it prints is lost unless it is `captured`. After so many `seconds`, or
    when this process is stopped, it is killed with all that it has started; with `memory` and `file_size`
    (bytes, where the system can) it gets no more, and writes no larger file. Raise OSError or
    subprocess.TimeoutExpired.
    """
    output = subprocess.PIPE if captured else subprocess.DEVNULL
    with (
        _guarded(command, (memory // _KILO, file_size // _BLOCK)) as (words, guard),
        subprocess.Popen(  # noqa: S603  # no shell sees the words
            words,
            cwd=folder,
            env=variables,
            stdin=guard,
            stdout=output,
            stderr=output,
            start_new_session=True,
        ) as process,
    ):
        try:
            out, err = process.communicate(timeout=seconds)
        except BaseException:
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)  # the program may be only a wrapper
            process.kill()
            raise
    return subprocess.CompletedProcess(words, process.returncode, out, err)


@contextmanager
def _guarded(command: Sequence[str], limits: tuple[int, int]) -> Iterator[tuple[Sequence[str], int]]:
    """Yield `command` under the guard, and what the guard has to read from; on Windows, itself alone.

    `limits` are those of its memory and its files, in units of ulimit; 0 is none.
    """
    if os.name != "posix":
        yield command, subprocess.DEVNULL
        return
    reading, writing = os.pipe()
    try:
        yield ["/bin/sh", "-c", _GUARD, "sh", *map(str, limits), *command], reading
    finally:
        os.close(reading)
        os.close(writing)
