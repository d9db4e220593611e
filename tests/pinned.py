"""Read the locks: what they pin, and what the pinned packages need beyond that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PIN = re.compile(r"^(?P<need>[^\s#][^\\]*?) ?\\\n(?P<hashes>(?: +--hash=\S+(?: \\)?\n)+)", re.MULTILINE)
PATCHES = ("0", "99")  # markers tell some first and last releases of a Python apart
SYSTEMS = [
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "aarch64"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
]


def pins(lock: Path) -> list[Requirement]:
    """Return every pin of a lock."""
    return [Requirement(match["need"]) for match in PIN.finditer(lock.read_text(encoding="utf-8"))]


def pinned_version(pin: Requirement) -> Version:
    """Return the one version that a pin allows."""
    [version] = [Version(one.version) for one in pin.specifier]
    return version


def environments(pythons: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the values that markers have on every system with every one of these Pythons."""
    here: dict[str, str] = dict(default_environment())  # type: ignore[arg-type]  # a typed dict of texts
    cpython = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    for python in pythons:
        for full in (f"{python}.{patch}" for patch in PATCHES):
            versions = {"python_version": python, "python_full_version": full, "implementation_version": full}
            yield from ({**here, **cpython, **versions, **system} for system in SYSTEMS)


def applies(need: Requirement, environment: Mapping[str, str], extra: str = "") -> bool:
    """Return whether a requirement holds in an environment, for one extra of the package that asks for it."""
    return need.marker is None or need.marker.evaluate({**environment, "extra": extra})


@cache
def installed_requirements(pin: Requirement) -> list[Requirement]:
    """Return what a pinned package requires; nothing if this very version is not installed here."""
    try:
        package = metadata.distribution(pin.name)
    except metadata.PackageNotFoundError:
        return []
    return list(map(Requirement, package.requires or ())) if pinned_by(pin, package.version) else []


def pinned_by(pin: Requirement, version: str) -> bool:
    """Return whether a version is the one that a pin allows."""
    return pinned_version(pin) == Version(version)


def unpinned(
    lock: Iterable[Requirement],
    environment: Mapping[str, str],
    asks: Callable[[Requirement], list[Requirement]] = installed_requirements,
) -> set[str]:
    """Return what packages of a lock, with the extras asked for, need and it pins in no fitting version."""
    here = {canonicalize_name(pin.name): pin for pin in lock if applies(pin, environment)}
    left = [(name, "") for name in here]
    seen = set(left)
    missing: set[str] = set()
    while left:
        name, extra = left.pop()
        for need in (need for need in asks(here[name]) if applies(need, environment, extra)):
            other = canonicalize_name(need.name)
            if other not in here or not need.specifier.contains(
                pinned_version(here[other]), prereleases=True
            ):
                missing.add(f"{name} asks for {need.name}{need.specifier}")
                continue
            new = {(other, one) for one in need.extras} - seen
            seen |= new
            left += new
    return missing
