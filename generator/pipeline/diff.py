"""Compare two drafts, and trace every change to its cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.base.diagnostics import PlanError
from generator.diff import (
    OUTLINE_KEYS,
    Cause,
    Change,
    ChapterChanges,
    ProfileChange,
    Stage,
    assign_keys,
    by_chapter,
    compare,
    join_alike,
    join_rewritten,
    join_wholes,
    list_numbers,
    profile_changes,
    with_causes,
    with_pending,
)
from generator.diff.outside import SharedKeys, says_otherwise
from generator.document import Annotations, Document
from generator.locality.profile import Profile, make_profile
from generator.pipeline.support.composing import compose
from generator.pipeline.support.national_names import national_id
from generator.pipeline.support.outline_sources import with_targets
from generator.pipeline.support.sides import Side
from generator.yaml_source import mapping

_TEMPLATES = (Cause.RULE, Cause.TEMPLATE)
_MANY = (Cause.DATA, Cause.RULE, Cause.TEMPLATE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold the changes from an old draft to a new one.

    `before` and `after` have the keys by which they were compared.
    """

    old: Side
    new: Side
    before: Document
    after: Document
    changes: tuple[Change, ...]

    @property
    def chapters(self) -> list[ChapterChanges]:
        """Return the changes by chapter, without the folded ones."""
        return by_chapter(self.before, self.after, (change for change in self.changes if not change.folded))

    @property
    def annotations(self) -> tuple[Annotations, Annotations]:
        """Return the comments and pending changes of both drafts."""
        return self.old.annotations, self.new.annotations


def diff(old: Side, new: Side) -> Comparison:
    """Compare two drafts, and trace every change to its cause.

    What a file says only if its pending changes are accepted is a pending change of their authors.
    """
    if old.outside or new.outside:
        return _by_words(old, new)
    first, last = Stage(old.document), Stage(new.document, (Cause.HAND,))
    written = [Stage(side.draft, (Cause.HAND,)) for side in (old, new)]
    stages = [
        first,
        written[0],
        Stage(old.composed, (Cause.HAND,)),
        *_steps_between(old, new),
        written[1],
        last,
    ]
    # What is pending in one file, rejected, is as near to the other file as it gets.
    beside = [Stage(side.rejected or end.document) for side, end in ((new, first), (old, last))]
    new_rejected, *stages, old_rejected = _with_keys([beside[0], *stages, beside[1]])
    before, after = stages[0].document, stages[-1].document
    # What people changed before a file was written and after is one step: they did both.
    changes = with_causes([stages[0], *stages[2:-2], stages[-1]], _profile_changes(old, new))
    changes = with_pending(
        changes,
        (before, old_rejected.document if old.rejected else before),
        (after, new_rejected.document if new.rejected else after),
        (stages[1].document, stages[-2].document),
        (old.annotations, new.annotations),
    )
    changes = list(list_numbers(changes, after))
    for join in (join_wholes, join_rewritten):
        changes = join(changes, before, after)
    return Comparison(old, new, before, after, tuple(join_alike(changes)))


def _by_words(old: Side, new: Side) -> Comparison:
    """Compare two plans of which one at least is an outside one, by headings, rows and words.

    Nothing tells why they differ, but for what is pending in them. Where the new one is ours, it gives the
    keys.
    """
    keys = SharedKeys(national_id)
    if old.outside and not new.outside:
        after = keys.first(new.document)
        before = keys.like(after, old.document)
    else:
        before = keys.first(old.document)
        after = keys.like(before, new.document)
    sides = [
        (known, keys.like(known, side.rejected) if side.rejected else known)
        for known, side in ((before, old), (after, new))
    ]
    marked = old.fresh is not new.fresh
    found = [change for change in compare(before, after) if says_otherwise(change, marked=marked)]
    rejected = (sides[0][1], sides[1][1])
    changes = with_pending(found, sides[0], sides[1], rejected, (old.annotations, new.annotations))
    for join in (join_wholes, join_rewritten):
        changes = join(changes, before, after)
    return Comparison(old, new, before, after, tuple(join_alike(changes)))


def _with_keys(stages: Sequence[Stage]) -> list[Stage]:
    """Return `stages` with keys assigned to their documents; those that follow an equal one share it."""
    differing = [stages[0], *(b for a, b in pairwise(stages) if a.document != b.document)]
    keyed = iter(assign_keys([stage.document for stage in differing]))
    documents: list[Document] = []
    for n, stage in enumerate(stages):
        same = n > 0 and stages[n - 1].document == stage.document
        documents.append(documents[-1] if same else next(keyed))
    return [replace(stage, document=document) for stage, document in zip(stages, documents, strict=True)]


def _steps_between(old: Side, new: Side) -> list[Stage]:
    """Return the stages from one draft as written to the other: new templates, a new outline, new data.

    Return a single stage if a profile is unknown, of another period, or cannot be drafted today.
    """
    before, after = old.profile, new.profile
    if before and after and before.period.id == after.period.id:
        with suppress(PlanError):
            return [
                Stage(old.redraft(), _TEMPLATES),
                *_profile_stages(before, after, new.redraft()),
                Stage(new.composed, _TEMPLATES),
            ]
    return [Stage(new.composed, _MANY)]


def _profile_stages(before: Profile, after: Profile, drafted: Document) -> Iterator[Stage]:
    """Yield the stages from one profile to another: by its outline, then by the rest of its data.

    `drafted` is the draft of `after` by today's templates.
    """
    old, new = mapping(before.source.data), mapping(after.source.data)
    shaped = {key: value for key, value in old.items() if key not in OUTLINE_KEYS} | {
        key: new[key] for key in OUTLINE_KEYS if key in new
    }
    if shaped == new:
        yield Stage(drafted, (Cause.OUTLINE,))
        return
    if shaped != old:
        yield Stage(compose(make_profile(replace(before.source, data=shaped))), (Cause.OUTLINE,))
    yield Stage(drafted, (Cause.DATA,))


def _profile_changes(old: Side, new: Side) -> list[ProfileChange]:
    """Return the differences between the profiles of both sides; none if one is unknown."""
    if old.profile is None or new.profile is None:
        return []
    changed = profile_changes(old.profile.source.data, new.profile.source.data)
    return list(with_targets(changed, old.profile, new.profile))
