"""Start a process that works with templates from elsewhere: limits first, then the command."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from generator.base.interrupts import end_after, waiting_for
from generator.base.limits import Limits, confine
from generator.base.resources import lay_over


def main() -> None:
    """Run the command whose words follow: copies, folder, timeout marker, seconds, memory, parent.

    `parent` is the handle of a pipe that ends with the process that started this one; on Windows, which hands
    on no such handle, that process's number.
    """
    _, copies, folder, marker, seconds, memory, parent, *words = sys.argv
    sys.argv = ["plandraft", *words]
    if os.name == "posix":
        end_after(partial(os.read, int(parent), 1))
    else:
        end_after(waiting_for(int(parent)))
    confine(Limits(float(seconds), int(memory)), marker)
    lay_over(Path(copies), folder)
    from generator.cli import run  # noqa: PLC0415  # commands know the periods as soon as they are loaded

    run(first=_look)


def _look() -> None:
    """Report what is wrong with the folder, before a command stumbles over it; exit 2 if data are wrong."""
    if sys.argv[1:2] == ["library"]:
        return  # which reports it in its own way
    from generator.check.form.library import check_library  # noqa: PLC0415
    from generator.cli.templates import report_slips  # noqa: PLC0415

    report_slips(check_library())
