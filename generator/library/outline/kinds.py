"""The kinds of block in an outline, which kind may hold which, and what a change may do."""

from __future__ import annotations

from generator.yaml_source import Data, mapping

BLOCKS = ("chapter", "section", "measure", "box", "group", "item", "table")
CHANGES = ("at", "remove", "replace", "move", "before", "after", "into")
"""The verbs of a change: their values name a block or a topic."""
CONTENTS = ("add", "by")
"""The keys of a change that hold what it brings."""
HOLDS = {
    "": ("chapter", "section", "measure", "box", "table"),
    "chapter": ("section", "measure", "box", "table"),
    "section": ("measure", "box", "table"),
    "measure": ("box", "table"),
    "box": ("group", "item"),
    "group": ("item",),
}
# What a change may hold beside its scope (`at`): each form is complete, and no other is one.
_FORMS = (
    frozenset({"add"}),
    frozenset({"remove"}),
    frozenset({"replace", "by"}),
    frozenset({"before", "add"}),
    frozenset({"after", "add"}),
    frozenset({"move", "before"}),
    frozenset({"move", "after"}),
    frozenset({"move", "into"}),
)
REASON = "reason"
"""The key that says why a change is made: it changes nothing in the plan."""
_WORDS = {*CHANGES, *CONTENTS}


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


def is_change(data: Data) -> bool:
    """Return whether `data` says one complete thing to do: new fields at a block, or one form of change.

    A form of change may stand at a block, within which it then looks for what it names; `add` has to.
    """
    keys = mapping(data).keys() - {REASON}
    asked = frozenset(keys & _WORDS - {"at"})
    if not asked:
        return "at" in keys
    return asked in _FORMS and keys <= _WORDS and ("at" in keys or asked != {"add"})
