"""Whether a Word file still says what it said when it was written, and what its profile says now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path

from generator.diagnostics import Finding, Place, PlanError
from generator.diff import stretches
from generator.document import Document, Figure, Gap, runs_in
from generator.ooxml import names
from generator.pipeline.draft import compose
from generator.pipeline.word import WordFile, open_word
from generator.profile import Profile
from generator.read_docx import HEADS, TITLED, Line

_HEADINGS = {*TITLED, "chapter", "section", "measure", "box-title", "caption"}


class State(StrEnum):
    """What became of a file since it was written."""

    INTACT = "intact"  # not a byte of what it says or carries has changed
    RESAVED = "resaved"  # another program saved it; it says the same
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Edit:
    """A line that was changed by hand; `before` is None where it is new, `after` where it is gone.

    A moved line has both, and they are the same.
    """

    heading: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Outdated:
    """A figure of the file that its profile now gives otherwise, or not at all (`now` is empty)."""

    path: str
    shown: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of one file; `lost` figures of its draft are not to be known in it any more."""

    file: Path
    state: State
    version: str
    digest: str
    edits: tuple[Edit, ...]
    outdated: tuple[Outdated, ...]
    lost: int


def verify(file: Path, profile: Profile | None = None) -> Verified:
    """Compare a file with the draft it carries, line by line, and its figures with what a profile gives now.

    Raises PlanError if the file cannot be read, is not one of ours, or is of another place than the profile.
    """
    word = open_word(file)
    edits = () if word.intact else tuple(_edits(word.written(), word.lines))
    state = State.INTACT if word.intact else State.EDITED if edits else State.RESAVED
    return Verified(
        file=file,
        state=state,
        version=word.properties.get(names.VERSION, ""),
        digest=word.properties.get(names.DIGEST, ""),
        edits=edits,
        outdated=tuple(_outdated(file, word, compose(profile))) if profile else (),
        lost=(_printed(word.draft) - _printed(word.document)).total(),
    )


def _edits(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Edit]:
    """Lines that differ, in their order; one that is gone here and new there has moved."""
    old, new = [_words(line) for line in before], [_words(line) for line in after]
    changed = [step for step in stretches(old, new) if not step.same]
    gone = {text for step in changed for text in old[step.start : step.end]}
    moved = {text for step in changed for text in new[step.begin : step.stop]} & gone
    for step in changed:
        first = before[step.start] if step.start < step.end else after[step.begin]
        near = before[step.start :] if first.role in HEADS else before[: step.end][::-1]
        heading = next((_words(line) for line in near if line.role in _HEADINGS), "")
        yield from (Edit(heading, text, text) for text in new[step.begin : step.stop] if text in moved)
        removed = [text for text in old[step.start : step.end] if text not in moved]
        added = [text for text in new[step.begin : step.stop] if text not in moved]
        yield from (Edit(heading, one, other) for one, other in zip_longest(removed, added))


def _words(line: Line) -> str:
    """The words of a line; pages of contents are none."""
    return line.text.partition("\t")[0] if line.role.startswith("contents") else line.text


def _outdated(file: Path, word: WordFile, now: Document) -> Iterator[Outdated]:
    """Figures that are printed otherwise than the profile would have them, or that it has no more."""
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
            yield Outdated(path, tuple(sorted(texts)), tuple(sorted(after.get(path, ()))))


def _figures(document: Document) -> dict[str, set[str]]:
    """Every text in which the figure at a path is printed."""
    found: dict[str, set[str]] = {}
    for run in _measured(document):
        found.setdefault(run.source, set()).add(run.text)
    return found


def _printed(document: Document) -> Counter[str]:
    """How often the figure at a path is printed."""
    return Counter(run.source for run in _measured(document))


def _measured(document: Document) -> Iterator[Figure | Gap]:
    runs = (run for run in runs_in(document))
    return (run for run in runs if isinstance(run, (Figure, Gap)))
