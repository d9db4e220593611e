"""Start a process that works with templates from elsewhere: limits first, then the command."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.base.limits import Limits, confine
from generator.base.resources import lay_over

_MISUSE = 2


def main() -> None:
    """Run the command whose words follow: copies, folder, timeout marker, seconds, memory."""
    _, copies, folder, marker, seconds, memory, *words = sys.argv
    sys.argv = ["plandraft", *words]
    confine(Limits(float(seconds), int(memory)), marker)
    lay_over(Path(copies), folder)
    from generator.cli import run  # noqa: PLC0415  # commands know the periods as soon as they are loaded

    run(first=_look)


def _look() -> None:
    """Report what is wrong with the data of the folder, before a command stumbles over it; exit 2 if any."""
    from generator.check.form.templates import check_templates  # noqa: PLC0415
    from generator.cli.report import report  # noqa: PLC0415

    if findings := check_templates():
        report(findings)
        sys.exit(_MISUSE)
