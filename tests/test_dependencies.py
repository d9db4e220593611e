"""Test the dependencies: declared, pinned with hashes, few, and licensed for redistribution."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from pinned import PIN, environments, installed_requirements, pinned_version, pins, unpinned

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHONS = [
    entry.rpartition(" ")[2]
    for entry in PROJECT["classifiers"]
    if entry.startswith("Programming Language :: Python :: 3.")
]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
LOCKED = re.compile(r"pip(?:\.exe)?\S* install [^&\n]*-r [^&\n]*")
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
TABLE = re.compile(r"^\| package \| licence \|.*\n\| --- .*\n((?:\|.*\n)+)", re.MULTILINE)
ROW = re.compile(r"^\| ([a-z0-9-]+)(?: \((.*)\))? \| ([\w.-]+) \|", re.MULTILINE)
HOMES = {
    "docx": "python-docx",
    "python_calamine": "python-calamine",
    "yaml": "pyyaml",
}  # where a package is not called as its distribution is
FREE = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0"}
FREE_AS_A_LIBRARY = {
    "pygal": "LGPL-3.0-or-later"
}  # imported as it is published; the README says what follows


def wanted(lock: str) -> list[Requirement]:
    """Return what pyproject.toml asks a lock to hold."""
    extras = PROJECT["optional-dependencies"]
    if lock == "build":
        return [Requirement(line) for line in PYPROJECT["build-system"]["requires"]]
    of = {"all": extras, "test": ["test"], "lowest": ["test"], "offline": ["paginate"], "runtime": []}[lock]
    return [
        Requirement(line)
        for line in [*PROJECT["dependencies"], *(one for name in of for one in extras[name])]
    ]


def fits(need: Requirement, pin: Requirement) -> bool:
    """Return whether a pin is of a version that the requirement allows."""
    same = canonicalize_name(pin.name) == canonicalize_name(need.name)
    return same and pinned_version(pin) in need.specifier


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_holds_what_the_project_asks_for(lock: Path) -> None:
    found = pins(lock)
    missing = [str(need) for need in wanted(lock.stem) if not any(fits(need, pin) for pin in found)]
    assert not missing, "not pinned as pyproject.toml has it; .ci/lock writes it anew"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_pins_by_hash_and_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    left = "".join(line for line in PIN.sub("", text).splitlines() if not line.startswith("#"))
    assert not left, "a line that pins nothing"
    assert not re.search(r"://|^-", text, re.MULTILINE)
    for match in PIN.finditer(text):
        pin = Requirement(match["need"])
        assert [str(one.operator) for one in pin.specifier] == ["=="]
        assert not pin.extras, "an extra would be asked for, and nothing says what it holds"
        assert HASH.findall(match["hashes"])


def test_the_lowest_versions_are_those_that_the_project_promises() -> None:
    lowest = {canonicalize_name(pin.name): pin for pin in pins(ROOT / "locks/lowest.txt")}
    for need in map(Requirement, PROJECT["dependencies"]):
        [least] = [Version(one.version) for one in need.specifier if one.operator == ">="]
        assert pinned_version(lowest[canonicalize_name(need.name)]) == least, need


@pytest.mark.parametrize(
    ("part", "whole"),
    [("runtime", "test"), ("build", "test"), ("test", "all"), ("runtime", "offline"), ("offline", "all")],
)
def test_one_lock_is_part_of_the_other(part: str, whole: str) -> None:
    found, beside = ({str(pin) for pin in pins(ROOT / f"locks/{name}.txt")} for name in (part, whole))
    assert found <= beside


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_pins_all_that_its_packages_ask_for(lock: Path) -> None:
    found = pins(lock)
    missing = {told for environment in environments(PYTHONS) for told in unpinned(found, environment)}
    assert not missing, "installed without a resolver, it would not work"
    if lock.stem in {"runtime", "build"}:
        assert any(map(installed_requirements, found)), "none of its packages is installed as it pins them"


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("coverage[toml]>=7.10.6", {"coverage asks for tomli"}),
        ("coverage>=7.10.6", set[str]()),
        ("coverage>=8", {"pytest-cov asks for coverage>=8"}),
        ("pluggy>=1", {"pytest-cov asks for pluggy>=1"}),
        ("pluggy>=1; sys_platform == 'os2'", set[str]()),
    ],
)
def test_what_a_lock_lacks_is_found(asked: str, missing: set[str]) -> None:
    asks = {"coverage": ["tomli; extra == 'toml'"], "pytest-cov": [asked]}
    lock = [Requirement(line) for line in ("coverage==7.17.3", "pytest-cov==7.1.0")]
    [environment, *_] = environments(PYTHONS)
    found = unpinned(lock, environment, lambda pin: [Requirement(line) for line in asks[pin.name]])
    assert found == missing


def test_no_command_that_installs_a_lock_asks_a_resolver() -> None:
    scripts = (file for file in (ROOT / ".ci").rglob("*") if file.is_file() and file.suffix != ".pyc")
    found = [
        line for file in (*ROOT.glob("*.md"), *scripts) for line in LOCKED.findall(file.read_text("utf-8"))
    ]
    assert len(found) >= 2
    assert [line for line in found if "--no-deps" not in line] == []


def test_every_library_that_is_imported_is_declared_and_the_other_way_round() -> None:
    own = {"generator", *sys.stdlib_module_names}
    found = {name for file in (ROOT / "generator").rglob("*.py") for name in imported(file)} - own
    optional = {"pypdf"}  # asked for by the extra `paginate`
    declared = {Requirement(line).name for line in PROJECT["dependencies"]}
    assert {HOMES.get(name, name) for name in found} - optional == declared


def imported(file: Path) -> Iterator[str]:
    """Yield the top-level names that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def closure(environment: Mapping[str, str]) -> set[str]:
    """Return every package that a run needs on a system, by the metadata of the installed ones."""
    found: set[str] = set()
    left = [Requirement(line) for line in PROJECT["dependencies"]]
    while left:
        need = left.pop()
        name = canonicalize_name(need.name)
        if name in found or (need.marker and not need.marker.evaluate({**environment, "extra": ""})):
            continue
        found.add(name)
        with suppress(metadata.PackageNotFoundError):  # another system's own
            left += map(Requirement, metadata.requires(name) or ())
    return found


def test_the_licence_of_all_that_a_run_needs_is_listed_and_free() -> None:
    [table] = TABLE.findall(README)
    rows: list[tuple[str, str, str]] = ROW.findall(table)
    listed = {name: licence for name, _, licence in rows}
    here: dict[str, str] = dict(default_environment())  # type: ignore[arg-type]  # a typed dict of texts
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
    newest = {"python_version": PYTHONS[-1], "python_full_version": f"{PYTHONS[-1]}.0"}
    assert {name for name, where, _ in rows if not where} == closure({**here, **newest})
    assert set(listed) >= closure({**here, **windows}) | closure(here)
    other = {name: licence for name, licence in listed.items() if licence not in FREE}
    assert other == FREE_AS_A_LIBRARY
    for name in closure(here):
        assert listed[name].split("-")[0] in licence_of(name), f"{name} tells another licence"


def licence_of(name: str) -> str:
    """Return a package's licence, wherever its metadata has it."""
    about = metadata.metadata(name)
    fields = ("License-Expression", "License", "Classifier")
    return "\n".join(str(value) for field in fields for value in about.get_all(field) or ())


def test_the_pythons_promised_are_the_pythons_tested() -> None:
    oldest, newest = PYTHONS[0], PYTHONS[-1]
    assert [f"3.{minor}" for minor in range(11, 11 + len(PYTHONS))] == PYTHONS
    assert PROJECT["requires-python"] == f">={oldest}"
    assert f"Python {oldest} to {newest}" in README
    assert PYPROJECT["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    assert oldest <= f"3.{sys.version_info.minor:02}" <= newest
    script = (ROOT / ".ci/newest").read_text(encoding="utf-8")
    assert "Programming Language :: Python" in script
    assert "| tail -1" in script
