"""Data and places, built from YAML events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import yaml

from generator.base.characters import code_point, forbidden_character
from generator.base.diagnostics import Finding, Place, PlanError, few_of_each
from generator.base.limits import MOST_FINDINGS, MOST_NODES
from generator.base.line_breaks import join_lines

Data: TypeAlias = "dict[str, Data] | list[Data] | str | None"
KeyPath: TypeAlias = "tuple[str | int, ...]"

_NULLS = {"", "~", "null"}
# Words right behind a # are hardly a note of a person; a note has a blank there.
CUT_OFF = re.compile(r"(?<=[ \t])#[\w“《【（(].*")
_SHOWN = 20  # characters on each side of a cut that a message shows
_DEPTH = 60


def is_plain_data(data: object) -> bool:
    """Return whether `data` could come from TreeBuilder: texts, not many, not too deep, none forbidden."""
    level, nodes = [data], 0
    for _ in range(_DEPTH + 1):
        if not level:
            return True
        nodes += len(level)
        if nodes > MOST_NODES:
            return False
        collections = [node for node in level if isinstance(node, (dict, list))]
        texts = [node for node in level if isinstance(node, str)] + [
            key for n in collections if isinstance(n, dict) for key in n
        ]
        rest = len(level) - len(collections) - level.count(None)
        if rest != sum(isinstance(node, str) for node in level) or any(map(forbidden_character, texts)):
            return False
        level = [
            inner for node in collections for inner in (node.values() if isinstance(node, dict) else node)
        ]
    return False


class TreeBuilder:
    """Build data from YAML events, without recursion, so that no depth of nesting can do harm.

    Refuse aliases (a small file could unfold into a huge one), tags, nesting deeper than _DEPTH, and more
    nodes than MOST_NODES.
    """

    def __init__(self, name: str, text: str, *, prose: bool = True) -> None:
        self.name = name
        self.prose = prose
        self.lines = text.splitlines()
        self.root: Data = {}
        self.places: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}
        self.findings: list[Finding] = []
        self.cuts: list[Finding] = []  # values behind which words are lost as a comment
        self._cuts_off = bool(CUT_OFF.search(text))
        self._open: list[_OpenCollection] = []
        self._aliased = False

    def take(self, event: yaml.Event) -> None:
        """Process the next event of the stream; raise PlanError where it is too deep or too much."""
        match event:
            case yaml.ScalarEvent():
                self._scalar(event, self._place(event))
            case yaml.MappingStartEvent():
                self._start({}, event, self._place(event))
            case yaml.SequenceStartEvent():
                self._start([], event, self._place(event))
            case yaml.CollectionEndEvent():
                self._open.pop()
            case yaml.AliasEvent():
                if not self._aliased:
                    self._refuse("yaml-alias", self._place(event))
                self._aliased = True
                self._put(None, self._place(event))
            case yaml.DocumentStartEvent() if self.places:
                self._refuse("yaml-documents", self._place(event))
            case _:
                pass

    def _place(self, event: yaml.Event) -> Place:
        mark: Any = event.start_mark  # the parser always sets it
        if isinstance(event, yaml.ScalarEvent) and not event.value and not event.style:
            return self._place_of_empty(mark.line, mark.column)
        return Place(self.name, mark.line + 1, mark.column + 1)

    def _place_of_empty(self, line: int, column: int) -> Place:
        """Return where the text before an empty value ends; one parser reports the value behind blanks."""
        before = self.lines[line][:column] if line < len(self.lines) else ""
        while line and not before.strip():
            line -= 1
            before = self.lines[line]
        return Place(self.name, line + 1, len(before.rstrip()) + 1)

    def _start(
        self, data: dict[str, Data] | list[Data], event: yaml.CollectionStartEvent, place: Place
    ) -> None:
        if event.tag is not None:
            self._refuse("yaml-tag", place, tag=event.tag)
        path = self._put(data, place)
        if len(self._open) >= _DEPTH:
            raise PlanError([*self.findings, Finding("yaml-depth", place, {})])
        self._open.append(_OpenCollection(data, path))

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> None:
        if event.tag is not None:
            self._refuse("yaml-tag", place, tag=event.tag)
        if event.style == '"' and (found := _escaped(event.value)):  # parse() has searched the text itself
            self._refuse("character-control", place, code=code_point(found))
        frame = self._open[-1] if self._open else None
        if frame and isinstance(frame.data, dict) and frame.key is None:
            self._key(frame, event.value, place)
            return
        unquoted, value = not event.style, str(event.value)
        if unquoted and self._cuts_off:
            self._note_cut(event)
        if event.start_mark.line != event.end_mark.line:  # type: ignore[union-attr]  # the parser always sets them
            if unquoted and (line := self._list_inside(event)):
                self._refuse("yaml-nesting", Place(self.name, line, 1))
            value = self._unfolded(event, value) if self.prose else value
        self._put(None if unquoted and value in _NULLS else value, place)

    def _note_cut(self, event: yaml.ScalarEvent) -> None:
        """Note a value behind which ` #` with words right behind it begins a comment."""
        end: Any = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        behind = len(line) - len(line[end.column :].lstrip(" \t"))
        if event.value and (match := CUT_OFF.match(line, behind)):
            self.cuts.append(cut_off(self.name, end.line, str(event.value), match))

    def _key(self, frame: _OpenCollection, key: str, place: Place) -> None:
        if isinstance(frame.data, dict) and key in frame.data:
            self._refuse("key-duplicate", place, key=key)
        self.keys[(*frame.path, key)] = place
        frame.key = key

    def _put(self, value: Data, place: Place) -> KeyPath:
        """Attach a node where it belongs; return its path. Raise PlanError if there are too many."""
        if len(self.places) >= MOST_NODES:
            raise PlanError([*self.findings, _excess(place, "ManyNodes", MOST_NODES)])
        path: KeyPath = ()
        if not self._open:
            self.root = value
        else:
            path = self._open[-1].put(value)
            if path == self._open[-1].path:
                self._refuse("yaml-key", place)
        self.places[path] = place
        return path

    def _unfolded(self, event: yaml.ScalarEvent, text: str) -> str:
        """Return the text of a scalar, without the blanks that folded lines bring between Chinese words."""
        start: Any = event.start_mark
        end: Any = event.end_mark
        if event.style == "|" or "\\" in text:
            return text
        written = self.lines[start.line : end.line + 1]
        if event.style == ">":
            written = self.lines[start.line + 1 : end.line + (end.column > 0)]
        else:
            written[-1] = written[-1][: end.column]
            written[0] = written[0][start.column :]
            if event.style:
                written[0], written[-1] = written[0][1:], written[-1][:-1]
        lines = [line.strip() for line in written]
        body = text.rstrip("\n")
        if "".join(_folded(lines, " ".join)) != body:  # escapes, deeper lines, a comment: as YAML reads them
            return text
        return "".join(_folded(lines, join_lines)) + text[len(body) :]

    def _list_inside(self, event: yaml.ScalarEvent) -> int:
        """Return the line at which a plain text swallows what was meant as a list item, or 0."""
        start: Any = event.start_mark
        end: Any = event.end_mark
        first, last = start.line + 1, end.line + 1
        return next(
            (n + 1 for n in range(first, min(last, len(self.lines))) if self.lines[n].lstrip()[:2] == "- "), 0
        )

    def _refuse(self, rule: str, place: Place, **facts: str) -> None:
        """Record a finding; raise PlanError if there are more than anybody reads."""
        self.findings.append(Finding(rule, place, facts))
        if len(self.findings) > MOST_FINDINGS:
            raise PlanError(list(few_of_each(self.findings, MOST_FINDINGS)))


def cut_off(name: str, line: int, value: str, match: re.Match[str]) -> Finding:
    """Return the finding that words behind a `value` are lost, by a match of CUT_OFF in a `line` from 0."""
    facts = {"near": value[-_SHOWN:], "rest": match[0].rstrip()[:_SHOWN]}
    return Finding("yaml-hash", Place(name, line + 1, match.start() + 1), facts)


def _excess(place: Place, reason: str, limit: int) -> Finding:
    """Return the finding that a file has more than `limit` of what `reason` names."""
    return Finding("yaml-excess", place, {"reason": reason, "limit": f"{limit:,}"})


def _folded(lines: list[str], join: Callable[[list[str]], str]) -> Iterator[str]:
    """Yield the paragraphs of folded lines, each joined by `join`, and a line end for each empty line."""
    paragraph: list[str] = []
    for line in "\n".join(lines).rstrip("\n").split("\n"):
        if line:
            paragraph.append(line)
        else:
            yield f"{join(paragraph)}\n"
            paragraph = []
    yield join(paragraph)


def _escaped(text: str) -> str:
    """Return the first forbidden character of a quotation, which only an escape can produce; else empty."""
    match = forbidden_character(text)
    return match[0] if match else "\r" if "\r" in text else ""


class _OpenCollection:
    """Track an open mapping or list, and in a mapping the key that waits for its value."""

    def __init__(self, data: dict[str, Data] | list[Data], path: KeyPath) -> None:
        self.data = data
        self.path = path
        self.key: str | None = None

    def put(self, value: Data) -> KeyPath:
        """Add a value and return its path; return the own path if a mapping or list stands as a key."""
        if isinstance(self.data, list):
            self.data.append(value)
            return (*self.path, len(self.data) - 1)
        if self.key is None:
            self.key = ""
            return self.path
        path, self.data[self.key], self.key = (*self.path, self.key), value, None
        return path
