"""Write values into a YAML file where they belong; every other character stays as it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from generator.base.diagnostics import PlanError
from generator.yaml_source import Data, KeyPath, node_at, parse
from generator.yaml_source.layout import Layout
from generator.yaml_source.mend import correct_slips
from generator.yaml_source.placing import Edit, Entry, NoPlaceError, Placing

_MOST_TRIES = 200  # readings of the whole file, to find the entries that cannot be written


class Filled(NamedTuple):
    """Hold the new text of a file, and the paths whose values could not be written."""

    text: str
    refused: tuple[KeyPath, ...]


def fill_in(text: str, name: str, entries: Mapping[KeyPath, Entry]) -> Filled:
    """Return the YAML `text` of the file `name` with the values of `entries` at their paths.

    A value stands in the stead of the one that the file has, in its style, or behind its key; a key that the
    file lacks gets a line below its mapping, or a place in its braces. Lines with slips of the keyboard that
    nothing is written into stay as they are typed. What the file would not read back to the letter is left
    out, and refused. Raise PlanError if the text is no YAML.
    """
    mended = correct_slips(text, name)[0]
    data = parse(mended, name).data
    work = _Work(text, mended, name, data)
    good = work.writable(tuple(entries.items()))
    refused = tuple(path for path in entries if path not in dict(good))
    return Filled(work.applied(good) if good else text, refused)


class _Work:
    """Hold a file while values are written into it: as typed, as read, its data."""

    def __init__(self, typed: str, mended: str, name: str, data: Data) -> None:
        self.typed = typed
        self.mended = mended
        self.name = name
        self.data = data
        self.placing = Placing(Layout(mended), "\r\n" if "\r\n" in mended else "\n")
        self._tries = _MOST_TRIES

    def writable(self, entries: Sequence[tuple[KeyPath, Entry]]) -> tuple[tuple[KeyPath, Entry], ...]:
        """Return those of `entries` that the file reads back to the letter.

        One that has no place is known by itself, one that reads otherwise by what is read; where the file
        does not read at all, the entry for which is found by halves.
        """
        good = tuple(each for each in entries if self._has_place(*each))
        while good and self._tries > 0 and not self._reads(good):
            self._tries -= 1
            if not (wrong := self._misread(good)):
                return self._by_halves(good)
            good = tuple(
                (path, Entry(entry.value) if path in wrong else entry)
                for path, entry in good
                if path not in wrong or entry.comment
            )
        return good

    def _has_place(self, path: KeyPath, entry: Entry) -> bool:
        """Return whether an entry can be written at all, whatever stands beside it."""
        try:
            list(self.placing.edits([(path, entry)]))
            _refuse_in_texts(self.data, path)
        except NoPlaceError:
            return False
        return True

    def _misread(self, entries: Sequence[tuple[KeyPath, Entry]]) -> set[KeyPath]:
        """Return the paths at which the file reads something else than was meant, if it reads at all."""
        try:
            data = parse(correct_slips(self.applied(entries), self.name)[0], self.name).data
        except (PlanError, NoPlaceError):
            return set()
        return {path for path, entry in entries if node_at(data, path) != entry.value}

    def _by_halves(self, entries: Sequence[tuple[KeyPath, Entry]]) -> tuple[tuple[KeyPath, Entry], ...]:
        """Return those of `entries` with which the file reads as meant."""
        if not entries or self._tries <= 0:
            return ()
        self._tries -= 1
        if self._reads(entries):
            return tuple(entries)
        if len(entries) == 1:
            path, entry = entries[0]
            return self._by_halves(((path, Entry(entry.value)),)) if entry.comment else ()
        half = len(entries) // 2
        good = (*self._by_halves(entries[:half]), *self._by_halves(entries[half:]))
        return good if self._reads(good) else self._by_halves(good[:half])

    def applied(self, entries: Sequence[tuple[KeyPath, Entry]]) -> str:
        """Return the text as typed with these entries; only lines that they touch have their slips mended."""
        edits = sorted(self.placing.edits(entries))
        return apply_edits(self.typed, self.mended, edits)

    def _reads(self, entries: Sequence[tuple[KeyPath, Entry]]) -> bool:
        """Return whether the file reads as meant with these entries."""
        meant = deepcopy(self.data)
        try:
            for path, entry in entries:
                meant = _set(meant, path, entry.value)
            text = correct_slips(self.applied(entries), self.name)[0]
            return parse(text, self.name).data == meant
        except (PlanError, NoPlaceError):
            return False


def _refuse_in_texts(data: Data, path: KeyPath) -> None:
    """Raise NoPlaceError where a text or a list stands in the way to `path`."""
    for key in path:
        if data is None:
            return
        if isinstance(key, int) != isinstance(data, list) or isinstance(data, str):
            raise NoPlaceError
        data = node_at(data, (key,))


def _set(data: Data, path: KeyPath, value: Data) -> Data:
    """Return `data` with `value` at `path`; raise NoPlaceError where a text or a list stands in the way."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(key, int):
        data = [] if data is None else data
        if not isinstance(data, list) or key > len(data):
            raise NoPlaceError
        if key == len(data):
            data.append(None)
        data[key] = _set(data[key], rest, value)
        return data
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise NoPlaceError
    data[key] = _set(data.get(key), rest, value)
    return data


def apply_edits(typed: str, mended: str, edits: Sequence[Edit]) -> str:
    """Return the text as `typed` with edits, in order, of the `mended` one; lines without one stay typed."""
    olds, news = (each.splitlines(keepends=True) for each in (typed, mended))
    if olds == news or len(olds) != len(news):
        return _apply(mended, edits)
    starts = _starts(news)
    touched = {n for edit in edits if not edit.adds_lines for n in _lines_of(edit, starts)}
    base = [new if n in touched else old for n, (old, new) in enumerate(zip(olds, news, strict=True))]
    shifted = _starts(base)

    def moved(offset: int, edit: Edit) -> int:
        line = _line_of(offset, starts)
        if edit.adds_lines:
            return shifted[line] + len(base[line].rstrip("\r\n"))
        return shifted[line] + offset - starts[line]

    return _apply(
        "".join(base),
        [each._replace(start=moved(each.start, each), end=moved(each.end, each)) for each in edits],
    )


def _apply(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with the edits made, which stand in the order of their places."""
    pieces, end = [], 0
    for edit in edits:
        pieces += [text[end : edit.start], edit.new]
        end = edit.end
    return "".join([*pieces, text[end:]])


def _starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _line_of(offset: int, starts: Sequence[int]) -> int:
    """Return the index of the line in which `offset` stands; at the end of all, that of the last line."""
    return min(bisect_right(starts, offset) - 1, len(starts) - 2)


def _lines_of(edit: Edit, starts: Sequence[int]) -> range:
    last = max(edit.start, edit.end - 1)
    return range(_line_of(edit.start, starts), _line_of(last, starts) + 1)
