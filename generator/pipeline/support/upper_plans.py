"""Find the profiles of the levels above a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from os.path import realpath
from pathlib import Path

from generator.base.diagnostics import PlanError
from generator.base.files import is_lock_file, read_whole
from generator.check.findings.rulebook import is_blocking
from generator.check.form.profile import check_form
from generator.locality.profile import Profile, load_source, make_profile
from generator.pipeline.support.failures import attempt
from generator.yaml_source import Source
from generator.yaml_source.read import MAX_BYTES, decode

_ENDINGS = {".yaml", ".yml"}
_NAME = re.compile(r"name\W*(\w+)")  # the first word of anything that may be a name, even in a comment
_WORD = re.compile(r"\w+")
_CACHED = 128  # profiles of levels above, of less than a megabyte each; no province has so many prefectures


def load_profile(file: Path) -> Profile:
    """Load the profile in `file`. Raise PlanError if it cannot be read or is not valid."""
    return validated_profile(load_source(file)[0])


def validated_profile(source: Source) -> Profile:
    """Return the profile in `source`. Raise PlanError if the schema rejects it."""
    findings = [finding for finding in check_form(source) if is_blocking(finding)]
    if findings:
        raise PlanError(findings)
    return make_profile(source)


def upper_profiles(profile: Profile, given: Profile | None = None) -> tuple[Profile, ...]:
    """Return the profiles of the levels above, the nearest first, and none twice.

    Start with `given`, whatever its period, or else with those in the same folder that bear the names in
    `locality.upper` and are of its period; go on with theirs, which stand beside them.
    """
    period, met = profile.period.id, {_file(profile)}
    nearest = _named_uppers(profile, period) if given is None or _file(given) in met else [given]
    return tuple(_walk_up(nearest, period, met))


def _walk_up(nearest: list[Profile], period: str, met: set[str]) -> Iterator[Profile]:
    """Yield profiles, each followed by those above it; skip files already in `met`, so that a circle ends."""
    waiting = nearest[::-1]
    while waiting:
        profile = waiting.pop()
        if _file(profile) not in met:
            met.add(_file(profile))
            yield profile
            waiting.extend(reversed(_named_uppers(profile, period)))


def _file(profile: Profile) -> str:
    """Return the real path of a profile's file."""
    return realpath(profile.source.file)


def _named_uppers(profile: Profile, period: str) -> list[Profile]:
    """Return the profiles that a profile names as its levels above, in its folder, the nearest first."""
    folder = Path(profile.source.file).absolute().parent
    found = (_named(name, period, folder) for name in reversed(profile.locality.upper))
    return [each for each in found if each]


def _named(name: str, period: str, folder: Path) -> Profile | None:
    """Return the profile of this name and period in `folder`, the last by file name; None without any."""
    word = _WORD.search(name)
    for file in reversed(_folder(folder).get(word[0], ()) if word else ()):
        profile = _read(file)
        if profile and (profile.locality.name, profile.period.id) == (name, period):
            return profile
    return None


@lru_cache(_CACHED)
def _read(file: Path) -> Profile | None:
    """Return the profile in `file`; None if it cannot be used."""
    return attempt(partial(load_profile, file), file)[0]


@cache
def _folder(folder: Path) -> dict[str, list[Path]]:
    """Return the files of a folder by the words that may begin the names of their localities.

    Read each once for all the profiles of a run, and as text: to parse thousands of them would take minutes.
    """
    found: dict[str, list[Path]] = {}
    try:
        profiles = (file for file in folder.iterdir() if file.suffix.lower() in _ENDINGS)
        files = sorted(file for file in profiles if not is_lock_file(file))
    except OSError:
        return {}
    for file in files:
        for word in _words(file):
            found.setdefault(word, []).append(file)
    return found


def _words(file: Path) -> set[str]:
    """Return the words in `file` that may begin the name of its locality; none if it cannot be read."""
    try:
        text, _ = decode(read_whole(file, MAX_BYTES), str(file))
    except PlanError:
        return set()
    return set(_NAME.findall(text))
