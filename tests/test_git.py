"""Test `git diff` of profiles and Word files, set up as the README says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from commands import Command
from conftest import ROOT

Git: TypeAlias = Callable[..., str]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROFILE = (ROOT / "profiles/dengkou.yaml").read_text(encoding="utf-8")
NEWER = PROFILE.replace('target: ">92"', 'target: ">95"', 1)
ABOUT = ("| 指标：残疾人基本康复服务覆盖率（%）", "到2025年，有需求的持证残疾人", "逐人核实康复医疗")


def shown(language: str, word: str) -> str:
    """Return the block of the README in a language that has a word in it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks: list[tuple[str, str]] = BLOCK.findall(text)
    return next(block for found, block in blocks if found == language and word in block)


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Return Git in a new repository that is set up as the README says, `plandraft` being this one."""
    program = tmp_path / "bin/plandraft"
    program.parent.mkdir()
    root, python = shlex.quote(str(ROOT)), shlex.quote(sys.executable)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={root} exec {python} -m generator "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C.UTF-8",
    }
    repository = tmp_path / "仓库 甲"
    repository.mkdir()

    def call(*words: str) -> str:
        found = shutil.which("git")
        assert found
        done = subprocess.run(  # noqa: S603  # our own repository
            [found, *words], cwd=repository, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    call("init", "-q")
    call("config", "user.name", "A")
    call("config", "user.email", "a@example.com")
    for line in shown("sh", "textconv").splitlines():
        call(*shlex.split(line)[1:])
    (repository / ".gitattributes").write_text(shown("gitattributes", "diff="), encoding="utf-8")
    return call


@pytest.fixture
def repository(git: Git, command: Command, tmp_path: Path) -> Path:
    """Return the repository with a profile and its Word file committed."""
    folder = tmp_path / "仓库 甲"
    (folder / "profiles").mkdir()
    (folder / "profiles/dengkou.yaml").write_text(PROFILE, encoding="utf-8")
    command("draft", folder / "profiles/dengkou.yaml", "--format", "docx", "-o", folder)
    git("add", ".")
    git("commit", "-q", "-m", "one")
    return folder


def changed(patch: str, mark: str) -> list[str]:
    """Return the lines of a patch that went (-) or came (+)."""
    lines = (line for line in patch.splitlines() if not line.startswith(mark * 3))
    return [line[1:] for line in lines if line.startswith(mark)]


@pytest.mark.parametrize(
    "name", ["profiles/dengkou.yaml", pytest.param("dengkou.docx", marks=pytest.mark.slow)]
)
def test_git_diff_shows_the_lines_with_the_figure_that_changed(
    name: str, git: Git, repository: Path, command: Command
) -> None:
    (repository / "profiles/dengkou.yaml").write_text(NEWER, encoding="utf-8")
    command("draft", repository / "profiles/dengkou.yaml", "--format", "docx", "-o", repository)
    for _ in ("anew", "out of the cache"):
        patch = git("diff", "--", name)
        old, new = changed(patch, "-"), changed(patch, "+")
        assert len(old) == len(ABOUT)
        assert all(line.startswith(start) for line, start in zip(old, ABOUT, strict=True))
        assert new == [line.replace("92", "95") for line in old]
    assert next(line for line in patch.splitlines() if line.startswith("@@")).endswith("主要指标")


def test_a_profile_that_is_no_draft_does_not_stop_git(git: Git, repository: Path) -> None:
    (repository / "profiles/dengkou.yaml").write_text(
        PROFILE.replace("kind: county", "kind: 县县"), encoding="utf-8"
    )
    (repository / "other.docx").write_bytes(b"PK\x03\x04")
    git("add", ".")
    git("commit", "-q", "-m", "broken")
    patch = git("log", "-p")
    assert "+（不能成稿：第4行，不认识的值“县县”）" in patch
    assert "+locality: {name: 磴口县, kind: 县县" in patch
    assert "+（不能成稿：打不开，不是完好的 .docx 文件）" in patch
    assert "+# 磴口县“十四五”残疾人事业发展规划" in patch
