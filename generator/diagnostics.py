"""Findings as values: where, which rule, and the facts that its wording needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs; the order is from heavy to light."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(NamedTuple):
    """A place in a file; line and column count from 1, 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: a rule's id, the place, and the facts its message names."""

    rule: str
    place: Place
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding in words, ready for a reader."""

    rule: str
    severity: Severity
    place: Place
    message: str
    why: str
    remedy: str


class PlanError(Exception):
    """Work that cannot go on; carries every finding that explains why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{f.place} {f.rule}" for f in findings))
        self.findings = findings
