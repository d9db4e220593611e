"""Test that the command works and exits the same if nobody reads its output."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import SOUND, plandraft
from conftest import ROOT
from marks import fault, sampled

PROFILE = ROOT / "profiles" / "dengkou.yaml"
pytestmark = [
    pytest.mark.skipif(not Path("/dev/full").exists(), reason="writes to /dev/full"),
    pytest.mark.usefixtures("foreground"),
]
SAID = ["check", "draft", "explain", "--help", "new --name 磴口县"]


def outcome(words: str, folder: Path, redirection: str) -> tuple[int, str]:
    """Return the code and the messages of a command whose output goes elsewhere."""
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


@pytest.mark.parametrize("words", sampled(SAID, ("check", "new --name 磴口县"), fault))
def test_a_full_output_is_told_in_one_message(words: str, tmp_path: Path) -> None:
    code, err = outcome(words, tmp_path, "> /dev/full")
    assert code == 2
    assert err.count("错误 output-unprintable") == 1
    assert "磁盘满了" in err
    assert "Errno" not in err


@fault
def test_a_comparison_that_cannot_be_printed_is_no_difference(tmp_path: Path) -> None:
    code, err = outcome(f"diff {PROFILE} {ROOT / 'profiles' / 'xinzhou.yaml'}", tmp_path, "> /dev/full")
    assert code == 2
    assert err.count("错误 output-unprintable") == 1


SEEN_ENOUGH = [
    ("check p.yaml", 0),
    ("draft p.yaml", 0),
    ("gaps p.yaml", 0),
    ("explain", 0),
    ("explain gap", 0),
    ("explain nothing", 2),
    ("schema", 0),
    ("text p.yaml", 0),
    ("verify p.yaml", 2),
    ("--help", 0),
    ("draft --help", 0),
    ("--version", 0),
    ("new --name 磴口县", 0),
    ("new p.yaml --name 磴口县", 2),
    ("roll p.yaml", 0),
    ("diff p.yaml p.yaml", 0),
    ("diff p.yaml p.yaml --format json", 0),
    (f"diff p.yaml {ROOT / 'profiles' / 'xinzhou.yaml'}", 1),
    ("diff p.yaml nofile", 2),
]


def unread(words: str, folder: Path, *, both: bool) -> tuple[int, str]:
    """Return the code and the messages of a command whose standard output (and error) nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "generator", *words.split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=writing,
        stderr=writing if both else subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    return done.returncode, (done.stderr or b"").decode()


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("case", sampled(SEEN_ENOUGH, (SEEN_ENOUGH[3], SEEN_ENOUGH[-4]), fault))
def test_a_reader_who_has_seen_enough_changes_no_code(
    case: tuple[str, int], tmp_path: Path, *, both: bool
) -> None:
    words, code = case
    shutil.copy(PROFILE, tmp_path / "p.yaml")
    found, err = unread(words, tmp_path, both=both)
    assert found == code
    assert "Error" not in err
    assert "Errno" not in err
    assert "意外" not in err


@fault
def test_drafts_are_written_to_the_last_though_their_reader_has_seen_enough(tmp_path: Path) -> None:
    for name in "abc":
        shutil.copy(PROFILE, tmp_path / f"{name}.yaml")
    code, _ = unread("draft a.yaml b.yaml c.yaml --jobs 1", tmp_path, both=True)
    assert (code, len(list((tmp_path / "drafts").iterdir()))) == (0, 6)


@pytest.mark.parametrize(
    "redirection", sampled((">&-", ">&- 2>&-", "> /dev/full 2>&1"), (">&- 2>&-",), fault)
)
def test_without_any_output_the_work_is_done_all_the_same(redirection: str, tmp_path: Path) -> None:
    outcome("draft", tmp_path, redirection)
    assert len(list((tmp_path / "drafts").iterdir())) == 2


SAME = f"diff {PROFILE} {PROFILE}"
UNHEARD = [
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
    ("--version", "> /dev/full", 2),
    ("new --name 某某地", "<&-", 2),
]


@pytest.mark.parametrize(
    "case", sampled(UNHEARD, (UNHEARD[3], UNHEARD[-2]), fault), ids=lambda case: " ".join(case[:2])
)
def test_a_code_does_not_hang_on_who_hears_what_is_told(case: tuple[str, str, int], tmp_path: Path) -> None:
    words, redirection, code = case
    found, err = outcome(words, tmp_path, redirection)
    assert found == code
    assert "意外" not in err
    assert "Traceback" not in err


def test_what_is_not_told_is_no_success(tmp_path: Path) -> None:
    noted = f"check {tmp_path / 'q.yaml'} --fix --format json"
    for stream, code in (("null", 0), ("full", 2)):
        (tmp_path / "q.yaml").write_text(SOUND.replace("period:", "period："), "utf-8")
        assert outcome(noted, tmp_path, f"2> /dev/{stream}")[0] == code


@fault
@pytest.mark.parametrize("redirection", ["2>&-", "> /dev/full 2>&1", ">&- 2>&- <&-"])
def test_many_drafts_are_written_though_nobody_hears_of_them(redirection: str, tmp_path: Path) -> None:
    shutil.copy(PROFILE, tmp_path / "a.yaml")
    code, _ = outcome("draft", tmp_path, f"a.yaml -o drafts --jobs 2 {redirection}")
    assert len(list((tmp_path / "drafts").iterdir())) == 4
    assert code == (2 if "full" in redirection else 0)


def test_a_system_that_refuses_is_told_for_what_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Check that a system error that has nothing to do with printing is reported as itself."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("generator.cli.gaps._narrowed", refuse)
    found = plandraft(monkeypatch, capsys, "gaps", PROFILE, folder=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("错误 system-refused\n   系统没有让程序做完（磁盘满了）")
