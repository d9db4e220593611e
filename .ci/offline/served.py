# ruff: noqa: INP001  # these scripts are no package
"""Read the systems that a zip is made for and the pins of a lock; match wheels with Pythons and systems."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

HERE = Path(__file__).resolve().parent
PIN = re.compile(r"^(?P<need>[^\s#][^\\]*?) ?\\\n(?P<hashes>(?: +--hash=\S+(?: \\)?\n)+)", re.MULTILINE)
LEGACY = {5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"}  # other names of manylinux_2_5 and so on


@dataclass(frozen=True)
class System:
    """Hold a system that a zip is made for, as systems.yaml describes it."""

    name: str
    label: str  # for its users
    platform: str  # as sysconfig.get_platform() names it
    glibc: str  # the oldest C library served; 0.0 for none
    script: str  # what installs
    how: str  # how a user starts it
    markers: Mapping[str, str]

    def platforms(self) -> list[str]:
        """Return the platform tags of its wheels, the best first."""
        own = self.platform.replace("-", "_")
        if not own.startswith("linux_"):
            return [own]
        machine = own.removeprefix("linux_")
        lowest = 16 if machine != "x86_64" else 4  # PEP 600: the oldest that a machine ever had
        found = []
        for minor in range(int(self.glibc.partition(".")[2]), lowest, -1):
            found.append(f"manylinux_2_{minor}_{machine}")
            found += [f"{LEGACY[minor]}_{machine}"] if minor in LEGACY else []
        return found

    def tags(self, python: str) -> set[Tag]:
        """Return the tags of the wheels that a Python of this system takes."""
        major, minor = map(int, python.split("."))
        abi = f"cp{major}{minor}"
        return {
            *cpython_tags((major, minor), [abi], self.platforms()),
            *compatible_tags((major, minor), abi, self.platforms()),
        }


@dataclass(frozen=True)
class Pin:
    """Hold one package of a lock: its version, its hashes and where it applies."""

    need: Requirement
    hashes: tuple[str, ...]  # as the lock has them: sha256:…

    def applies(self, system: System, python: str) -> bool:
        """Return whether a Python of a system needs the package."""
        versions = {"python_version": python, "python_full_version": f"{python}.0", "extra": ""}
        return self.need.marker is None or self.need.marker.evaluate({**system.markers, **versions})

    def line(self, hashes: Iterable[str], *, marker: bool = True) -> str:
        """Return a line of a requirements file with these hashes."""
        end = f" ; {self.need.marker}" if marker and self.need.marker else ""
        return " ".join(
            [f"{self.need.name}{self.need.specifier}{end}", *(f"--hash={each}" for each in hashes)]
        )


def read_systems() -> list[System]:
    """Return the systems of systems.yaml."""
    found = yaml.safe_load((HERE / "systems.yaml").read_text(encoding="utf-8"))
    return [System(name=name, **about) for name, about in found.items()]


def read_pins(lock: str) -> list[Pin]:
    """Return the packages of a lock's text."""
    return [
        Pin(Requirement(match["need"]), tuple(re.findall(r"--hash=(\S+)", match["hashes"])))
        for match in PIN.finditer(lock)
    ]


def read_pythons(pyproject: str) -> list[str]:
    """Return the Pythons that a pyproject.toml promises, the oldest first."""
    lines = tomllib.loads(pyproject)["project"]["classifiers"]
    return [
        line.rpartition(" ")[2] for line in lines if line.startswith("Programming Language :: Python :: 3.")
    ]


def lacking(wheels: Iterable[str], pins: Iterable[Pin], system: System, python: str) -> list[str]:
    """Return the packages that a Python of a system needs and none of these wheels brings."""
    tags = system.tags(python)
    found = [parse_wheel_filename(wheel) for wheel in wheels]
    fit = {(name, str(version)) for name, version, _, offered in found if offered & tags}
    needed = [
        (pin, {str(one.version) for one in pin.need.specifier}) for pin in pins if pin.applies(system, python)
    ]
    return [
        pin.need.name
        for pin, versions in needed
        if not any((canonicalize_name(pin.need.name), version) in fit for version in versions)
    ]
