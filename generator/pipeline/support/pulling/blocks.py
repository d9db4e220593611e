"""Read chapters, sections, measures, boxes and items that came, went, moved or were called otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from generator.check.findings.groups import report_words
from generator.diff import Change, ChangeKind
from generator.document import Box, Division, Group, Item, Node, Paragraph, Passage, Task, plain
from generator.library.template_index import topic_names
from generator.pipeline.support.pulling import passages
from generator.pipeline.support.pulling.anchors import beside_block, new_key
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.duties import (
    Duties,
    as_data,
    duties_in,
    functions_by_name,
    listed_duties,
    split_duties,
)
from generator.pipeline.support.pulling.own_words import literal_words, own_words
from generator.pipeline.support.pulling.proposals import Rank, Writing, outline_change
from generator.yaml_source import Data

_OF_DUTIES, _TASK = "/duties", "task:"


class Words(Enum):
    """Name how the text of a block is written: by its topics, as own text with paths, as printed."""

    TOPICS = "topics"
    PATHS = "paths"
    LITERAL = "literal"


def retitled(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a new title of a block is written as."""
    return (
        (fields_at(change.key, context, title=(change.new or "").strip()),)
        if change.key in context.blocks
        else ()
    )


def fields_at(key: str, context: Context, **fields: Data) -> Writing:
    """Return the writing of fields of a block: where the profile spells it out, else as a change of it."""
    if path := context.block_path(key):
        return Writing({(*path, name): value for name, value in fields.items()})
    return outline_change(Rank.FIELDS, at=key, **fields)


def removed(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a block that is gone is written as."""
    return (outline_change(Rank.REMOVED, remove=change.key),) if change.key in context.blocks else ()


def moved(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a block that stands elsewhere now is written as."""
    node = context.new.get(change.key)
    if node is None or change.key not in context.blocks:
        return ()
    return (outline_change(Rank.PLACED, move=change.key, **beside_block(node, context)),)


def added(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a block that came is written as: its figures as paths, or as printed."""
    node = context.new.get(change.key)
    if not isinstance(node, (Division, Box, Group, Item)):
        return ()
    beside = beside_block(node, context)
    if "into" in beside:
        beside = {"at": beside["into"]}
    options = (_content(node, context, words) for words in Words)
    unique = {str(each): each for each in options}
    return tuple(outline_change(Rank.PLACED, **beside, add=each) for each in unique.values())


def rewritten(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a block with a new title and new text is written as."""
    node = context.new.get(change.key)
    if not isinstance(node, Division) or change.key not in context.blocks:
        return ()
    content = _content(node, context, Words.PATHS)
    kept = {name: value for name, value in content.items() if name in {"title", "own", "lead", "with"}}
    return (outline_change(Rank.FIELDS, at=change.key, **kept),)


def duties_of(key: str, names: str, context: Context) -> tuple[Writing, Duties] | None:
    """Return the writing of the departments that `names` says behind the block `key`, None for none."""
    holder = context.blocks.get(key) or context.entries.get(key)
    printed = f"{key}{_OF_DUTIES}" in context.new
    found = duties_in(names, context) if printed else listed_duties(names, context)
    if found is None or holder is None:
        return None
    fields: dict[str, Data] = {}
    if tuple(holder.lead) != found.lead:
        fields["lead"] = as_data(found.lead)
    if tuple(holder.support) != found.support:
        fields["with"] = as_data(found.support)
    written = _with(key, context, **fields)
    return (written[0], found) if written else None


def task_of(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a row of the table of tasks is written as, at what has its duties."""
    key = change.key.partition(_TASK)[2]
    row = context.new.get(f"{_TASK}{key}")
    if change.kind is ChangeKind.DEPARTMENT and isinstance(row, Task):
        return _with_duties(key, row, context)
    if change.kind is ChangeKind.TEXT and isinstance(row, Task):
        text = own_words(row.runs, context).strip()
    elif change.kind is ChangeKind.REMOVED:
        text = report_words("pull")["no_task"]
    else:
        return ()
    return _with(key, context, task=text)


def _with_duties(key: str, row: Task, context: Context) -> tuple[Writing, ...]:
    """Return what other departments in a row of the table of tasks are written as, none for unknown ones."""
    known = functions_by_name(context)
    held = {"lead": row.duties.lead, "with": row.duties.support}
    named = {
        field: tuple(known.get("".join(each.name.split()), each.function) for each in departments)
        for field, departments in held.items()
    }
    if not all(map(all, named.values())):
        return ()
    return _with(key, context, **{field: as_data(functions) for field, functions in named.items()})


def _with(key: str, context: Context, **fields: Data) -> tuple[Writing, ...]:
    """Return what fields of a block or a passage are written as."""
    if key in context.blocks:
        return (fields_at(key, context, **fields),)
    return passages.with_fields(key, context, **fields)


def _content(node: Node, context: Context, words: Words) -> dict[str, Data]:
    """Return a block as an outline says it, with what it holds; what stood elsewhere before is left out."""
    kind = node.level if isinstance(node, Division) else type(node).__name__.lower()
    key = new_key(str(getattr(node, "key", "")), context).rpartition(".")[2]
    content: dict[str, Data] = {kind: key, "title": str(getattr(node, "title", "")).strip()}
    body = [each for each in getattr(node, "body", ()) if isinstance(each, Paragraph)]
    content |= _text(body, node, context, words)
    below = {
        "body": getattr(node, "body", ()),
        "groups": getattr(node, "groups", ()),
        "items": getattr(node, "items", ()),
    }
    for name, nodes in below.items():
        held: list[Data] = [
            _content(each, context, words)
            for each in nodes
            if isinstance(each, (Division, Box, Group, Item)) and each.key not in context.blocks
        ]
        if held:
            content[name] = held
    if isinstance(node, Box) and node.table is not None:
        content["table"] = node.table.key
    return content | _way_of_printing(node, context)


def _way_of_printing(node: Node, context: Context) -> dict[str, Data]:
    """Return whether a heading is run into its text, where those beside it are otherwise."""
    if not isinstance(node, Division):
        return {}
    holder = context.above[node.key][-1]
    beside = [
        each.run_in
        for each in getattr(holder, "body", ())
        if isinstance(each, type(node)) and each.key in context.blocks
    ]
    return {"run_in": str(node.run_in).lower()} if beside and node.run_in not in beside else {}


def _text(body: Iterable[Paragraph], node: Node, context: Context, words: Words) -> dict[str, Data]:
    """Return the text of a block and its departments as fields of an outline."""
    lines, duties, topics = [], None, []
    for paragraph in body:
        kept = [each for each in paragraph.passages if not each.key.endswith(_OF_DUTIES)]
        topics += [_topic(each, node, context) for each in kept]
        text = "".join(
            literal_words(each.runs) if words is Words.LITERAL else own_words(each.runs, context)
            for each in kept
        )
        signed = "".join(plain(each.runs) for each in paragraph.passages if each not in kept)
        said, tail = (text, signed) if signed else split_duties(text, context)
        duties = duties_in(tail, context) if tail else duties
        lines += [said.strip()] if said.strip() else []
    found: dict[str, Data] = {}
    if words is Words.TOPICS and topics and all(topics):
        found["topics"] = [*topics]
    elif lines:
        found["own"] = "\n".join(lines)
    given = getattr(node, "duties", None)
    lead = tuple(each.function for each in given.lead) if given else duties.lead if duties else ()
    support = tuple(each.function for each in given.support) if given else duties.support if duties else ()
    found |= {"lead": as_data(lead)} if lead else {}
    return found | ({"with": as_data(support)} if support else {})


def _topic(passage: Passage, node: Node, context: Context) -> str:
    """Return the topic of the library that a passage is, "" for one of other words."""
    topic = passage.key.rpartition("/")[2]
    shelf = "boxes" if isinstance(node, (Box, Group, Item)) else "topics"
    return topic if topic in topic_names(shelf, context.profile.period.folders) else ""
