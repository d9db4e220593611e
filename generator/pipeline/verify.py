"""Verify whether a Word file still says what it said when written, and what its profile says now.

Both are comparisons as `diff` makes them: with the draft that the file carries, and with that of the profile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.diff import Cause, Change, ChangeKind
from generator.document import Document, Figure, Gap, runs_in
from generator.locality.profile import Profile
from generator.pipeline.diff import Comparison, diff
from generator.pipeline.support.composing import compose
from generator.pipeline.support.sides import Side
from generator.pipeline.support.word_files import Base, WordFile, open_word
from generator.word.ooxml import names
from generator.word.reader import Line

_BY_PEOPLE = {Cause.HAND, Cause.PENDING}


class FileState(StrEnum):
    """Name what happened to a file since it was written."""

    INTACT = "intact"  # no byte of its parts has changed, and its body says what its draft says
    RESAVED = "resaved"  # another program saved it, with the same text
    EDITED = "edited"
    FORGED = "forged"  # edited, and its digest made to fit


@dataclass(frozen=True, slots=True)
class OutdatedFigure:
    """Hold a figure of the file that its profile now gives otherwise, or not at all (`now` is empty)."""

    path: str
    shown: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LostFigure:
    """Hold a figure of a file's draft that the file identifies no more, with its text in the draft."""

    path: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """Hold what was found in one file.

    `found` is its comparison with the draft that it carries, `anew` that with the draft of the profile as it
    is composed now (None without a profile). `unplaced` are lines that differ although no block does. `lost`
    are the figures of its draft that it no longer identifies, `notes` say what else it has lost.
    """

    file: Path
    state: FileState
    version: str
    digest: str
    found: Comparison
    unplaced: tuple[str, ...]
    anew: Comparison | None
    outdated: tuple[OutdatedFigure, ...]
    lost: tuple[LostFigure, ...]
    notes: tuple[Finding, ...] = ()

    @property
    def edits(self) -> list[Change]:
        """Return the changes from the draft that the file carries, without pending ones."""
        changes = self.found.changes
        return [change for change in changes if not change.folded and change.cause is not Cause.PENDING]


def verify(file: Path, profile: Profile | None = None, original: Base | None = None) -> VerifyResult:
    """Compare a file with the draft it embeds, and with the draft of `profile` composed anew, if given.

    A file that has lost its draft is compared with `original`. The digest alone proves nothing: whoever edits
    a file can make it fit.

    Raise PlanError if the file cannot be read, is not one of ours, or is of another place or period than the
    profile.
    """
    word = open_word(file, original, whole=True)
    side = _side(str(file), word)
    found = _written_otherwise(word, diff(_drafted(str(file), word.draft), side))
    settled = [change for change in found.changes if change.cause is not Cause.PENDING]
    unplaced = () if found.changes or word.tracked else tuple(_unplaced(word))
    now = compose(profile) if profile else None
    outdated = tuple(_outdated(file, word, now)) if now else ()
    return VerifyResult(
        file=file,
        state=_state(edited=bool(settled or unplaced), intact=word.intact),
        version=word.properties.get(names.VERSION, ""),
        digest=word.properties.get(names.DIGEST, ""),
        found=found,
        unplaced=unplaced,
        anew=_anew(
            Side(str(file), now, now, profile, fresh=True),
            replace(side, profile=word.profile, composition=word.composed),
            {figure.path for figure in outdated},
        )
        if now
        else None,
        outdated=outdated,
        lost=tuple(_lost(word)),
        notes=word.notes,
    )


def _written_otherwise(word: WordFile, found: Comparison) -> Comparison:
    """Return what was `found` of a file, without what the file as it was written prints in the same way.

    The draft that a redline of ours carries numbers by itself, and the redline has numbers that somebody
    typed. Where every line is as it was written, nothing has been edited, however a block was read back.
    """
    if word.intact and word.tracked:
        kept = [change for change in found.changes if change.kind is not ChangeKind.RENUMBERED]
        return replace(found, changes=tuple(kept))
    if [*_words(word.lines)] == [*_words(word.were)]:
        kept = [change for change in found.changes if change.cause is Cause.PENDING]
        return replace(found, changes=tuple(kept))
    return found


def _side(name: str, word: WordFile) -> Side:
    """Return the file `word` as a side of a comparison, without its profile: only hands have changed it."""
    return Side(
        name,
        word.document,
        word.draft,
        None,
        fresh=False,
        annotations=word.annotations,
        rejected=word.rejected,
    )


def _drafted(name: str, draft: Document) -> Side:
    """Return a draft as a side of a comparison."""
    return Side(name, draft, draft, None, fresh=False)


def _state(*, edited: bool, intact: bool) -> FileState:
    """Return what happened to a file; it was `edited` or not, its digest is `intact` or not."""
    if edited:
        return FileState.FORGED if intact else FileState.EDITED
    return FileState.INTACT if intact else FileState.RESAVED


def _anew(now: Side, side: Side, outdated: set[str]) -> Comparison:
    """Return the comparison with `now`, without what people changed and without the `outdated` figures.

    Both sides have their profiles, so that the causes are those that `diff` tells.
    """
    found = diff(now, side)
    kept = tuple(
        change
        for change in found.changes
        if change.cause not in _BY_PEOPLE
        and not change.folded
        and not outdated.intersection(change.figures[:1])
    )
    return replace(found, changes=kept)


def _unplaced(word: WordFile) -> Iterator[str]:
    """Yield the lines of a file that its draft has not, or has more often; contents are not compared."""
    now, then = Counter(_words(word.lines)), Counter(_words(word.were))
    yield from (now - then).elements()
    yield from (then - now).elements()


def _words(lines: list[Line] | tuple[Line, ...]) -> Iterator[str]:
    """Yield the words of `lines` but for contents, without blanks."""
    return ("".join(line.text.split()) for line in lines if not line.role.startswith("contents"))


def _outdated(file: Path, word: WordFile, now: Document) -> Iterator[OutdatedFigure]:
    """Yield figures whose printed texts differ from those in `now`, the draft of the profile.

    Raise PlanError if the file and the profile are of different places or periods.
    """
    draft = word.draft
    if (draft.locality, draft.period) != (now.locality, now.period):
        facts = {
            "place": draft.locality,
            "period": draft.period,
            "other": now.locality,
            "other_period": now.period,
        }
        raise PlanError([Finding("docx-other", Place(str(file)), facts)])
    before, after = _figures(word.document), _figures(now)
    for path, texts in before.items():
        if texts != after.get(path):
            yield OutdatedFigure(path, tuple(sorted(texts)), tuple(sorted(after.get(path, ()))))


def _figures(document: Document) -> dict[str, set[str]]:
    """Return the printed texts of each figure, by its profile path."""
    found: dict[str, set[str]] = {}
    for run in _figure_runs(document):
        found.setdefault(run.source, set()).add(run.text)
    return found


def _lost(word: WordFile) -> Iterator[LostFigure]:
    """Yield the figures that are printed less often in a file than in its draft, with how much less often."""
    before, after = (
        Counter(run.source for run in _figure_runs(each)) for each in (word.draft, word.document)
    )
    texts = {run.source: run.text for run in _figure_runs(word.draft)}
    for path, count in (before - after).items():
        yield LostFigure(path, texts[path], count)


def _figure_runs(document: Document) -> Iterator[Figure | Gap]:
    """Yield every figure and gap of a document."""
    runs = (run for run in runs_in(document))
    return (run for run in runs if isinstance(run, (Figure, Gap)))
