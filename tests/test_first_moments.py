"""Start commands under bad conditions: signals while they load, few handles, no docstrings."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from commands import CASES, Command, contents
from conftest import ROOT
from marks import fault, sampled

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX"),
    pytest.mark.usefixtures("foreground"),
]
OLD = CASES / "diff/figures-and-a-box/old.yaml"
LINES: dict[str, list[str]] = {
    "check": ["check", "a.yaml"],
    "draft": ["draft", "a.yaml", "-o", "out", "--format", "docx", "--format", "html"],
    "jobs": ["draft", "a.yaml", "b.yaml", "c.yaml", "-o", "out", "--jobs", "2"],
    "gaps": ["gaps", "a.yaml"],
    "new": ["new", "new.yaml", "--name", "磴口县"],
    "roll": ["roll", "a.yaml", "-o", "rolled.yaml"],
    "diff": ["diff", "a.yaml", "b.yaml", "--format", "docx", "-o", "changes.docx"],
    "revision": ["diff", "HEAD:a.yaml", "b.yaml"],
    "text": ["text", "a.yaml"],
    "verify": ["verify", "a.docx", "--profile", "a.yaml"],
    "templates": ["check", "a.yaml", "--templates", "文库"],
    "schema": ["schema"],
    "explain": ["explain"],
}
WITH_NO_DOCSTRINGS = {"schema", "explain"}  # they validate nothing
SIGNAL = """\
import os, sys
def strike(event, args):
    if event == "import" and args[0] == {module!r}:
        os.kill(os.getpid(), {number})
from generator.__main__ import main
sys.addaudithook(strike)
sys.argv = ["plandraft", "--version"]
main()
"""
# From the first module that the entry point imports to the last; all of Click and of the command lie between.
LATE = ["generator.cli", "gettext", "click", "generator.base.interrupts", "generator.cli.printing"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with what the commands read."""
    for name in ("a", "b", "c"):
        shutil.copy(OLD, tmp_path / f"{name}.yaml")
    (tmp_path / "文库/2026-2030/topics").mkdir(parents=True)
    (tmp_path / "文库/2026-2030/topics/x.xml.j2").write_text("{% macro y() %}话。{% endmacro %}", "utf-8")
    return tmp_path


def run(folder: Path, line: str, *before: str, **options: int) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder` with `before` it; `options` are limits of a shell (n: handles)."""
    limits = "".join(f"ulimit -{name} {most}; " for name, most in options.items())
    words = [sys.executable, *before, "-m", "generator", *LINES[line]]
    return subprocess.run(  # noqa: S603  # our own command
        ["/bin/sh", "-c", f'{limits}exec "$@"', "sh", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("module", sampled(LATE, LATE[1:2], fault))
@pytest.mark.parametrize("name", sampled(("SIGINT", "SIGTERM", "SIGHUP"), ("SIGINT",), fault))
def test_a_signal_while_the_command_is_loading_is_told(module: str, name: str) -> None:
    number = getattr(signal, name)
    script = SIGNAL.format(module=module, number=int(number))
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (-number, "", "\n已中止。\n")


@fault
def test_a_signal_that_was_ignored_is_ignored_while_loading() -> None:
    script = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + SIGNAL.format(
        module="click", number=int(signal.SIGHUP)
    )
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("plandraft ")


FEW = [(line, most) for line in LINES for most in (5, 8, 12, 14, 17, 20)]
MANY = [("jobs", most) for most in (32, 36, 40, 48)]


@pytest.mark.parametrize(
    "case",
    sampled([*FEW, *MANY], [("jobs", 14), ("check", 5)], fault),
    ids=lambda case: f"{case[0]}-{case[1]}",
)
def test_few_handles_are_enough_or_told(case: tuple[str, int], folder: Path) -> None:
    line, most = case
    if line == "verify":
        assert run(folder, "draft").returncode == 0
        shutil.copy(folder / "out/a.docx", folder / "a.docx")
    done = run(folder, line, n=most)
    assert done.returncode in {0, 1, 2}
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert "意外" not in done.stderr
    assert done.stdout or "改法：" in done.stderr
    if line == "jobs":
        assert {file.split(".")[0] for file in contents(folder / "out")} == {"a", "b", "c"}


@pytest.mark.parametrize("nth", sampled((1, 2), (2,), fault))
def test_where_a_process_cannot_be_started_this_one_works(
    nth: int, folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, started = BaseProcess.start, []

    def start(process: BaseProcess) -> None:
        started.append(process)
        if len(started) == nth:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        sound(process)

    monkeypatch.setattr(BaseProcess, "start", start)
    said = command(*LINES["jobs"])
    assert (said.code, len(started)) == (0, nth)
    assert {file.split(".")[0] for file in contents(folder / "out")} == {"a", "b", "c"}
    assert active_children() == []


@pytest.mark.parametrize("line", sampled(LINES, ["check"], fault))
def test_python_without_docstrings_is_told_with_the_remedy(line: str, folder: Path) -> None:
    done = run(folder, line, "-OO")
    if line in WITH_NO_DOCSTRINGS:
        assert (done.returncode, done.stderr) == (0, "")
        return
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("错误 python-optimized\n")
    assert "PYTHONOPTIMIZE" in done.stderr.partition("改法：")[2]
    assert done.stderr.count("\n") == 3
