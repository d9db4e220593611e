"""Find where values belong in a YAML text, and how they are written there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.yaml_source import Data, KeyPath
from generator.yaml_source.layout import Layout, Node, Style
from generator.yaml_source.write import yaml_flow, yaml_scalar

_STEP = 2  # columns by which the entries of a new mapping stand further right


class Entry(NamedTuple):
    """Hold the new `value` of a node, and the `comment` that is written behind it, "" for none."""

    value: Data
    comment: str = ""


class Edit(NamedTuple):
    """Hold what stands from `start` to `end` of a text from now on.

    Of several at one place a value stands first, then its comment, then the lines of the deepest mapping.
    """

    start: int
    end: int
    rank: int
    new: str

    @property
    def adds_lines(self) -> bool:
        """Return whether the edit adds lines below the one at whose end it stands, and changes none."""
        return self.start == self.end and self.new[:1] in {"\r", "\n"}


_MARK = "  # "
_COMMENT_BELOW = re.compile(r"(?:[ \t]*\r?\n)+([ \t]*)#")
_CITED = re.compile(r"([^，#]+，)\d{4}-\d\d-\d\d(?:，[^#]*)?")  # where a value came from, and on which day
_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)")  # behind the sign that begins a text of lines
_FIRST_END = re.compile(r"(?=\r?\n)|\Z")
_VALUE, _COMMENT, _LINES = 0, 1, 10_000  # less the depth of their mapping


class NoPlaceError(Exception):
    """Signal that a value cannot be written without changing something else."""


class Placing:
    """Make edits of entries, by the layout of a text whose lines end in `newline`."""

    def __init__(self, layout: Layout, newline: str) -> None:
        self.layout = layout
        self._newline = newline

    def edits(self, entries: Sequence[tuple[KeyPath, Entry]]) -> Iterator[Edit]:
        """Yield the edits that write the entries; raise NoPlaceError for one that has no place."""
        added: dict[KeyPath, dict[KeyPath, Entry]] = {}
        comments: dict[tuple[int, int], list[str]] = {}
        for path, entry in entries:
            node = self.layout.nodes.get(path)
            if node is None:
                added.setdefault(self._nearest(path), {})[path] = entry
            else:
                edit = self._replaced(path, node, entry.value)
                yield edit
                if entry.comment:
                    behind = edit.start if "\n" in edit.new else edit.end
                    place = self._comment_place(behind, entry.comment)
                    comments.setdefault(place, []).append(entry.comment)
        for path, below in added.items():
            yield self._added(path, self.layout.nodes.get(path), below)
        for (start, end), texts in comments.items():
            yield Edit(start, end, _COMMENT, "".join(f"  # {each}" for each in dict.fromkeys(texts)))

    def _comment_place(self, behind: int, comment: str) -> tuple[int, int]:
        """Return where a comment stands from and to: at the end of the line of the offset `behind`.

        An earlier one of the same origin (县民政局，2026-12-03，…) gives way to it.
        """
        end = self.layout.line_end(behind)
        rest = self.layout.text[behind:end]
        at = rest.rfind(_MARK)
        old = _CITED.fullmatch(rest[at + len(_MARK) :]) if at >= 0 else None
        return (behind + at if old and comment.startswith(old[1]) else end), end

    def _nearest(self, path: KeyPath) -> KeyPath:
        """Return the path of the node below which `path` has to be added."""
        above = path[:-1]
        while above and above not in self.layout.nodes:
            above = above[:-1]
        return above

    def _replaced(self, path: KeyPath, node: Node, value: Data) -> Edit:
        """Return the edit that writes `value` in the stead of what the node has."""
        text, old = self.layout.text, self.layout.text[node.start : node.end]
        if node.style is Style.EMPTY:
            colon = "" if text[node.end - 1 : node.end] in {":", "-"} else ":"
            words = self._rendered(
                value, self._indent(path), flow=node.flow or self._has_rest(node, self._indent(path))
            )
            return Edit(node.end, node.end, _VALUE, f"{colon} {words}")
        if node.style in {Style.MAPPING, Style.BRACES} or _has_comment(old, node):
            raise NoPlaceError
        if node.style is Style.LIST and isinstance(value, list):
            new = f"{self._newline}{' ' * node.column}".join(f"- {yaml_flow(each)}" for each in value)
        else:
            flow = node.flow or self._has_rest(node, self._indent(path))
            new = self._in_style(node.style, value, self._indent(path), flow=flow)
        comment = _HEADER_COMMENT.match(old) if node.style in {Style.LITERAL, Style.FOLDED} else None
        kept = comment[1] if comment else ""
        return Edit(node.start, node.end, _VALUE, _FIRST_END.sub(lambda _: kept, new, count=1))

    def _has_rest(self, node: Node, indent: int) -> bool:
        """Return whether a comment or the end of braces stands behind a node, or a comment below it.

        Lines of a text of its own would take them in.
        """
        end = self.layout.line_end(node.end)
        return bool(self.layout.text[node.end : end].strip()) or self._is_above_comment(end, indent)

    def _is_above_comment(self, end: int, indent: int) -> bool:
        """Return whether a comment is next below a line's `end`, right of the column `indent`."""
        match = _COMMENT_BELOW.match(self.layout.text, end)
        return match is not None and len(match[1]) > indent

    def _in_style(self, style: Style, value: Data, indent: int, *, flow: bool) -> str:
        """Return `value` as it stands in the stead of one of this style."""
        if isinstance(value, str) and "\n" not in value:
            if style is Style.DOUBLE:
                return json.dumps(value, ensure_ascii=False)
            if style is Style.SINGLE:
                return "'" + value.replace("'", "''") + "'"
        return self._rendered(value, indent, flow=flow)

    def _rendered(self, value: Data, indent: int, *, flow: bool) -> str:
        """Return `value` as it stands behind a key that stands in column `indent`."""
        if isinstance(value, str) and "\n" in value and not flow:
            lines = value.split("\n")
            if all(line and line == line.strip() for line in lines):
                between = f"{self._newline}{' ' * (indent + _STEP)}"
                return f"|-{between}{between.join(lines)}"
        if isinstance(value, str) and "\n" in value:
            return json.dumps(value, ensure_ascii=False)
        return yaml_flow(value)

    def _indent(self, path: KeyPath) -> int:
        """Return the column in which the entries of the mapping around `path` stand."""
        return self.layout.nodes[path[:-1]].column if path else 0

    def _added(self, above: KeyPath, node: Node | None, below: Mapping[KeyPath, Entry]) -> Edit:
        """Return the edit that adds entries to the node at `above`."""
        tree = _tree(above, below)
        if node is None or (not above and node.style is Style.EMPTY):
            return self._appended(tree)
        if node.style in {Style.BRACES, Style.BRACKETS} or (node.style is Style.EMPTY and node.flow):
            return self._in_braces(node, above, tree)
        if node.style not in {Style.MAPPING, Style.LIST, Style.EMPTY}:
            raise NoPlaceError
        indent = self._indent(above) + _STEP if node.style is Style.EMPTY else node.column
        offset = self.layout.line_end(node.end)
        flat = self._is_above_comment(offset, indent)
        lines = self._lines(tree, indent, dash=_is_list(tree), flat=flat)
        words = "".join(f"{self._newline}{line}" for line in lines)
        return Edit(offset, offset, _LINES - len(above), words)

    def _appended(self, tree: Mapping[str | int, Any]) -> Edit:
        """Return the edit that adds entries at the end of a file that has none yet."""
        text = self.layout.text
        begin = "" if not text or text.endswith(("\n", "\r")) else self._newline
        lines = self._lines(tree, 0, dash=False)
        return Edit(len(text), len(text), _LINES, begin + "".join(f"{line}{self._newline}" for line in lines))

    def _in_braces(self, node: Node, path: KeyPath, tree: Mapping[str | int, Any]) -> Edit:
        """Return the edit that adds entries within the braces or brackets of a node."""
        if node.style is Style.EMPTY:
            return Edit(node.end, node.end, _VALUE, f" {yaml_flow(_plain(tree))}")
        listed = node.style is Style.BRACKETS
        inner = ", ".join(
            (yaml_flow(_plain(each)) if listed else f"{yaml_scalar(str(key))}: {yaml_flow(_plain(each))}")
            for key, each in tree.items()
        )
        if node.last is None:
            return Edit(node.start + 1, node.start + 1, _LINES - len(path), inner)
        end = self.layout.nodes[(*path, node.last)].end
        return Edit(end, end, _LINES - len(path), f", {inner}")

    def _lines(
        self, tree: Mapping[str | int, Any], indent: int, *, dash: bool, flat: bool = False
    ) -> Iterator[str]:
        """Yield the lines of new entries, which stand in column `indent`; `flat` ones have a line each."""
        margin = " " * indent
        for key, each in tree.items():
            if isinstance(each, dict):
                if dash:
                    yield f"{margin}- {yaml_flow(_plain(each))}"
                    continue
                yield f"{margin}{yaml_scalar(str(key))}:"
                yield from self._lines(each, indent + _STEP, dash=_is_list(each), flat=flat)
            elif isinstance(each, Entry) and not dash and _is_listing(each.value):
                yield f"{margin}{yaml_scalar(str(key))}:"
                yield from (f"{margin}{' ' * _STEP}- {yaml_flow(item)}" for item in each.value or ())
            elif isinstance(each, Entry):
                words = self._rendered(each.value, indent, flow=dash or flat)
                comment = f"  # {each.comment}" if each.comment and "\n" not in words else ""
                yield f"{margin}{'- ' if dash else f'{yaml_scalar(str(key))}: '}{words}{comment}"


def _has_comment(old: str, node: Node) -> bool:
    """Return whether what a node has on its lines may hold a comment, which a new value would take away."""
    return node.style in {Style.LIST, Style.BRACKETS} and "#" in old


def _tree(above: KeyPath, entries: Mapping[KeyPath, Entry]) -> dict[str | int, Any]:
    """Return the entries below the path `above` as nested mappings, whose leaves are entries."""
    tree: dict[str | int, Any] = {}
    for path, entry in entries.items():
        at = tree
        for key in path[len(above) : -1]:
            at = at.setdefault(key, {})
            if not isinstance(at, dict):
                raise NoPlaceError
        at[path[-1]] = entry
    return tree


def _is_listing(value: Data) -> bool:
    """Return whether a value is a list whose items have keys: each gets a line of its own."""
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _plain(tree: Any) -> Data:  # noqa: ANN401  # a tree of entries
    """Return a tree of entries as data."""
    if isinstance(tree, Entry):
        return tree.value
    if _is_list(tree):
        return [_plain(each) for each in tree.values()]
    return {str(key): _plain(each) for key, each in tree.items()}


def _is_list(tree: Mapping[str | int, Any]) -> bool:
    """Return whether new entries are those of a list."""
    return all(isinstance(key, int) for key in tree)
