"""Print, also where a stream is closed or takes no more."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click

from generator.base.files import reason
from generator.cli.disarming import disarm

_STREAMS = {"stdin": "r", "stdout": "w", "stderr": "w"}  # in the order in which the system gives out handles


class PrintError(Exception):
    """Standard output does not take what is printed; `reason` is the system's name for why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.reason = reason(error)


class _StreamState:
    """The state of this process: `stderr_failed` once standard error did not take something."""

    stderr_failed = False


def ensure_streams() -> None:
    """Open os.devnull in the place of standard streams that are closed, so that nobody need ask for them.

    Otherwise the next file that is opened would get a handle that children take for a standard stream.
    """
    _StreamState.stderr_failed = False
    for name, mode in _STREAMS.items():
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115  # as long as the process
            os.set_inheritable(stream.fileno(), True)  # noqa: FBT003  # takes it by its place only
            setattr(sys, name, stream)


def echo(text: str | bytes, *, nl: bool = True, err: bool = False) -> None:
    """Print `text`; bytes go out as they are, of words nothing that a CI would take for a command.

    Raise PrintError where standard output does not take it. What standard error does not take is lost: no
    work stops for a message. Once the reader of either has seen enough, the rest of it is nobody's loss.
    """
    if isinstance(text, str):
        text = disarm(text)
    if err:
        try:
            click.echo(text, nl=nl, err=True)
        except OSError as error:
            _StreamState.stderr_failed |= not isinstance(error, BrokenPipeError)
            discard_output(sys.stderr)
        return
    echo_data(text, nl=nl)


def echo_data(text: str | bytes, *, nl: bool = True) -> None:
    """Print `text` as it is, commands for a CI among it; raise as `echo` does."""
    try:
        with printing():
            click.echo(text, nl=nl)
    except BrokenPipeError:  # its reader has seen enough, which changes neither the work nor its code
        discard_output(sys.stdout)


@contextmanager
def printing() -> Iterator[None]:
    """Raise PrintError for what standard output does not take within, BrokenPipeError if nobody reads it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise PrintError(error) from error


def stderr_failed() -> bool:
    """Return whether standard error did not take something that was printed to it."""
    return _StreamState.stderr_failed


def discard_output(stream: TextIO) -> None:
    """Redirect `stream` to os.devnull, discarding buffered and later output."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
