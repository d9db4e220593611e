"""Read what changed in titles, the status and the lines of letters."""

from __future__ import annotations

from generator.diff import Change
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.proposals import Writing
from generator.yaml_source import Data, KeyPath, mapping

_BRACKETS = "（）()"
_OF_PROFILE = {"status", "subtitle", "title"}
_PARTS, _PLAN, _COVER = "parts", "plan", "cover"


def line_of(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a line of a part is written as: a field of the profile, or of the part's form."""
    part, _, name = change.key.partition("/")
    name = name.partition(".")[0].removesuffix("¶")
    new = (change.new or "").strip()
    if part == _PLAN and name in _OF_PROFILE:
        return (Writing({(name,): new.strip(_BRACKETS) if name != "title" else new}),)
    return _field(part, name, new, context) if name else ()


def title_of(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what the title of a part is written as."""
    new = (change.new or "").strip()
    if change.block == _PLAN:
        return (Writing({("title",): new}),)
    return _field(change.key, "title", new, context)


def _field(part: str, name: str, new: str, context: Context) -> tuple[Writing, ...]:
    """Return what the field `name` of a part is written as: as printed, or without the marks of its form."""
    parts = context.profile.at(_PARTS)
    for n, each in enumerate(parts if isinstance(parts, list) else ()):
        form = each if isinstance(each, str) else str(mapping(each).get("form"))
        if form != part:
            continue
        bare = new.strip(_BRACKETS) if new[:1] in _BRACKETS else new.rstrip("：:")
        return tuple(_at((_PARTS, n), each, name, text) for text in dict.fromkeys((bare, new)))
    return ()


def _at(path: KeyPath, part: Data, name: str, text: str) -> Writing:
    value: Data = [*text.split("\n")] if "\n" in text and name != "title" else text
    if isinstance(part, str):
        return Writing({path: {"form": part, name: value}})
    return Writing({(*path, name): value})
