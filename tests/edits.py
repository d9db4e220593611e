"""Make up a draft and an edited one: Documents made by Hypothesis, then edited as drafters edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from documents import documents
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from generator.document import (
    Annex,
    Box,
    Division,
    Document,
    Duties,
    Figure,
    Group,
    IndicatorTable,
    Item,
    Letter,
    Paragraph,
    Passage,
    Plan,
    Text,
)
from generator.document.contents import list_contents
from generator.document.number import number
from generator.document.tasks import collect_tasks

_BODIES = {
    Plan: ("body",),
    Annex: ("body",),
    Letter: ("body", "recipients", "attachments"),
    Division: ("body",),
    Paragraph: ("passages",),
    Passage: ("runs",),
    Box: ("items", "groups"),
    Group: ("items",),
    Item: ("body",),
    IndicatorTable: ("rows",),
}


def finished(document: Document) -> Document:
    """Return a document with numbers, tasks and contents computed."""
    return list_contents(number(collect_tasks(document)))


def versions() -> SearchStrategy[tuple[Document, Document]]:
    """Make up pairs of finished documents: a draft, and an edited one or an unrelated one."""
    related = st.builds(_pair, documents(), documents(), st.randoms(use_true_random=False))
    unrelated = st.tuples(documents(), documents())
    pairs = st.sampled_from([related, related, related, unrelated]).flatmap(lambda chosen: chosen)
    return pairs.map(lambda pair: (finished(pair[0]), finished(pair[1])))


def _pair(document: Document, other: Document, chance: Random) -> tuple[Document, Document]:
    """Return a document, and the same with blocks deleted, moved, retitled, and some of `other` added."""
    strangers = [block for part in other.parts if isinstance(part, Plan) for block in part.body]
    parts = _shaken(document.parts, [], chance)
    return document, replace(document, parts=tuple(edited(part, strangers, chance) for part in parts))


def edited(value: Any, strangers: Sequence[Any], chance: Random) -> Any:  # noqa: ANN401  # whatever a document holds
    """Return `value`, anything that a document holds, edited, with some of the blocks `strangers` in it."""
    changes: dict[str, Any] = {}
    if isinstance(value, Figure) and chance.random() < 0.3:
        return replace(value, text=f"{chance.randrange(1000)}人")
    if isinstance(value, Text) and chance.random() < 0.1:
        return (
            replace(value, text=value.text[: chance.randrange(len(value.text) + 1)] + "改")
            if value.text
            else value
        )
    if getattr(value, "title", "") and chance.random() < 0.1:
        changes["title"] = value.title + "新"
    if isinstance(getattr(value, "duties", None), Duties) and chance.random() < 0.1:
        changes["duties"] = None
    for kind, names in _BODIES.items():
        if isinstance(value, kind):
            for name in names:
                some = strangers if name == "body" and isinstance(value, (Plan, Division)) else []
                inner = _shaken(getattr(value, name), some, chance)
                changes[name] = tuple(edited(each, strangers, chance) for each in inner)
    return replace(value, **changes) if changes else value


def _shaken(blocks: Sequence[Any], strangers: Sequence[Any], chance: Random) -> list[Any]:
    """Return the blocks with some deleted, two swapped, or one of `strangers` added."""
    kept = [block for block in blocks if chance.random() > 0.12]
    if len(kept) > 1 and chance.random() < 0.25:
        one, other = chance.sample(range(len(kept)), 2)
        kept[one], kept[other] = kept[other], kept[one]
    fresh = [block for block in strangers if not isinstance(block, Division)]
    if fresh and chance.random() < 0.2:
        kept.insert(chance.randrange(len(kept) + 1), chance.choice(fresh))
    return kept
