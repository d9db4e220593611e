"""Define what a change in Word may become: writings into a profile, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from generator.base.line_breaks import paragraphs
from generator.diff import Change
from generator.library.outline import block_kind
from generator.yaml_source import Data, KeyPath, mapping, node_at
from generator.yaml_source.placing import Entry

_CHANGES: KeyPath = ("outline", "changes")


class Doubt(StrEnum):
    """Name why a person has to decide; the words are those of `pull` in templates/report.yaml."""

    NONE = ""
    PENDING = "pending"
    CONFLICT = "conflict"
    PLACES = "places"
    UNIT = "unit"
    ELSEWHERE = "elsewhere"
    LOST = "lost"
    UNKNOWN = "department"
    RENAMED = "renamed"
    SPREADS = "spreads"
    REPEATED = "repeated"
    UNTRIED = "untried"
    RETYPED = "retyped"
    TITLE = "title"
    TERM = "term"
    SUGGESTED = "suggested"


class Rank(IntEnum):
    """Order changes to an outline: what names a block or a sentence comes before what takes that away."""

    PLACED = 0
    FIELDS = 1
    REPLACED = 2
    REMOVED = 3


@dataclass(frozen=True, slots=True)
class OutlineChange:
    """Hold one change to the outline, and its place among others."""

    data: Mapping[str, Data]
    rank: Rank


@dataclass(frozen=True, slots=True)
class Writing:
    """Hold what is written for one change: values at their paths, changes to the outline, keys that go.

    `lines` are new paragraphs of texts, by the path of the text and the place of the paragraph in it.
    """

    values: Mapping[KeyPath, Data] = field(default_factory=dict)
    changes: tuple[OutlineChange, ...] = ()
    gone: tuple[KeyPath, ...] = ()
    lines: Mapping[tuple[KeyPath, int], str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is written."""
        return not (self.values or self.changes or self.gone or self.lines)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold a change with its number, what it may be written as, and why it is doubtful.

    `options` come with the likeliest first; there are none where no key says it. `facts` are words of the
    question. One that `lacks_reason` leaves a row out, and nobody said why; what one that `spreads` changes
    elsewhere is meant.
    """

    number: int
    change: Change
    options: tuple[Writing, ...] = ()
    doubt: Doubt = Doubt.NONE
    facts: Mapping[str, str] = field(default_factory=dict)
    lacks_reason: bool = False
    spreads: bool = False

    @property
    def is_certain(self) -> bool:
        """Return whether it is taken without a question."""
        return bool(self.options) and self.doubt is Doubt.NONE


def together(writings: Sequence[Writing]) -> Writing:
    """Return one writing of all that `writings` write."""
    return Writing(
        {path: value for each in writings for path, value in each.values.items()},
        tuple(change for each in writings for change in each.changes),
        tuple(dict.fromkeys(path for each in writings for path in each.gone)),
        {place: line for each in writings for place, line in each.lines.items()},
    )


def outline_change(rank: Rank, **data: Data) -> Writing:
    """Return the writing of one change to the outline, of the verbs and fields in `data`."""
    return Writing(changes=(OutlineChange(data, rank),))


def entries_of(writings: Iterable[Writing], profile: Data) -> dict[KeyPath, Entry]:
    """Return what `writings` write into a profile with the data `profile`, by path.

    Changes to the outline go behind those that it has; two that add at one place are one, so that their order
    holds, and so are those of the fields of one block.
    """
    every = list(writings)
    values = {path: value for each in every for path, value in each.values.items()}
    values |= _texts({place: line for each in every for place, line in each.lines.items()}, profile)
    entries = {path: Entry(value) for path, value in values.items()}
    listed = mapping(mapping(profile).get("outline")).get("changes")
    first = len(listed) if isinstance(listed, list) else 0
    made = sorted((change for each in every for change in each.changes), key=lambda change: change.rank)
    made = [change for n, change in enumerate(made) if "move" not in change.data or change not in made[:n]]
    for n, change in enumerate(_joined(made), start=first):
        entries[*_CHANGES, n] = Entry(change)
    return entries


def _texts(lines: Mapping[tuple[KeyPath, int], str], profile: Data) -> dict[KeyPath, Data]:
    """Return the texts of a profile that have new paragraphs, by their paths."""
    found: dict[KeyPath, list[str]] = {}
    for (path, n), line in lines.items():
        text = node_at(profile, path)
        found.setdefault(path, paragraphs(text if isinstance(text, str) else ""))[n] = line
    return {path: "\n".join(each) for path, each in found.items()}


def _joined(changes: Iterable[OutlineChange]) -> Iterator[dict[str, Data]]:
    """Yield the data of `changes`, those of one place and kind as one."""
    found: dict[object, dict[str, Data]] = {}
    for n, change in enumerate(changes):
        data = dict(change.data)
        fields = change.rank is Rank.FIELDS and "add" not in data
        anchor = tuple((verb, str(data[verb])) for verb in ("at", "before", "after") if verb in data)
        adds = "add" in data and not block_kind(data["add"])
        replaced = "replace" in data and isinstance(data.get("by"), dict)
        matter = (fields, adds, replaced, *anchor, data.get("replace")) if fields or adds or replaced else n
        if matter not in found:
            found[matter] = data
        elif fields:
            found[matter] |= data
        elif replaced:
            found[matter]["by"] = _one_of_both(mapping(found[matter]["by"]), mapping(data["by"]))
        else:
            found[matter]["add"] = _several(found[matter]["add"], data["add"])
    yield from found.values()


def _one_of_both(one: dict[str, Data], other: dict[str, Data]) -> dict[str, Data]:
    """Return what replaces a topic by two changes: other words stand in the stead of the topic."""
    both = {**one, **other}
    return {key: value for key, value in both.items() if key != "topic" or "own" not in both}


def _several(first: Data, second: Data) -> Data:
    """Return two contents of a change as one paragraph's passages."""
    one, other = (each if isinstance(each, list) else [each] for each in (first, second))
    return [*one, *other]
