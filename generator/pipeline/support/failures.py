"""Do work on one file of several: whatever goes wrong with it becomes a finding that names the file."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from generator.base.characters import one_line
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import reason
from generator.base.resources import laid_over, period_ids, templates_folder

T = TypeVar("T")
_TEMPLATE = ".j2"  # the end of a template's name: its place says nothing of whose draft it stopped
_UNPLACED = "template-error"  # it may be at the embedded profile, which several Word files can share
_MESSAGE = 200  # characters of an exception's own message


def attempt(work: Callable[[], T], file: Path) -> tuple[T | None, list[Finding]]:
    """Return the result of `work`, which is about `file`, and no findings; or None and why it failed.

    Raise what `told` raises, but for PlanError.
    """
    try:
        return told(work, file), []
    except PlanError as error:
        return None, error.findings


def told(work: Callable[[], T], file: Path) -> T:
    """Return the result of `work`, which is about `file`; raise PlanError for whatever goes wrong with it.

    Raise the exception itself if PLANDRAFT_DEBUG is set, or if templates from elsewhere have used up the
    memory that they may take: the process that started this one reports that.
    """
    try:
        return work()
    except PlanError as error:
        if all(_is_of_template(finding) and finding.place.file != str(file) for finding in error.findings):
            error.findings.append(Finding("file-stopped", Place(str(file)), {}))
        raise
    except Exception as error:
        if os.environ.get("PLANDRAFT_DEBUG") or (laid_over() and _is_out_of_memory(error)):
            raise
        raise PlanError(own_slips() or [_failure(error, file)]) from error


def own_slips() -> list[Finding]:
    """Return what is wrong with the program's own data, for which an accident is looked into; [] if nothing.

    Data from elsewhere are checked before they are used.
    """
    if laid_over():
        return []
    from generator.check.form.templates import check_data  # noqa: PLC0415  # nothing but an accident needs it

    data = sorted(
        file
        for folder in (*period_ids(), "lexicon")
        for file in (templates_folder() / folder).rglob("*.yaml")
    )
    with suppress(Exception):  # an accident of the check itself says nothing
        return [finding for file in data for finding in check_data(file)]
    return []


def _is_of_template(finding: Finding) -> bool:
    return finding.rule == _UNPLACED or finding.place.file.endswith(_TEMPLATE)


def _failure(error: Exception, file: Path) -> Finding:
    """Return the finding on an exception that nobody foresaw: the system's, the templates', or our own."""
    if isinstance(error, OSError):
        return Finding("system-refused", Place(str(file)), {"reason": reason(error)})
    facts = {"problem": type(error).__name__, "what": _message(error)}
    if laid := laid_over():
        return Finding("templates-broken", Place(laid[1]), facts)
    return Finding("file-failed", Place(str(file)), facts)


def _is_out_of_memory(error: Exception) -> bool:
    """Return whether an exception says that this process, or one that works for it, has no memory left."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415  # nothing but an accident needs it

    return isinstance(error, (MemoryError, BrokenExecutor))


def _message(error: Exception) -> str:
    """Return an exception's message on one line, cut off where it is long; "" if it has none."""
    with suppress(Exception):  # some libraries' exceptions fail to make theirs
        return one_line(str(error))[:_MESSAGE]
    return ""
