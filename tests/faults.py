"""Interrupt a command, in a process of its own, at the n-th time that it touches a folder."""

from __future__ import annotations

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from generator.cli import run

Act = Callable[[], object]
SIGNALS = {name: getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")}
ERRORS = ("ENOSPC", "EACCES", "EIO", "EMFILE")
_FILES = {"open", "os.scandir", "os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink"}
_HANDLES = {"fcntl.flock", "os.chmod", "os.fsync"}  # calls on what is open; Python tells nobody of the last


@dataclass(frozen=True, slots=True)
class Hurt:
    """Hold how a command ended, what it printed, and the call at which it was hurt ("" if at none)."""

    status: int
    err: str
    call: str

    @property
    def signal(self) -> int:
        """Return the number of the signal that ended it, 0 if none did."""
        return os.WTERMSIG(self.status) if os.WIFSIGNALED(self.status) else 0

    @property
    def code(self) -> int:
        """Return its exit code; -1 if a signal ended it."""
        return -1 if self.signal else os.WEXITSTATUS(self.status)


def command(*words: str) -> Act:
    """Return the command as somebody types it."""

    def act() -> None:
        sys.argv = ["plandraft", *words]
        run()

    return act


def hurt(act: Act, folder: Path, how: str = "", nth: int = 0) -> Hurt:
    """Run `act` in a process of its own and hurt it the n-th time that it touches a file of `folder`.

    It gets a signal, or an error; with a `+` behind it the error lasts: every later call gets it too, but
    those that delete.
    """
    said = folder.parent / f"{folder.name}.said"
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with said.open("wb") as stream:
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
        _end(act, _Hook(str(folder), how, nth, writing))
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        call = stream.read().decode()
    _, status = os.waitpid(child, 0)
    return Hurt(status, said.read_text("utf-8"), call.partition("\n")[0])


def each(act: Act, folder: Path, how: str, before: Callable[[], None]) -> Iterator[Hurt]:
    """Yield the outcomes of `act` hurt at each of its steps, first to last; `before` sets the folder up."""
    for nth in range(1, 1_000):
        before()
        found = hurt(act, folder, how, nth)
        if not found.call:
            return
        yield found


class _Hook:
    """Intercept every call before it is made."""

    def __init__(self, folder: str, how: str, nth: int, told: int) -> None:
        self.folder, self.how, self.nth, self.told, self.seen = folder, how.rstrip("+"), nth, told, 0
        self.lasting = how.endswith("+")
        fsync = os.fsync

        def checked(handle: int) -> None:
            self("os.fsync", (handle,))
            fsync(handle)

        os.fsync = checked  # type: ignore[assignment]

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Hurt the process, if it is time."""
        if event not in _FILES | _HANDLES or not any(map(self._inside, args)):
            return
        self.seen += 1
        if self.seen == self.nth or (self.lasting and self.seen > self.nth > 0 and event != "os.remove"):
            os.write(self.told, f"{event}\n".encode())
            self._strike()

    def _strike(self) -> None:
        if self.how in SIGNALS:
            os.kill(os.getpid(), SIGNALS[self.how])
        else:
            number = getattr(errno, self.how)
            raise OSError(number, os.strerror(number))

    def _inside(self, arg: object) -> bool:
        if isinstance(arg, int) and not isinstance(arg, bool) and arg > 2:
            try:
                arg = str(Path(f"/proc/self/fd/{arg}").readlink())
            except OSError:
                return False
        return isinstance(arg, (str, bytes, os.PathLike)) and os.fsdecode(arg).startswith(self.folder)


def _end(act: Act, hook: _Hook) -> NoReturn:
    """Run `act` in this process, then end the process."""
    sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
    sys.addaudithook(hook)
    status = 0
    try:
        act()
    except SystemExit as stopped:
        status = stopped.code if isinstance(stopped.code, int) else 0
    except BaseException:  # noqa: BLE001  # no test's own code goes on in this process
        traceback.print_exc()
        status = 99
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
