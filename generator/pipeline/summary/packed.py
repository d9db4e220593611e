"""Hold the figures of one of thousands of plans in little room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.base.values import read_value
from generator.locality.figures import Slot

_BETWEEN = "\0"  # no YAML and no Word file holds it


class _Slots(NamedTuple):
    """Hold what slots say beside their values, of which many plans have the same, and the texts of these."""

    bare: tuple[Slot, ...]
    texts: str


class PackedSlots(Mapping[str, Slot]):
    """Look up the figures of a plan by path; each is read again from its text."""

    __slots__ = ("_slots",)

    def __init__(self, slots: Mapping[str, Slot], shared: dict[Slot, Slot]) -> None:
        bare = (slot._replace(value=None) for slot in slots.values())
        held = tuple(shared.setdefault(slot, slot) for slot in bare)
        self._slots = _Slots(held, _BETWEEN.join(slot.text for slot in slots.values()))

    def __getitem__(self, path: str) -> Slot:
        """Return the figure at `path`. Raise KeyError if the plan has none."""
        for number, slot in enumerate(self._slots.bare):
            if slot.path == path:
                text = self._slots.texts.split(_BETWEEN)[number]
                return slot._replace(value=read_value(text) if text else None)
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return (slot.path for slot in self._slots.bare)

    def __len__(self) -> int:
        """Return how many figures there are."""
        return len(self._slots.bare)
