"""The outline of a plan: chapters, sections, measures and boxes, and the topics each one carries.

An outline is the period's default for the tier, a profile's changes to it, or the profile's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from generator.diagnostics import Finding, PlanError
from generator.period import Period, mapping, merge, strings, texts
from generator.source import Data, Source

CHANGES = ("at", "remove", "before", "after")
BLOCKS = ("chapter", "section", "measure", "box", "group", "item", "table")
_HOLDS = {
    "chapter": ("section", "measure", "box", "table"),
    "section": ("measure", "box", "table"),
    "measure": ("box", "table"),
    "box": ("group", "item"),
    "group": ("item",),
}
_TOP = ("chapter", "section", "measure", "box", "table")
_DASH = "——"
_LISTS = ("preamble", "chapters", "body", "groups", "items")


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage of a paragraph: a topic of the library, or the locality's own sentences.

    `mark` stands before its text: ——employment.training prints the topic after a dash.
    """

    key: str
    topic: str
    own: str
    mark: str
    lead: tuple[str, ...]
    support: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One block of the outline; `kind` is one of BLOCKS or paragraph."""

    kind: str
    key: str
    title: str = ""
    body: tuple[Node, ...] = ()
    entries: tuple[Entry, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    duties: str = ""
    run_in: str = ""
    numbered: str = ""
    item_number: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """How an outline is printed: the period's `form` under the outline's own."""

    settings: dict[str, Data]

    @property
    def unit_prefix(self) -> bool:
        """Whether departments carry 县 or 市 before their names."""
        return self.settings.get("unit_prefix") != "false"

    def part(self, name: str) -> dict[str, Data]:
        """One group of settings: numbering, run_in, indicators, completion."""
        return mapping(self.settings.get(name))


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole outline of one plan."""

    form: Form
    body: tuple[Node, ...]


def read_outline(source: Source, period: Period, tier: str) -> Outline:
    """The outline of a profile whose schema has been accepted.

    Raises PlanError where a change names no block, or two blocks have one key.
    """
    own = mapping(mapping(source.data).get("outline"))
    data = own
    if "chapters" not in own:
        name = own.get("extends") or mapping(period.settings["outlines"])[tier]
        data = merge(
            mapping(period.outline(str(name)).data), {key: own[key] for key in own if key != "changes"}
        )
    data = _changed(deepcopy(data), own.get("changes"), source)
    form = Form(merge(mapping(period.settings["form"]), mapping(data.get("form"))))
    body = (*_body("preamble", data.get("preamble")), *_body("plan", data.get("chapters")))
    _unique(body, source)
    _nested(body, _TOP, source)
    return Outline(form, body)


def kinds_of(data: Data) -> list[str]:
    """Which blocks a mapping says it is: one for a block, none for a paragraph; a box may hold a table."""
    kinds = [kind for kind in BLOCKS if kind in mapping(data)]
    return [kind for kind in kinds if kind != "table"] or kinds


def kind_of(data: Data) -> str:
    """Which block a mapping describes; empty if it is none (a paragraph)."""
    return next(iter(kinds_of(data)), "")


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every block in printed order, a block before what it holds."""
    for node in nodes:
        yield node
        yield from walk(node.body)


def _unique(body: tuple[Node, ...], source: Source) -> None:
    keys = ((node.key, *(entry.key for entry in node.entries)) for node in walk(body))
    counts = Counter(key for each in keys for key in each)
    if twice := [key for key, count in counts.items() if count > 1]:
        findings = [
            Finding("outline-key", source.find(_last(key), ("outline",)), {"key": key}) for key in twice
        ]
        raise PlanError(findings)


def _nested(nodes: tuple[Node, ...], allowed: tuple[str, ...], source: Source) -> None:
    """Raise PlanError where a block stands in one that cannot hold it."""
    for node in nodes:
        if node.kind not in allowed and node.kind != "paragraph":
            raise PlanError(
                [Finding("outline-nesting", source.find(_last(node.key), ("outline",)), {"key": node.key})]
            )
        _nested(node.body, _HOLDS.get(node.kind, ()), source)


def _last(key: str) -> str:
    """The last part of a key, as the outline writes it: the topic of a passage, the name of an item."""
    head, slash, topic = key.partition("/")
    return topic if slash else head.rsplit(".", 1)[-1]


# --- reading --------------------------------------------------------------------------------------


def _body(owner: str, data: Data) -> tuple[Node, ...]:
    items = data if isinstance(data, list) else []
    return tuple(_block(owner, item, f"{owner}/own{n}") for n, item in enumerate(items, start=1))


def _block(owner: str, data: Data, fallback: str) -> Node:
    if kind := kind_of(data):
        return _node(kind, owner, mapping(data))
    entries = mapping(data).get("topics", data)
    return _paragraph(owner, entries if isinstance(entries, list) else [entries], fallback)


def _paragraph(owner: str, data: list[Data], fallback: str) -> Node:
    entries = tuple(
        _entry(owner, item, f"{fallback}.{n}" if n > 1 else fallback) for n, item in enumerate(data, start=1)
    )
    return Node("paragraph", f"{entries[0].key}¶" if entries else f"{fallback}¶", entries=entries)


def _entry(owner: str, data: Data, fallback: str) -> Entry:
    words = {"topic": data} if isinstance(data, str) else strings(data)
    own, written = words.get("own", ""), words.get("topic", "")
    topic = written.removeprefix(_DASH)
    mark = _DASH if topic != written else ""
    lead, support = _duties(mapping(data))
    return Entry(f"{owner}/{topic}" if topic else fallback, topic, own, mark, lead, support)


def _node(kind: str, owner: str, data: dict[str, Data]) -> Node:
    words = strings(data)
    key = f"{owner.split('.', maxsplit=1)[0]}.{words[kind]}" if kind in {"group", "item"} else words[kind]
    lead, support = _duties(data)
    inner = owner if kind == "group" else key
    paragraphs = (
        (_paragraph(key, topics, f"{key}/own"),) if isinstance(topics := data.get("topics"), list) else ()
    )
    below = (
        *_body(key, data.get("body")),
        *_body(inner, data.get("groups")),
        *_body(inner, data.get("items")),
    )
    return Node(
        kind=kind,
        key=key,
        title=words.get("title", ""),
        body=(*paragraphs, *below),
        lead=lead,
        support=support,
        duties=words.get("duties", ""),
        run_in=words.get("run_in", ""),
        numbered=words.get("numbered", ""),
        item_number=words.get("item_number", ""),
        table=words.get("table", ""),
    )


def _duties(data: dict[str, Data]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(texts(data.get("lead"))), tuple(texts(data.get("with")))


# --- changes --------------------------------------------------------------------------------------


def _changed(data: dict[str, Data], changes: Data, source: Source) -> dict[str, Data]:
    for change in changes if isinstance(changes, list) else []:
        _change(data, mapping(change), source)
    return data


def _change(data: dict[str, Data], change: dict[str, Data], source: Source) -> None:
    """Apply one change: {at: key, …}, {remove: key}, {before or after: key, add: block}."""
    verb = next(word for word in CHANGES if word in change)
    key = str(change[verb])
    found = next(_find(data, key), None)
    if found is None:
        raise PlanError([Finding("outline-change", source.find(key, ("outline", "changes")), {"key": key})])
    blocks, index = found
    if verb == "remove":
        del blocks[index]
    elif verb == "at":
        fields = {name: value for name, value in change.items() if name != "at"}
        blocks[index] = {**mapping(blocks[index]), **fields}
    else:
        blocks.insert(index + (verb == "after"), change.get("add"))


def _find(data: dict[str, Data], key: str, owner: str = "") -> Iterator[tuple[list[Data], int]]:
    """Where the block with `key` stands: its list and its index there; an item is named box.item."""
    for name in _LISTS:
        blocks = data.get(name)
        if not isinstance(blocks, list):
            continue
        for index, block in enumerate(blocks):
            kind = kind_of(block)
            own = str(mapping(block).get(kind, ""))
            full = f"{owner}.{own}" if kind in {"group", "item"} else own
            if kind and full == key:
                yield blocks, index
            yield from _find(mapping(block), key, owner if kind == "group" else full or owner)
