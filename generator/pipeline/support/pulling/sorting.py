"""Sort what a person changed in a Word file: what is taken, what has to be decided, what is left in Word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.diff import Change, join_alike, join_wholes
from generator.pipeline.support.pulling.proposals import Doubt, Proposal
from generator.pipeline.support.pulling.reasons import with_reason
from generator.pipeline.support.pulling.trying import Trial, Trying
from generator.pipeline.support.sides import Side

Decide = Callable[[Proposal], bool]
Explain = Callable[[Proposal], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """Say which proposals are taken: by number, else those that are certain or `decide` answers for.

    `explain` says why a row is left out where no comment does, "" for nothing in particular.
    """

    take: Collection[int] = ()
    leave: Collection[int] = ()
    decide: Decide | None = None
    explain: Explain | None = None

    def wants(self, proposal: Proposal) -> bool:
        """Return whether a proposal is to be taken."""
        if not proposal.options or proposal.number in self.leave:
            return False
        if self.take:
            return proposal.number in self.take
        asks = self.decide if proposal.doubt is not Doubt.ELSEWHERE else None
        return proposal.is_certain or bool(asks and asks(proposal))

    def explained(self, proposal: Proposal) -> Proposal:
        """Return a proposal that is taken, with a reason for what it leaves out."""
        reason = self.explain(proposal).strip() if self.explain and proposal.lacks_reason else ""
        return with_reason(proposal, reason) if reason else proposal


@dataclass(frozen=True, slots=True)
class Pulled:
    """Hold what became of the changes in a Word file.

    `taken`, `asked` (a person has to decide), `kept` (not wanted) and `keyless` (no key says it, or the draft
    did not come out so) are those of this file; `elsewhere` are differences that the profile brought,
    `others` the number of those that the library or the indicator set did. `left` is what the new draft
    differs in from the file by a hand. Numbers up to `last` are the same in the next run.
    """

    proposals: tuple[Proposal, ...]
    taken: tuple[Proposal, ...]
    asked: tuple[Proposal, ...]
    kept: tuple[Proposal, ...]
    keyless: tuple[Proposal, ...]
    elsewhere: tuple[Proposal, ...]
    others: int
    left: tuple[Change, ...]
    trial: Trial
    sides: tuple[Side, Side]
    last: int = 0
    findings: tuple[Finding, ...] = ()
    into: Path | None = None


def settled(
    trying: Trying,
    proposals: Sequence[Proposal],
    choice: Choice,
    others: Sequence[Change],
    sides: tuple[Side, Side],
) -> Pulled:
    """Try what `choice` wants of `proposals`, and return what became of each.

    `others` are differences between the `sides` that nobody proposes anything for.
    """
    wanted = [choice.explained(each) for each in proposals if choice.wants(each)]
    trial, spreading = _tried(trying, wanted, choice)
    numbers = {each.number for each in wanted}
    rest = [each for each in proposals if each.number not in numbers]
    elsewhere = [each for each in rest if each.doubt is Doubt.ELSEWHERE]
    unwanted = [each for each in rest if each.doubt is not Doubt.ELSEWHERE]
    doubtful = [
        each for each in unwanted if each.options and not each.is_certain and each.number not in choice.leave
    ]
    doubtful += spreading
    keyless = [each for each in (*wanted, *unwanted) if not each.options and not trying.is_done(each, trial)]
    done = {each.number for each in wanted} - {each.number for each in spreading}
    taken = [each for each in proposals if each.number in done or (not each.options and each not in keyless)]
    theirs = {_about(place) for each in others for place in (each, *each.alike)}
    theirs |= {_about(place) for each in elsewhere for place in (each.change, *each.change.alike)}
    paths = {path for each in wanted if each.doubt is Doubt.SUGGESTED for path in each.change.figures}
    left = [
        each
        for each in trial.left
        if not each.folded
        and _about(each) not in theirs
        and not (each.figures and paths.issuperset(each.figures))
    ]
    return Pulled(
        tuple(proposals),
        tuple(each for each in taken if each not in elsewhere),
        tuple(doubtful),
        tuple(each for each in unwanted if each.options and each not in doubtful),
        tuple(keyless),
        tuple(elsewhere),
        len(others),
        tuple(join_alike(join_wholes(left, *trial.keyed))),
        trial,
        sides,
    )


def _tried(trying: Trying, wanted: Sequence[Proposal], choice: Choice) -> tuple[Trial, list[Proposal]]:
    """Return the draft with what of `wanted` is taken, and what a person has to decide as it spreads."""
    trial = trying.settle(wanted, choice.take)
    spreading = _spreading(trying, wanted, trial)
    agreed = {each.number for each in spreading if choice.decide and choice.decide(each)}
    if agreed:
        trial = trying.settle(wanted, agreed)
        spreading = _spreading(trying, wanted, trial)
    return trial, spreading


def _spreading(trying: Trying, wanted: Sequence[Proposal], trial: Trial) -> list[Proposal]:
    return [
        replace(each, doubt=trying.failed[each.number])
        for each in wanted
        if each.number in trying.failed and not trying.is_done(each, trial)
    ]


def _about(change: Change) -> tuple[str, ...]:
    """Return what a change is about, whatever was joined to it."""
    return change.kind, change.block, change.key
