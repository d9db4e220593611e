"""Join the changes of a measure, section or paragraph that somebody wrote anew: it changed as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rapidfuzz import fuzz

from generator.diff.changes import Cause, Change, ChangeKind
from generator.diff.words import mark_differences
from generator.document import Division, Document, Paragraph, Passage, plain, walk

_SIMILAR = 70  # of 100: what is more similar than that to what it was, was edited word by word
_MOST_COMPARED = 25_000_000  # pairs of characters; two measures of 5,000 make as many
_OF_TEXT = {
    ChangeKind.TEXT,
    ChangeKind.RETITLED,
    ChangeKind.ADDED,
    ChangeKind.REMOVED,
    ChangeKind.DEPARTMENT,
    ChangeKind.ATTRIBUTE,
}
_Id = tuple[str, str]  # family and key


@dataclass(frozen=True, slots=True)
class _Unit:
    """Hold a division with its own paragraphs, or a paragraph: its words, and what may have changed of it."""

    text: str
    members: tuple[_Id, ...]


def join_rewritten(changes: Sequence[Change], before: Document, after: Document) -> list[Change]:
    """Return `changes` between two documents with keys assigned; one for each unit that was written anew.

    Such is a division whose title and text both changed, or a paragraph of which every passage did, if less
    than _SIMILAR of it stayed. A figure that both versions have is told by itself.
    """
    olds, news = _units(before), _units(after)
    holders = _holders(olds, news)
    concerned: dict[_Id, list[int]] = defaultdict(list)
    for n, change in enumerate(changes):
        if change.cause is Cause.HAND and change.kind in _OF_TEXT and not change.folded:
            for unit in holders.get(_id(change), ()):
                concerned[unit].append(n)
    joined: dict[int, Change] = {}
    gone: set[int] = set()
    for unit in sorted(concerned):  # divisions before their paragraphs
        places = [n for n in concerned[unit] if n not in gone]
        if len(places) > 1 and _is_rewritten(unit, [changes[n] for n in places], olds[unit], news[unit]):
            joined[places[0]] = _joined(unit, [changes[n] for n in places], olds[unit], news[unit])
            gone.update(places)
    return [joined.get(n, change) for n, change in enumerate(changes) if n in joined or n not in gone]


def _id(change: Change) -> _Id:
    """Return what `change` is about, as a unit names its members."""
    return ("passage" if change.block in {"passage", "paragraph"} else "division"), change.key


def _units(document: Document) -> dict[_Id, _Unit]:
    """Return all units of `document` that have a key."""
    return {unit: made for _, node in walk(document) for unit, made in _unit(node) if unit[1]}


def _unit(node: object) -> Iterator[tuple[_Id, _Unit]]:
    match node:
        case Division():
            own = [block for block in node.body if isinstance(block, Paragraph)]
            text = "".join((node.title, "。" if node.title else "", *(plain(each.runs) for each in own)))
            passages = chain.from_iterable(each.passages for each in own)
            yield ("division", node.key), _Unit(text, (("division", node.key), *_members(passages)))
        case Paragraph() if len(node.passages) > 1:
            yield ("paragraph", node.key), _Unit(plain(node.runs), tuple(_members(node.passages)))


def _members(passages: Iterator[Passage] | Sequence[Passage]) -> Iterator[_Id]:
    return (("passage", passage.key) for passage in passages)


def _holders(olds: Mapping[_Id, _Unit], news: Mapping[_Id, _Unit]) -> dict[_Id, list[_Id]]:
    """Return the units that both versions have, by each of their members."""
    holders: dict[_Id, list[_Id]] = defaultdict(list)
    for unit in olds.keys() & news.keys():
        for member in {*olds[unit].members, *news[unit].members}:
            holders[member].append(unit)
    return holders


def _is_rewritten(unit: _Id, changes: Sequence[Change], old: _Unit, new: _Unit) -> bool:
    """Return whether `changes` are those of a `unit` that was written anew."""
    if unit[0] == "division":
        whole = any(change.kind is ChangeKind.RETITLED for change in changes)
    else:
        whole = {_id(change) for change in changes}.issuperset(old.members)
    short = len(old.text) * len(new.text) <= _MOST_COMPARED
    return whole and short and fuzz.ratio(old.text, new.text) < _SIMILAR


def _joined(unit: _Id, changes: Sequence[Change], old: _Unit, new: _Unit) -> Change:
    """Return the one change for the `changes` of `unit`."""
    head = next((change for change in changes if change.kind is ChangeKind.RETITLED), changes[0])
    figures = tuple(dict.fromkeys(path for change in changes for path in change.figures))
    marks = mark_differences(old.text, new.text)
    block = head.block if unit[0] == "division" else "paragraph"
    made = replace(head, kind=ChangeKind.TEXT, block=block, old=old.text, new=new.text, marks=marks)
    return replace(made, figures=figures, source=None)
