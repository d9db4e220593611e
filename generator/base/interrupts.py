"""Raise signals that ask a process to stop where it is, so that all is cleaned up on the way out."""

from __future__ import annotations

import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from types import FrameType
from typing import NoReturn

# Ctrl-C, the end of a job, the closing of a terminal; Windows has Ctrl-Break in the stead of the last.
_SIGNALS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
]
_PATIENCE = 1  # seconds
_GRACE = 5  # seconds that a process without a parent has to clean up
_SHELL = 128  # what a shell adds to a signal's number


class Stopped(SystemExit):
    """A signal asked the process to stop; `number` is the signal's, `status` what a shell makes of it."""

    def __init__(self, number: int) -> None:
        self.number, self.status = number, _SHELL + number
        super().__init__(self.status)

    def __reduce__(self) -> tuple[type[Stopped], tuple[int]]:
        return Stopped, (self.number,)


class _SignalState:
    """The state of signals: deferred or not, the one deferred (0 if none), when the last one was raised."""

    deferring = False
    deferred = 0
    raised = -math.inf


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise Stopped within where a signal asks to stop; signals that were ignored stay so.

    A signal within a second of the last is ignored: all is being cleaned up.
    """
    _SignalState.raised = -math.inf
    before = {
        number: signal.signal(number, _stop)
        for number in _SIGNALS
        if signal.getsignal(number) not in {signal.SIG_IGN, None}
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def stop_at(number: int) -> None:
    """Raise Stopped from now on where this signal asks to stop; the others are ignored."""
    for each in _SIGNALS:
        signal.signal(each, _stop if each == number else signal.SIG_IGN)


@contextmanager
def defer_signals() -> Iterator[None]:
    """Defer signals until the block ends. Keep it short."""
    _SignalState.deferring = True
    try:
        yield
    finally:
        _SignalState.deferring = False
        if _SignalState.deferred:
            number, _SignalState.deferred = _SignalState.deferred, 0
            _stop(number, None)


def end_after(parent_ended: Callable[[], object]) -> None:
    """End this process, cleaned up, as soon as `parent_ended` returns, which waits in a thread of its own."""

    def wait() -> None:
        parent_ended()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def waiting_for(process: int) -> Callable[[], object]:
    """Return a function that waits until a process of Windows has ended; its number may be another's then."""
    windows = import_module("_winapi")  # as multiprocessing waits for its parent
    handle = windows.OpenProcess(windows.SYNCHRONIZE, False, process)  # noqa: FBT003  # not handed on
    return partial(windows.WaitForSingleObject, handle, windows.INFINITE)


def reraise_signal(stopped: Stopped) -> NoReturn:
    """End this process as the signal would have, so that a shell's loop ends with it."""
    if os.name == "posix":
        signal.signal(stopped.number, signal.SIG_DFL)
        os.kill(os.getpid(), stopped.number)
    sys.exit(stopped.status)


def _stop(number: int, _: FrameType | None) -> None:
    if _SignalState.deferring:
        _SignalState.deferred = number
        return
    now = time.monotonic()
    if now - _SignalState.raised > _PATIENCE:
        _SignalState.raised = now
        raise Stopped(number)
