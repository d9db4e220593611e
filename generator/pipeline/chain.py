"""The levels above a profile, and how targets divide among the levels below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from generator.check import check_form
from generator.diagnostics import Finding, PlanError
from generator.profile import Profile, load_source, make_profile
from generator.rulebook import stops
from generator.source import Source

_HEAD = 4_000  # bytes of a profile, in which its name stands
_NAME = re.compile(r"^\s*(?:locality\s*:\s*\{)?.*\bname\s*:\s*[\"']?([^\s,\"'}#]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Share:
    """What one locality takes of a counted target; `whole` is what the level above promised."""

    indicator: str
    name: str
    unit: str
    whole: Decimal
    parts: dict[str, Decimal | None]

    @property
    def total(self) -> Decimal:
        """What all the parts give together."""
        return sum((part for part in self.parts.values() if part is not None), Decimal(0))


def load_upper(file: Path) -> Profile:
    """The profile of a level above; raises PlanError if it cannot be used."""
    return accepted(load_source(file)[0])


def accepted(source: Source) -> Profile:
    """The profile in a source; raises PlanError if its schema does not accept it."""
    findings = [finding for finding in check_form(source) if stops(finding)]
    if findings:
        raise PlanError(findings)
    return make_profile(source)


def uppers(profile: Profile, given: Profile | None = None) -> tuple[Profile, ...]:
    """The profiles of the levels above, the nearest first.

    The one given, or else those in the profile's own folder that bear the names in `locality.upper`; then
    theirs in turn.
    """
    if given is not None:
        return (given, *uppers(given))
    above = list(reversed(profile.locality.upper))
    folder = Path(profile.source.file).parent
    found = _folder(folder) if above else {}
    return tuple(_loaded(found[name] for name in above if name in found))


def divide(upper: Profile, parts: list[Profile]) -> Iterator[Share]:
    """How each counted target of the level above divides among the profiles below it."""
    for indicator in upper.period.indicators.values():
        whole = _amount(upper, indicator.id)
        if indicator.kind == "count" and whole is not None:
            shares = {part.locality.name: _amount(part, indicator.id) for part in parts}
            yield Share(indicator.id, indicator.name, indicator.unit, whole, shares)


def short(upper: Profile, shares: list[Share]) -> list[Finding]:
    """The targets of the level above that the parts together do not reach."""
    return [
        Finding(
            "parts-below-whole",
            upper.place(f"indicators.{share.indicator}.target"),
            {
                "indicator": share.name,
                "sum": f"{share.total:f}",
                "whole": f"{share.whole:f}",
                "unit": share.unit,
            },
        )
        for share in shares
        if share.total < share.whole and all(part is not None for part in share.parts.values())
    ]


def _amount(profile: Profile, indicator: str) -> Decimal | None:
    value = profile.value(f"indicators.{indicator}.target")
    return value.amount if value else None


@cache
def _folder(folder: Path) -> dict[str, Path]:
    """The profiles of a folder by the names of their localities; none where it cannot be looked into."""
    try:
        files = sorted(folder.glob("*.yaml"))
    except OSError:
        return {}
    return {name: file for file in files for name in _names(file)}


def _names(file: Path) -> list[str]:
    """The names that a file's first lines mention, without reading it as YAML."""
    try:
        if not file.is_file():  # a pipe would be waited for
            return []
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return []
    return _NAME.findall(head.decode("utf-8", errors="replace"))[:1]


def _loaded(files: Iterator[Path]) -> Iterator[Profile]:
    for file in files:
        try:
            yield load_upper(file)
        except PlanError:
            continue
