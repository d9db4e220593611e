"""The check of a library: its data, its outlines, and what its templates name."""

from __future__ import annotations

import os
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.base.private_folder import private_folder
from generator.base.resources import laid_over, period_ids, templates_folder
from generator.yaml_source.cache import cached_data

_READ = (".yaml", ".j2")


def check_library() -> list[Finding]:
    """Return what is wrong with the folder of templates that is laid over, or with the program's own.

    Templates are looked at once the data are sound, since these say what templates may name.
    """
    # most runs only ask whether anything changed, and load none of this
    from generator.check.form.outline_bases import check_bases  # noqa: PLC0415
    from generator.check.form.template_dates import check_cited  # noqa: PLC0415
    from generator.check.form.template_names import check_template  # noqa: PLC0415
    from generator.check.form.template_powers import check_powers  # noqa: PLC0415
    from generator.check.form.template_terms import check_terms  # noqa: PLC0415
    from generator.check.form.template_titles import check_titles  # noqa: PLC0415
    from generator.check.form.templates import check_library_data  # noqa: PLC0415
    from generator.library.period import load_period  # noqa: PLC0415
    from generator.library.template_facts import ENDING  # noqa: PLC0415

    folder = library_folder()
    if findings := check_library_data(folder):
        return findings
    templates = sorted(folder.rglob(f"*{ENDING}"))
    named = [finding for file in templates for finding in check_template(file)]
    periods = [load_period(each) for each in period_ids()]
    cited = [finding for each in periods for finding in check_cited(each)]
    titled = [finding for each in periods for finding in check_titles(each)]
    said = (*cited, *titled, *check_bases(periods, folder), *check_terms(periods), *check_powers(periods))
    return [*named, *(each for each in said if Path(each.place.file).is_relative_to(folder))]


def check_library_once() -> list[Finding]:
    """Return what is wrong with the program's own library; look again only once a file of it has changed.

    Where nothing can be kept from one run to the next, nothing is looked at.
    """
    if private_folder() is None:
        return []
    try:
        cached_data(f"{library_folder()}#checked", _fingerprint(), _sound)
    except _UnsoundError as unsound:
        return unsound.findings
    return []


class _UnsoundError(Exception):
    """Signal that a library has findings, so that no later run takes it for sound."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__()
        self.findings = findings


def _sound() -> str:
    if findings := check_library():
        raise _UnsoundError(findings)
    return "sound"


def _fingerprint() -> bytes:
    """Return the names, sizes and times of all files of the library: what changes with every edit."""
    found = []
    for folder, _, names in os.walk(library_folder()):
        for name in names:
            if name.endswith(_READ):
                stat = os.stat(f"{folder}/{name}")  # noqa: PTH116  # a Path for each file takes twice as long
                found.append(f"{folder}/{name} {stat.st_size} {stat.st_mtime_ns}")
    return os.fsencode("\n".join(sorted(found)))


def library_folder() -> Path:
    """Return the folder that is checked: the one that is laid over, or the program's own."""
    overlay = laid_over()
    return overlay[0] if overlay else templates_folder()
