"""The levels above a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.check import check_form
from generator.diagnostics import PlanError
from generator.profile import Profile, load_source, make_profile
from generator.rulebook import stops
from generator.source import Source

_HEAD = 4_000  # bytes of a profile, in which its name stands
_NAME = re.compile(r"^\s*(?:locality\s*:\s*\{)?.*\bname\s*:\s*[\"']?([^\s,\"'}#]+)", re.MULTILINE)


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
