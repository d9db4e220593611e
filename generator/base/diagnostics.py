"""Findings as values: the place, the rule's id, and the facts that its wording needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_SEPARATOR = re.compile(r"[/\\]")  # of any system: a draft may have been made on another


class Severity(StrEnum):
    """Rank findings by weight; the members run from heavy to light."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(NamedTuple):
    """Point to a file, a line and a column; both count from 1, and line 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    @property
    def in_file(self) -> Place:
        """Return the place with the name of its file alone, so that what bears it can be passed on."""
        return self._replace(file=_SEPARATOR.split(self.file)[-1])

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """Record one finding: the rule's id, the place, and the facts that its message names."""

    rule: str
    place: Place
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Hold a finding in words, ready for a reader: message, reason (`why`) and remedy."""

    rule: str
    severity: Severity
    place: Place
    message: str
    why: str
    remedy: str


class PlanError(Exception):
    """Signal that work cannot go on; `findings` hold every reason."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{f.place} {f.rule}" for f in findings))
        self.findings = findings
