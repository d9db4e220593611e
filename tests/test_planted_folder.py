"""Run the commands where somebody has planted modules and programs: none is loaded, run or read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest
from commands import CASES
from conftest import ROOT
from marks import attack, sampled

pytestmark = pytest.mark.skipif(os.name != "posix", reason="programs and modes of POSIX")
# What we import; by `-m` Python itself imports some of its own modules before any of ours (contextlib).
MODULES = (
    *("cerberus", "click", "docx", "jinja2", "lxml", "markupsafe", "pypdf", "rapidfuzz", "yaml"),
    *("concurrent", "decimal", "gettext", "gc", "json", "multiprocessing", "pathlib", "signal", "subprocess"),
    *("tempfile", "threading", "unicodedata", "zipfile", "sitecustomize", "usercustomize", "tests"),
)
PROGRAMS = ("git", "soffice", "libreoffice", "fc-list", "python", "python3", "plandraft")
FILES = (
    "pyproject.toml",
    "setup.cfg",
    ".env",
    "plandraft.yaml",
    ".plandraft",
    "drafts.yaml",
    "click.mo",
    "lock",
)
FOLDERS = (
    "{WINDIR}/Fonts",
    ".git",
    "templates/2026-2030",
    "templates/lexicon",
    "generator.egg-info",
    "zh_CN/LC_MESSAGES",
)
LINES: dict[str, list[str]] = {
    "draft": ["draft", "in/a.yaml", "-o", "out", "--format", "docx", "--format", "html", "--comments"],
    "jobs": ["draft", "in/a.yaml", "in/b.yaml", "-o", "out", "--jobs", "2"],
    "paginate": ["draft", "in/a.yaml", "-o", "out", "--paginate"],
    "check": ["check", "in/a.yaml", "--fix"],
    "gaps": ["gaps", "in/a.yaml"],
    "new": ["new", "out/new.yaml", "--name", "磴口县"],
    "roll": ["roll", "in/a.yaml", "-o", "out/rolled.yaml"],
    "diff": ["diff", "in/a.yaml", "in/b.yaml", "--format", "table", "-o", "out/table.docx"],
    "revision": ["diff", "HEAD:in/a.yaml", "in/b.yaml"],
    "text": ["text", "in/a.yaml"],
    "verify": ["verify", "in/a.docx", "--profile", "in/a.yaml"],
    "templates": ["check", "in/a.yaml", "--templates", "in/文库"],
    "schema": ["schema"],
    "explain": ["explain"],
    "help": ["--help"],
}
WATCHED = f"""\
import os, sys
sys.path.append({str(ROOT)!r})
import generator.__main__
log = open(sys.argv.pop(1), "a", encoding="utf-8")
here = os.getcwd() + os.sep
CALLS = {{"open": 1, "os.listdir": 1, "os.scandir": 1, "os.mkdir": 1, "os.rename": 2, "os.remove": 1,
    "subprocess.Popen": 1}}  # and how many paths each is given
def watch(event, args):
    if event == "socket.getaddrinfo" or (event == "socket.connect" and isinstance(args[1], tuple)):
        print("network", file=log, flush=True)
    by_handle = event == "open" and args[1] is None
    by_handle |= event.startswith("os.") and args[-1] not in (-1, args[0])
    for path in args[: CALLS.get(event, 0)]:
        if isinstance(path, (str, bytes, os.PathLike)) and not (by_handle and not os.path.isabs(path)):
            path = os.path.abspath(os.fsdecode(path))
            if path.startswith(here):
                print(path.removeprefix(here), file=log, flush=True)
sys.addaudithook(watch)
generator.__main__.main()
"""


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """Return a folder with what is asked for below in/, out/ for what is written, and traps all around."""
    folder = tmp_path / "planted"
    for name in (*FOLDERS, "in/文库/2026-2030/topics", "out"):
        (folder / name).mkdir(parents=True)
    for name in ("a", "b"):
        shutil.copy(CASES / "diff/figures-and-a-box/old.yaml", folder / f"in/{name}.yaml")
    (folder / "in/文库/2026-2030/topics/x.xml.j2").write_text("{% macro y() %}话。{% endmacro %}", "utf-8")
    trap = f"open({str(folder / 'sprung')!r}, 'a').write(__file__)\n"
    for name in MODULES:
        (folder / f"{name}.py").write_text(trap, encoding="utf-8")
    for name in PROGRAMS:
        (folder / name).write_text(f'#!/bin/sh\necho "$0" >> "{folder}/sprung"\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    for name in FILES:
        (folder / name).write_text("{{{", encoding="utf-8")
    for name in ("templates/2026-2030/period.yaml", "templates/rules.yaml", ".git/config", ".git/HEAD"):
        (folder / name).write_text("[", encoding="utf-8")
    return folder


def run(
    folder: Path, *words: str, start: tuple[str, ...], **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command there, started as `start` says, with these variables besides."""
    path = f".{os.pathsep}{os.pathsep}{folder}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(  # noqa: S603  # our own command
        [*start, *words],
        cwd=folder,
        env={**os.environ, "PATH": path, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def around(folder: Path) -> Mapping[str, bytes]:
    """Return all the files of a folder outside out/, by their names."""
    files = (
        file for file in folder.rglob("*") if file.is_file() and file.relative_to(folder).parts[0] != "out"
    )
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


SCRIPT = Path(sysconfig.get_path("scripts"), "plandraft")
BY_SPAWN = (
    "import sys; sys.path.append({!r}); del sys.path[0]\nimport multiprocessing as m\n"
    "m.set_start_method({!r}); from generator.__main__ import main; main()"
)
STARTS: dict[str, tuple[str, ...]] = {
    "module": (sys.executable, "-m", "generator"),
    "script": (str(SCRIPT),),
    **{name: (sys.executable, "-c", BY_SPAWN.format(str(ROOT), name)) for name in ("spawn", "forkserver")},
}
PATHS = {"none": {}, "empty": {"PYTHONPATH": ""}, "safe": {"PYTHONSAFEPATH": "1"}}
ALL = [
    *((line, "module", "none") for line in LINES),
    *((line, "script", "none") for line in ("draft", "jobs", "check", "revision", "templates")),
    *(("jobs", start, "none") for start in ("spawn", "forkserver")),
    *(("draft", "module", variables) for variables in ("empty", "safe")),
]


@pytest.mark.parametrize("case", sampled(ALL, [("jobs", "module", "none")], attack), ids="-".join)
def test_no_module_and_no_program_of_the_current_folder_is_run(
    case: tuple[str, str, str], planted: Path
) -> None:
    line, start, variables = case
    if start == "script" and not SCRIPT.exists():
        pytest.skip("not installed")
    command(planted, line)
    before = around(planted)
    given = {"PYTHONPATH": str(ROOT)} if start == "module" and variables != "empty" else {}
    done = run(planted, *LINES[line], start=STARTS[start], **given, **PATHS[variables])
    assert not (planted / "sprung").exists(), (planted / "sprung").read_text("utf-8")
    assert b"Traceback" not in done.stderr
    assert done.returncode in {0, 1, 2}
    assert around(planted) == before, "neither written nor mended"


def command(planted: Path, line: str) -> None:
    """Write the draft that a line reads."""
    if "in/a.docx" in LINES[line]:
        made = run(planted, "draft", "in/a.yaml", "-o", "in", "--format", "docx", start=STARTS["module"])
        assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("line", sampled(LINES, ["draft"], attack))
def test_nothing_is_read_or_written_that_was_not_asked_for(line: str, planted: Path, tmp_path: Path) -> None:
    command(planted, line)
    (log := tmp_path / "log").touch()
    done = run(planted, str(log), *LINES[line], start=(sys.executable, "-P", "-c", WATCHED))
    assert done.returncode in {0, 1, 2}, done.stderr
    touched = {name.partition(os.sep)[0] for name in log.read_text("utf-8").splitlines()}
    asked = {word.rpartition(":")[2].partition("/")[0] for word in LINES[line]}
    assert touched <= {"in", "out"} & asked | ({".git"} if line == "revision" else set())
