"""Read other departments behind a measure, a sentence or an item: other functions, or new names of some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.diff import Change, ChangeKind
from generator.document import Passage, plain
from generator.pipeline.support.pulling import blocks
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.duties import (
    Duties,
    duties_in,
    functions_by_name,
    listed_duties,
)
from generator.pipeline.support.pulling.proposals import Doubt, Proposal, Writing
from generator.yaml_source import Data, KeyPath

_DUTIES = "/duties"


def of_duties(number: int, change: Change, context: Context) -> Proposal:
    """Return the proposal for other departments behind a measure: by its functions, or a new name of one."""
    key = change.key.removesuffix(_DUTIES)
    found = blocks.duties_of(key, change.new or "", context)
    if found is None:
        return Proposal(number, change)
    writing, duties = found
    if not duties.unknown:
        return Proposal(number, change, () if writing.is_empty else (writing,))
    names = "、".join(duties.unknown)
    renamed = _renamed(change, duties, context)
    if not renamed and (under_old_names := _under_old_names(change.new or "", duties, context)):
        return of_duties(number, replace(change, new=under_old_names), context)
    if not renamed:
        return Proposal(number, change, (), Doubt.UNKNOWN, {"names": names})
    values: dict[KeyPath, Data] = {("departments", function): new for function, _, new in renamed}
    left = [(old, new, count) for _, old, new in renamed if (count := _places_of(old, context))]
    facts = {"old": left[0][0], "names": left[0][1], "count": str(left[0][2])} if left else {}
    return Proposal(number, change, (Writing(values),), Doubt.RENAMED if left else Doubt.NONE, facts)


def new_names(changes: Iterable[Change], context: Context) -> Iterator[tuple[str, str]]:
    """Yield the new and the old name of each department that is called otherwise behind some measure."""
    for change in changes:
        if change.kind is ChangeKind.DEPARTMENT and (duties := _read(change, change.new, context)):
            yield from ((new, old) for _, old, new in _renamed(change, duties, context) if duties.unknown)


def _read(change: Change, text: str | None, context: Context) -> Duties | None:
    """Return the departments that a change says, in brackets or in a list."""
    return (duties_in if change.key.endswith(_DUTIES) else listed_duties)(text or "", context)


def _renamed(change: Change, duties: Duties, context: Context) -> list[tuple[str, str, str]]:
    """Return function, old and new name of each department that is called otherwise where it stands."""
    before, known = _read(change, change.old, context), functions_by_name(context)
    if before is None or len(before.names) != len(duties.names):
        return []
    pairs = [(was, now) for was, now in zip(before.names, duties.names, strict=True) if was != now]
    sound = all(was in known and now in duties.unknown for was, now in pairs)
    return [(known[was], was, now) for was, now in pairs] if sound else []


def _under_old_names(text: str, duties: Duties, context: Context) -> str:
    """Return the departments behind a measure as the draft calls them, "" if one is renamed nowhere else."""
    found = {name: context.renamed.get(name, "") for name in duties.unknown}
    for name, old in found.items():
        text = text.replace(name, old)
    return text if all(found.values()) else ""


def _places_of(name: str, context: Context) -> int:
    """Return at how many measures the edited file still names a department so."""
    texts = (
        plain(node.runs)
        for key, node in context.new.items()
        if isinstance(node, Passage) and key.endswith(_DUTIES)
    )
    return sum(name in text for text in texts)
