"""Make a proposal of each change in a Word file: what the profile would say, and whether that is sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from generator.check.findings.groups import report_words
from generator.diff import Cause, Change, ChangeKind
from generator.document import Comment, Text
from generator.pipeline.support.marks import has_mark
from generator.pipeline.support.pulling import blocks, heads, numbers, passages, rows
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.departments import new_names, of_duties
from generator.pipeline.support.pulling.proposals import Doubt, Proposal, Writing, together
from generator.pipeline.support.pulling.reasons import lacks_reason, reason_for
from generator.pipeline.support.pulling.renamed import Renaming, renamings

_COUNT = re.compile(r"\d[\d.]*")
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
    changes: Iterable[tuple[int, Change]], context: Context, taken: set[Cause], comments: Sequence[Comment]
) -> Iterator[Proposal]:
    """Yield a proposal for each of `changes`, which come with their numbers.

    Those of other causes than `taken` need a decision. If that is empty all do, because the file has lost the
    draft that tells whose they are. `comments` may say why a row is left out, as the profile has to.
    """
    listed = list(changes)
    named = renamings([change for _, change in listed], context)
    context.pairs = passages.pairs([change for _, change in listed], context)
    context.renamed |= dict(new_names([change for _, change in listed], context))
    for place, (number, change) in enumerate(listed):
        each = [_proposal(number, one, context, comments) for one in _places(change)]
        proposal = _together(each, change)
        if others := named.get(place):
            own = [one.options[0] for one in each if one.options]
            proposal = _renamed_everywhere(proposal, others, own)
        proposal = replace(proposal, options=tuple(filter(_is_sound, proposal.options)))
        yield _doubted(proposal, context, taken)


def _doubted(proposal: Proposal, context: Context, taken: set[Cause]) -> Proposal:
    """Return a proposal with why a person has to decide, by whose change it is."""
    change = proposal.change
    if _is_repeated(change, context):
        proposal = replace(proposal, doubt=Doubt.REPEATED)
    if change.cause is Cause.PENDING:
        return replace(proposal, doubt=Doubt.PENDING)
    if change.conflict:
        return replace(proposal, doubt=Doubt.CONFLICT, facts={"base": change.conflict.base})
    if not taken:
        return replace(proposal, doubt=Doubt.LOST)
    if change.cause not in taken:
        return replace(proposal, doubt=Doubt.ELSEWHERE)
    if change.cause is not Cause.HAND and proposal.options:
        return replace(proposal, doubt=Doubt.NONE)  # a profile said it: its draft is sound
    return proposal


def _places(change: Change) -> Iterator[Change]:
    """Yield a change at each of its places; a figure is one wherever it stands."""
    if not change.alike or numbers.is_number(change):
        yield change
        return
    yield from (replace(place, alike=()) for place in (change, *change.alike))


def _together(proposals: Sequence[Proposal], change: Change) -> Proposal:
    """Return one proposal for `change` of those for its places."""
    if len(proposals) == 1:
        return proposals[0]
    known = [proposal.options for proposal in proposals if proposal.options]
    most = max(map(len, known), default=0)
    options = (together([options[min(n, len(options) - 1)] for options in known]) for n in range(most))
    doubtful = next((proposal for proposal in proposals if proposal.doubt), proposals[0])
    return replace(doubtful, change=change, options=tuple(options))


def _renamed_everywhere(proposal: Proposal, named: Sequence[Renaming], own: Sequence[Writing]) -> Proposal:
    """Return a proposal that may come of a word that was replaced everywhere; else it is as it was.

    `own` are the likeliest writings of its places: what the profile itself says changes where it stands.
    """
    if proposal.doubt is not Doubt.NONE:
        return proposal
    renamed = [Writing({each.path: each.new}) for each in named]
    beside = tuple(each for each in own if not each.changes)
    both = [together((each, *beside)) for each in renamed if beside]
    if beside and proposal.change.kind is ChangeKind.DEPARTMENT:  # its own name, whatever the term becomes
        return replace(proposal, options=(*proposal.options, *both, *renamed))
    first = (*renamed, *both) if named[0].path == ("title",) else (*both, *renamed)
    doubt, facts = named[0].doubt, named[0].facts
    return replace(
        proposal, options=(*first, *proposal.options), doubt=doubt, facts=facts, spreads=named[0].left > 0
    )


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


def _proposal(number: int, change: Change, context: Context, comments: Sequence[Comment]) -> Proposal:
    if numbers.is_number(change):
        options, doubt, facts = numbers.numbers_of(change, context)
        return Proposal(number, change, options, doubt, facts)
    if change.block == "task":
        return Proposal(number, change, blocks.task_of(change, context))
    if change.kind is ChangeKind.DEPARTMENT:
        return of_duties(number, change, context)
    if found := passages.retyped(change, context):
        return Proposal(number, change, *found)
    unsaid = report_words("pull")["omitted"]
    gone = change.block == "row" and change.kind is ChangeKind.REMOVED
    reason = reason_for(rows.name_before(change, context), comments) if gone else ""
    options = _options(change, context, reason or unsaid)
    return Proposal(number, change, options, lacks_reason=lacks_reason(options, unsaid))


def _options(change: Change, context: Context, reason: str) -> tuple[Writing, ...]:
    """Return what a change of words or blocks is written as, the likeliest first, nothing without a key."""
    if change.block in _PASSAGES:
        reader = _OF_PASSAGES.get(change.kind)
        found = (*passages.carried_over(change, context), *(reader(change, context) if reader else ()))
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
