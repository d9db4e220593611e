"""Use anyone's repository: nothing that its configuration names is run, and nothing is fetched for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import CASES, Command
from marks import attack, sampled

from generator.base.diagnostics import PlanError
from generator.base.limits import MOST_GIT_BYTES
from generator.pipeline.support import git as ours

OLD = CASES / "diff/figures-and-a-box/old.yaml"
Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Return Git in a new repository, with the old draft's profile committed, and a large file."""

    def call(*words: str) -> str:
        done = subprocess.run(  # noqa: S603  # our own repository
            ["git", *words],  # noqa: S607
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    call("init", "-q")
    call("config", "user.name", "A")
    call("config", "user.email", "a@example.com")
    shutil.copy(OLD, tmp_path / "a.yaml")
    (tmp_path / "large.docx").write_bytes(bytes(33_000_000))
    call("add", ".")
    call("commit", "-q", "-m", "one")
    return call


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """Write a program that leaves a mark beside itself when it is run."""
    program = tmp_path / "trap"
    program.write_text(f'#!/bin/sh\ntouch "{tmp_path}/sprung"\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound no process's memory")
@pytest.mark.parametrize("megabytes", sampled([60, 900], [60], attack))
@pytest.mark.usefixtures("git")
def test_a_folder_that_unpacks_without_end_takes_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int
) -> None:
    """Git reads the whole of a folder, which zlib has packed into a thousandth, to find one name in it."""
    if megabytes < MOST_GIT_BYTES / 1_000_000:
        monkeypatch.setattr(ours, "MOST_GIT_BYTES", 30_000_000)
    entry = b"100644 " + b"a" * 900 + b"\0" + bytes(20)
    count = megabytes * 1_000_000 // len(entry)
    pack = zlib.compressobj(1)
    packed = [pack.compress(b"tree %d\0" % (count * len(entry)))]
    packed += [pack.compress(entry * 1_000) for _ in range(count // 1_000)]
    packed += [pack.compress(entry * (count % 1_000)), pack.flush()]
    loose = tmp_path / ".git/objects/ab"
    loose.mkdir(exist_ok=True)
    (loose / ("c" * 38)).write_bytes(b"".join(packed))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PlanError) as caught:
        ours.read_revision(f"ab{'c' * 38}:a.yaml", 1_000_000)
    (finding,) = caught.value.findings
    assert finding.rule == "git-unknown"
    assert "memory" in finding.facts["said"].lower()
    assert ours.read_revision("HEAD:a.yaml", 1_000_000) == OLD.read_bytes()


def _missing(git: Git, folder: Path) -> None:
    """Remove the profile's blob, which only a remote of the repository then has."""
    blob = git("rev-parse", "HEAD:a.yaml")
    (folder / ".git/objects" / blob[:2] / blob[2:]).unlink()


def _partial(git: Git, trap: Path) -> None:
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{trap}"),
        ("protocol.ext.allow", "always"),
        ("protocol.allow", "always"),
    ):
        git("config", key, value)


def test_what_a_partial_clone_lacks_is_not_fetched(
    git: Git, trap: Path, command: Command, tmp_path: Path
) -> None:
    _partial(git, trap)
    _missing(git, tmp_path)
    said = command("diff", "HEAD:a.yaml", OLD)
    assert said.code == 2
    assert "git-unknown" in said.err
    assert not (tmp_path / "sprung").exists()


@attack
def test_without_our_care_it_would_be(
    git: Git, trap: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _partial(git, trap)
    _missing(git, tmp_path)
    monkeypatch.setattr(ours, "_QUIET", {})
    command("diff", "HEAD:a.yaml", OLD)
    assert (tmp_path / "sprung").exists()


def test_no_program_of_the_configuration_is_run(
    git: Git, trap: Path, command: Command, tmp_path: Path
) -> None:
    for key in (
        *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass"),
        *("diff.external", "diff.x.textconv", "diff.x.command", "filter.x.smudge", "filter.x.process"),
        *("uploadpack.packObjectsHook", "credential.helper", "alias.cat-file", "core.alternateRefsCommand"),
    ):
        git("config", key, f"!{trap}" if key.startswith(("alias", "credential")) else str(trap))
    git("config", "pager.cat-file", "true")
    git("config", "core.hooksPath", str(tmp_path))
    (tmp_path / ".gitattributes").write_text("*.yaml diff=x filter=x\n", encoding="utf-8")
    said = command("diff", "HEAD:a.yaml", OLD)
    assert (said.code, said.err) == (0, "")
    assert not (tmp_path / "sprung").exists()


@attack
def test_a_large_file_of_a_revision_is_refused_before_it_is_read(git: Git, command: Command) -> None:
    assert git("cat-file", "-s", "HEAD:large.docx") == "33000000"
    said = command("diff", "HEAD:large.docx", OLD)
    assert said.code == 2
    assert "file-large" in said.err


@attack
@pytest.mark.parametrize(
    "name",
    [
        "--textconv:a.yaml",
        "--batch-all-objects:a.yaml",
        "-p:a.yaml",
        "HEAD:../../etc/passwd",
        "HEAD:/etc/passwd",
        "HEAD:a.yaml\nHEAD:large.docx",
        "HEAD:\x1b[2J",
        "HEAD:.",
        f"HEAD:{'n' * 5_000}",
        "HEAD~999999999999:a.yaml",
        "@{upstream}:a.yaml",
        "$(touch sprung):a.yaml",
    ],
)
def test_odd_revisions_are_told(name: str, git: Git, command: Command, tmp_path: Path) -> None:
    assert git("status", "--porcelain") == ""
    said = command("diff", "--", name, OLD)
    assert (said.code, said.out) == (2, "")
    assert "git-unknown" in said.err
    assert "\x1b" not in said.err
    assert not (tmp_path / "sprung").exists()


@attack
def test_a_git_that_lies_in_the_current_folder_is_none(
    trap: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap.rename(tmp_path / "git")
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    said = command("diff", "HEAD:a.yaml", OLD)
    assert "错误 git-" in said.err  # the system's own git found no repository, or there is none
    assert not (tmp_path / "sprung").exists()
