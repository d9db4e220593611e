"""YAML with the line and column of every key and value; every scalar is text.

This module closes PyYAML's traps (`no` as False, `0310` as 200, `12:30` as 750, dates, silence about
duplicate keys): plain scalars stay as written, a duplicate key is an error, and so is a list item that YAML
would take for the end of the line before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from generator.base.characters import code_point, forbidden_character
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.base.resources import is_own
from generator.yaml_source.cache import cached_data
from generator.yaml_source.data import mapping as mapping
from generator.yaml_source.data import merge as merge
from generator.yaml_source.data import strings as strings
from generator.yaml_source.data import texts as texts
from generator.yaml_source.read import MAX_BYTES, decode, read_text
from generator.yaml_source.syntax import syntax_fault
from generator.yaml_source.tree import Data as Data
from generator.yaml_source.tree import KeyPath as KeyPath
from generator.yaml_source.tree import TreeBuilder
from generator.yaml_source.tree import is_plain_data as is_plain_data

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# An escaped emoji before a joiner, perhaps on the line before: TreeBuilder judges the whole quotation.
_JOINED = re.compile(r"\\U[0-9A-Fa-f]{8}(?:\\\r?\n[# ]*\\?)?(?=[\u200c\u200d])")
_CHINESE = re.compile("[\u3400-\u9fff]")
_BEYOND_UNICODE = re.compile(r"\\U(?=(?!000|0010)[0-9A-Fa-f]{8})")


@dataclass(frozen=True)
class Source:
    """Hold one YAML file: its data, and the place of each node and key by its path of keys and indexes.

    `cuts` tell of Chinese words behind which others are lost as a comment.
    """

    file: str
    data: Data
    places: dict[KeyPath, Place]
    keys: dict[KeyPath, Place]
    cuts: tuple[Finding, ...] = ()

    def key_place(self, path: KeyPath) -> Place:
        """Return the place of the key at `path`, or of the nearest node above it."""
        return self.keys.get(path) or self.place(path)

    def place(self, path: KeyPath) -> Place:
        """Return the place of the node at `path`, or of the nearest node above it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))

    def find(self, text: str, under: KeyPath = (), at_keys: Collection[str] = ()) -> Place:
        """Return the place of the first scalar below `under` that reads `text`, or the place of `under`.

        With `at_keys` count only scalars that are the value of one of these keys, alone or in a list.
        """
        paths = (path for path in self._paths.get(text, ()) if path[: len(under)] == under)
        first = next((path for path in paths if not at_keys or _key_of(path) in at_keys), None)
        return self.key_place(under) if first is None else self.places[first]

    @cached_property
    def _paths(self) -> dict[str, list[KeyPath]]:
        """Return the paths of each text, in file order."""
        found: dict[str, list[KeyPath]] = {}
        for path in self.places:
            if isinstance(text := node_at(self.data, path), str):
                found.setdefault(text, []).append(path)
        return found


class RepeatedKeysError(PlanError):
    """Signal that a file has keys twice and nothing else wrong: `source` has the last value of each."""

    def __init__(self, findings: list[Finding], source: Source) -> None:
        super().__init__(findings)
        self.source = source


def _key_of(path: KeyPath) -> str:
    """Return the last key of `path`, skipping indexes of lists; empty if there is none."""
    return next((key for key in reversed(path) if isinstance(key, str)), "")


def node_at(data: Data, path: KeyPath) -> Data:
    """Return the node of `data` at `path`, or None."""
    for key in path:
        if isinstance(data, dict) and isinstance(key, str):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def key_path(path: str) -> KeyPath:
    """Split `a.b.c` into its path of keys."""
    return tuple(path.split("."))


def load(file: Path) -> Source:
    """Read a YAML file; raise PlanError with a place for each thing that cannot be read."""
    return parse(read_text(file)[0], str(file))


def load_data(file: Path) -> Data:
    """Return the data of a YAML file, cached across processes; raise PlanError as `load` does."""
    if not is_own(file):
        return parse(read_text(file)[0], str(file), prose=False).data
    content = read_whole(file, MAX_BYTES)
    return cached_data(
        str(file), content, lambda: parse(decode(content, str(file))[0], str(file), prose=False).data
    )


def parse(text: str, name: str, *, prose: bool = True) -> Source:
    """Read YAML text; `name` stands for the file in messages. Raise PlanError as `load` does.

    In `prose` a folded line joins the next without a blank; lists of names keep theirs.
    """
    if match := forbidden_character(_JOINED.sub(lambda found: "☀" * len(found[0]), text)):
        facts = {"code": code_point(match[0])}
        raise PlanError([Finding("character-control", _place(text, match.start(), name), facts)])
    builder = TreeBuilder(name, text, prose=prose)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise PlanError([*builder.findings, syntax_fault(error, name, text, builder.cuts)]) from error
    except (
        OverflowError,
        ValueError,
    ) as error:  # by PyYAML's own parser; libyaml raises YAMLError
        raise PlanError([*builder.findings, _bad_escape(name, text)]) from error
    cuts = tuple(cut for cut in builder.cuts if _CHINESE.search(cut.facts["near"]))
    source = Source(name, builder.root, builder.places, builder.keys, cuts)
    if builder.findings and all(each.rule == "key-duplicate" for each in builder.findings):
        raise RepeatedKeysError(builder.findings, source)
    if builder.findings:
        raise PlanError(builder.findings)
    return source


def _bad_escape(name: str, text: str) -> Finding:
    """Report an escape beyond the last code point, at its place."""
    match = _BEYOND_UNICODE.search(text)
    facts = {"yaml": "found invalid Unicode character escape code"}
    return Finding("yaml-syntax", _place(text, match.end() if match else 0, name), facts)


def _place(text: str, offset: int, name: str) -> Place:
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(name, len(lines), len(lines[-1]) + 1)
