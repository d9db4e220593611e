"""YAML with places: every scalar is text, every node knows its line and column.

PyYAML's readings (`no` as False, `0310` as 200, `12:30` as 750, dates) and its silence about
duplicate keys are closed here: plain scalars stay as written, and a key that stands twice is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from generator.diagnostics import Finding, Place, PlanError

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
KeyPath: TypeAlias = "tuple[str | int, ...]"

MAX_BYTES = 4_000_000
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NULLS = {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML file: its data, and by path of keys and indexes the place of every node and every key."""

    file: str
    data: Data
    places: dict[KeyPath, Place]
    keys: dict[KeyPath, Place]

    def key_place(self, path: KeyPath) -> Place:
        """Where the key at `path` stands, or the nearest node above it."""
        return self.keys.get(path) or self.place(path)

    def place(self, path: KeyPath) -> Place:
        """Where the node at `path` stands, or the nearest node above it that does."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))

    def find(self, text: str) -> Place:
        """Where the first scalar that reads `text` stands, or the file."""
        for path, place in self.places.items():
            if at(self.data, path) == text:
                return place
        return Place(self.file)


def at(data: Data, path: KeyPath) -> Data:
    """The node at `path`, None where there is none."""
    for key in path:
        if isinstance(data, dict) and isinstance(key, str):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def dotted(path: str) -> KeyPath:
    """The path of keys that `a.b.c` names."""
    return tuple(path.split("."))


def load(file: Path) -> Source:
    """Read a YAML file; raises PlanError with a place for each thing that cannot be read."""
    return parse(_read(file), str(file))


def parse(text: str, name: str) -> Source:
    """Read YAML text; `name` stands for the file in messages."""
    if match := _CONTROL.search(text):
        raise PlanError(
            [
                Finding(
                    "character-control", _place(text, match.start(), name), {"code": f"U+{ord(match[0]):04X}"}
                )
            ]
        )
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise PlanError([_syntax(error, name)]) from error
    except RecursionError as error:
        raise PlanError([Finding("yaml-depth", Place(name), {})]) from error
    if node is None:
        return Source(name, {}, {}, {})
    builder = _Builder(name)
    data = builder.build(node, ())
    if builder.findings:
        raise PlanError(builder.findings)
    return Source(name, data, builder.places, builder.keys)


def _read(file: Path) -> str:
    place = Place(str(file))
    try:
        if not file.is_file():
            raise PlanError([Finding("file-missing", place, {})])
        if file.stat().st_size > MAX_BYTES:
            raise PlanError([Finding("file-large", place, {"limit": str(MAX_BYTES // 1_000_000)})])
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanError([Finding("file-encoding", place, {})]) from error
    except (OSError, ValueError) as error:
        raise PlanError([Finding("file-unreadable", place, {"reason": type(error).__name__})]) from error


def _place(text: str, offset: int, name: str) -> Place:
    before = text[:offset]
    return Place(name, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def _syntax(error: yaml.MarkedYAMLError, name: str) -> Finding:
    mark = error.problem_mark or error.context_mark
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    return Finding("yaml-syntax", place, {"problem": error.problem or error.context or ""})


class _Builder:
    """Turns YAML nodes into data; refuses aliases (a small file could unfold into a huge one)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}
        self.findings: list[Finding] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, path: KeyPath) -> Data:
        place = Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1)
        self.places[path] = place
        if id(node) in self._seen:
            self.findings.append(Finding("yaml-alias", place, {}))
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and node.style is None and node.value in _NULLS:
            return None
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> Data:
        data: dict[str, Data] = {}
        for key, child in node.value:
            place = Place(self.name, key.start_mark.line + 1, key.start_mark.column + 1)
            if not isinstance(key, yaml.ScalarNode):
                self.findings.append(Finding("yaml-key", place, {}))
            elif key.value in data:
                self.findings.append(Finding("key-duplicate", place, {"key": key.value}))
            else:
                self.keys[(*path, key.value)] = place
                data[key.value] = self.build(child, (*path, key.value))
        return data
