"""Write answers into the text of a profile, and find those that it would not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.base.diagnostics import MORE, Finding
from generator.base.limits import MOST_ANSWERS, MOST_NODES, MOST_PROFILE_BYTES
from generator.check.form.profile import check_form
from generator.locality.profile import read_source
from generator.yaml_source import Data, KeyPath, Source
from generator.yaml_source.fill import fill_in
from generator.yaml_source.placing import Entry

_BESIDE = 100  # bytes that a value takes beside itself: key, margin, quotation marks
_NO_ROOM, _NO_PLACE = "NoRoom", "NoPlace"

Entries = Mapping[KeyPath, Entry]


class WrittenIn(NamedTuple):
    """Hold the new text of a profile, and why entries are not in it: a rule, or a key of `faults`."""

    text: str
    refused: dict[KeyPath, str]


def write_in(text: str, name: str, entries: Entries) -> WrittenIn:
    """Return the `text` of the profile `name` with `entries`, but for those that would make it unsound.

    An entry that is refused takes no other along: what is left is judged again.
    """
    source = read_source(text.encode(), name)[0]
    known = {_told(each) for each in check_form(source)}
    room = MOST_PROFILE_BYTES - len(text.encode())
    refused = dict.fromkeys(_beyond(room, MOST_NODES - len(source.places), entries), _NO_ROOM)
    while True:
        rest = {path: entry for path, entry in entries.items() if path not in refused}
        filled = fill_in(text, name, rest)
        refused |= dict.fromkeys(filled.refused, _NO_PLACE)
        rest = {path: entry for path, entry in rest.items() if path not in refused}
        unsound = _unsound(read_source(filled.text.encode(), name)[0], rest, known) if rest else {}
        if not unsound:
            return WrittenIn(filled.text if rest else text, refused)
        refused |= unsound


def _beyond(room: int, nodes: int, entries: Entries) -> Iterator[KeyPath]:
    """Yield the places of entries that are too many: for the `room` in bytes, or for the `nodes` left."""
    for number, (path, entry) in enumerate(entries.items()):
        size, count = len(str(entry).encode()) + _BESIDE, _nodes(entry.value) + len(path) - 1
        if number >= MOST_ANSWERS or size > room or count > nodes:
            yield path
        else:
            room, nodes = room - size, nodes - count


def _nodes(value: Data) -> int:
    """Return of how many nodes a value is made."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(_nodes, inner))


def _unsound(source: Source, entries: Entries, known: set[tuple[object, ...]]) -> dict[KeyPath, str]:
    """Return the entries that the schema would not have, with the rule that says so.

    `known` is what the profile has been told of before. Where nobody can tell which entry is meant (there are
    too many of them), the later half is refused.
    """
    new = [each for each in check_form(source) if each.rule != MORE and _told(each) not in known]
    starts = sorted((source.key_place(path), path) for path in entries)
    found = {}
    for each in new:
        before = [path for place, path in starts if place <= each.place]
        same = [path for path in before if source.key_place(path).line == each.place.line]
        if same:
            found[same[-1]] = each.rule
    if new and not found:
        paths = [*entries]
        return dict.fromkeys(paths[len(paths) // 2 :], _NO_ROOM)
    return found


def _told(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, *sorted(finding.facts.items()))
