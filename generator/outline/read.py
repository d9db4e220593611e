"""Blocks of an outline read from YAML."""

from __future__ import annotations

from generator.document import OWN
from generator.outline.kinds import kind_of
from generator.outline.nodes import Entry, Node
from generator.source import Data, mapping, strings, texts

_DASH = "——"


def read_blocks(owner: str, data: Data) -> tuple[Node, ...]:
    """The blocks in a list of an outline; `owner` is the key of the block that holds them."""
    items = data if isinstance(data, list) else []
    return tuple(_block(owner, item, f"{owner}{OWN}{n}") for n, item in enumerate(items, start=1))


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
        (_paragraph(key, topics, f"{key}{OWN}"),) if isinstance(topics := data.get("topics"), list) else ()
    )
    below = (
        *read_blocks(key, data.get("body")),
        *read_blocks(inner, data.get("groups")),
        *read_blocks(inner, data.get("items")),
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
