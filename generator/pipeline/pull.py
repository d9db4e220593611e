"""Take what people changed in a Word file into the profile: what is certain, and what a person decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole, write_whole
from generator.base.limits import MOST_PROFILE_BYTES
from generator.check.findings.groups import report_words
from generator.diff import Cause, Change, compare, join_alike, join_wholes
from generator.locality.profile import Profile
from generator.pipeline.diff import diff
from generator.pipeline.support.outputs import write_outputs
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.duties import split_duties
from generator.pipeline.support.pulling.plain_figures import with_plain_figures
from generator.pipeline.support.pulling.proposals import Doubt, Proposal
from generator.pipeline.support.pulling.propose import propose
from generator.pipeline.support.pulling.trying import Trial, Trying
from generator.pipeline.support.pulling.typed_duties import with_typed_duties
from generator.pipeline.support.sides import Side, open_side
from generator.pipeline.support.word_files import Base, Pending
from generator.yaml_source.read import decode

_MARK = b"\xef\xbb\xbf"
_OURS = {Cause.HAND, Cause.PENDING, Cause.DATA, Cause.OUTLINE}  # not the library, nor the indicator set
Decide = Callable[[Proposal], bool]


class Unfit(StrEnum):
    """Name what is wrong with what a command names; the words are `pull_misuses` in templates/report.yaml."""

    PROFILE = "profile"
    WORD = "word"
    ELSEWHERE = "elsewhere"
    NUMBER = "number"


class UnfitError(Exception):
    """Signal that what a command names is not what its place asks for: `why` with `facts`."""

    def __init__(self, why: Unfit, **facts: object) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


@dataclass(frozen=True, slots=True)
class Choice:
    """Say which proposals are taken: by number, else those that are certain or `decide` answers for."""

    take: Collection[int] = ()
    leave: Collection[int] = ()
    decide: Decide | None = None

    def wants(self, proposal: Proposal) -> bool:
        """Return whether a proposal is to be taken."""
        if not proposal.options or proposal.number in self.leave:
            return False
        if self.take:
            return proposal.number in self.take
        return proposal.is_certain or bool(self.decide and self.decide(proposal))


@dataclass(frozen=True, slots=True)
class Pulled:
    """Hold what became of the changes in a Word file.

    `taken`, `asked` (a person has to decide), `kept` (not wanted) and `keyless` (no key says it, or the draft
    did not come out so) are those of this file; `elsewhere` are differences that the profile brought,
    `others` the number of those that the library or the indicator set did. `left` is what the new draft
    differs in from the file by a hand.
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
    findings: tuple[Finding, ...] = ()
    into: Path | None = None


def pull(  # noqa: PLR0913  # one parameter an option
    file: Path,
    edited: Path,
    choice: Choice,
    *,
    base: Path | None = None,
    author: str = "",
    into: Path | None = None,
    dry: bool = False,
    force: bool = False,
) -> Pulled:
    """Take the changes in the Word file `edited` into the profile in `file`, or into a copy of it at `into`.

    `base` is the draft that people changed, by default the one that the file carries; `author` is whose
    tracked changes alone are taken. Nothing is written if `dry`. Raise PlanError if either cannot be read.
    """
    old, new, profile = _sides(file, edited, base, author)
    found = diff(old, new)
    taken = set() if _has_lost_its_draft(new) and base is None else _causes(new)
    listed = [each for each in found.changes if not each.folded and each.cause is not None]
    ours = [each for each in listed if each.cause in _OURS or each.conflict]
    context = Context(profile, found.before, found.after)
    reason = report_words("pull")["omitted"]
    proposals = tuple(propose(ours, context, taken, reason))
    known = {each.number for each in proposals}
    if unknown := [str(number) for number in (*choice.take, *choice.leave) if number not in known]:
        raise UnfitError(Unfit.NUMBER, numbers="、".join(unknown), count=len(known))
    content = read_whole(file, MOST_PROFILE_BYTES)
    others = [each for each in listed if each not in ours]
    trying = Trying(
        decode(content, str(file))[0], str(file), new.document, compare(found.before, found.after), profile
    )
    pulled = _settled(trying, proposals, choice, others, (old, new))
    if pulled.taken and not dry:
        notes = _save(pulled, content, file, into, force=force)
        pulled = replace(pulled, findings=tuple(notes), into=into or file)
    return pulled


def _sides(file: Path, edited: Path, base: Path | None, author: str) -> tuple[Side, Side, Profile]:
    """Return the profile's draft, the edited file, whose draft is `base` if that is given, and the profile.

    With an `author` the file says what his pending changes make of it, and its draft is what it says without.
    """
    old = open_side(str(file))
    if not old.fresh or old.profile is None:
        raise UnfitError(Unfit.PROFILE, file=file)
    profile = old.profile
    origin = open_side(str(base)) if base else None
    named = Base(str(base or file), origin.document if origin else old.draft)
    new = open_side(str(edited), named, Pending.REJECT if author else Pending.TOLD, author)
    if new.fresh:
        raise UnfitError(Unfit.WORD, file=edited)
    ours, theirs = (f"{each.document.locality} {each.document.period}" for each in (old, new))
    if ours != theirs:
        raise UnfitError(Unfit.ELSEWHERE, file=edited, theirs=theirs, ours=ours)
    if author:
        rejected = open_side(str(edited), named, Pending.REJECT)
        new = replace(new, draft=rejected.document, composition=None)
    elif origin:
        new = replace(new, draft=origin.document, composition=None, profile=origin.profile)
    split = partial(split_duties, context=Context(profile, old.document, old.document))
    document = with_typed_duties(with_plain_figures(new.document, new.draft), split)
    return old, replace(new, document=document), profile


def _has_lost_its_draft(new: Side) -> bool:
    """Return whether a file was compared with a draft of today's, which others may have changed since."""
    return any(note.rule == "docx-draft-lost" for note in new.notes)


def _causes(new: Side) -> set[Cause]:
    """Return the causes of what is taken: a hand's, or, where nobody changed the draft, the profile's."""
    if new.document == new.composed:
        return {Cause.DATA, Cause.OUTLINE}
    return {Cause.HAND}


def _settled(
    trying: Trying,
    proposals: Sequence[Proposal],
    choice: Choice,
    others: Sequence[Change],
    sides: tuple[Side, Side],
) -> Pulled:
    wanted = [each for each in proposals if choice.wants(each)]
    chosen, trial = trying.settle(wanted)
    elsewhere = [each for each in proposals if each.doubt is Doubt.ELSEWHERE and each not in wanted]
    unwanted = [each for each in proposals if each not in wanted and each not in elsewhere]
    doubtful = [
        each for each in unwanted if each.options and not each.is_certain and each.number not in choice.leave
    ]
    failed = {
        each.number for each in wanted if each.number in trying.failed and not trying.is_done(each, trial)
    }
    doubtful += [replace(each, doubt=Doubt.SPREADS) for each in wanted if each.number in failed]
    keyless = [each for each in (*wanted, *unwanted) if not each.options and not trying.is_done(each, trial)]
    taken = [
        each for each in proposals if each.number in chosen or (not each.options and each not in keyless)
    ]
    theirs = {_about(place) for each in others for place in (each, *each.alike)}
    theirs |= {_about(place) for each in elsewhere for place in (each.change, *each.change.alike)}
    left = [each for each in trial.left if not each.folded and _about(each) not in theirs]
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


def _about(change: Change) -> tuple[str, ...]:
    """Return what a change is about, whatever was joined to it."""
    return change.kind, change.block, change.key


def _save(pulled: Pulled, before: bytes, file: Path, into: Path | None, *, force: bool) -> list[Finding]:
    """Write the profile in place, or to `into`; return findings about what was renamed.

    Raise PlanError if it is no longer what was read, `before`.
    """
    content = (_MARK if before.startswith(_MARK) else b"") + pulled.trial.text.encode()
    if into is not None and into != file:
        return write_outputs({into: content}, inputs=[file, Path(pulled.sides[1].name)], force=force)
    if file.is_symlink():
        raise PlanError([Finding("output-unwritable", Place(str(file)), {"reason": "Link"})])
    write_whole({file: content}, read={file: before})
    return []
