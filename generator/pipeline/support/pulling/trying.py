"""Write proposals into a profile, draft it, and compare with the edited file: only what fits is taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.base.diagnostics import PlanError
from generator.diff import DUTIES, Change, ChangeKind, assign_keys, compare
from generator.document import Document
from generator.locality.profile import Profile, read_source
from generator.pipeline.support.composing import compose
from generator.pipeline.support.marks import has_mark
from generator.pipeline.support.pulling.proposals import Proposal, Writing, entries_of
from generator.pipeline.support.upper_plans import validated_profile
from generator.yaml_source.fill import Filled, fill_in
from generator.yaml_source.taking import take_out

# What a change elsewhere may bring with it: a figure, a department that is called otherwise.
_SHARED = {ChangeKind.FIGURE, ChangeKind.CELL, ChangeKind.DEPARTMENT, ChangeKind.TEXT}
_WHOLES = {"paragraph", "chapter", "section", "measure"}
_MOST_TRIALS = 24  # drafts of the profile, of some 50 ms each


@dataclass(frozen=True, slots=True)
class Trial:
    """Hold a profile's text with proposals written into it, the profile, and what its draft is without.

    `keyed` are that draft and the edited file, keys assigned.
    """

    text: str
    profile: Profile
    left: tuple[Change, ...]
    keyed: tuple[Document, Document]


@dataclass(slots=True)
class Trying:
    """Try proposals on the profile in `text` of the file `name` until its draft is nearest to `edited`.

    `known` are the differences before anything was taken.
    """

    text: str
    name: str
    edited: Document
    known: Sequence[Change]
    profile: Profile
    failed: dict[int, str] = field(default_factory=dict)
    _trials: int = 0
    _decided: set[int] = field(default_factory=set)
    _meant: tuple[tuple[int, int], ...] = ()
    _brought: tuple[Change, ...] = ()

    def settle(
        self, proposals: Sequence[Proposal], named: Collection[int] = ()
    ) -> tuple[dict[int, int], Trial]:
        """Return which option of each proposal that can be taken is, by its number, and the last trial.

        What a person decided, the doubtful and those `named`, is taken if the profile can be drafted with it,
        whatever else it changes.
        """
        self._trials, self.failed = 0, {}
        self._decided = {each.number for each in proposals if not each.is_certain or each.number in named}
        chosen = {each.number: 0 for each in proposals if each.options}
        by_number = {each.number: each for each in proposals}
        while self._trials < _MOST_TRIALS:
            trial = self.tried([(by_number[n], option) for n, option in chosen.items()])
            self._take_as_meant([(by_number[n], option) for n, option in chosen.items()])
            judged = [by_number[n] for n in chosen if n not in self._decided]
            faulty = self._faulty(trial, judged, chosen) if trial and judged else [] if trial else None
            if trial and not faulty:
                return chosen, trial
            if faulty is None:
                faulty = self._unwritable(by_number, chosen)
            for number in faulty:
                self._next_option(by_number[number], chosen)
        nothing = self.tried([])
        if nothing is None:
            raise PlanError([])
        return {}, nothing

    def _take_as_meant(self, chosen: Sequence[tuple[Proposal, int]]) -> None:
        """Note what comes of proposals that a person decided, or that spread: it is not the others' doing."""
        meant = [(each, option) for each, option in chosen if each.spreads or each.number in self._decided]
        key = tuple((each.number, option) for each, option in meant)
        if meant and len(meant) < len(chosen) and key != self._meant:
            trial = self.tried(meant)
            self._meant, self._brought = key, trial.left if trial else ()
        elif len(meant) == len(chosen):
            self._brought = ()

    def tried(self, chosen: Iterable[tuple[Proposal, int]]) -> Trial | None:
        """Return what comes of writing these options, None if what comes cannot be drafted."""
        self._trials += 1
        try:
            text = self._written([each.options[n] for each, n in chosen])
            if text is None:
                return None
            profile = validated_profile(read_source(text.encode(), self.name)[0])
            drafted = compose(profile)
        except PlanError:
            return None
        draft, edited = assign_keys([drafted, self.edited])
        return Trial(text, profile, tuple(compare(draft, edited)), (draft, edited))

    def _written(self, writings: Sequence[Writing]) -> str | None:
        """Return the profile's text with `writings`, None if one of them has no place there."""
        gone = {path for each in writings for path in each.gone}
        taken = take_out(self.text, self.name, gone) if gone else Filled(self.text, ())
        entries = entries_of(writings, self.profile.source.data)
        filled = fill_in(taken.text, self.name, entries) if entries else taken
        return None if taken.refused or filled.refused else filled.text

    def _faulty(self, trial: Trial, proposals: Sequence[Proposal], chosen: Mapping[int, int]) -> list[int]:
        """Return the proposals that did not bring the draft nearer to the edited file."""
        faulty = [each.number for each in proposals if not self.is_done(each, trial)]
        if faulty:
            return faulty
        fresh = self._fresh(trial)
        for is_near in (_says_or_holds, _has_figures_of):
            if near := [each.number for each in proposals if any(is_near(each.change, new) for new in fresh)]:
                return near
        return self._culprit(proposals, chosen) if fresh else []

    def is_done(self, proposal: Proposal, trial: Trial) -> bool:
        """Return whether nothing is left of what a proposal is about."""
        left = [change for change in trial.left if not change.folded]
        still = {_about(change): change for change in left}
        change = proposal.change
        if not proposal.options and change.kind not in _SHARED:
            return False  # a number typed by hand, a column: no draft has it
        if any(same(still.get(_about(place)), place) for place in places(change)):
            return False
        return change.block not in _WHOLES or not any(_is_within(each, change) for each in left)

    def _fresh(self, trial: Trial) -> list[Change]:
        """Return the differences that the profile's own draft did not have."""
        known = _signatures((*self.known, *self._brought))
        return [
            change
            for change in trial.left
            if not change.folded
            and not _signatures([change]) & known
            and not _is_awaited(change)
            and not is_unprinted(change)
        ]

    def _culprit(self, proposals: Sequence[Proposal], chosen: Mapping[int, int]) -> list[int]:
        """Return a proposal that brings a new difference, found by halves."""
        suspects = list(proposals)
        while len(suspects) > 1 and self._trials < _MOST_TRIALS:
            half = suspects[: len(suspects) // 2]
            trial = self.tried([(each, chosen[each.number]) for each in half])
            suspects = half if trial is None or self._fresh(trial) else suspects[len(suspects) // 2 :]
        return [each.number for each in suspects[:1]]

    def _unwritable(self, by_number: Mapping[int, Proposal], chosen: Mapping[int, int]) -> list[int]:
        """Return the proposals without which the rest can be written, found by halves."""
        numbers, faulty = list(chosen), []
        for half in (
            (numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]) if len(numbers) > 1 else (numbers,)
        ):
            part = {n: chosen[n] for n in half}
            if self._trials >= _MOST_TRIALS or self.tried([(by_number[n], o) for n, o in part.items()]):
                continue
            faulty += half if len(half) == 1 else self._unwritable(by_number, part)
        return faulty or numbers[-1:]

    def _next_option(self, proposal: Proposal, chosen: dict[int, int]) -> None:
        number = proposal.number
        if number not in chosen:
            return
        if chosen[number] + 1 < len(proposal.options):
            chosen[number] += 1
        else:
            del chosen[number]
            self.failed[number] = "failed"


def places(change: Change) -> tuple[Change, ...]:
    """Return a change and the further places of it."""
    return (change, *change.alike)


def same(left: Change | None, change: Change) -> bool:
    """Return whether what is left of a block is what `change` should have brought."""
    if left is None or left.kind is not change.kind:
        return False
    if change.kind is ChangeKind.FIGURE:
        unit_alone = _count(left.old) == _count(left.new) and _count(change.old) != _count(change.new)
        return bool(set(left.figures) & set(change.figures)) and not unit_alone
    return left.new == change.new or change.new is None


def _count(text: str | None) -> str:
    """Return the number in the text of a figure; a draft adds the unit that somebody left out."""
    return "".join(c for c in text or "" if c.isdigit() or c in ".～-")


def _is_within(left: Change, change: Change) -> bool:
    """Return whether a difference is of the text of a block that `change` is about as a whole."""
    holder = change.key.partition("/")[0] if change.block == "paragraph" else change.key
    texts = (change.old or "") + (change.new or "")
    inside = left.key == change.key or left.key.startswith(f"{holder}/")
    return inside and any(text and text in texts for text in (left.old, left.new))


def _about(change: Change) -> tuple[str, ...]:
    figures = change.figures[:1] if change.kind is ChangeKind.FIGURE else ()
    return change.kind, change.block, change.key, *figures


def _signatures(changes: Iterable[Change]) -> set[tuple[str, ...]]:
    """Return what differences are known by, whatever else of their block changed."""
    found: set[tuple[str, ...]] = set()
    for change in changes:
        found |= {(change.kind, change.block, "key", change.key)}
        found |= {(change.block, "new", change.new)} if change.new else set()
        found |= {(change.block, "old", change.old)} if change.old else set()
    return found


def _is_awaited(change: Change) -> bool:
    """Return whether a draft only says what is still awaited, as in a box of which the title was typed."""
    return change.kind is ChangeKind.REMOVED and has_mark(change.old or "")


def is_unprinted(change: Change) -> bool:
    """Return whether a change is of duties that a draft prints nowhere, or only in the table of tasks."""
    printed = change.block == "task" or change.key.endswith(DUTIES)
    return change.kind is ChangeKind.DEPARTMENT and not printed


def _has_figures_of(change: Change, new: Change) -> bool:
    """Return whether a difference that is new is about figures of `change`."""
    return bool(set(new.figures) & set(change.figures))


def _says_or_holds(change: Change, new: Change) -> bool:
    """Return whether a difference that is new is in the block of `change`, or of its words."""
    about = {place.key.partition("/")[0] for place in places(change)}
    if new.key.partition("/")[0] in about:
        return True
    return any(
        text and whole and (text in whole or whole in text)
        for text, whole in ((new.new, change.new), (new.old, change.old), (new.old, change.new))
    )
