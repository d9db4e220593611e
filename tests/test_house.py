"""The house is as README.md and CONTRIBUTING.md describe it, and stays small enough to find one's way in."""

from __future__ import annotations

import re
from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ENTRIES = 14
LINES = 250
ROOT = Path(__file__).resolve().parent.parent
WINGS = [file.name for file in (ROOT / "generator").iterdir() if file.is_dir() and file.name != "__pycache__"]
FOLDERS = "|".join([*WINGS, "generator", "templates", "tests", "profiles", "locks"])
PATH = re.compile(rf"`((?:{FOLDERS})/[^`\s]*)`")
NAME = re.compile(r"`(\w+)` in `([^`]*\.py)`")
BRACES = re.compile(r"\{([^{}]*)\}")


def test_the_first_level_of_the_package_is_seen_at_a_glance(root: Path) -> None:
    entries = [file.name for file in (root / "generator").iterdir() if file.name != "__pycache__"]
    assert len(entries) <= ENTRIES, sorted(entries)


def test_no_module_is_too_long_to_be_read_at_once(root: Path) -> None:
    files = (root / "generator").rglob("*.py")
    lengths = {str(file.relative_to(root)): len(file.read_text("utf-8").splitlines()) for file in files}
    assert {file: length for file, length in lengths.items() if length > LINES} == {}


def test_no_two_rooms_of_one_wing_import_each_other() -> None:
    graph = grimp.build_graph("generator", cache_dir=None)
    for package in graph.modules:
        rooms: dict[str, set[str]] = defaultdict(set)
        depth = package.count(".") + 2
        for module in graph.find_descendants(package):
            room = ".".join(module.split(".")[:depth])
            for imported in graph.find_modules_directly_imported_by(module):
                other = ".".join(imported.split(".")[:depth])
                if other != room and other.startswith(f"{package}."):
                    rooms[room].add(other)
        TopologicalSorter(rooms).prepare()  # raises CycleError, which names the circle


def expanded(path: str) -> list[str]:
    """Return the paths that a path with {braces} stands for."""
    found = BRACES.search(path)
    if not found:
        return [path]
    before, after = path[: found.start()], path[found.end() :]
    return [each for part in found[1].split(",") for each in expanded(f"{before}{part.strip()}{after}")]


def below(path: str) -> str:
    """Return the path from the root of the project; the glossary leaves out `generator/`."""
    return f"generator/{path}" if path.partition("/")[0] in WINGS else path


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_path_that_is_named_is_there(root: Path, name: str) -> None:
    named = PATH.findall((root / name).read_text("utf-8"))
    assert named
    for path in named:
        for each in expanded(re.sub("<[^>]*>", "*", path)):
            assert list(root.glob(below(each).rstrip("/"))), f"{name} names {path}"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_class_is_in_the_module_that_is_named(root: Path, name: str) -> None:
    for term, path in NAME.findall((root / name).read_text("utf-8")):
        code = (root / below(path)).read_text("utf-8")
        assert re.search(rf"^(?:class |def )?{term}\b", code, re.MULTILINE), f"{name}: no {term} in {path}"
