"""Say beside what something stands, in the words of a change to an outline."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.keys import OWN
from generator.document import Box, Division, Group, Item, Node, Paragraph, Passage, children
from generator.pipeline.support.pulling.context import Context, words_naming
from generator.yaml_source import Data

_BLOCKS = (Division, Box, Group, Item)
_HAND = "hand:"


def passage_name(key: str, context: Context) -> dict[str, Data] | None:
    """Return how a change names the passage `key` of the profile's draft: its verb's value, and its block."""
    entry = context.entries.get(key)
    if entry is None or key not in context.old:
        return None
    holder = key.partition(OWN)[0].partition("/")[0]
    within: dict[str, Data] = {"at": holder} if holder in context.blocks else {}
    if entry.topic:
        return {**(within if context.topics[entry.topic] > 1 else {}), "": entry.topic}
    words = words_naming(context.old[key])
    return {**within, "": words} if words else None


def beside_passage(passage: Passage, context: Context) -> dict[str, Data] | None:
    """Return the verb and name of what `passage` stands behind, or before, in its edited paragraph."""
    paragraph = context.above[passage.key][-1]
    siblings = paragraph.passages if isinstance(paragraph, Paragraph) else ()
    return _beside([each.key for each in siblings], passage.key, context)


def behind_paragraph(passage: Passage, context: Context) -> dict[str, Data] | None:
    """Return the verb and name of the last known passage above the paragraph of `passage`."""
    above = context.above[passage.key]
    paragraph, holder = above[-1], above[-2]
    keys: list[str] = []
    for each in children(holder):
        if each is paragraph:
            break
        keys = [*keys, *(p.key for p in each.passages)] if isinstance(each, Paragraph) else []
    return _beside([*keys, passage.key], passage.key, context)


def _beside(keys: Sequence[str], key: str, context: Context) -> dict[str, Data] | None:
    place = keys.index(key)
    for verb, others in (("after", reversed(keys[:place])), ("before", iter(keys[place + 1 :]))):
        for other in others:
            if named := passage_name(other, context):
                return {**({"at": named["at"]} if "at" in named else {}), verb: named[""]}
    return None


def beside_block(node: Node, context: Context) -> dict[str, Data]:
    """Return the verb and key of what a block of the edited file stands behind, before or in."""
    key = str(getattr(node, "key", ""))
    holder = context.above[key][-1]
    keys = [each.key for each in children(holder) if isinstance(each, _BLOCKS)]
    place = keys.index(key)
    if place:
        return {"after": new_key(keys[place - 1], context)}
    known = [other for other in keys[1:] if other in context.blocks]
    if known:
        return {"before": known[0]}
    return {"into": str(getattr(holder, "key", ""))}


def new_key(key: str, context: Context) -> str:
    """Return the key of a block in the outline: its own, or one for what somebody typed in Word."""
    if _HAND not in key:
        return key
    holder, dot, own = key.rpartition(".")
    number = own.rpartition(":")[2]
    made = f"added_{number}"
    while f"{holder}{dot}{made}" in context.blocks:
        made += "_1"
    return f"{holder}{dot}{made}"
