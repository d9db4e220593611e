"""Run the command `plandraft`, also as `python -m generator`.

Nothing but what Python itself has loaded is imported before the current folder is out of the way.
"""

import gc
import os
import sys

from generator import STOPPED

GARBAGE = 300_000  # objects between two garbage collections: more than the program and one draft need
_HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  # pathlib is not loaded
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SHELL = 128  # what a shell adds to a signal's number


def main() -> None:
    """Run the command; a signal that comes while it is loading ends it, told, as a shell expects."""
    try:
        _leave_current_folder()
        gc.set_threshold(GARBAGE)
        _tell_early_signals()
    except KeyboardInterrupt:
        _say_stopped()
        sys.exit(_SHELL + 2)
    try:
        from generator.cli import run  # noqa: PLC0415  # the import is slow

        run()
    finally:
        gc.freeze()  # the process ends: a last garbage collection would cost a tenth of a draft


def _leave_current_folder() -> None:
    """Take the current folder out of the places where modules are found, for the processes started too.

    It may be anyone's, and `python -m` puts it first. Where the program itself lies in it, it comes last.
    """
    os.environ["PYTHONSAFEPATH"] = "1"
    here = {"", os.curdir}
    try:
        here.add(os.getcwd())  # noqa: PTH109  # pathlib is not loaded
    except OSError:  # it is gone
        return
    found = [place for place in sys.path if place not in here]
    if len(found) < len(sys.path):
        sys.path[:] = found if _HOME in found else [*found, _HOME]


def _tell_early_signals() -> None:
    """Say of a signal, from now on, that it ended the command, and end by it; ignored ones stay ignored."""
    import signal  # noqa: PLC0415  # the current folder could have had one

    def end(number: int, _: object) -> None:
        _say_stopped()
        if os.name != "posix":
            os._exit(_SHELL + number)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) not in {signal.SIG_IGN, None}:
            signal.signal(number, end)


def _say_stopped() -> None:
    """Say that a signal ended the command, where anybody listens."""
    try:
        sys.stderr.write(f"\n{STOPPED}\n")
        sys.stderr.flush()
    except (AttributeError, OSError):  # standard error is closed
        return


if __name__ == "__main__":
    main()
