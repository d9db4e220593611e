"""Templates in Jinja2's immutable sandbox.

Undefined names are errors, and every value is escaped, so that nothing a profile says can become markup
or code.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.diagnostics import Finding, Place, PlanError


def sandbox(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """An environment for the templates in `folders`, the first of which is searched first."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill_in(
    environment: ImmutableSandboxedEnvironment, name: str, context: Mapping[str, Any], file: str
) -> str:
    """The text of a template; raises PlanError at the template's line, or at `file` where it has none."""
    try:
        return environment.get_template(name).render(context)
    except TemplateError as error:
        raise PlanError([_finding(error, file)]) from error


def _finding(error: TemplateError, file: str) -> Finding:
    """Where a template failed: the innermost template line of the traceback."""
    trace, place = error.__traceback__, Place(file)
    line = getattr(error, "lineno", None)
    if isinstance(name := getattr(error, "filename", None), str) and line:
        place = Place(name, line, 1)
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = Place(file, trace.tb_lineno, 1)
        trace = trace.tb_next
    return Finding("template-error", place, {"problem": error.message or type(error).__name__})
