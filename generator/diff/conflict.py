"""Find what two sides changed, each in its own way: by hand in Word, and in the profile or the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.diff.changes import Cause, Change, ChangeKind, Conflict
from generator.diff.words import Op, mark_differences

_WHOLE = {ChangeKind.ADDED, ChangeKind.REMOVED}
_Id = tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """Hold the changes between two stages on the way from one draft to another, by id, and their causes."""

    causes: tuple[Cause, ...]
    changes: Mapping[_Id, Change]

    @cached_property
    def blocks(self) -> Mapping[_Id, Change]:
        """Return the first change of each block, by its kind and key."""
        return {(change.block, change.key): change for change in reversed([*self.changes.values()])}


def find_conflict(
    change: Change, steps: Sequence[Step], likeliest: Callable[[tuple[Cause, ...]], Cause]
) -> Conflict | None:
    """Return the conflict of which `change` is the outcome, None if only one side made it.

    `steps` come in their order, those by hand first or last; `likeliest` chooses among the causes of a step.
    Two edits of different words of one text are none.
    """
    involved = [(step, made) for step in steps if (made := _made(change, step)) is not None]
    if not involved or len({_by_hand(step) for step, _ in involved}) == 1:
        return None
    first, last = involved[0], involved[-1]
    base = _base(first, last)
    if base is None or not _is_contested(change, base):
        return None
    return Conflict(base, likeliest(first[0].causes), likeliest(last[0].causes))


def _by_hand(step: Step) -> bool:
    return step.causes == (Cause.HAND,)


def _made(change: Change, step: Step) -> Change | None:
    """Return what `step` did to what `change` is about; of a block that came or went, anything."""
    if change.id in step.changes:
        return step.changes[change.id]
    return step.blocks.get((change.block, change.key)) if change.kind in _WHOLE else None


def _base(first: tuple[Step, Change], last: tuple[Step, Change]) -> str | None:
    """Return the text from which both sides went: where the step by hand met the others."""
    step, made = first
    if _by_hand(step):  # the old side was edited: undoing that leads back to the base
        return made.new if made.new is not None else ""
    made = last[1]
    return made.old if made.old is not None else ""


def _is_contested(change: Change, base: str) -> bool:
    """Return whether both sides changed the same words of `base`, as far as they are words."""
    sides = [text for text in (change.old, change.new) if text is not None]
    if base in sides:
        return False
    if change.kind is not ChangeKind.TEXT or len(sides) != len((base, change)):
        return True
    touched = [set(_touched(base, side)) for side in sides]
    return bool(touched[0] & touched[1])


def _touched(base: str, text: str) -> Iterator[int]:
    """Yield the places of the characters of `base` that `text` has not, or beside which it has others."""
    place = 0
    for mark in mark_differences(base, text):
        if mark.op is Op.INSERTED:
            yield place
        elif mark.op is Op.DELETED:
            yield from range(place, place + len(mark.text))
        place += len(mark.text) if mark.op is not Op.INSERTED else 0
