"""Verify whether a Word file still says what it said when written, and what its profile says now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.diff import opcodes
from generator.document import NOTHING, Annotations, Document, Figure, Gap, runs_in
from generator.locality.profile import Profile
from generator.pipeline.support.composing import compose
from generator.pipeline.support.word_files import Base, WordFile, open_word, written_lines
from generator.word.ooxml import names
from generator.word.reader import BEFORE_TITLE_ROLES, TITLE_ROLES, Line

_HEADINGS = {*TITLE_ROLES, "chapter", "section", "measure", "box-title", "caption"}


class FileState(StrEnum):
    """Name what happened to a file since it was written."""

    INTACT = "intact"  # no byte of its parts has changed
    RESAVED = "resaved"  # another program saved it, with the same text
    EDITED = "edited"
    FORGED = "forged"  # edited, and its digest made to fit


@dataclass(frozen=True, slots=True)
class EditedLine:
    """Hold a line that was edited by hand, under its heading.

    `before` is None for a new line, `after` for a removed one. A moved line has both, and they are equal.
    """

    heading: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class OutdatedFigure:
    """Hold a figure of the file that its profile now gives otherwise, or not at all (`now` is empty)."""

    path: str
    shown: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """Hold what was found in one file.

    `edits` are the lines that differ from the draft that it carries, `anew` those others that differ from the
    draft of the profile as it is composed now. `lost` counts the figures of its draft that it no longer
    identifies, `notes` say what else it has lost, `annotations` what people have put beside its text.
    """

    file: Path
    state: FileState
    version: str
    digest: str
    edits: tuple[EditedLine, ...]
    anew: tuple[EditedLine, ...]
    outdated: tuple[OutdatedFigure, ...]
    lost: int
    notes: tuple[Finding, ...] = ()
    annotations: Annotations = NOTHING


def verify(file: Path, profile: Profile | None = None, original: Base | None = None) -> VerifyResult:
    """Compare a file with the draft it embeds, and with the draft of `profile` composed anew, if given.

    A file that has lost its draft is compared with `original`. The digest alone proves nothing: whoever edits
    a file can make it fit.

    Raise PlanError if the file cannot be read, is not one of ours, or is of another place or period than the
    profile.
    """
    word = open_word(file, original)
    # A draft with our tracked changes carries numbers that it does not print: what was typed over stays so.
    edits = () if word.intact and word.tracked else tuple(_edits(word.written(), word.lines))
    now = compose(profile) if profile else None
    outdated = tuple(_outdated(file, word, now)) if now else ()
    anew = [edit for edit in _edits(written_lines(now), word.lines) if edit not in edits] if now else []
    return VerifyResult(
        file=file,
        state=_state(edited=bool(edits), intact=word.intact),
        version=word.properties.get(names.VERSION, ""),
        digest=word.properties.get(names.DIGEST, ""),
        edits=edits,
        anew=tuple(anew),
        outdated=outdated,
        notes=word.notes,
        annotations=word.annotations,
        lost=(_printed(word.draft) - _printed(word.document)).total(),
    )


def _state(*, edited: bool, intact: bool) -> FileState:
    """Return what happened to a file; lines of it were `edited` or not, its digest is `intact` or not."""
    if edited:
        return FileState.FORGED if intact else FileState.EDITED
    return FileState.INTACT if intact else FileState.RESAVED


def _edits(before: Sequence[Line], after: Sequence[Line]) -> Iterator[EditedLine]:
    """Yield lines that differ, in their order; a line removed here and added there has moved."""
    old, new = [_words(line) for line in before], [_words(line) for line in after]
    changed = [step for step in opcodes(old, new) if not step.same]
    gone = {text for step in changed for text in old[step.start : step.end]}
    moved = {text for step in changed for text in new[step.begin : step.stop]} & gone
    for step in changed:
        first = before[step.start] if step.start < step.end else after[step.begin]
        near = before[step.start :] if first.role in BEFORE_TITLE_ROLES else before[: step.end][::-1]
        heading = next((_words(line) for line in near if line.role in _HEADINGS), "")
        yield from (EditedLine(heading, text, text) for text in new[step.begin : step.stop] if text in moved)
        removed = [text for text in old[step.start : step.end] if text not in moved]
        added = [text for text in new[step.begin : step.stop] if text not in moved]
        yield from (EditedLine(heading, one, other) for one, other in zip_longest(removed, added))


def _words(line: Line) -> str:
    """Return the text of a line; that of a contents entry without its page, blanks as programs renew them."""
    entry = line.role.startswith("contents")
    return " ".join(line.text.partition("\t")[0].split()) if entry else line.text


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


def _printed(document: Document) -> Counter[str]:
    """Count how often each figure is printed, by its profile path."""
    return Counter(run.source for run in _figure_runs(document))


def _figure_runs(document: Document) -> Iterator[Figure | Gap]:
    """Yield every figure and gap of a document."""
    runs = (run for run in runs_in(document))
    return (run for run in runs if isinstance(run, (Figure, Gap)))
