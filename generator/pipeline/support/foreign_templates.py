"""Run the program with templates from elsewhere: copy what is ours, start a process on the copies.

The copies are all that is ever read: nothing in the folder leads out of it, and nothing can change under our
hands. The process has limits on time and memory, so that no template can hang the program or the computer.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.base.limits import Limits
from generator.base.resources import OVER

FILES, BYTES, TOTAL = 2_000, 4_000_000, 32_000_000  # the most files of a folder, bytes of a file and of all
_NAME = r"[\w.-]+"
# What a period, the lexicon and the frame of a draft are made of; everything else in a folder is not ours.
_OURS = re.compile(
    rf"lexicon/{_NAME}\.yaml"
    rf"|common/(?:forms/)?{_NAME}\.xml\.j2"
    rf"|\d{{4}}-\d{{4}}/(?:(?:outlines/)?{_NAME}\.yaml|(?:topics|boxes|forms)/{_NAME}\.xml\.j2)"
)
_CHILD = "import sys; sys.path.append(sys.argv.pop(1)); from generator.cli.confined import main; main()"
_DEPTH = 2  # period/topics/file
_GRACE = 5  # seconds to clean up
_EXITS = (0, 1, 2)


def run_sandboxed(folder: Path, words: Sequence[str], limits: Limits) -> tuple[int, list[Finding]]:
    """Run the program with `words` in a process held to `limits`, on the templates of `folder`.

    Return its exit code, and the finding that explains it if a limit ended it. Raise PlanError where the
    folder has nothing that can be taken from it.
    """
    with tempfile.TemporaryDirectory(prefix="plandraft-") as place:
        copies, marker = Path(place, "templates"), Path(place, "timeout_marker")
        _copy(folder, copies)
        marker.touch()
        facts = [str(copies), str(folder), str(marker), str(limits.seconds), str(limits.memory)]
        home = str(Path(__file__).resolve().parents[3])
        child = subprocess.Popen([sys.executable, "-P", "-c", _CHILD, home, *facts, *words])  # noqa: S603  # our own program
        code = _waited(child)
        late = marker.stat().st_size > 0
    if code in _EXITS and not late:
        return code, []
    shown = {"limit": "时间" if late else "内存", "seconds": f"{limits.seconds:g}"}
    return 2, [Finding("templates-limit", Place(str(folder)), shown)]


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


def _copy(folder: Path, copies: Path) -> None:
    """Copy what is ours in `folder` to `copies`; raise PlanError where it cannot be taken."""
    found = dict(_found(folder))
    if not found:
        raise PlanError([Finding("templates-empty", Place(str(folder)), {})])
    if sum(file.stat().st_size for file in found.values()) > TOTAL:
        raise _many(folder)
    for name, file in found.items():
        first, _, rest = name.partition("/")
        copy = copies / f"{first}{OVER}" / rest
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(read_whole(file, BYTES))


def _found(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of `folder` that are ours, by name; raise PlanError where one leads out of it."""
    if not folder.is_dir():
        raise PlanError([Finding("templates-missing", Place(str(folder)), {"folder": str(folder)})])
    seen = 0
    for root, inner, files in os.walk(folder):
        depth = len(Path(root).relative_to(folder).parts)
        named = [name for name in inner if not name.startswith(".")]
        inner[:] = named if depth < _DEPTH else []
        for name in (*named, *files):
            seen += 1
            if seen > FILES:
                raise _many(folder)
            file = Path(root, name)
            if _leads_away(file, folder):
                raise PlanError([Finding("templates-link", Place(str(file)), {})])
            if name in files and _OURS.fullmatch(file.relative_to(folder).as_posix()):
                yield file.relative_to(folder).as_posix(), file


def _many(folder: Path) -> PlanError:
    """Return the error for a folder that has more than any library of templates."""
    facts = {"limit": str(FILES), "size": str(TOTAL // 1_000_000)}
    return PlanError([Finding("templates-many", Place(str(folder)), facts)])


def _leads_away(file: Path, folder: Path) -> bool:
    """Return whether `file` is a link, or anything else than a file or a folder of its own."""
    mode = file.lstat().st_mode
    plain = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    return not plain or Path(os.path.realpath(file)) != Path(
        os.path.realpath(folder), file.relative_to(folder)
    )
