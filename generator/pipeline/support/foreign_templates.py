"""Run the program with templates from elsewhere: copy what is ours, start a process on the copies.

The copies are all that is ever read: nothing in the folder leads out of it, and nothing can change under our
hands. The process has limits on time and memory, so that no template can hang the program or the computer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

from generator.base.diagnostics import Finding, Place
from generator.base.limits import Limits
from generator.base.temporary_folders import temporary_folder
from generator.pipeline.support.template_copies import copy_templates

_CHILD = "import sys; sys.path.append(sys.argv.pop(1)); from generator.cli.confined import main; main()"
_GRACE = 5  # seconds to clean up
_EXITS = (0, 1, 2)


def run_sandboxed(folder: Path, words: Sequence[str], limits: Limits) -> tuple[int, list[Finding]]:
    """Run the program with `words` in a process held to `limits`, on the templates of `folder`.

    Return its exit code, and the finding that explains it if a limit ended it. Raise PlanError where the
    folder has nothing that can be taken from it.
    """
    return run_on_copies(partial(copy_templates, folder), str(folder), words, limits)


def run_on_copies(
    copy: Callable[[Path], None], folder: str, words: Sequence[str], limits: Limits
) -> tuple[int, list[Finding]]:
    """Run the program as `run_sandboxed` does, on the templates that `copy` copies to where it is told to.

    `folder` is what they are called in messages.
    """
    with temporary_folder() as place:
        copies, marker = Path(place, "templates"), Path(place, "timeout_marker")
        copy(copies)
        marker.touch()
        facts = [str(copies), folder, str(marker), str(limits.seconds), str(limits.memory)]
        code = _run(facts, words)
        late = marker.stat().st_size > 0
    if code in _EXITS and not late:
        return code, []
    shown = {"limit": "时间" if late else "内存", "seconds": f"{limits.seconds:g}"}
    return 2, [Finding("templates-limit", Place(folder), shown)]


def _run(facts: Sequence[str], words: Sequence[str]) -> int:
    """Return the exit code of a process with the `facts` of its limits and the `words` of its command.

    It ends with us, however we end: it waits for the end of a pipe that only we hold open. Windows hands on
    no such handle; there it waits for the end of our process.
    """
    home = str(Path(__file__).resolve().parents[3])
    with ExitStack() as ends:
        handed: list[int] = []
        if os.name == "posix":
            reading, writing = os.pipe()
            ends.callback(os.close, reading)
            ends.callback(os.close, writing)
            handed = [reading]
        parent = str(handed[0] if handed else os.getpid())
        command = [sys.executable, "-P", "-c", _CHILD, home, *facts, parent, *words]
        return _waited(subprocess.Popen(command, pass_fds=handed))  # noqa: S603  # our own program


def _waited(child: subprocess.Popen[bytes]) -> int:
    """Return the exit code of `child`, which ends with us however we are stopped."""
    try:
        return child.wait()
    except BaseException:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(_GRACE)
        child.kill()
        raise
