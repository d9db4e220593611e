"""Turn files that are no .docx into what can be read: by LibreOffice into Word, by poppler into words."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generator.base.children import run_child
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import pause_watchdog
from generator.base.programs import environment, find_program
from generator.base.temporary_folders import temporary_folder
from generator.pipeline.support.paginate import FOLDERS, PROGRAMS

_POPPLER_FOLDERS = ("C:/Program Files/poppler/Library/bin", "/opt/homebrew/bin")
_MEMORY = 3_000_000_000  # bytes; of a plan LibreOffice needs 300 million
_LARGEST = 64_000_000  # bytes of a file that a converter writes; a plan of 60 pages makes one million
_PAGES = 400  # of a PDF; the longest plan has 60
_OFFICE_SECONDS, _POPPLER_SECONDS = 120, 40
# No macro runs, nothing is fetched that a file links to, and no document is recovered.
_COMMON, _WRITER = "Common/Security/Scripting", "Writer/Content/Update"
_SETTINGS = {
    ("DisableMacrosExecution", _COMMON): "true",
    ("MacroSecurityLevel", _COMMON): "3",
    ("DisableActiveContent", _COMMON): "true",
    ("BlockUntrustedRefererLinks", _COMMON): "true",
    ("Link", _WRITER): "0",
}
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{}">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)


class _Program(NamedTuple):
    """Hold a program by its names, where it may be, its time, and the reasons why it did not do its work."""

    names: Sequence[str]
    folders: Sequence[str]
    seconds: int
    missing: str
    failed: str
    slow: str


_OFFICE = _Program(PROGRAMS, FOLDERS, _OFFICE_SECONDS, "NoLibreOffice", "ConvertFailed", "ConvertSlow")
_POPPLER = _Program(("pdftotext",), _POPPLER_FOLDERS, _POPPLER_SECONDS, "NoPoppler", "PdfFailed", "PdfSlow")


def to_word(content: bytes, ending: str, file: Path) -> bytes:
    """Return the Word file (.docx) that LibreOffice makes of `content`, a file of the kind of `ending`.

    It runs with settings of its own, in a folder of its own. `file` is the place that errors name; raise
    PlanError (`outside-unreadable`) if it is missing, fails or takes too long.
    """
    with temporary_folder() as folder:
        home = folder / "home"
        (home / "user").mkdir(parents=True)
        (home / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        source = folder / f"plan{ending}"
        source.write_bytes(content)
        options = [f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        target = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)]
        return _made(_OFFICE, [*options, *target], folder / "out" / "plan.docx", file)


def to_pages(content: bytes, file: Path) -> bytes:
    """Return the words of the PDF `content` with their places on its pages, as XHTML of poppler.

    `file` is the place that errors name; raise PlanError (`outside-unreadable`) as `to_word` does.
    """
    with temporary_folder() as folder:
        source, target = folder / "plan.pdf", folder / "plan.html"
        source.write_bytes(content)
        options = ["-bbox", "-enc", "UTF-8", "-l", str(_PAGES), str(source), str(target)]
        return _made(_POPPLER, options, target, file)


def _settings() -> str:
    """Return the settings of LibreOffice as its own file has them."""
    items = "".join(_ITEM.format(path, name, value) for (name, path), value in _SETTINGS.items())
    return f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _made(program: _Program, options: Sequence[str], target: Path, file: Path) -> bytes:
    """Run `program` with `options`; return the content of the file `target` that it makes."""
    given = (file.absolute().parent,)
    found = find_program(program.names, program.folders, given)
    if found is None:
        raise unreadable(file, program.missing)
    try:
        with pause_watchdog():
            done = run_child(
                [str(found), *options],
                folder=target.parent if target.parent.is_dir() else target.parent.parent,
                variables=environment(given),
                seconds=program.seconds,
                memory=_MEMORY,
                file_size=_LARGEST,
            )
    except subprocess.TimeoutExpired as error:
        raise unreadable(file, program.slow) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise unreadable(file, program.failed) from error
    if done.returncode or not target.is_file() or target.stat().st_size > _LARGEST:
        raise unreadable(file, program.failed)
    return target.read_bytes()


def unreadable(file: Path, reason: str) -> PlanError:
    """Return the error for a `file` that cannot be read; `reason` is a key of system_problems.yaml."""
    return PlanError([Finding("outside-unreadable", Place(str(file)), {"reason": reason})])
