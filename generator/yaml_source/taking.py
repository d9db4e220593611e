"""Take keys out of a YAML file where they stand; comments and every other character stay as they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import Any

from generator.base.diagnostics import PlanError
from generator.yaml_source import Data, KeyPath, node_at, parse
from generator.yaml_source.fill import Filled, apply_edits
from generator.yaml_source.layout import Layout, Node, Style
from generator.yaml_source.mend import correct_slips
from generator.yaml_source.placing import Edit, NoPlaceError

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[^\r\n]*", re.MULTILINE)
_LINE_BREAK = re.compile(r"\r?\n")
_HOLDERS = {Style.MAPPING, Style.LIST, Style.BRACES, Style.BRACKETS, Style.EMPTY}


def take_out(text: str, name: str, paths: Collection[KeyPath]) -> Filled:
    """Return the YAML `text` of the file `name` without the keys at `paths`, and those that stay.

    Comments on the lines of a key stay as lines of their own. A mapping of lines whose last key goes is
    empty from then on, one in braces has nothing in them. A key whose lines have something else on them,
    or one in braces with a line break beside it, stays. Raise PlanError if the text is no YAML.
    """
    taken: list[KeyPath] = []
    for path in sorted(set(paths), key=len):
        if any(path[: len(each)] == each for each in taken):
            continue  # it goes with what it stands in
        try:
            text = _without(text, name, path)
        except (PlanError, NoPlaceError):
            continue
        taken.append(path)
    refused = [path for path in paths if not any(path[: len(each)] == each for each in taken)]
    return Filled(text, tuple(refused))


def _without(typed: str, name: str, path: KeyPath) -> str:
    """Return the text as typed without the key at `path`; raise NoPlaceError if it would read otherwise."""
    mended = correct_slips(typed, name)[0]
    data = parse(mended, name).data
    layout = Layout(mended)
    above, node = layout.nodes.get(path[:-1]), layout.nodes.get(path)
    if above is None or node is None or path not in layout.keys:
        raise NoPlaceError
    braces = above.style is Style.BRACES
    edit = _in_braces(layout, path) if braces else _of_lines(layout, path, node)
    text = apply_edits(typed, mended, [edit])
    if parse(correct_slips(text, name)[0], name).data != _meant(data, path, empty={} if braces else None):
        raise NoPlaceError
    return text


def _meant(data: Data, path: KeyPath, *, empty: Data) -> Data:
    """Return `data` without the key at `path`, with `empty` where that was the last one."""
    meant = deepcopy(data)
    holder: Any = node_at(meant, path[:-1])
    del holder[path[-1]]
    if holder:
        return meant
    if len(path) == 1:
        return empty
    outer: Any = node_at(meant, path[:-2])
    outer[path[-2]] = empty
    return meant


def _in_braces(layout: Layout, path: KeyPath) -> Edit:
    """Return the edit that takes a key out of braces, with the comma beside it."""
    siblings = [each for each in layout.keys if len(each) == len(path) and each[:-1] == path[:-1]]
    place = siblings.index(path)
    start, end = layout.keys[path], layout.nodes[path].end
    if place:
        start = layout.nodes[siblings[place - 1]].end
    elif len(siblings) > 1:
        end = layout.keys[siblings[1]]
    if "\n" in layout.text[start:end]:
        raise NoPlaceError  # a comment behind it would stand behind another
    return Edit(start, end, 0, "")


def _of_lines(layout: Layout, path: KeyPath, node: Node) -> Edit:
    """Return the edit that takes the lines of a key away, but for their comments."""
    text, key = layout.text, layout.keys[path]
    start = layout.line_start(key)
    end = layout.line_end(node.end)
    margin = text[start:key]
    if margin.strip():
        raise NoPlaceError  # behind the dash of a list
    newline = _LINE_BREAK.match(text, end)
    kept = _COMMENT.findall(_without_scalars(layout, path, start, end))
    words = "".join(f"{margin}{comment.rstrip()}{newline[0] if newline else ''}" for comment in kept)
    return Edit(start, newline.end() if newline else end, 0, words)


def _without_scalars(layout: Layout, path: KeyPath, start: int, end: int) -> str:
    """Return the text from `start` to `end` with blanks for the values at and below `path`."""
    pieces, at = [], start
    for first, last in sorted(_scalars(layout, path)):
        pieces += [layout.text[at:first], " " * (last - first)]
        at = max(at, last)
    return "".join([*pieces, layout.text[at:end]])


def _scalars(layout: Layout, path: KeyPath) -> Iterator[tuple[int, int]]:
    """Yield where the values at and below `path` begin and end; a text of lines begins below its sign."""
    for each, node in layout.nodes.items():
        if each[: len(path)] != path or node.style in _HOLDERS:
            continue
        head = _LINE_BREAK.search(layout.text, node.start, node.end)
        lined = node.style in {Style.LITERAL, Style.FOLDED}
        yield (head.start() if lined and head else node.end if lined else node.start), node.end
