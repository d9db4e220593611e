"""Find the cause of each change: walk from one draft to the other in stages, each with causes of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from generator.diff.changes import Cause, Change, ChangeKind, ProfileChange
from generator.diff.compare import compare
from generator.diff.conflict import Step, find_conflict
from generator.diff.matching import HAND
from generator.diff.trace import SourceFinder
from generator.document import Document
from generator.yaml_source import Data

OUTLINE_KEYS = ("outline",)  # keys of a profile that define the structure of its plan
_REASON = "reason"  # the key of a list item that says why it is there
_NUMERIC = {ChangeKind.FIGURE, ChangeKind.CELL}
_RULES = {"row", "cell"}  # blocks that depend on the indicator set, unless a profile or an edit changed them
_PRIORITY = (Cause.HAND, Cause.DATA, Cause.OUTLINE, Cause.RULE, Cause.TEMPLATE)


@dataclass(frozen=True, slots=True)
class Stage:
    """Hold a draft on the way from the old one to the new one.

    `causes` are the possible causes of every difference from the stage before; if there are several, each
    change takes the one that fits it.
    """

    document: Document
    causes: tuple[Cause, ...] = ()


def with_causes(stages: Sequence[Stage], changed: Sequence[ProfileChange]) -> list[Change]:
    """Return the changes from the first stage to the last, each with its cause.

    `stages` are at least two documents with keys assigned; `changed` are the differences between the two
    profiles.
    """
    changes = compare(stages[0].document, stages[-1].document)
    steps = [
        Step(after.causes, {change.id: change for change in compare(before.document, after.document)})
        for before, after in pairwise(stages)
        if before.document != after.document
    ]
    finders = {
        Cause.OUTLINE: SourceFinder([source for source in changed if _is_outline(source)]),
        Cause.DATA: SourceFinder([source for source in changed if not _is_outline(source)]),
    }
    found = [_with_cause(change, steps, finders) for change in changes]
    undone = _undone(stages, steps)
    return [replace(change, undone=change.id in undone and not change.conflict) for change in found]


def _undone(stages: Sequence[Stage], steps: Sequence[Step]) -> set[tuple[str, ...]]:
    """Return the ids of what only the first step changed: back from the edited old file to its draft."""
    first = stages[1]
    if len(stages) == len((first, stages[-1])) or first.causes != (Cause.HAND,):
        return set()
    if first.document == stages[0].document:
        return set()
    return set(steps[0].changes).difference(*(step.changes for step in steps[1:]))


def _with_cause(change: Change, steps: Sequence[Step], finders: Mapping[Cause, SourceFinder]) -> Change:
    """Return `change` with its cause, and with the profile change behind it if one is found.

    `steps` lie between each pair of differing stages. What was made by hand and otherwise too is a conflict.
    """
    found = [step.causes for step in steps if change.id in step.changes] or [step.causes for step in steps]
    causes = {_likeliest_cause(change, causes, finders[Cause.DATA]) for causes in found}
    cause = next(cause for cause in _PRIORITY if cause in causes)
    source = finders[cause].source(change) if cause in finders else None
    numeric = change.kind in _NUMERIC and change.figures
    if source is None and cause is Cause.DATA:  # take the printed texts if no profile explains the change
        printed = ProfileChange(change.figures[0], change.old or "", change.new or "") if numeric else None
        source = printed or finders[cause].sweeping
    conflict = find_conflict(
        change, steps, lambda causes: _likeliest_cause(change, causes, finders[Cause.DATA])
    )
    return replace(change, cause=cause, source=source, conflict=conflict)


def _is_outline(source: ProfileChange) -> bool:
    """Return whether a profile change concerns the outline."""
    return source.path.partition(".")[0] in OUTLINE_KEYS


def _likeliest_cause(change: Change, causes: tuple[Cause, ...], finder: SourceFinder) -> Cause:
    """Return the one of the causes of a step that fits `change`.

    A row that no profile and no indicator set has a key for was typed into the file that carries the draft.
    """
    if len(causes) == 1:
        return causes[0]
    if HAND in change.key and change.block in _RULES:
        return Cause.HAND
    numeric = change.kind in _NUMERIC and change.figures
    if Cause.DATA in causes and (numeric or finder.source(change)):
        return Cause.DATA
    if Cause.RULE in causes and change.block in _RULES:
        return Cause.RULE
    return Cause.DATA if Cause.DATA in causes and finder.sweeping else Cause.TEMPLATE


def profile_changes(old: Data, new: Data, path: str = "") -> Iterator[ProfileChange]:
    """Yield the differences between the data of two profiles, leaf by leaf, in the order of their keys.

    `path` is the dotted path of both values. List items are paired by name, then by place;
    the reason that one gives explains its differences and is none itself.
    """
    if old == new:
        return
    if isinstance(old, dict) or isinstance(new, dict):
        before, after = (side if isinstance(side, dict) else {} for side in (old, new))
        for key in dict.fromkeys((*before, *after)):
            yield from profile_changes(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(old, list) or isinstance(new, list):
        olds, news = (side if isinstance(side, list) else [] for side in (old, new))
        for n, one, other in _paired_items(olds, news):
            reason = str(other.get(_REASON) or "") if isinstance(other, dict) else ""
            for each in profile_changes(_without_reason(one), _without_reason(other), f"{path}.{n}"):
                yield replace(each, reason=each.reason or reason)
    else:
        yield ProfileChange(path, old or "", new or "")


def _without_reason(item: Data) -> Data:
    """Return a list item without its reason, which no plan prints."""
    return {key: item[key] for key in item if key != _REASON} if isinstance(item, dict) else item


def _paired_items(olds: list[Data], news: list[Data]) -> Iterator[tuple[int, Data, Data]]:
    """Pair the items of two lists by name, then by place; yield each pair with the index of the new item.

    Yield None for an item that one list lacks, and then the index of the other.
    """
    places = {_name(item): n for n, item in reversed(list(enumerate(olds)))}
    left, rest = dict(enumerate(olds)), []
    for n, item in enumerate(news):
        place = places.get(_name(item))
        if place in left:
            yield n, left.pop(place), item
        else:
            rest.append((n, item))
    gone = list(left.items())
    for one, other in zip_longest(gone, rest):
        yield (other or one)[0], one[1] if one else None, other[1] if other else None


def _name(item: Data) -> str:
    """Return the name of a list item: the first value of a mapping (the key of a block), or the text."""
    return str(next(iter(item.values()), None) if isinstance(item, dict) else item)
