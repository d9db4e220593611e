"""Run programs of others: what they print, how they end, and that they end with us, whatever the shell is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT

from generator.base import children
from generator.base.children import run_child

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc")
HERE = {"PATH": os.environ["PATH"]}


def shell(script: str, **limits: float) -> subprocess.CompletedProcess[bytes]:
    """Run a shell's script as a program of others."""
    return run_child(
        ["/bin/sh", "-c", script],
        variables=HERE,
        seconds=limits.get("seconds", 20),
        memory=int(limits.get("memory", 0)),
        file_size=int(limits.get("file_size", 0)),
        captured=True,
    )


def runs(process: int) -> bool:
    """Return whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def ends(process: int) -> bool:
    """Return whether a process ends within some seconds."""
    deadline = time.monotonic() + 20
    while runs(process) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not runs(process)


@pytest.mark.parametrize("code", [0, 3, 128])
def test_its_code_and_its_words_are_its_own(code: int) -> None:
    done = shell(f"echo out; echo err >&2; exit {code}")
    assert (done.returncode, done.stdout, done.stderr) == (code, b"out\n", b"err\n")


def test_it_writes_no_file_larger_than_it_may(tmp_path: Path) -> None:
    file = tmp_path / "large"
    done = shell(f"head -c 300000 /dev/zero > {file}", file_size=100_000)
    assert done.returncode != 0
    assert file.stat().st_size <= 100_000


def test_it_reads_nothing_and_holds_no_handle_of_ours() -> None:
    assert shell("cat").stdout == b""
    handles = shell(f'"{sys.executable}" -c "import os; print(sorted(os.listdir(\'/proc/self/fd\')))"').stdout
    assert handles in {b"['0', '1', '2', '3']\n", b"['0', '1', '2', '3', '4']\n"}  # with that of the list


def test_a_program_that_is_missing_is_an_error() -> None:
    assert run_child(["/nowhere/program"], variables=HERE, seconds=20).returncode == 127


def test_after_its_time_it_ends_with_what_it_has_started(tmp_path: Path) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        shell(f"sleep 600 & echo $! > {tmp_path}/started; wait", seconds=0.5)
    assert ends(int((tmp_path / "started").read_text()))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_us_however_we_end(number: signal.Signals, tmp_path: Path) -> None:
    started = f"sleep 600 & echo $! > {tmp_path}/new; mv {tmp_path}/new {tmp_path}/started"
    words = ["/bin/sh", "-c", f"{started}; trap : TERM; wait; sleep 600"]
    script = (
        "from generator.base.children import run_child\n"
        f"run_child({words!r}, variables={HERE!r}, seconds=600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT) as process:  # noqa: S603  # our own script
        while not (tmp_path / "started").exists():
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(number)
    assert ends(int((tmp_path / "started").read_text()))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count this memory")
def test_it_gets_no_more_memory() -> None:
    take = f"\"{sys.executable}\" -c 'bytes(300_000_000)'"
    assert b"MemoryError" in shell(take, memory=100_000_000).stderr
    assert shell(take).returncode == 0


def test_a_limit_beyond_that_of_the_system_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "_GUARD", f"ulimit -d 300000\n{children._GUARD}")
    done = shell("echo out", memory=900_000_000)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"out\n", b"")
