"""However a run ends: nobody works on, nothing is left behind, and what is said is one clear message."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from commands import plandraft
from conftest import ROOT
from faults import Hurt, command, hurt

PROFILE = ROOT / "profiles" / "jining.yaml"
pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc"),
    pytest.mark.usefixtures("foreground"),
]
PLANDRAFT = [sys.executable, "-m", "generator"]


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


class Batch:
    """Many drafts in the making by two workers, some of them written already."""

    def __init__(self, tmp_path: Path) -> None:
        self.out = tmp_path / "out"
        files = [tmp_path / f"{n}.yaml" for n in range(200)]
        for file in files:
            shutil.copy(PROFILE, file)
        words = [*PLANDRAFT, "draft", *map(str, files), "-o", str(self.out), "--jobs", "2"]
        self.process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603  # our own command
        while len(list(self.out.glob("*.md"))) < 2:
            assert self.process.poll() is None
            time.sleep(0.02)
        self.workers = [process for process in _processes() if _parent(process) == self.process.pid]

    def ended(self) -> str:
        """What it said, when it and all its workers have ended."""
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


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
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
    assert batch.process.returncode == 1
    assert err.count("错误 worker-lost") == 1
    assert "Traceback" not in err
    assert "程序出了意外" not in err
    drafts = {name: content for name, content in contents(batch.out).items() if not name.startswith(".")}
    assert len(set(drafts.values())) == 2


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


SAID = ["check", "draft", "explain", "--help", "new --name 磴口县"]


def said(words: str, folder: Path, redirection: str) -> tuple[int, str]:
    """The code and the messages of a command whose output goes elsewhere."""
    shutil.copy(PROFILE, folder / "p.yaml")
    words += " p.yaml --format json" if words == "check" else " p.yaml" if words == "draft" else ""
    line = f"{sys.executable} -m generator {words} {redirection}"
    done = subprocess.run(  # noqa: S602  # our own command
        line,
        shell=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("words", SAID)
def test_a_full_output_is_told_in_one_message(words: str, tmp_path: Path) -> None:
    code, err = said(words, tmp_path, "> /dev/full")
    assert code == 1
    assert err.count("错误 output-unprintable") == 1
    assert "磁盘满了" in err
    assert "Errno" not in err


def test_a_comparison_that_cannot_be_printed_is_no_difference(tmp_path: Path) -> None:
    code, err = said(f"diff {PROFILE} {ROOT / 'profiles' / 'xinzhou.yaml'}", tmp_path, "> /dev/full")
    assert code == 2
    assert err.count("错误 output-unprintable") == 1


@pytest.mark.parametrize("words", SAID)
def test_a_reader_who_has_seen_enough_is_no_trouble(words: str, tmp_path: Path) -> None:
    _, err = said(words, tmp_path, "| true")
    assert "Error" not in err
    assert "程序出了意外" not in err


@pytest.mark.parametrize("redirection", [">&-", ">&- 2>&-", "> /dev/full 2>&1"])
def test_without_any_output_the_work_is_done_all_the_same(redirection: str, tmp_path: Path) -> None:
    said("draft", tmp_path, redirection)
    assert len(list((tmp_path / "drafts").iterdir())) == 2


SAME = f"diff {PROFILE} {PROFILE}"


@pytest.mark.parametrize(
    ("words", "redirection", "code"),
    [
        (SAME, "2>&- >/dev/null", 0),
        (SAME, "<&- >&- 2>&-", 0),
        (f"{SAME} --format json", ">&-", 0),
        (f"{SAME} --format json", "> /dev/full", 2),
        (f"diff {PROFILE} {ROOT / 'profiles' / 'xinzhou.yaml'} --format json", ">&-", 1),
        (f"diff nofile {PROFILE}", "2>&-", 2),
        (f"diff nofile {PROFILE}", "2> /dev/full", 2),
        ("text nofile", "2> /dev/full", 2),
        ("draft --bad", "2> /dev/full", 2),
        ("explain nothing", "2> /dev/full", 2),
        ("check nofile", "2> /dev/full", 1),
        ("--version", "> /dev/full", 1),
        ("new --name 某某地", "<&-", 2),
    ],
)
def test_a_code_does_not_hang_on_who_hears_what_is_told(
    words: str, redirection: str, code: int, tmp_path: Path
) -> None:
    found, err = said(words, tmp_path, redirection)
    assert found == code
    assert "意外" not in err
    assert "Traceback" not in err


def test_what_is_not_told_is_no_success(tmp_path: Path) -> None:
    noted = f"check {ROOT / 'profiles' / 'dengkou.yaml'}"
    assert said(noted, tmp_path, "2> /dev/null")[0] == 0
    assert said(noted, tmp_path, "2> /dev/full")[0] == 2


@pytest.mark.parametrize("redirection", ["2>&-", "2> /dev/full", ">&- 2>&- <&-"])
def test_many_drafts_are_written_though_nobody_hears_of_them(redirection: str, tmp_path: Path) -> None:
    shutil.copy(PROFILE, tmp_path / "a.yaml")
    code, _ = said("draft", tmp_path, f"a.yaml -o drafts --jobs 2 {redirection}")
    assert len(list((tmp_path / "drafts").iterdir())) == 4
    assert code == (2 if "full" in redirection else 0)


def test_a_system_that_refuses_is_told_for_what_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Not every error of the system is one of printing."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("generator.cli.gaps.find_gaps", refuse)
    found = plandraft(monkeypatch, capsys, "gaps", PROFILE, folder=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误 system-refused\n   系统没有让程序做完（磁盘满了）")


BAD_TIMES = ["", "abc", "-1", "１２", "1_0", "2021-01-01", "99999999999999999", "253402300800"]


@pytest.mark.parametrize("time", BAD_TIMES)
@pytest.mark.parametrize(
    "words",
    [
        ("draft", PROFILE, ROOT / "profiles" / "xinzhou.yaml", "-o", "out"),
        ("draft", PROFILE, "--format", "html", "--paginate", "-o", "out"),
        ("diff", PROFILE, PROFILE, "--format", "docx", "-o", "out"),
        ("diff", PROFILE, PROFILE, "--format", "table", "-o", "out"),
    ],
)
def test_a_time_of_writing_that_is_none_is_misuse(
    words: tuple[str | Path, ...],
    time: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    monkeypatch.chdir(tmp_path)
    found = plandraft(monkeypatch, capsys, *words, folder=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(f"错误 epoch-wrong\n   环境变量 SOURCE_DATE_EPOCH={time} 不是")
    assert found.err.count("epoch-wrong\n") == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("time", ["0", "1700000000", "253402300799"])
def test_a_time_of_writing_is_taken(time: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    assert said("draft", tmp_path, "")[0] == 0


def test_without_word_files_no_time_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    assert said("draft", tmp_path, "--format md")[0] == 0


Limit = Callable[[Path], None]


def small_files(_: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def another_user(_: Path) -> None:
    os.setgid(65534)
    os.setuid(65534)


# Another user has to reach what is loaded late.
CAN_SWITCH = os.geteuid() == 0 and all(folder.stat().st_mode & 0o001 for folder in ROOT.parents)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (small_files, "文件超过了系统允许的大小"),
        pytest.param(another_user, "没有权限", marks=pytest.mark.skipif(not CAN_SWITCH, reason="needs root")),
    ],
)
def test_a_limit_of_the_system_is_told_for_what_it_is(limit: Limit, words: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    (out / "jining.md").write_bytes(b"")
    profile = tmp_path / "jining.yaml"
    shutil.copy(PROFILE, profile)
    before = contents(out)

    def act() -> None:
        with suppress(SystemExit):  # what it needs is loaded, which another user may not be able to do
            command("draft", str(profile), "-o", str(tmp_path / "other"))()
        limit(out)
        command("draft", str(profile), "-o", str(out), "--force")()

    _told(hurt(act, out), words)
    assert contents(out) == before


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 100 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603  # a fixed command
        pytest.skip("cannot mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607  # a fixed command


def test_a_disk_that_is_full_keeps_what_is_there(full_disk: Path) -> None:
    out = full_disk / "out"
    out.mkdir()
    (out / "notes").write_bytes(b"mine")
    before = contents(out)
    for _ in range(3):
        _told(hurt(command("draft", str(PROFILE), "-o", str(out)), out), "磁盘满了")
        assert contents(out) == before


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    profile = tmp_path / f"{'n' * 252}.y"
    shutil.copy(PROFILE, profile)
    (tmp_path / "out").mkdir()
    found = hurt(command("draft", str(profile), "-o", str(tmp_path / "out")), tmp_path / "out")
    _told(found, "文件名太长")
    long = str(tmp_path / f"{'n' * 300}.yaml")
    for words in (["new", long, "--name", "磴口县"], ["roll", str(PROFILE), "-o", long]):
        _told(hurt(command(*words), tmp_path / "out"), "文件名太长")
    assert "改短" in found.err
    assert contents(tmp_path / "out") == {}


def _told(found: Hurt, words: str) -> None:
    assert found.code == 1, found.err
    assert found.err.count("错误 output-unwritable") == 1
    assert words in found.err
    assert "Traceback" not in found.err
