"""The kinds of block in an outline, and which kind may hold which."""

from __future__ import annotations

from generator.yaml_source import Data, mapping

BLOCKS = ("chapter", "section", "measure", "box", "group", "item", "table")
CHANGES = ("at", "remove", "before", "after")
HOLDS = {
    "": ("chapter", "section", "measure", "box", "table"),
    "chapter": ("section", "measure", "box", "table"),
    "section": ("measure", "box", "table"),
    "measure": ("box", "table"),
    "box": ("group", "item"),
    "group": ("item",),
}


def block_kinds(data: Data) -> list[str]:
    """Return the kinds that the mapping `data` names: one for a block, none for a paragraph.

    A box may hold a table, so that `table` beside another kind does not count.
    """
    fields = mapping(data)
    kinds = [kind for kind in BLOCKS if kind in fields]
    return [kind for kind in kinds if kind != "table"] or kinds


def block_kind(data: Data) -> str:
    """Return the kind of the block in the mapping `data`; empty if it is none (a paragraph)."""
    fields = mapping(data)
    for kind in BLOCKS:  # table is the last: a box may hold one
        if kind in fields:
            return kind
    return ""
