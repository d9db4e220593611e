"""Stop runs in every way: no process works on, nothing is left behind, drafts are whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import contents
from conftest import ROOT
from marks import fault, sampled

PROFILE = ROOT / "profiles" / "dengkou.yaml"
pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc"),
    pytest.mark.usefixtures("foreground"),
]
PLANDRAFT = [sys.executable, "-m", "generator"]


class Batch:
    """Start many drafts in two workers, and wait until some are written.

    Another command than `draft` is waited for until its workers are there.
    """

    def __init__(self, tmp_path: Path, *command: str) -> None:
        self.out = tmp_path / "out"
        files = [tmp_path / f"{n}.yaml" for n in range(200)]
        for file in files:
            shutil.copy(PROFILE, file)
        words = [*PLANDRAFT, *(command or ("draft",)), *map(str, files), "-o", str(self.out), "--jobs", "2"]
        self.process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603  # our own command
        self.workers: list[int] = []
        while len(self.workers) < 2 or (not command and len(list(self.out.glob("*.md"))) < 2):
            assert self.process.poll() is None
            time.sleep(0.02)
            self.workers = [process for process in _processes() if _parent(process) == self.process.pid]

    def ended(self) -> str:
        """Return its messages once it and all its workers have ended."""
        _, err = self.process.communicate(timeout=30)
        deadline = time.monotonic() + 30
        while any(_runs(worker) for worker in self.workers):
            assert time.monotonic() < deadline, "a worker goes on"
            time.sleep(0.02)
        return err.decode()


def _processes() -> list[int]:
    return [int(name.name) for name in Path("/proc").iterdir() if name.name.isdigit()]


def _stat(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["Z", "0"]


def _parent(process: int) -> int:
    return int(_stat(process)[1])


def _runs(process: int) -> bool:
    return _stat(process)[0] != "Z"


@pytest.mark.parametrize("name", sampled(("SIGINT", "SIGTERM", "SIGHUP"), ("SIGINT",), fault))
def test_a_signal_ends_the_run_and_its_workers_and_leaves_whole_drafts(name: str, tmp_path: Path) -> None:
    batch = Batch(tmp_path)
    assert len(batch.workers) == 2
    batch.process.send_signal(getattr(signal, name))
    err = batch.ended()
    assert batch.process.returncode == -getattr(signal, name), "a shell's loop ends with it"
    assert err.endswith("已中止。\n")
    assert "Traceback" not in err
    drafts = contents(batch.out)
    assert 4 <= len(drafts) < 400
    stems = {file.partition(".")[0] for file in drafts}
    assert {f"{stem}{suffix}" for stem in stems for suffix in (".docx", ".md")} == set(drafts)


@fault
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_a_summary_and_its_workers_before_anything_is_written(
    name: str, tmp_path: Path
) -> None:
    batch = Batch(tmp_path, "summary", str(PROFILE))
    time.sleep(1)  # so that plans are read
    batch.process.send_signal(getattr(signal, name))
    err = batch.ended()
    assert batch.process.returncode == -getattr(signal, name)
    assert err.endswith("已中止。\n")
    assert "Traceback" not in err
    assert not batch.out.exists()


@fault
def test_a_killed_worker_of_a_summary_is_told_and_the_rest_is_summed_up(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "summary", str(PROFILE))
    os.kill(batch.workers[0], signal.SIGKILL)
    err = batch.ended()
    assert batch.process.returncode == 1
    assert "Traceback" not in err
    assert len(contents(batch.out)) == 3
    assert "worker-lost" in next(batch.out.glob("*.json")).read_text("utf-8")


@fault
def test_a_killed_run_leaves_no_workers_that_go_on(tmp_path: Path) -> None:
    batch = Batch(tmp_path)
    batch.process.kill()
    batch.ended()
    left = contents(batch.out)
    assert len(left) < 400
    assert [name for name in left if name.startswith(".")] == []


def test_a_killed_worker_is_told_once_and_what_was_written_is_whole(tmp_path: Path) -> None:
    batch = Batch(tmp_path)
    os.kill(batch.workers[0], signal.SIGKILL)
    err = batch.ended()
    assert batch.process.returncode == 2
    assert err.count("错误 worker-lost") == 1
    assert "Traceback" not in err
    assert "程序出了意外" not in err
    drafts = {name: content for name, content in contents(batch.out).items() if not name.startswith(".")}
    assert len(set(drafts.values())) == 2


@fault
def test_a_signal_that_was_ignored_stays_so(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        words = [*PLANDRAFT, "draft", str(PROFILE), "-o", str(tmp_path / "out")]
        process = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
    finally:
        signal.signal(signal.SIGHUP, before)
    while process.poll() is None:
        process.send_signal(signal.SIGHUP)
        time.sleep(0.01)
    assert process.returncode == 0
    assert len(list((tmp_path / "out").iterdir())) == 2
