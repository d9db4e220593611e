"""Write diagnostics as text for people and as data for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.base.diagnostics import Diagnostic

__all__ = ["MACHINE_FORMATS", "as_data"]

MACHINE_FORMATS = ("json", "sarif", "github")


def as_data(diagnostics: Sequence[Diagnostic], form: str, beside: Mapping[str, object] | None = None) -> str:
    """Return diagnostics in the format `form`, one of MACHINE_FORMATS.

    JSON also has what is said `beside` them, which the other formats have no place for.
    """
    from generator.check.findings import machine  # noqa: PLC0415  # reports for people do not need it

    if form == "json":
        return machine.as_json(diagnostics, beside or {})
    return {"sarif": machine.as_sarif, "github": machine.as_github}[form](diagnostics)
