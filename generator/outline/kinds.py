"""The kinds of block an outline knows, and which holds which."""

from __future__ import annotations

from generator.source import Data, mapping

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


def kinds_of(data: Data) -> list[str]:
    """Which blocks a mapping says it is: one for a block, none for a paragraph; a box may hold a table."""
    fields = mapping(data)
    kinds = [kind for kind in BLOCKS if kind in fields]
    return [kind for kind in kinds if kind != "table"] or kinds


def kind_of(data: Data) -> str:
    """Which block a mapping describes; empty if it is none (a paragraph)."""
    fields = mapping(data)
    for kind in BLOCKS:  # a table comes last
        if kind in fields:
            return kind
    return ""
