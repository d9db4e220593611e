"""Diagnostics as text for people and as data for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.diagnostics import Diagnostic
from generator.report.machine import as_github, as_json, as_sarif

__all__ = ["MACHINE_FORMATS"]

MACHINE_FORMATS: dict[str, Callable[[Sequence[Diagnostic]], str]] = {
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
