"""Use anyone's repository: nothing that its configuration names is run, and nothing is fetched for it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import CASES, Command
from marks import attack, sampled

from generator.base.diagnostics import PlanError
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


def config(folder: Path) -> Path:
    return folder / ".git/config"


def head(folder: Path) -> Path:
    return folder / ".git/HEAD"


def the_repository_itself(folder: Path) -> Path:
    shutil.rmtree(folder / ".git")
    return folder / ".git"


def shared_config(folder: Path) -> Path:
    (folder / "common").mkdir()
    (folder / ".git/commondir").write_text("../common\n", encoding="utf-8")
    return folder / "common/config"


def of_a_worktree(folder: Path) -> Path:
    (folder / ".git").rename(folder / "elsewhere")
    (folder / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    return folder / "elsewhere/config"


def an_object(folder: Path) -> Path:
    return next(file for file in (folder / ".git/objects").rglob("*") if file.is_file())


def through_a_link(folder: Path) -> Path:
    config(folder).unlink()
    config(folder).symlink_to(folder / "pipe")
    return folder / "pipe"


PIPES: list[Callable[[Path], Path]] = [
    *(config, head, the_repository_itself, shared_config, of_a_worktree, an_object, through_a_link)
]


@pytest.mark.parametrize("where", sampled(PIPES, [config], attack), ids=lambda where: where.__name__)
def test_git_waits_for_no_pipe(
    where: Callable[[Path], Path], git: Git, command: Command, tmp_path: Path
) -> None:
    assert git("status", "--porcelain") == ""
    file = where(tmp_path)
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    started = time.monotonic()
    said = command("diff", "HEAD:a.yaml", OLD)
    assert (said.code, said.english) == (2, "")
    assert "错误 file-special" in said.err
    assert time.monotonic() - started < 10


@attack
def test_a_socket_of_git_s_own_is_none(git: Git, command: Command, tmp_path: Path) -> None:
    assert git("status", "--porcelain") == ""
    with socket.socket(socket.AF_UNIX) as daemon:
        daemon.bind(str(tmp_path / ".git/fsmonitor--daemon.ipc"))
        assert command("diff", "HEAD:a.yaml", OLD).code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not count this memory")
@pytest.mark.parametrize("excess", sampled(("GitTime", "GitMemory"), ("GitMemory",), attack))
def test_git_is_ended_at_its_limits(
    excess: str, git: Git, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if excess == "GitTime":
        os.mkfifo(tmp_path / "pipe")  # outside the repository, where nobody looks for it
        git("config", "include.path", "../missing")
        config(tmp_path).write_text("[include]\npath = ../pipe\n", encoding="utf-8")
        monkeypatch.setattr(ours, "_SECONDS", 0.5)
    else:
        git("repack", "-adq")  # what is packed is unpacked whole
        monkeypatch.setattr(ours, "_MEMORY", 20_000_000)
    with pytest.raises(PlanError) as stopped:
        ours.read_revision("HEAD:large.docx", 40_000_000)
    (finding,) = stopped.value.findings
    assert (finding.rule, finding.facts) == ("git-excess", {"reason": excess})
    assert command("diff", "HEAD:nothing", OLD).code == 2
