"""Test contents whose pages LibreOffice found: each entry has the page of its heading."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from commands import Command
from conftest import ROOT
from marks import fault, sampled
from office import Office
from pdf_text import squashed

from generator.base.diagnostics import PlanError
from generator.base.temporary_folders import PREFIX, temporary_folder
from generator.check.findings.rulebook import to_diagnostic
from generator.document import Contents, Entry
from generator.pipeline.support import paginate
from generator.pipeline.support.word_files import open_word

LEVELS = "{form: contents, levels: [chapter, section, measure, box, annex]}"


def with_contents(folder: Path) -> Path:
    """Return the profile of a real plan that asks for contents of every level."""
    text = (ROOT / "profiles" / "luojiang.yaml").read_text(encoding="utf-8")
    file = folder / "luojiang.yaml"
    file.write_text(text.replace("parts:\n", f"parts:\n  - {LEVELS}\n", 1), encoding="utf-8")
    return file


def entries(file: Path) -> tuple[Entry, ...]:
    """Return the contents of a Word file."""
    return next(part.entries for part in open_word(file).document.parts if isinstance(part, Contents))


def test_without_pages_the_contents_name_none(command: Command, tmp_path: Path) -> None:
    command("draft", with_contents(tmp_path), "-o", tmp_path)
    listed = entries(tmp_path / "luojiang.docx")
    assert len(listed) > 60
    assert {entry.page for entry in listed} == {""}


@pytest.mark.office
def test_every_entry_names_the_page_of_its_heading(command: Command, tmp_path: Path, office: Office) -> None:
    said = command("draft", with_contents(tmp_path), "-o", tmp_path, "--paginate")
    assert said.code == 0
    pages = office.laid_out(tmp_path / "luojiang.docx")
    texts = {page.number: squashed("".join(line.text for line in page.lines)) for page in pages}
    listed = entries(tmp_path / "luojiang.docx")
    for entry in listed:
        label_and_title = (
            squashed(entry.text).split("：") if entry.level == "annex" else [squashed(entry.text)]
        )
        assert all(words in texts[int(entry.page)] for words in label_and_title), entry
    numbers = [int(entry.page) for entry in listed]
    assert numbers == sorted(numbers)
    assert numbers[0] > 1


def test_without_libreoffice_nothing_is_written_and_the_way_out_is_told(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paginate, "find_program", lambda *_: None)
    said = command("draft", with_contents(tmp_path), "-o", tmp_path / "drafts", "--paginate")
    assert said.code == 2
    assert "没有装 LibreOffice" in said.err
    assert not (tmp_path / "drafts").exists()


@pytest.mark.parametrize(
    "number", sampled((signal.SIGTERM, signal.SIGINT, signal.SIGKILL), (signal.SIGKILL,), fault)
)
@pytest.mark.usefixtures("foreground")
def test_libreoffice_ends_with_the_command_and_leaves_nothing(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check it because the program itself is a wrapper, which waits for another that does the work."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "tmp").mkdir()
    program = tmp_path / "bin" / "soffice"
    program.write_text(
        f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path}/started.new\n"
        f"mv {tmp_path}/started.new {tmp_path}/started\nwait\n"
    )
    program.chmod(0o755)
    (tmp_path / "profiles").mkdir()
    profile = with_contents(tmp_path / "profiles")
    words = [sys.executable, "-m", "generator", "draft", str(profile), "--paginate"]
    environment = {
        **os.environ,
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "TMPDIR": str(tmp_path / "tmp"),
    }
    process = subprocess.Popen([*words, "-o", str(tmp_path / "drafts")], cwd=ROOT, env=environment)  # noqa: S603  # our own command
    while not (tmp_path / "started").exists():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(number)
    assert process.wait(timeout=30) == -number
    if number == signal.SIGKILL:  # the next run sweeps
        monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "tmp"))
        with temporary_folder():
            pass
    assert list((tmp_path / "tmp").glob(f"{PREFIX}*")) == []
    worker = Path(f"/proc/{(tmp_path / 'started').read_text().strip()}/stat")
    while worker.exists() and worker.read_text().rpartition(")")[2].split()[0] != "Z":
        time.sleep(0.02)


def test_a_plan_without_contents_needs_no_libreoffice(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paginate, "find_program", lambda *_: None)
    assert command("draft", ROOT / "profiles" / "xinzhou.yaml", "-o", tmp_path, "--paginate").code == 0


def test_without_the_library_that_reads_pdf_the_extra_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.setattr(paginate, "_laid_out", lambda *_: tmp_path / "draft.pdf")
    with pytest.raises(PlanError) as stopped:
        paginate.pages(b"", {}, tmp_path)
    assert stopped.value.findings[0].facts == {"reason": "NoPypdf", "python": sys.executable}
    assert f'"{sys.executable}" -m pip install pypdf' in to_diagnostic(stopped.value.findings[0]).message
