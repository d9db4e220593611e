"""Read what changed in titles, the status and the lines of letters."""

from __future__ import annotations

import re

from generator.check.findings.groups import report_words
from generator.diff import Change
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.proposals import Writing
from generator.yaml_source import Data, KeyPath, mapping, strings

_BRACKETS = "（）()"
_OF_PROFILE = {"status", "subtitle", "title"}
_NUMBERED = re.compile(r"^[一二三四五]、")
_PARTS, _PLAN, _COVER = "parts", "plan", "cover"


def line_of(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a line of a part is written as: a field of the profile, or of the part's form."""
    part, _, name = change.key.partition("/")
    name = name.partition(".")[0].removesuffix("¶")
    new = (change.new or "").strip()
    if part == _PLAN and name in _OF_PROFILE:
        return (Writing({(name,): new.strip(_BRACKETS) if name != "title" else new}),)
    if not name:
        return ()
    within = _within(part, (change.old or "").strip(), new, context)
    unnumbered = _NUMBERED.sub("", new)
    field = report_words("pull_fields").get(name, name)
    return (*within, *_field(part, field, unnumbered, context))


def title_of(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what the title of a part is written as."""
    new = (change.new or "").strip()
    if change.block == _PLAN:
        return (Writing({("title",): new}),)
    return _field(change.key, "title", new, context)


def _field(part: str, name: str, new: str, context: Context) -> tuple[Writing, ...]:
    """Return what the field `name` of a part is written as: as printed, or without the marks of its form."""
    found = _part(part, context)
    if found is None:
        return ()
    n, each = found
    bare = new.strip(_BRACKETS) if new[:1] in _BRACKETS else new.rstrip("：:")
    return tuple(_at((_PARTS, n), each, name, text) for text in dict.fromkeys((bare, new)))


def _part(part: str, context: Context) -> tuple[int, Data] | None:
    """Return the place and the data of the part of this form in the profile, None if it has none."""
    parts = context.profile.at(_PARTS)
    for n, each in enumerate(parts if isinstance(parts, list) else ()):
        if part == (each if isinstance(each, str) else str(mapping(each).get("form"))):
            return n, each
    return None


def _within(part: str, old: str, new: str, context: Context) -> tuple[Writing, ...]:
    """Return what a line is written as of which only fields of the part differ that stand in it."""
    found = _part(part, context)
    fields = strings(found[1]) if found and isinstance(found[1], dict) else {}
    held = [(name, value) for name, value in fields.items() if name != "form" and value and value in old]
    held.sort(key=lambda field: old.index(field[1]))
    expression, at = "", 0
    named: list[str] = []
    for name, value in held:
        start = old.find(value, at)
        if start >= 0:
            expression += re.escape(old[at:start]) + "(.+)"
            named.append(name)
            at = start + len(value)
    match = re.fullmatch(expression + re.escape(old[at:]), new) if named else None
    if not match or not found:
        return ()
    said = {name: text for name, text in zip(named, match.groups(), strict=True) if text != fields[name]}
    return (Writing({(_PARTS, found[0], name): text for name, text in said.items()}),) if said else ()


def _at(path: KeyPath, part: Data, name: str, text: str) -> Writing:
    value: Data = [*text.split("\n")] if "\n" in text and name != "title" else text
    if isinstance(part, str):
        return Writing({path: {"form": part, name: value}})
    return Writing({(*path, name): value})
