"""Test other systems: consoles short of characters, encodings, line ends, file names, other workers."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeAlias

import pytest
from commands import Command, plandraft
from conftest import ROOT
from marks import fault, sampled

from generator.base.resources import templates_folder

RARE = "㐂𠮷😀ḿ\u2014\u00a0é"  # of these, GBK has the dash alone
PROFILE = f"""period: 2021-2025
locality: {{name: {RARE}县, kind: county}}
title: {RARE}县规划
population: {{certified: 8412}}
indicators: {{{RARE}: 1, home_accessibility: {{target: 260}}}}
"""
WORDS = (
    ("check", "甲.yaml"),
    ("check", "甲.yaml", "--format", "json"),
    ("check", "甲.yaml", "--format", "sarif"),
    ("check", "甲.yaml", "--format", "github"),
    ("check", f"{RARE}.yaml"),
    ("check", "错.yaml"),
    ("gaps", "甲.yaml"),
    ("gaps", "甲.yaml", "--format", "json"),
    ("draft", "甲.yaml", f"{RARE}.yaml", "-o", RARE, "--jobs", "1"),
    ("verify", f"{RARE}/{RARE}.docx"),
    ("diff", "甲.yaml", "乙.yaml"),
    ("diff", "甲.yaml", "乙.yaml", "--format", "json"),
    ("diff", "甲.yaml", "乙.yaml", "--format", "html"),
    ("diff", "甲.yaml", f"{RARE}.yaml", "--format", "html", "-o", f"{RARE}.html"),
    ("text", "甲.yaml"),
    ("schema",),
    ("explain",),
    ("explain", RARE),
    ("new", f"{RARE}2.yaml", "--name", f"{RARE}县"),
    ("roll", "甲.yaml", "-o", f"{RARE}3.yaml"),
    (RARE,),
    ("check", f"--{RARE}"),
    ("--help",),
)
Console: TypeAlias = Callable[..., tuple[int, bytes, bytes]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a profile under several names, one that differs, and one that is wrong."""
    sound = PROFILE.replace(f"{RARE}: 1, ", "")
    for name in ("甲", RARE):
        (tmp_path / f"{name}.yaml").write_text(sound, encoding="utf-8")
    (tmp_path / "乙.yaml").write_text(sound.replace("8412", "9413").replace("😀", "😁"), encoding="utf-8")
    (tmp_path / "错.yaml").write_text(PROFILE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> Console:
    """Return the command with its output in some encoding, strict, as Python opens a redirected one."""

    def call(encoding: str, *words: str) -> tuple[int, bytes, bytes]:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict") for _ in range(2))
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = plandraft(monkeypatch, capsys, *words, folder=folder).code
        out.flush()
        err.flush()
        return code, out.buffer.getvalue(), err.buffer.getvalue()

    monkeypatch.chdir(folder)
    return call


@pytest.mark.parametrize("encoding", sampled(("gbk", "ascii", "cp437"), ("gbk",), fault))
def test_nothing_printed_fails_for_want_of_a_character(encoding: str, console: Console) -> None:
    for words in WORDS:
        code, out, err = console(encoding, *words)
        assert code in {0, 1, 2}, words
        for said in (out, err):
            assert "程序出了意外".encode(encoding, "backslashreplace") not in said, (words, err)


def test_what_a_console_cannot_show_is_an_escape_and_the_rest_stays_readable(console: Console) -> None:
    _, out, _ = console("gbk", "check", "错.yaml")
    said = out.decode("gbk")
    assert "这里应当是“键: 值”" in said
    assert "\\u3402" in said
    assert "\\U0001f600" in said


@pytest.mark.parametrize(
    "words",
    [
        ("check", "甲.yaml", "--format", "json"),
        ("check", "甲.yaml", "--format", "sarif"),
        ("gaps", "甲.yaml", "--format", "json"),
        ("diff", "甲.yaml", "乙.yaml", "--format", "json"),
        ("schema",),
    ],
)
def test_what_programs_read_is_utf8_on_every_console(words: tuple[str, ...], console: Console) -> None:
    _, out, _ = console("gbk", *words)
    assert json.loads(out) == json.loads(console("utf-8", *words)[1])
    assert b"\r" not in out


@fault
def test_a_process_of_the_c_locale_drafts_a_name_that_it_cannot_spell(folder: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment |= {"PYTHONIOENCODING": "gbk", "PYTHONPATH": str(ROOT)}
    for words in WORDS[8:14] + WORDS[18:20]:
        command = [sys.executable, "-m", "generator", *words]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603  # our own command
        said = (done.stdout + done.stderr).decode("gbk", "replace")
        assert done.returncode in {0, 1, 2}, words
        assert "程序出了意外" not in said, (words, said)
        assert "Traceback" not in said, (words, said)
    assert (folder / RARE / "甲.docx").is_file()


def written(command: Command, file: Path, content: bytes) -> tuple[bytes, str]:
    """Return the Markdown of a profile of these bytes, and what the command said of it."""
    file.write_bytes(content)
    said = command("draft", file, "-o", file.parent / "out", "--format", "md")
    return (file.parent / "out" / f"{file.stem}.md").read_bytes(), said.out


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
@pytest.mark.parametrize("name", sampled(("dengkou", "jining"), ("dengkou",), fault))
def test_line_ends_of_other_systems_change_nothing(
    name: str, ends: str, command: Command, tmp_path: Path
) -> None:
    content = (ROOT / f"profiles/{name}.yaml").read_text(encoding="utf-8")
    plain = written(command, tmp_path / "a.yaml", content.encode())
    assert written(command, tmp_path / "a.yaml", content.replace("\n", ends).encode()) == plain
    assert b"\r" not in plain[0]


@pytest.mark.parametrize("encoding", sampled(("utf-8-sig", "gbk", "gb18030", "utf-16"), ("gbk",), fault))
def test_a_profile_saved_by_notepad_drafts_the_same(encoding: str, command: Command, tmp_path: Path) -> None:
    text = (ROOT / "profiles/dengkou.yaml").read_text(encoding="utf-8").replace("\n", "\r\n")
    plain, _ = written(command, tmp_path / "a.yaml", text.encode())
    draft, said = written(command, tmp_path / "a.yaml", text.encode(encoding))
    assert draft == plain
    assert ("file-encoding" in said) == (encoding != "utf-8-sig")


@fault
def test_templates_with_windows_line_ends_draft_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Check what a checkout without .gitattributes, or an archive unpacked on Windows, may bring."""
    package = tmp_path / "site"
    for source, target in ((ROOT / "generator", "generator"), (templates_folder(), "generator/templates")):
        for file in source.rglob("*"):
            copy = package / target / file.relative_to(source)
            if file.is_file() and "__pycache__" not in file.parts:
                copy.parent.mkdir(parents=True, exist_ok=True)
                text = file.read_bytes()
                copy.write_bytes(text if file.suffix in {".py", ".mo"} else text.replace(b"\n", b"\r\n"))
    drafts: list[dict[str, bytes]] = []
    for home in (ROOT, package):
        out = tmp_path / f"out{len(drafts)}"
        words = ["draft", "甲.yaml", "-o", str(out), "--format", "docx", "--format", "md", "--format", "html"]
        environment = {**os.environ, "PYTHONPATH": str(home), "SOURCE_DATE_EPOCH": "1700000000"}
        environment["TMPDIR"] = str(tmp_path)
        command = [sys.executable, "-P", "-m", "generator", *words]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603  # our own command
        assert done.returncode == 0, done.stderr.decode()
        drafts.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert drafts[0] == drafts[1]
    assert len(drafts[0]) == 3


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_of_a_file_is_taken_as_its_system_spells_it(
    form: Literal["NFC", "NFD"], command: Command, folder: Path
) -> None:
    name = unicodedata.normalize(form, "é县") + ".yaml"
    (folder / name).write_bytes((folder / "甲.yaml").read_bytes())
    assert command("draft", name, "-o", "out", "--format", "md").code == 0
    assert (folder / "out" / name).with_suffix(".md").is_file()


SPAWN = """
import multiprocessing, sys
from generator.cli import run
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv.pop(1))
    run()
"""


@fault
@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_many_profiles_are_drafted_however_workers_are_started(method: str, folder: Path) -> None:
    """Try `spawn`, used on Windows and macOS, and `forkserver`, used on Linux from Python 3.14 on."""
    (folder / "main.py").write_text(SPAWN, encoding="utf-8")
    words = [
        "draft",
        "甲.yaml",
        "乙.yaml",
        "错.yaml",
        "-o",
        "out",
        "--jobs",
        "2",
        "--comments",
        "--format",
        "md",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "main.py", method, *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603  # our own command
    assert "Traceback" not in done.stderr.decode()
    assert done.returncode == 1
    assert sorted(file.name for file in (folder / "out").iterdir()) == ["乙.md", "甲.md"]
