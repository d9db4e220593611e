"""Test that the package uses what every system has, and leaves no encoding to chance."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Container, Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from marks import fault

FILES = sorted((ROOT / "generator").rglob("*.py"))
NO_WINDOWS = {
    "fcntl",
    "grp",
    "posix",
    "pty",
    "pwd",
    "readline",
    "resource",
    "select",
    "syslog",
    "termios",
    "tty",
}
NO_UNIX = {"msvcrt", "nt", "winreg", "winsound", "_winapi"}
# What os has on one system alone; asked for behind hasattr or getattr it does no harm.
ONE_SYSTEM = re.compile(
    r"^(fork\w*|get[eg]?[ug]id|setuid|setgid|[lf]?chown|fchmod|fchdir|killpg|mkfifo|mknod|nice|uname|wait\w*|spawn\w*p"
    r"|posix_\w+|sched_\w+|sync|statvfs|startfile|O_(NOFOLLOW|DIRECTORY|CLOEXEC|BINARY|TMPFILE)|chroot|getlogin)$"
)
SIGNALS = {
    "SIGINT",
    "SIGTERM",
    "SIGABRT",
    "SIGFPE",
    "SIGILL",
    "SIGSEGV",
    "SIG_IGN",
    "SIG_DFL",
    "SIGBREAK",
    "signal",
    "getsignal",
    "Signals",
}
RESERVED = re.compile(r'[<>:"|?*\\]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
GUARDED = {  # asked for only where the system has it, in a way that is not seen here
    "children.py": {"os.killpg", "signal.SIGKILL"},
    "child.py": {"resource"},
    "folder_lock.py": {"fcntl"},
    "limits.py": {"resource"},
    "programs.py": {"os.getegid", "os.geteuid"},
    "staging.py": {"fcntl", "os.uname"},
    "temporary_folders.py": {"fcntl"},
}
LONGEST = 140  # a path in the wheel; Windows has 260 for all, of which site-packages may take 120


def doubts(file: Path) -> Iterator[str]:
    """Yield what a module does that some system cannot do, or does otherwise."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    guarded = {
        one.args[1].value
        for one in ast.walk(tree)
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Name)
        and one.func.id in {"hasattr", "getattr"}
        and isinstance(one.args[1], ast.Constant)
    }
    for node in ast.walk(tree):
        for found in (*foreign_modules(node), *one_system_only(node, guarded), *by_chance(node)):
            yield f"{file.name}:{getattr(node, 'lineno', 0)}: {found}"


def foreign_modules(node: ast.AST) -> Iterator[str]:
    """Yield modules that are not on every system."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    yield from ({name.partition(".")[0] for name in names} & (NO_WINDOWS | NO_UNIX))


def one_system_only(node: ast.AST, guarded: Container[object]) -> Iterator[str]:
    """Yield calls and signals that are not on every system."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr not in guarded:
        if node.value.id == "os" and ONE_SYSTEM.match(node.attr):
            yield f"os.{node.attr}"
        if node.value.id == "signal" and node.attr not in SIGNALS:
            yield f"signal.{node.attr}"
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"/(tmp|dev|proc)\b", node.value)
    ):
        yield node.value


def by_chance(node: ast.AST) -> Iterator[str]:
    """Yield text read or written in whatever encoding the system has."""
    if not isinstance(node, ast.Call):
        return
    method = isinstance(node.func, ast.Attribute)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    said = {keyword.arg: keyword.value for keyword in node.keywords}
    binary = any(isinstance(one, ast.Constant) and "b" in str(one.value) for one in node.args)
    opens = name == ("fdopen" if method else "open") and not binary
    reads = method and name in {"read_text", "write_text"} and not node.args
    if (opens or reads) and "encoding" not in said:
        yield f"{name} without encoding"
    if isinstance(said.get("text"), ast.Constant) and "encoding" not in said:
        yield "text=True without encoding"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_module_asks_for_nothing_that_some_system_lacks(file: Path) -> None:
    known = GUARDED.get(file.name, set())
    assert not [found for found in doubts(file) if found.rpartition(": ")[2] not in known]


def test_doubts_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "m.py"
    lines = (
        "import os, resource",
        "os.fork()",
        "os.getuid() if hasattr(os, 'getuid') else 0",
        "open('/tmp/x')",
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    assert sorted(doubts(file)) == [
        "m.py:1: resource",
        "m.py:2: os.fork",
        "m.py:4: /tmp/x",
        "m.py:4: open without encoding",
    ]


@fault
def test_no_encoding_is_left_to_the_system(tmp_path: Path) -> None:
    """Turn Python's own warning into an error: no step, even in libraries, opens a file without encoding."""
    file = str(ROOT / "profiles/dengkou.yaml")
    for words in (
        ("draft", file, "-o", "out", "--format", "docx", "--format", "md", "--format", "html"),
        ("verify", "out/dengkou.docx"),
        ("diff", "out/dengkou.docx", file, "-o", "x.html", "--format", "html"),
        ("roll", file, "-o", "neu.yaml"),
        ("new", "a.yaml", "--name", "青石县"),
        ("gaps", file),
        ("schema",),
    ):
        options = ["-X", "warn_default_encoding", "-W", "error::EncodingWarning", "-P"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
        command = [sys.executable, *options, "-m", "generator", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)  # noqa: S603  # our own command
        assert done.returncode in {0, 1}, (words, done.stderr.decode())
        assert "EncodingWarning" not in done.stderr.decode()


def names() -> list[str]:
    """Return every file of the project, as it is checked out or packed."""
    folders = ("generator", "templates", "profiles", "output", "tests", "locks")
    files = (file for folder in folders for file in (ROOT / folder).rglob("*"))
    return sorted(file.relative_to(ROOT).as_posix() for file in files if "__pycache__" not in file.parts)


def test_every_file_can_be_checked_out_on_every_system() -> None:
    found = names()
    folded = [name.casefold() for name in found]
    assert len(folded) == len(set(folded)), "two names that one system takes for the same"
    assert not [name for name in found if any(RESERVED.search(part) for part in name.split("/"))]
    assert not [name for name in found if len(name) > LONGEST]
    assert all(name.isascii() for name in found), "one system spells é otherwise than another"


def test_no_group_is_possessive() -> None:
    """Python up to 3.11.4 matches one wrongly in which something can be given back; a set is sound."""
    group = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")
    assert not [
        f"{file.name}: {constant.value}"
        for file in (ROOT / "generator").rglob("*.py")
        for constant in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(constant, ast.Constant)
        and isinstance(constant.value, str)
        and group.search(constant.value)
    ]


def test_no_line_ends_as_windows_has_it() -> None:
    binary = (".docx", ".mo", ".ods", ".png", ".xls", ".xlsx")
    texts = (ROOT / name for name in names() if not name.endswith(binary))
    assert not [str(file) for file in texts if file.is_file() and b"\r" in file.read_bytes()]


def test_a_home_that_is_missing_and_a_folder_that_cannot_be_written_stop_nothing(tmp_path: Path) -> None:
    """Where nothing can be kept for the next run, a draft takes longer, and that is all."""
    file = tmp_path / "no-folder"
    file.write_bytes(b"")
    environment = {name: value for name, value in os.environ.items() if name not in {"HOME", "USERPROFILE"}}
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(file)) | {"PYTHONPATH": str(ROOT)}
    words = ["draft", str(ROOT / "profiles/dengkou.yaml"), "-o", "县 甲", "--format", "md"]
    command = [sys.executable, "-m", "generator", *words]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)  # noqa: S603  # our own command
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "县 甲/dengkou.md").read_bytes() == (ROOT / "output/dengkou.md").read_bytes()


@fault
@pytest.mark.skipif(sys.platform == "win32", reason="there names of files are text")
def test_a_folder_whose_name_is_no_text_for_the_system_does_not_matter(tmp_path: Path) -> None:
    """Run from a folder with a Chinese name where the system says that it speaks ASCII."""
    home = tmp_path / "中文路径"
    for folder in ("generator", "templates"):
        shutil.copytree(ROOT / folder, home / folder)
    shutil.copy(ROOT / "profiles" / "dengkou.yaml", home / "磴口.yaml")
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "HOME": str(tmp_path)}
    formats = [word for form in ("html", "docx") for word in ("--format", form)]
    words = [sys.executable, "-m", "generator", "draft", "磴口.yaml", "-o", "输出", *formats]
    done = subprocess.run(words, cwd=home, env=environment, capture_output=True, check=False)  # noqa: S603  # our own
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(file.name for file in (home / "输出").iterdir()) == ["磴口.docx", "磴口.html"]
