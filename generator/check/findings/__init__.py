"""Write diagnostics as text for people and as data for programs."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.diagnostics import Diagnostic

__all__ = ["MACHINE_FORMATS", "as_data"]

MACHINE_FORMATS = ("json", "sarif", "github")


def as_data(diagnostics: Sequence[Diagnostic], form: str) -> str:
    """Return diagnostics in the format `form`, one of MACHINE_FORMATS."""
    from generator.check.findings import machine  # noqa: PLC0415  # reports for people do not need it

    forms = {"json": machine.as_json, "sarif": machine.as_sarif, "github": machine.as_github}
    return forms[form](diagnostics)
