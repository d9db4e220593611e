"""Findings as values: the place, the rule's id, and the facts that its wording needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

MORE = "findings-more"  # the rule that says that more of another's findings are not listed
_SEPARATOR = re.compile(r"[/\\]")  # of any system: a draft may have been made on another


class Severity(StrEnum):
    """Rank findings by weight; the members run from heavy to light."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(NamedTuple):
    """Point to a file, a line and a column; both count from 1, and line 0 means the whole file.

    Of what has no lines that people know (a Word file), `where` says the place as they say it, by headings
    and rows, and `words` are those that stand there; `line` counts its paragraphs and rows.
    """

    file: str
    line: int = 0
    column: int = 0
    where: str = ""
    words: str = ""

    @property
    def in_file(self) -> Place:
        """Return the place with the name of its file alone, so that what bears it can be passed on."""
        return self._replace(file=_SEPARATOR.split(self.file)[-1])

    def __str__(self) -> str:
        if self.where:
            return f"{self.file}：{self.where}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """Record one finding: the rule's id, the place, and the facts that its message names.

    `accepted` is the reason for which the profile accepts it, "" where it stands.
    """

    rule: str
    place: Place
    facts: dict[str, str]
    accepted: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Hold a finding in words, ready for a reader: message, reason (`why`) and remedy.

    `accepted` is the reason for which the profile accepts it, "" where it stands.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    why: str
    remedy: str
    accepted: str = ""


def few_of_each(findings: Iterable[Finding], most: int) -> Iterator[Finding]:
    """Yield at most `most` of `findings` of each rule and file, then one that says that there are more."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        seen[finding.rule, finding.place.file] += 1
        if seen[finding.rule, finding.place.file] <= most or finding.rule == MORE:
            yield finding
        elif seen[finding.rule, finding.place.file] == most + 1:
            yield Finding(MORE, finding.place, {"rule": finding.rule, "limit": str(most)})


class PlanError(Exception):
    """Signal that work cannot go on; `findings` hold every reason."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{f.place} {f.rule}" for f in findings))
        self.findings = findings
