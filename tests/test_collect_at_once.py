"""Test that two commands at once, and one that is stopped, lose nothing of a profile."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import BrokenBarrierError

import pytest
from collecting import LIVING, RATE, answered, asked, asking, new
from filled_workbooks import filled
from marks import fault, sampled

from generator.base.diagnostics import PlanError
from generator.base.files import write_whole
from generator.base.folder_lock import folder_lock
from generator.base.interrupts import Stopped
from generator.pipeline import collect as module
from generator.pipeline.collect import collect
from generator.pipeline.support import outputs
from generator.pipeline.support.upper_plans import load_profile

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows starts no copy of this process")
TOGETHER = 20  # seconds that one process waits for the other


@pytest.fixture
def asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose the plan of a new profile once for all tests that need not see it anew."""
    monkeypatch.setattr(module, "ask", lambda *_, **__: asking())


@posix
def test_two_collects_at_once_lose_no_answer(tmp_path: Path) -> None:
    profile = new(tmp_path)
    context = multiprocessing.get_context("fork")
    meeting = context.Barrier(2)
    working = []
    for number, (path, text) in enumerate(((LIVING, "1500"), (RATE, "90"))):
        book = tmp_path / f"{number}.xlsx"
        book.write_bytes(filled(asked()["县民政局"], {path: text}))
        working.append(context.Process(target=_collect_after_meeting, args=(profile, book, meeting)))
    for each in working:
        each.start()
    for each in working:
        each.join(2 * TOGETHER)
    assert [each.exitcode for each in working] == [0, 0]
    found = load_profile(profile)
    assert (found.text(LIVING), found.text(RATE)) == ("1500", "90")
    assert {each.suffix for each in tmp_path.iterdir()} == {".yaml", ".xlsx"}


def _collect_after_meeting(profile: Path, book: Path, meeting: Barrier) -> None:
    """Collect a workbook; have the profile read before the other writes it."""
    write = module._written

    def met(*words: object) -> str | None:
        text = write(*words)  # type: ignore[arg-type]  # as it was called
        try:
            meeting.wait(TOGETHER)
        except BrokenBarrierError:  # the other one is through
            return text
        meeting.abort()
        return text

    setattr(module, "_written", met)  # noqa: B010  # a function in the stead of another
    os._exit(0 if collect(profile, [book]).into else 1)


@pytest.mark.usefixtures("asked_before")
def test_a_profile_that_never_stands_still_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = new(tmp_path)
    book = answered(profile, {LIVING: "1500"})
    write, tries = module._written, list[int]()

    def edited(*words: object) -> str | None:
        tries.append(len(tries))
        profile.write_text(f"{profile.read_text('utf-8')}# {tries[-1]}\n", "utf-8")
        return write(*words)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(module, "_written", edited)
    monkeypatch.setattr(outputs, "_TRIES", 2)
    with pytest.raises(PlanError) as told:
        collect(profile, [book])
    assert [each.rule for each in told.value.findings] == ["file-changed"]
    assert len(tries) == 2
    assert load_profile(profile).text(LIVING) == ""


def test_a_file_that_went_or_changed_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    for now in (None, b"b", b"aa"):
        file.unlink(missing_ok=True)
        if now is not None:
            file.write_bytes(now)
        with pytest.raises(PlanError) as told:
            write_whole({file: b"new"}, read={file: b"a"})
        assert told.value.findings[0].rule == "file-changed"
        assert (file.read_bytes() if file.exists() else None) == now
        assert len(list(tmp_path.iterdir())) == (now is not None)
    file.write_bytes(b"a")
    write_whole({file: b"new"}, read={file: b"a"})
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("locks", ["of the system", "a file"])
def test_the_lock_of_a_folder_is_held_by_one_and_waited_for(
    locks: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.base import folder_lock as lock  # noqa: PLC0415  # the module, beside its function

    if locks == "a file":
        monkeypatch.setattr(lock, "_LOCKS", False)
    elif not lock._LOCKS:
        pytest.skip("Windows has no other lock")
    waited: list[float] = []
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    monkeypatch.setattr("generator.base.folder_lock.time.sleep", waited.append)
    with folder_lock(tmp_path):
        with folder_lock(tmp_path):
            assert waited
        with pytest.raises(BlockingIOError):
            lock._locked(tmp_path)
    with folder_lock(tmp_path / "none"):
        pass


STOPS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "as workbooks are read": lambda patch: patch.setattr(module, "read_answers", _stop),
    "as the profile is made": lambda patch: patch.setattr(module, "_written", _stop),
    "as it is written": lambda patch: patch.setattr("generator.base.staging.os.fsync", _stop),
}


def _stop(*_: object) -> None:
    raise Stopped(2)


@pytest.mark.usefixtures("asked_before")
@pytest.mark.parametrize("when", sampled(STOPS, ["as it is written"], fault))
def test_a_collect_that_is_stopped_leaves_the_profile_as_it_was(
    when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = new(tmp_path)
    book, before = answered(profile, {LIVING: "1500"}), profile.read_bytes()
    STOPS[when](monkeypatch)
    with pytest.raises(Stopped):
        collect(profile, [book])
    assert profile.read_bytes() == before
    assert {*tmp_path.iterdir()} == {profile, book}
