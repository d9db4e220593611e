"""The sentences of a topic as their templates write them, with {path} for each figure."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.library.template_facts import topic_macro

_SAID = {"text": "{}", "figure": "{{{}}}", "named": "‹{}›", "tag": "；{}"}


@cache
def sentences_of_topic(shelf: str, topic: str, folders: tuple[Path, ...], tier: str, setting: str) -> str:
    """Return the text of a topic in the plan of a place, {path} for a figure and without its other words.

    Words of the period and of the place are named in ‹›: ‹period.name›.
    Branches of a condition stand side by side, parted like clauses.
    """
    if not (found := topic_macro(shelf, topic, folders)):
        return ""
    template, macro = found
    facts = template.facts(macro, *_SAID, place={"tier": tier, "setting": setting})
    return "".join(_SAID[fact.kind].format(fact.text) for fact in facts)
