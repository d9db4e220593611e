"""Take what people changed in a Word file into the profile: what is certain, and what a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from generator.base.files import read_whole
from generator.base.limits import MOST_PROFILE_BYTES
from generator.check.findings.groups import report_words
from generator.diff import Cause, Change, compare
from generator.document import Comment
from generator.locality.profile import Profile
from generator.pipeline.diff import diff
from generator.pipeline.support.outputs import until_unchanged, write_profile
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.duties import split_duties
from generator.pipeline.support.pulling.numbering import numbers_of
from generator.pipeline.support.pulling.numbers import is_number
from generator.pipeline.support.pulling.plain_figures import with_plain_figures
from generator.pipeline.support.pulling.proposals import Proposal
from generator.pipeline.support.pulling.propose import propose
from generator.pipeline.support.pulling.remaining import places
from generator.pipeline.support.pulling.sorting import Choice, Pulled, settled
from generator.pipeline.support.pulling.suggestions import suggested
from generator.pipeline.support.pulling.trying import Trying
from generator.pipeline.support.pulling.typed_duties import with_typed_duties
from generator.pipeline.support.sealed_draft import is_sealed_draft
from generator.pipeline.support.sides import Side, open_side
from generator.pipeline.support.word_files import Base, Pending
from generator.yaml_source.read import decode

_OURS = {Cause.HAND, Cause.PENDING, Cause.DATA, Cause.OUTLINE}  # not the library, nor the indicator set


class Unfit(StrEnum):
    """Name what is wrong with what a command names; the words are `pull_misuses` in templates/report.yaml."""

    PROFILE = "profile"
    WORD = "word"
    ELSEWHERE = "elsewhere"
    NUMBER = "number"
    AUTHOR = "author"


class UnfitError(Exception):
    """Signal that what a command names is not what its place asks for: `why` with `facts`."""

    def __init__(self, why: Unfit, **facts: object) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts


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
    tracked changes alone are taken. Nothing is written if `dry`. Begin again where somebody else changes the
    profile meanwhile. Raise PlanError if either cannot be read.
    """
    once = partial(_pull, file, edited, choice, base=base, author=author, into=into, dry=dry, force=force)
    return until_unchanged(once)


def _pull(  # noqa: PLR0913  # one parameter an option
    file: Path,
    edited: Path,
    choice: Choice,
    *,
    base: Path | None,
    author: str,
    into: Path | None,
    dry: bool,
    force: bool,
) -> Pulled:
    """Do what `pull` does; raise ChangedError if the profile is changed meanwhile."""
    content = read_whole(file, MOST_PROFILE_BYTES)  # first: what is read later may be newer, which is told
    old, new, profile = _sides(file, edited, base, author)
    found = diff(old, new)
    lost = base is None and _has_lost_its_draft(new) and not is_sealed_draft(new.digest, old.draft, profile)
    taken = set() if lost else _causes(new)
    listed = _listed(found.changes)
    ours = [each for each in listed if each.cause in _OURS or each.conflict]
    context = Context(profile, found.before, found.after)
    proposals, last = _proposals(
        ours, context, taken, [] if lost else _carried(new), new.annotations.comments
    )
    known = {*range(1, last + 1), *(each.number for each in proposals)}
    if unknown := [str(number) for number in (*choice.take, *choice.leave) if number not in known]:
        raise UnfitError(Unfit.NUMBER, numbers="、".join(unknown), count=max(known, default=0))
    others = [each for each in listed if each not in ours]
    trying = Trying(
        decode(content, str(file))[0], str(file), new.document, compare(found.before, found.after), profile
    )
    pulled = replace(settled(trying, proposals, choice, others, (old, new)), last=last)
    if pulled.taken and not dry:
        read = [file, edited, *([base] if base else [])]
        notes = write_profile(pulled.trial.text, content, read, into, force=force)
        pulled = replace(pulled, findings=tuple(notes), into=into or file)
    return pulled


def _proposals(
    ours: Sequence[Change],
    context: Context,
    taken: set[Cause],
    carried: Sequence[Change],
    comments: Sequence[Comment],
) -> tuple[list[Proposal], int]:
    """Return what to do about each change and each comment that suggests one, and the last lasting number.

    The numbers of what a person changed come first, then those of comments, then of all that is otherwise.
    """
    asked = suggested(comments, context, len(carried) + 1)
    last = len(carried) + len(asked)
    numbered = zip(numbers_of(ours, carried, last), ours, strict=True)
    return [*propose(numbered, context, taken, comments), *filter(None, asked)], last


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
        _check_author(author, open_side(str(edited), named))
        rejected = open_side(str(edited), named, Pending.REJECT)
        beside = rejected.annotations  # a comment on what is gone stands somewhere only there
        new = replace(new, draft=rejected.document, composition=None, annotations=beside)
    elif origin:
        new = replace(new, draft=origin.document, composition=None, profile=origin.profile)
    split = partial(split_duties, context=Context(profile, old.document, old.document))
    document = with_typed_duties(with_plain_figures(new.document, new.draft), split)
    return old, replace(new, document=document), profile


def _check_author(author: str, edited: Side) -> None:
    """Raise UnfitError where nobody of this name has a pending change: a slip would take nothing."""
    found = edited.annotations
    tracked = [piece.author for line in found.lines for piece in line.stretches]
    names = dict.fromkeys(filter(None, [*(each.author for each in found.pending), *tracked]))
    if author not in names:
        listed = "、".join(names) or report_words("pull")["nobody"]
        raise UnfitError(Unfit.AUTHOR, file=edited.name, author=author, names=listed)


def _has_lost_its_draft(new: Side) -> bool:
    """Return whether a file was compared with a draft of today's, which others may have changed since."""
    return any(note.rule == "docx-draft-lost" for note in new.notes)


def _carried(new: Side) -> list[Change]:
    """Return what a person changed in the draft that the file carries."""
    before = Side(new.name, new.composed, new.composed, None, fresh=True)
    return _listed(diff(before, replace(new, profile=None)).changes)


def _listed(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that are somebody's: a word replaced in fifteen places is fifteen, a figure one."""
    found: list[Change] = []
    for change in changes:
        if change.folded or change.cause is None:
            continue
        found += [change] if is_number(change) else [replace(each, alike=()) for each in places(change)]
    return found


def _causes(new: Side) -> set[Cause]:
    """Return the causes of what is taken: a hand's, or, where nobody changed the draft, the profile's."""
    if new.document == new.composed:
        return {Cause.DATA, Cause.OUTLINE}
    return {Cause.HAND}
