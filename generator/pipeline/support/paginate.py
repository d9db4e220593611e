"""Find the pages on which blocks stand, as LibreOffice lays a file out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from generator.base.children import run_child
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import pause_watchdog
from generator.base.programs import environment, find_program
from generator.base.temporary_folders import temporary_folder

T = TypeVar("T")
PROGRAMS = ("soffice", "libreoffice")
FOLDERS = ("C:/Program Files/LibreOffice/program", "/Applications/LibreOffice.app/Contents/MacOS")
_SECONDS = 300
_OPTIONS = {"ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"}}


def pages(content: bytes, bookmarks: Mapping[str, T], file: Path) -> dict[T, str]:
    """Return the page of each bookmark of a Word file, by the value that `bookmarks` maps it to.

    Pages count from 1 and are texts. `content` are the bytes of the file; `file` is the place that errors
    name. Raise PlanError if LibreOffice, or the library that reads its PDF, is missing or fails.
    """
    with temporary_folder() as folder:
        destinations = _destinations(_laid_out(content, folder, file), file)
    found = {name: destinations.get(_escaped(name)) or destinations.get(name) for name in bookmarks}
    return {bookmarks[name]: str(page) for name, page in found.items() if page}


def _laid_out(content: bytes, folder: Path, file: Path) -> Path:
    """Convert a Word file to PDF in `folder` and return its path.

    Raise PlanError if LibreOffice is missing or fails.
    """
    given = (file.absolute().parent,)
    program = find_program(PROGRAMS, FOLDERS, given)
    if program is None:
        raise _unavailable(file, "NoLibreOffice")
    source = folder / "draft.docx"
    source.write_bytes(content)
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'home').as_uri()}",
        "--headless",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}",
        "--outdir",
        str(folder),
        str(source),
    ]
    try:
        with pause_watchdog():
            done = run_child(command, folder=folder, variables=environment(given), seconds=_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise _unavailable(file, "LibreOfficeFailed") from error
    laid_out = source.with_suffix(".pdf")
    if done.returncode or not laid_out.is_file():
        raise _unavailable(file, "LibreOfficeFailed")
    return laid_out


def _destinations(laid_out: Path, file: Path) -> dict[str, int]:
    """Return the page, counted from 1, of each named destination of a PDF.

    Raise PlanError without pypdf, and if it cannot read the file: what is at the name of LibreOffice may
    have written anything.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415  # an optional dependency
    except ImportError as error:
        raise _unavailable(file, "NoPypdf", python=sys.executable) from error
    try:
        reader = PdfReader(laid_out)
        numbers = {
            name.lstrip("/"): reader.get_destination_page_number(place)
            for name, place in reader.named_destinations.items()
        }
    except Exception as error:  # its own errors, and those of what a damaged file lacks
        raise _unavailable(file, "PdfBroken") from error
    return {name: number + 1 for name, number in numbers.items() if number is not None}


def _escaped(name: str) -> str:
    """Return a bookmark's name as some versions of LibreOffice write it, with `_` as its code."""
    return name.replace("_", "5F")


def _unavailable(file: Path, reason: str, **words: str) -> PlanError:
    """Return the error for a file that cannot be paginated.

    `reason` is a key of templates/system_problems.yaml; `words` are what its text names in braces.
    """
    return PlanError([Finding("paginate-unavailable", Place(str(file)), {"reason": reason, **words})])
