"""Compare two libraries by the plans that they word: what each kind of plan says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import Limits
from generator.base.temporary_folders import temporary_folder
from generator.diff import Change, Op, assign_keys, compare, join_rewritten, join_wholes
from generator.document import Document
from generator.pipeline.sample_drafts import SampleDraft, read_samples
from generator.pipeline.support.embedded import finished_draft
from generator.pipeline.support.foreign_templates import run_on_copies
from generator.pipeline.support.revision_templates import called, copy_library


class Variant(NamedTuple):
    """Hold a change as it reads in the plans of `places`, each with what is filled in there."""

    change: Change
    places: tuple[tuple[str, str], ...]


class Difference(NamedTuple):
    """Hold what the plans of a period say otherwise at one place: its variants differ in their terms."""

    period: str
    variants: tuple[Variant, ...]


class LibraryChanges(NamedTuple):
    """Hold what two libraries word otherwise, and which plans only one of them has, by period and place.

    `plans` says how many plans of each period were compared.
    """

    differences: tuple[Difference, ...]
    gone: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]
    plans: Mapping[str, int]

    @property
    def compared(self) -> int:
        """Return how many plans were compared."""
        return sum(self.plans.values())


def samples_of(side: str, words: Sequence[str], limits: Limits) -> tuple[list[SampleDraft], list[Finding]]:
    """Return the plans as the library `side` words them, drafted in a process held to `limits`.

    `side` is a folder or a revision of git; `words` are those of the command that writes them, to which the
    name of a file is added. Return the finding where a limit ended it. Raise PlanError where the library
    cannot be taken; where the process told what was wrong, return nothing.
    """
    with temporary_folder() as place:
        file = Path(place, "plans.json")
        shown = called(side)
        code, findings = run_on_copies(partial(copy_library, side), shown, [*words, str(file)], limits)
        return ([] if code or findings else read_samples(file)), findings


def compare_samples(old: Sequence[SampleDraft], new: Sequence[SampleDraft]) -> LibraryChanges:
    """Return what the plans of two libraries say otherwise, in the order of the new plans."""
    before, after = ({sample[:3]: sample.draft for sample in side} for side in (old, new))
    found: dict[tuple[str, ...], dict[tuple[object, ...], list[tuple[Change, tuple[str, str]]]]] = {}
    for (period, place, state), draft in after.items():
        was = before.get((period, place, state), draft)
        for change in _changes(was, draft) if was != draft else ():
            variants = found.setdefault((period, *change.id), {})
            variants.setdefault(_pieces(change), []).append((change, (place, state)))
    return LibraryChanges(
        tuple(
            Difference(place[0], tuple(map(_variant, variants.values()))) for place, variants in found.items()
        ),
        tuple(dict.fromkeys(sample[:2] for sample in old if sample[:3] not in after)),
        tuple(dict.fromkeys(sample[:2] for sample in new if sample[:3] not in before)),
        Counter(period for period, *_ in before.keys() & after.keys()),
    )


def _variant(found: Sequence[tuple[Change, tuple[str, str]]]) -> Variant:
    """Return the first of changes that are the same but for words around them, with the places of all."""
    return Variant(found[0][0], tuple(place for _, place in found))


def _changes(old: str, new: str) -> list[Change]:
    """Return the changes from one draft to another, without what only follows from others."""
    before, after = assign_keys([_document(old), _document(new)])
    changes = compare(before, after)
    for join in (join_wholes, join_rewritten):
        changes = join(changes, before, after)
    return [change for change in changes if not change.folded]


def _document(draft: str) -> Document:
    """Return the document of draft XML; raise PlanError where it is larger than any draft of ours."""
    document = finished_draft(draft.encode())
    if document is None:
        raise PlanError([Finding("draft-xml", Place("draft.xml"), {"what": f"{len(draft):,}"})])
    return document


def _pieces(change: Change) -> tuple[object, ...]:
    """Return what a change takes away and puts in: where that is the same, it is one change."""
    marks = tuple((mark.op, mark.text) for mark in change.marks if mark.op is not Op.SAME)
    return marks or (change.old, change.new)
