"""Write proposals into a profile, draft it, and compare with the edited file: only what fits is taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from generator.base.diagnostics import PlanError
from generator.diff import Change, ChangeKind, assign_keys, compare
from generator.document import Document
from generator.locality.profile import Profile, read_source
from generator.pipeline.support.composing import compose
from generator.pipeline.support.pulling.proposals import Doubt, Proposal, Writing, entries_of
from generator.pipeline.support.pulling.remaining import (
    about,
    has_figures_of,
    is_awaited,
    is_itself,
    is_unprinted,
    is_within,
    places,
    same,
    says_or_holds,
    signatures,
    words_by_key,
)
from generator.pipeline.support.upper_plans import validated_profile
from generator.yaml_source.fill import Filled, fill_in
from generator.yaml_source.taking import take_out

# What a change elsewhere may bring with it: a figure, a department that is called otherwise.
_SHARED = {ChangeKind.FIGURE, ChangeKind.CELL, ChangeKind.DEPARTMENT, ChangeKind.TEXT}
_WHOLES = {"paragraph", "chapter", "section", "measure"}
_MOST_TRIALS = 24  # drafts of the profile, of some 50 ms each

_Chosen = Mapping[int, int]
"""Which option of each proposal is written, by its number."""


class _NoTrialLeftError(Exception):
    """Signal that as many trials were made as may be."""


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

    `known` are the differences before anything was taken; `failed` says why a proposal is not taken.
    """

    text: str
    name: str
    edited: Document
    known: Sequence[Change]
    profile: Profile
    failed: dict[int, Doubt] = field(default_factory=dict)
    _trials: int = 0
    _by_number: dict[int, Proposal] = field(default_factory=dict)
    _sound: dict[int, int] = field(default_factory=dict)
    _decided: set[int] = field(default_factory=set)
    _meant: _Chosen = field(default_factory=dict)
    _brought: tuple[Change, ...] = ()

    def settle(self, proposals: Sequence[Proposal], named: Collection[int] = ()) -> Trial:
        """Return the last trial, in which every proposal is written that has not `failed`.

        What a person decided, the doubtful and those `named`, is taken if the profile can be drafted with it,
        whatever else it changes. Where there would be too many trials, what was sound until then is taken.
        """
        self._trials, self.failed, self._sound = 0, {}, {}
        self._by_number = {each.number: each for each in proposals}
        self._decided = {each.number for each in proposals if not each.is_certain or each.number in named}
        chosen = {each.number: 0 for each in proposals if each.options}
        self._meant = {}
        try:
            return self._settled(chosen)
        except _NoTrialLeftError:
            sound = {n: option for n, option in self._sound.items() if chosen.get(n) == option}
        taken, last = self._done_of(sound) or ({}, self._drafted({}))
        if last is None:
            raise PlanError([])
        self.failed |= {n: Doubt.UNTRIED for n in chosen if n not in taken}
        return last

    def _done_of(self, sound: _Chosen) -> tuple[_Chosen, Trial] | None:
        """Return those of `sound` that bring what they should, and their trial; None if that is unsound."""
        trial = self._drafted(sound)
        done = {n: o for n, o in sound.items() if trial and self.is_done(self._by_number[n], trial)}
        trial = trial if done.keys() == sound.keys() else self._drafted(done)
        return None if trial is None or self._fresh(trial) else (done, trial)

    def _settled(self, chosen: dict[int, int]) -> Trial:
        """Return the trial of the options `chosen` of proposals, which are others, or fewer, afterwards."""
        while True:
            self._expect(chosen)
            trial = self._tried(chosen)
            judged = [n for n in chosen if n not in self._decided]
            if trial is None:
                faulty = self._in_halves(self._unwritable, [*chosen], chosen)
            else:
                faulty = self._faulty(trial, judged, chosen)
            if trial and not faulty:
                return trial
            for number in self._with_equal(faulty or [*chosen][-1:], judged, chosen):
                self._next_option(number, chosen)

    def _expect(self, chosen: _Chosen) -> None:
        """Note what is brought elsewhere by those of `chosen` that are meant to, decided ones and terms."""
        meant = {n: o for n, o in chosen.items() if n in self._decided or self._by_number[n].spreads}
        if meant != self._meant:
            self._meant, trial = meant, self._drafted(meant) if meant else None
            self._brought = trial.left if trial else ()

    def _tried(self, chosen: _Chosen) -> Trial | None:
        """Return what `_drafted` does; raise _NoTrialLeftError where that was done too often."""
        if self._trials >= _MOST_TRIALS:
            raise _NoTrialLeftError
        self._trials += 1
        return self._drafted(chosen)

    def _drafted(self, chosen: _Chosen) -> Trial | None:
        """Return what comes of writing these options, None if what comes cannot be drafted."""
        try:
            text = self._written([self._by_number[n].options[option] for n, option in chosen.items()])
            if text is None:
                return None
            profile = validated_profile(read_source(text.encode(), self.name)[0])
            drafted = compose(profile)
        except PlanError:
            return None
        draft, edited = assign_keys([drafted, self.edited])
        left = tuple(change for change in compare(draft, edited) if not is_unprinted(change))
        return Trial(text, profile, left, (draft, edited))

    def _written(self, writings: Sequence[Writing]) -> str | None:
        """Return the profile's text with `writings`, None if one of them has no place there."""
        gone = {path for each in writings for path in each.gone}
        taken = take_out(self.text, self.name, gone) if gone else Filled(self.text, ())
        entries = entries_of(writings, self.profile.source.data)
        filled = fill_in(taken.text, self.name, entries) if entries else taken
        return None if taken.refused or filled.refused else filled.text

    def _faulty(self, trial: Trial, judged: Sequence[int], chosen: _Chosen) -> list[int]:
        """Return which of `judged` did not bring the draft nearer to the edited file."""
        faulty = [n for n in judged if not self.is_done(self._by_number[n], trial)]
        fresh = self._fresh(trial) if judged and not faulty else []
        near: list[int] = []
        itself = partial(is_itself, words=words_by_key(trial.keyed[1]) if fresh else {})
        for is_near in (itself, says_or_holds, has_figures_of):
            near = near or [
                n for n in judged if any(is_near(self._by_number[n].change, new) for new in fresh)
            ]
        if faulty or near or not fresh:
            return faulty or near
        self._sound = {n: o for n, o in chosen.items() if n not in judged or self._sound.get(n) == o}
        return self._in_halves(self._culprits, judged, chosen)

    def is_done(self, proposal: Proposal, trial: Trial) -> bool:
        """Return whether nothing is left of what a proposal is about."""
        left = [change for change in trial.left if not change.folded]
        still = {about(change): change for change in left}
        change = proposal.change
        if not proposal.options and change.kind not in _SHARED:
            return False  # a number typed by hand, a column: no draft has it
        if any(same(still.get(about(place)), place) for place in places(change)):
            return False
        return change.block not in _WHOLES or not any(is_within(each, change) for each in left)

    def _fresh(self, trial: Trial) -> list[Change]:
        """Return the differences that were not there before."""
        known = signatures((*self.known, *self._brought))
        return [
            change
            for change in trial.left
            if not change.folded and not signatures([change]) & known and not is_awaited(change)
        ]

    def _culprits(self, numbers: Sequence[int], chosen: _Chosen) -> list[int]:
        """Return those of `numbers` that bring a new difference, found by halves; note what is sound."""
        part = {n: chosen[n] for n in chosen if n in self._sound or n in numbers}
        trial = self._tried(part)
        if trial and not self._fresh(trial):
            self._sound = part
            return []
        return [*numbers] if len(numbers) == 1 else self._in_halves(self._culprits, numbers, chosen)

    def _unwritable(self, numbers: Sequence[int], chosen: _Chosen) -> list[int]:
        """Return those of `numbers` without which the rest can be written, found by halves."""
        if self._tried({n: chosen[n] for n in numbers}):
            return []
        found = self._in_halves(self._unwritable, numbers, chosen) if len(numbers) > 1 else []
        return found or [*numbers[-1:]]

    @staticmethod
    def _in_halves(
        search: Callable[[Sequence[int], _Chosen], list[int]], numbers: Sequence[int], chosen: _Chosen
    ) -> list[int]:
        """Return what `search` finds in either half of `numbers`."""
        half = len(numbers) // 2
        return [n for part in (numbers[:half], numbers[half:]) if part for n in search(part, chosen)]

    def _with_equal(self, faulty: Sequence[int], judged: Sequence[int], chosen: _Chosen) -> list[int]:
        """Return `faulty` and what else of `judged` is written alike, as one name at many measures is."""
        options = {n: self._by_number[n].options[chosen[n]] for n in judged}
        written = [options[n] for n in faulty if n in options]
        return [*faulty, *(n for n, option in options.items() if n not in faulty and option in written)]

    def _next_option(self, number: int, chosen: dict[int, int]) -> None:
        """Have the next option of a proposal be tried; where it has none, it has failed."""
        if chosen[number] + 1 < len(self._by_number[number].options):
            chosen[number] += 1
        else:
            del chosen[number]
            self.failed[number] = Doubt.SPREADS
