"""Test that files are written whole or not at all."""

from __future__ import annotations

import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from commands import contents

from generator.base import files
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import write_whole
from generator.base.resources import templates_folder
from generator.base.staging import HERE, StagedFile, sweep
from generator.check.findings.rulebook import to_diagnostic
from generator.yaml_source import load_data, strings


@pytest.fixture
def mask() -> Iterator[int]:
    """Set a umask of 027 for one test."""
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


def full(*_: object, **__: object) -> None:
    """Return any call that writes, on a full disk."""
    raise OSError(28, "No space left on device")


def findings_of(write: Callable[[], object]) -> list[tuple[str, str, dict[str, str]]]:
    """Return the findings of the error that a write raises."""
    with pytest.raises(PlanError) as caught:
        write()
    return [(finding.rule, finding.place.file, finding.facts) for finding in caught.value.findings]


@pytest.mark.parametrize("content", [b"", "磴口县\r\n".encode(), b"\x00\xff" * 100_000])
def test_a_file_holds_exactly_what_was_written(tmp_path: Path, content: bytes) -> None:
    write_whole({tmp_path / "磴口县.md": content})
    assert contents(tmp_path) == {"磴口县.md": content}


def test_folders_that_are_missing_are_made(tmp_path: Path) -> None:
    write_whole({tmp_path / "a" / "b" / "plan.md": b"new"})
    assert contents(tmp_path / "a" / "b") == {"plan.md": b"new"}


def test_an_old_file_is_replaced_without_litter(tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_bytes(b"a much longer old text")
    write_whole({tmp_path / "plan.md": b"new"})
    assert contents(tmp_path) == {"plan.md": b"new"}


def test_a_link_that_shares_the_old_file_keeps_the_old_text(tmp_path: Path) -> None:
    old, shared = tmp_path / "plan.md", tmp_path / "copy.md"
    old.write_bytes(b"old")
    shared.hardlink_to(old)
    write_whole({old: b"new"})
    assert contents(tmp_path) == {"plan.md": b"new", "copy.md": b"old"}


def test_a_new_file_may_be_read_as_far_as_the_mask_allows(tmp_path: Path, mask: int) -> None:
    write_whole({tmp_path / "plan.md": b"new"})
    assert stat.S_IMODE((tmp_path / "plan.md").stat().st_mode) == 0o666 & ~mask
    assert os.umask(mask) == mask, "the process keeps its mask"


def test_an_old_file_keeps_who_may_read_it(tmp_path: Path, mask: int) -> None:
    (tmp_path / "plan.md").write_bytes(b"old")
    for mode in (0o600, 0o664):
        (tmp_path / "plan.md").chmod(mode)
        write_whole({tmp_path / "plan.md": b"new"})
        assert stat.S_IMODE((tmp_path / "plan.md").stat().st_mode) == mode, mask


def test_what_a_killed_process_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    others = {".plandraft-1234.part", f"{HERE}01234567.part.md", ".part", "~$plan.docx", "plan.kept-1.md"}
    others |= {".plandraft-00000000-01234567.part"}  # of another computer
    for name in (*others, f"{HERE}01234567.part"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / f"{HERE}aaaaaaaa.part").mkdir()
    (tmp_path / f"{HERE}bbbbbbbb.part").symlink_to(tmp_path / "plan.kept-1.md")
    os.mkfifo(tmp_path / f"{HERE}cccccccc.part")
    write_whole({tmp_path / "plan.md": b"new"})
    left = {file.name for file in tmp_path.iterdir()}
    assert f"{HERE}01234567.part" not in left
    assert left >= {*others, "plan.md", f"{HERE}aaaaaaaa.part", f"{HERE}bbbbbbbb.part"}


def test_a_folder_is_looked_through_once_however_many_drafts_go_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[Path] = []
    monkeypatch.setattr(files, "sweep", swept.append)
    monkeypatch.chdir(tmp_path)
    for number in range(3):
        write_whole({Path("out", f"{number}.md"): b"new"})
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    write_whole({Path("out", "4.md"): b"new"})
    assert swept == [tmp_path / "out", tmp_path / "elsewhere" / "out"]


def test_what_a_living_process_is_at_is_not_swept(tmp_path: Path) -> None:
    with closing(StagedFile(tmp_path / "plan.md")) as staged:
        staged.fill(b"new")
        sweep(tmp_path)
        write_whole({tmp_path / "other.md": b"other"})
        staged.take_place()
    assert contents(tmp_path) == {"plan.md": b"new", "other.md": b"other"}


@pytest.mark.parametrize(("age", "left"), [(3_600, 1), (90_000, 0)])
def test_where_no_lock_is_seen_age_tells_what_was_left(
    age: int, left: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", full)
    file = tmp_path / ".plandraft-00000000-01234567.part"
    file.write_bytes(b"")
    os.utime(file, (time.time() - age,) * 2)
    write_whole({tmp_path / "plan.md": b"new"})
    assert len(contents(tmp_path)) == 1 + left


def test_many_processes_at_one_file_never_tear_it_or_hinder_one_another(tmp_path: Path) -> None:
    file, texts = tmp_path / "plan.md", [bytes([n]) * 100_000 for n in range(4)]
    children = []
    for text in texts:
        if not (child := os.fork()):
            for _ in range(50):
                write_whole({file: text})
                if file.read_bytes() not in texts:
                    os._exit(2)
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert list(contents(tmp_path)) == ["plan.md"]


def test_the_file_that_cannot_be_renamed_is_the_one_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.replace

    def open_elsewhere(old: Path, new: Path) -> None:
        if Path(new).name == "b.md":
            error = PermissionError(13, "Permission denied")
            error.winerror = 32  # type: ignore[attr-defined]  # what Windows says
            raise error
        rename(old, new)

    monkeypatch.setattr(os, "replace", open_elsewhere)
    files = [tmp_path / name for name in ("a.md", "b.md", "c.md")]
    for file in files:
        file.write_bytes(b"old")
    found = findings_of(lambda: write_whole(dict.fromkeys(files, b"new"), keep=files))
    assert found == [("output-unwritable", str(files[1]), {"reason": "EBUSY"})]
    kept = {"a.md": b"new", "a.kept-1.md": b"old", "b.md": b"old", "c.md": b"old"}
    assert contents(tmp_path) == kept


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
def test_a_write_that_fails_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    file = tmp_path / "plan.md"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, call, full)
    found = findings_of(lambda: write_whole({file: b"new"}))
    assert found == [("output-unwritable", str(file), {"reason": "ENOSPC"})]
    assert contents(tmp_path) == {"plan.md": b"old"}


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_first_write_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(os, call, full)
    findings_of(lambda: write_whole({tmp_path / "plan.md": b"new"}))
    assert contents(tmp_path) == {}


def test_a_folder_in_the_place_of_the_file_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "plan.md").mkdir()
    found = findings_of(lambda: write_whole({tmp_path / "plan.md": b"new"}))
    assert [rule for rule, *_ in found] == ["output-unwritable"]
    assert [file.name for file in tmp_path.iterdir()] == ["plan.md"]
    assert (tmp_path / "plan.md").is_dir()


def test_a_file_in_the_place_of_the_folder_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_bytes(b"old")
    found = findings_of(lambda: write_whole({tmp_path / "drafts" / "plan.md": b"new"}))
    assert [rule for rule, *_ in found] == ["output-unwritable"]
    assert contents(tmp_path) == {"drafts": b"old"}


def test_a_name_as_long_as_the_file_system_allows_can_be_written(tmp_path: Path) -> None:
    name = "规" + "n" * (os.pathconf(tmp_path, "PC_NAME_MAX") - len("规.md".encode())) + ".md"
    (tmp_path / name).write_bytes(b"old")
    write_whole({tmp_path / name: b"new"})
    assert contents(tmp_path) == {name: b"new"}


def test_two_files_are_written_both_or_neither(tmp_path: Path) -> None:
    (tmp_path / "plan.md").mkdir()
    (tmp_path / "plan.docx").write_bytes(b"old")
    found = findings_of(lambda: write_whole({tmp_path / "plan.docx": b"new", tmp_path / "plan.md": b"new"}))
    assert found == [("output-unwritable", str(tmp_path / "plan.md"), {"reason": "EISDIR"})]
    assert (tmp_path / "plan.docx").read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["plan.docx", "plan.md"]


def test_what_helps_is_said_of_known_problems_and_of_any_other() -> None:
    problems, remedies = (
        set(strings(load_data(templates_folder() / f"system_{name}.yaml")))
        for name in ("problems", "remedies")
    )
    assert remedies <= problems
    assert "" in remedies
    for code in ("ENOSPC", "EWHATEVER"):
        told = to_diagnostic(Finding("output-unwritable", Place("a.md"), {"reason": code}))
        assert "{" not in told.message + told.remedy
