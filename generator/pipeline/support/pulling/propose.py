"""Make a proposal of each change in a Word file: what the profile would say, and whether that is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from generator.diff import Cause, Change, ChangeKind
from generator.document import Passage, Text, plain
from generator.pipeline.support.marks import has_mark
from generator.pipeline.support.pulling import blocks, heads, numbers, passages, rows
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.duties import Duties, duties_in, functions_by_name
from generator.pipeline.support.pulling.proposals import Doubt, Proposal, Writing
from generator.yaml_source import Data, KeyPath

_COUNT = re.compile(r"\d[\d.]*")
_DUTIES = "/duties"
_FEW = 3  # characters: shorter words may well stand twice
_PASSAGES = {"passage", "paragraph"}
_BLOCKS = {"chapter", "section", "measure", "box", "group", "item"}
_PARTS = {"plan", "letter", "annex"}
_Reader = Callable[[Change, Context], tuple[Writing, ...]]
_OF_PASSAGES: Mapping[ChangeKind, _Reader] = {
    ChangeKind.TEXT: passages.reworded,
    ChangeKind.ADDED: passages.added,
    ChangeKind.REMOVED: passages.removed,
    ChangeKind.MOVED: passages.moved,
    ChangeKind.ATTRIBUTE: passages.parted,
}
_OF_BLOCKS: Mapping[ChangeKind, _Reader] = {
    ChangeKind.TEXT: blocks.rewritten,
    ChangeKind.ADDED: blocks.added,
    ChangeKind.REMOVED: blocks.removed,
    ChangeKind.MOVED: blocks.moved,
    ChangeKind.RETITLED: blocks.retitled,
}
_OF_OTHERS: Mapping[tuple[str, ChangeKind], _Reader] = {
    ("row", ChangeKind.ADDED): rows.added,
    ("row", ChangeKind.MOVED): rows.moved,
    ("row", ChangeKind.RETITLED): numbers.cell_of,
    ("line", ChangeKind.TEXT): heads.line_of,
    ("line", ChangeKind.ADDED): heads.line_of,
    ("cell", ChangeKind.CELL): numbers.cell_of,
    ("cell", ChangeKind.ATTRIBUTE): numbers.cell_of,
}


def propose(
    changes: Iterable[Change], context: Context, taken: set[Cause], reason: str
) -> Iterator[Proposal]:
    """Yield a proposal for each of `changes`, which are numbered from 1.

    Those of other causes than `taken` need a decision. If that is empty all do, because the file has lost the
    draft that tells whose they are. `reason` is why a row is left out, as the profile has to say.
    """
    for number, change in enumerate(changes, start=1):
        proposal = _proposal(number, change, context, reason)
        proposal = replace(proposal, options=tuple(filter(_is_sound, proposal.options)))
        if _is_repeated(change, context):
            proposal = replace(proposal, doubt=Doubt.REPEATED)
        if change.cause is Cause.PENDING:
            proposal = replace(proposal, doubt=Doubt.PENDING)
        elif change.conflict:
            proposal = replace(proposal, doubt=Doubt.CONFLICT, facts={"base": change.conflict.base})
        elif not taken:
            proposal = replace(proposal, doubt=Doubt.LOST)
        elif change.cause not in taken:
            proposal = replace(proposal, doubt=Doubt.ELSEWHERE)
        elif change.cause is not Cause.HAND and proposal.options:
            proposal = replace(proposal, doubt=Doubt.NONE)  # a profile said it: its draft is sound
        yield proposal


def _is_sound(writing: Writing) -> bool:
    """Return whether a writing has no mark of a gap in it, which would stand in the plan as words."""
    return not has_mark(str([*writing.values.values(), *(dict(each.data) for each in writing.changes)]))


def _is_repeated(change: Change, context: Context) -> bool:
    """Return whether a figure stands several times in a row, as some programs save it."""
    node = context.old.get(change.key)
    figures = [run.text for run in getattr(node, "runs", ()) if not isinstance(run, Text)]
    new, old = change.new or "", change.old or ""
    counts = [count for text in figures for count in _COUNT.findall(text)]
    return any(
        len(text) > _FEW and text * 2 in new and text * 2 not in old for text in (*figures, *counts, old)
    )


def _proposal(number: int, change: Change, context: Context, reason: str) -> Proposal:
    if numbers.is_number(change):
        options, doubt, facts = numbers.numbers_of(change, context)
        return Proposal(number, change, options, doubt, facts)
    if change.kind is ChangeKind.DEPARTMENT:
        return _of_duties(number, change, context)
    return Proposal(number, change, _options(change, context, reason))


def _options(change: Change, context: Context, reason: str) -> tuple[Writing, ...]:
    """Return what a change of words or blocks is written as, the likeliest first, nothing without a key."""
    if change.block in _PASSAGES:
        reader = _OF_PASSAGES.get(change.kind)
        found = reader(change, context) if reader else ()
        return found or (heads.line_of(change, context) if change.kind is ChangeKind.TEXT else ())
    if change.block in _BLOCKS:
        reader = _OF_BLOCKS.get(change.kind)
        return reader(change, context) if reader else ()
    return _other_options(change, context, reason)


def _other_options(change: Change, context: Context, reason: str) -> tuple[Writing, ...]:
    reader: _Reader | None = None
    match change.block, change.kind:
        case "row", ChangeKind.REMOVED:
            reader = partial(rows.removed, reason=reason)
        case block, ChangeKind.RETITLED if block in _PARTS:
            reader = heads.title_of
        case matter:
            reader = _OF_OTHERS.get(matter)
    return reader(change, context) if reader else ()


def _of_duties(number: int, change: Change, context: Context) -> Proposal:
    """Return the proposal for other departments behind a measure: by its functions, or a new name of one."""
    key = change.key.removesuffix(_DUTIES)
    found = blocks.duties_of(key, change.new or "", context)
    if found is None:
        return Proposal(number, change)
    writing, duties = found
    if not duties.unknown:
        return Proposal(number, change, (writing,) if writing.values or writing.changes else ())
    names = "、".join(duties.unknown)
    renamed = _renamed(change, duties, context)
    if not renamed:
        return Proposal(number, change, (), Doubt.UNKNOWN, {"names": names})
    values: dict[KeyPath, Data] = {("departments", function): new for function, _, new in renamed}
    left = [(old, new, count) for _, old, new in renamed if (count := _places_of(old, context))]
    facts = {"old": left[0][0], "names": left[0][1], "count": str(left[0][2])} if left else {}
    return Proposal(number, change, (Writing(values),), Doubt.RENAMED if left else Doubt.NONE, facts)


def _renamed(change: Change, duties: Duties, context: Context) -> list[tuple[str, str, str]]:
    """Return function, old and new name of each department that is called otherwise where it stands."""
    before, known = duties_in(change.old or "", context), functions_by_name(context)
    if before is None or len(before.names) != len(duties.names):
        return []
    pairs = [(was, now) for was, now in zip(before.names, duties.names, strict=True) if was != now]
    sound = all(was in known and now in duties.unknown for was, now in pairs)
    return [(known[was], was, now) for was, now in pairs] if sound else []


def _places_of(name: str, context: Context) -> int:
    """Return at how many measures the edited file still names a department so."""
    texts = (
        plain(node.runs)
        for key, node in context.new.items()
        if isinstance(node, Passage) and key.endswith(_DUTIES)
    )
    return sum(name in text for text in texts)
