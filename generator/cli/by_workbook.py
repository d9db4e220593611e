"""Tell how a figure is mended in the workbook that it came from, where workbooks lie beside the profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator.base.diagnostics import Diagnostic, Severity
from generator.base.patterns import fill
from generator.check.findings.groups import report_words, typed

_ENDINGS = {".xlsx", ".xls", ".ods"}


def mended_by_workbook(diagnostics: Iterable[Diagnostic], files: Iterable[Path]) -> Iterator[str]:
    """Yield a line for the first of the profiles `files` with findings and with workbooks beside it.

    What is accepted, or is merely for information, needs no mending.
    """
    words = report_words("workbooks")
    mended = (each for each in diagnostics if not each.accepted and each.severity is not Severity.NOTE)
    found = {each.place.file for each in mended}
    for file in files:
        if str(file) in found and (folder := _folder_beside(file, words["folder"])):
            yield fill(words["mend"], {"file": typed(str(file)), "folder": typed(str(folder))})
            return


def _folder_beside(profile: Path, begun: str) -> Path | None:
    """Return the folder beside `profile` whose name begins as `begun` and that holds workbooks, else None."""
    with suppress(OSError):  # a folder that cannot be read tells nothing
        folders = (each for each in profile.parent.iterdir() if each.name.startswith(begun))
        for folder in sorted(each for each in folders if each.is_dir()):
            if any(file.suffix.lower() in _ENDINGS for file in folder.iterdir()):
                return folder
    return None
