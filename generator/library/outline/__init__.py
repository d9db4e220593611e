"""The outline of a plan: chapters, sections, measures and boxes, and the topics that each one carries.

An outline is the period's default for the tier, a profile's changes to it, or the profile's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.resources import templates_folder
from generator.base.spelling import nearest
from generator.library.outline.alike import alike_topics
from generator.library.outline.changes import ChangedOutline, apply_changes, by_key
from generator.library.outline.kinds import BLOCKS, CHANGES, HOLDS, REASON, block_kind, block_kinds, is_change
from generator.library.outline.naming import Names
from generator.library.outline.nodes import Outline, OutlineBlock, OutlineEntry, PrintSettings, walk_outline
from generator.library.outline.ordered import with_ordered_departments
from generator.library.outline.read import Given, OutlineReader
from generator.library.outline.targets import DASH
from generator.library.period import Period
from generator.library.template_facts import topic_macro
from generator.library.template_index import SHELVES, topic_names
from generator.library.topic_titles import topic_titles
from generator.yaml_source import Data, KeyPath, Source, load_data, mapping, merge, strings, texts

_BLOCK_KEYS = {*BLOCKS, "at"}  # the keys whose values name a block of an outline

__all__ = [
    "BLOCKS",
    "CHANGES",
    "REASON",
    "ChangedOutline",
    "Outline",
    "OutlineBlock",
    "OutlineEntry",
    "block_kind",
    "block_kinds",
    "block_place",
    "change_by_key",
    "changed_outline",
    "default_data",
    "is_change",
    "read_outline",
    "topics_astray",
    "unknown_topic",
    "unknown_topics",
    "walk_outline",
]


def read_outline(source: Source, period: Period, tier: str, setting: str = "") -> Outline:
    """Return the outline of the profile in `source`, which must have passed its schema.

    Raise PlanError if a change names no block, two blocks have one key, or a block stands where it may not.
    """
    own = mapping(mapping(source.data).get("outline"))
    default = _default_name(period, tier, setting)
    return _own_outline(Given(own, source), period, default) if own else _default_outline(period, default)


@cache
def _default_outline(period: Period, default: str) -> Outline:
    """Return the outline for every profile that has no `outline` of its own."""
    return _outline({}, period.outline(default), period, default)


@lru_cache(maxsize=1)  # a profile that is rolled is built several times round one outline
def _own_outline(given: Given, period: Period, default: str) -> Outline:
    return _outline(given.own, given.source, period, default)


def change_by_key(
    change: dict[str, Data], own: dict[str, Data], period: Period, tier: str, setting: str = ""
) -> dict[str, Data]:
    """Return a change to a default outline with the keys of the blocks and topics that it names.

    `own` is what a profile of `period` says of its outline.
    """
    name = str(own.get("extends") or _default_name(period, tier, setting))
    return by_key(change, default_data(period, name), _names(period))


def changed_outline(
    own: dict[str, Data], source: Source, period: Period, tier: str, setting: str = ""
) -> ChangedOutline:
    """Return the default outline with what `own` says of it, its changes apart, to try changes on."""
    name = str(own.get("extends") or _default_name(period, tier, setting))
    data = merge(default_data(period, name), {key: own[key] for key in own if key != "changes"})
    return ChangedOutline(data, source, _names(period))


def _outline(own: dict[str, Data], source: Source, period: Period, default: str) -> Outline:
    names = _names(period)
    data, reader = own, OutlineReader(names.key)
    if "chapters" not in own:
        name = str(own.get("extends") or default)
        reader = OutlineReader(names.key, _known_blocks(period, name))
        data = merge(default_data(period, name), {key: own[key] for key in own if key != "changes"})
    if changes := own.get("changes"):
        data = apply_changes(data, changes, source, names)
    form = PrintSettings(merge(mapping(period.settings["form"]), mapping(data.get("form"))))
    body = _body(data, reader)
    if faults := [*_repeated_keys(body, source, period), *_misplaced(body, HOLDS[""], source)]:
        raise PlanError(faults)
    return Outline(form, body)


def _body(data: dict[str, Data], reader: OutlineReader) -> tuple[OutlineBlock, ...]:
    return (*reader.blocks("preamble", data.get("preamble")), *reader.blocks("plan", data.get("chapters")))


def _default_name(period: Period, tier: str, setting: str) -> str:
    """Return the name of the default outline for `tier` in `setting`, else for the tier alone."""
    names = strings(period.settings["outlines"])
    return names.get(f"{tier}.{setting}") or names[tier]


@cache
def default_data(period: Period, name: str) -> dict[str, Data]:
    """Return a default outline of `period`; if it `extends` another, that one with its changes applied.

    Departments that take part stand in the order of the lexicon.
    """
    found = period.outline(name)
    _require_known_keys(found)
    data = mapping(with_ordered_departments(found.data))
    if not isinstance(base := data.get("extends"), str):
        return data
    whole = apply_changes(
        default_data(period, base), data.get("changes"), found, _names(period), ("changes",)
    )
    return merge(whole, {key: data[key] for key in data if key not in {"extends", "changes"}})


def _require_known_keys(source: Source) -> None:
    """Raise PlanError if a default outline has keys that no outline has: a misspelt one would do nothing."""
    known = strings(mapping(load_data(templates_folder() / "schema" / "profile.yaml"))["words"])
    findings = [
        Finding("key-unknown", place, {"key": str(path[-1]), "guess": nearest(str(path[-1]), known)})
        for path, place in source.keys.items()
        if path[-1] not in known and path[0] != "form"
    ]
    if findings:
        raise PlanError(findings)


def _names(period: Period) -> Names:
    """Return what the library of `period` calls topics and the first part."""
    return Names(period.folders, tuple(texts(period.settings.get("preamble_names"))))


@cache
def _known_blocks(period: Period, name: str) -> dict[int, OutlineBlock]:
    """Return the blocks of a default outline, by the id() of their data."""
    reader = OutlineReader(_names(period).key)
    _body(default_data(period, name), reader)
    return reader.read


def _repeated_keys(body: tuple[OutlineBlock, ...], source: Source, period: Period) -> Iterator[Finding]:
    """Yield a finding for each key that two blocks or passages have."""
    keys = ((node.key, *(entry.key for entry in node.entries)) for node in walk_outline(body))
    counts = Counter(key for each in keys for key in each)
    for key in (key for key, count in counts.items() if count > 1):
        yield Finding("outline-key", _key_place(source, period, key), {"key": key})


def _misplaced(
    nodes: tuple[OutlineBlock, ...], allowed: tuple[str, ...], source: Source, holder: str = ""
) -> Iterator[Finding]:
    """Yield a finding for each block in one that cannot hold it, and each paragraph in a box or a table.

    `holder` is the key of the box or table in which `nodes` stand, empty for others.
    """
    for node in nodes:
        if node.entries and holder:
            yield Finding("outline-box", block_place(source, holder), {"key": holder})
        elif node.kind not in allowed and node.kind != "paragraph":
            yield Finding("outline-nesting", block_place(source, node.key), {"key": node.key})
        else:
            inner = node.key if node.kind in {"box", "table"} else ""
            yield from _misplaced(node.body, HOLDS.get(node.kind, ()), source, inner)


def block_place(source: Source, key: str) -> Place:
    """Return the place where the outline of `source` defines or changes the block `key`, or the outline's."""
    return source.find(key.rpartition(".")[2], ("outline",), _BLOCK_KEYS)


def unknown_topics(body: tuple[OutlineBlock, ...], source: Source, period: Period) -> Iterator[Finding]:
    """Yield a finding for each topic that an outline names and the library of `period` does not have.

    `source` and the places of the findings are as for `unknown_topic`. Raise PlanError where the template
    that may have one is no Jinja.
    """
    entries = (entry for node in walk_outline(body) for entry in node.entries if not entry.own)
    for shelf, topic in dict.fromkeys((entry.shelf, entry.topic) for entry in entries):
        if topic not in topic_names(shelf, period.folders) and not topic_macro(shelf, topic, period.folders):
            yield unknown_topic(source, period, shelf, topic)


def topics_astray(period: Period, name: str) -> Iterator[Finding]:
    """Yield a finding for each topic that the default outline `name` has and the library has not."""
    return unknown_topics(_default_outline(period, name).body, period.outline(name), period)


def unknown_topic(source: Source, period: Period, shelf: str, topic: str) -> Finding:
    """Return the finding that the library has no topic of this name on `shelf`.

    Its place is where the profile in `source` names the topic, alone or after a dash, or where a default
    outline does. Chinese words are compared with those of the topics.
    """
    for named, under in _outlines(source, period):
        places = [named.find(f"{mark}{topic}", under) for mark in ("", DASH)]
        if found := [place for place in places if place != named.key_place(under)]:
            break
    else:
        found = [source.key_place(("outline",))]
    return Finding("topic-unknown", found[0], {"topic": topic, "guess": alike_topics(topic, shelf, period)})


def _outlines(source: Source, period: Period) -> Iterator[tuple[Source, KeyPath]]:
    """Yield the file and the path of a profile's own outline, then those of the default ones."""
    yield source, ("outline",)
    for name in period.names("outlines", ".yaml"):
        yield period.outline(name), ()


def _key_place(source: Source, period: Period, key: str) -> Place:
    """Return the place where an outline names what `key` belongs to: a block, or the topic of a passage."""
    _, slash, topic = key.partition("/")
    if not slash:
        return block_place(source, key)
    titles = (topic_titles(period.folders).get((shelf, topic), "") for shelf in SHELVES)
    places = [source.find(name, ("outline",)) for name in (topic, *titles) if name]
    return next((place for place in places if place != source.key_place(("outline",))), places[0])
