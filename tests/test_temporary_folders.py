"""Test that temporary folders, and the processes that work with them, end with the process that made them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import ROOT
from foreign import PROFILE, TOPIC
from hostile_templates import HANGING
from marks import fault

from generator.base.interrupts import waiting_for
from generator.base.temporary_folders import PREFIX, temporary_folder

DAY = 86_400
pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc"),
    pytest.mark.usefixtures("foreground"),
]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files, of this process and of those that it starts."""
    (folder := tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def runs(place: Path) -> list[Path]:
    """Return the temporary folders of runs."""
    return sorted(place.glob(f"{PREFIX}*"))


def swept(place: Path) -> None:
    """Make a temporary folder, and see that nothing is left of it."""
    with temporary_folder() as folder:
        assert folder.parent == place
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "inner").mkdir()
    assert not folder.exists()


def test_a_folder_that_is_in_use_stays(place: Path) -> None:
    with temporary_folder() as folder:
        (folder / "a").write_bytes(b"a")
        swept(place)
        assert (folder / "a").read_bytes() == b"a"
    assert runs(place) == []


def test_what_is_not_a_folder_of_a_killed_run_stays(place: Path) -> None:
    (place / f"{PREFIX}file").write_bytes(b"")
    (place / "other").mkdir()
    (place / "other" / "lock").write_bytes(b"")
    (place / f"{PREFIX}link").symlink_to("other")
    (place / f"{PREFIX}new").mkdir()  # it will have its lock in a moment
    (place / f"{PREFIX}linked").mkdir()
    (place / f"{PREFIX}linked" / "lock").symlink_to(place / "other" / "lock")
    before = sorted(place.rglob("*"))
    swept(place)
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize("locked", [True, False])
def test_what_was_left_behind_is_removed(place: Path, *, locked: bool) -> None:
    (left := place / f"{PREFIX}left").mkdir()
    (left / "a").write_bytes(b"a")
    if locked:
        (left / "lock").write_bytes(b"")
    else:
        os.utime(left, (time.time() - 2 * DAY,) * 2)
    swept(place)
    assert runs(place) == []


class Hanging:
    """Start a draft with templates that never end, and wait until the process that works with them does."""

    def __init__(self, home: Path, topic: str) -> None:
        (home / "a.yaml").write_text(PROFILE, encoding="utf-8")
        file = home / "文库" / TOPIC
        file.parent.mkdir(parents=True)
        file.write_text(f"{{% macro hello() %}}{topic}{{% endmacro %}}", encoding="utf-8")
        words = ["draft", "a.yaml", "--templates", "文库", "-o", "out"]
        self.parent = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-m", "generator", *words],
            cwd=home,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
        )
        deadline = time.monotonic() + 60
        while not (self.children() and cpu(self.children()[0]) > 100):
            assert self.parent.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        (self.child,) = self.children()

    def children(self) -> list[int]:
        """Return the processes that the command has started."""
        every = [int(name.name) for name in Path("/proc").iterdir() if name.name.isdigit()]
        return [each for each in every if facts(each)[1] == str(self.parent.pid)]

    def ends(self, seconds: float) -> bool:
        """Return whether the process that works with the templates ends in so many seconds."""
        deadline = time.monotonic() + seconds
        while facts(self.child)[0] != "Z" and time.monotonic() < deadline:
            time.sleep(0.05)
        return facts(self.child)[0] == "Z"


def facts(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["Z", "0", *["0"] * 20]


def cpu(process: int) -> int:
    """Return how long a process has worked, in hundredths of a second."""
    return int(facts(process)[11])


@pytest.fixture
def hanging(tmp_path: Path, place: Path) -> Iterator[Hanging]:
    assert runs(place) == []
    found = Hanging(tmp_path, HANGING[0])
    yield found
    for process in (found.parent.pid, found.child):
        if facts(process)[0] != "Z":
            os.kill(process, signal.SIGKILL)
    found.parent.communicate()


@fault
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_what_works_with_foreign_templates_ends_with_its_parent(
    hanging: Hanging, place: Path, number: signal.Signals
) -> None:
    assert len(runs(place)) == 1
    hanging.parent.send_signal(number)
    assert hanging.ends(seconds=20)
    assert hanging.parent.wait(20) == -number
    if number != signal.SIGKILL:
        assert runs(place) == []
    swept(place)
    assert runs(place) == []


def test_on_windows_it_waits_for_the_process_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Imitate Windows, which knows a process by a handle for as long as anyone holds it."""
    calls: list[tuple[str, tuple[object, ...]]] = []
    windows = SimpleNamespace(SYNCHRONIZE=0x100000, INFINITE=0xFFFFFFFF)

    def open_process(*words: object) -> int:
        calls.append(("open", words))
        return 77

    windows.OpenProcess = open_process
    windows.WaitForSingleObject = lambda *words: calls.append(("wait", words))
    monkeypatch.setitem(sys.modules, "_winapi", windows)
    wait = waiting_for(4711)
    assert calls == [("open", (windows.SYNCHRONIZE, False, 4711))]
    wait()
    assert calls[1:] == [("wait", (77, windows.INFINITE))]
