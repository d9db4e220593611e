"""Whether a Word file still says what it said when it was written, and what its profile says now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from generator.document import Document, Figure, Gap, part_runs, plain
from generator.ooxml import names
from generator.pipeline.draft import compose
from generator.pipeline.word import open_word
from generator.profile import Profile
from generator.units import Unit, units


class State(StrEnum):
    """What became of a file since it was written."""

    INTACT = "intact"  # not a byte has changed
    RESAVED = "resaved"  # another program saved it; it says the same
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Edit:
    """A text that was changed by hand; `before` is None where it is new, `after` where it is gone."""

    heading: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Outdated:
    """A figure of the file that its profile now gives otherwise, or not at all."""

    path: str
    shown: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of one file."""

    file: Path
    state: State
    version: str
    digest: str
    edits: tuple[Edit, ...]
    outdated: tuple[Outdated, ...]


def verify(file: Path, profile: Profile | None = None) -> Verified:
    """Compare a file with the draft it carries, and with what a profile gives now.

    Raises PlanError if the file cannot be read or is not one of ours.
    """
    word = open_word(file)
    edits = tuple(_edits(word.draft, word.document))
    state = State.INTACT if word.intact else State.EDITED if edits else State.RESAVED
    return Verified(
        file=file,
        state=state,
        version=word.properties.get(names.VERSION, ""),
        digest=word.properties.get(names.DIGEST, ""),
        edits=edits,
        outdated=tuple(_outdated(word.document, compose(profile))) if profile else (),
    )


def _edits(before: Document, after: Document) -> Iterator[Edit]:
    """Texts that differ, by their blocks: changed and gone ones first, then new ones."""
    old, new = _by_block(before), _by_block(after)
    for block, unit in old.items():
        text = plain(unit.runs)
        if block not in new:
            yield Edit(unit.heading, text, None)
        elif (now := plain(new[block].runs)) != text:
            yield Edit(unit.heading, text, now)
    for block, unit in new.items():
        if block not in old:
            yield Edit(unit.heading, None, plain(unit.runs))


def _by_block(document: Document) -> dict[tuple[str, str, int], Unit]:
    """The texts of a document by kind, key and count; those without words are left out."""
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for unit in units(document):
        seen[unit.kind, unit.key] += 1
        if unit.runs:
            found[unit.kind, unit.key, seen[unit.kind, unit.key]] = unit
    return found


def _outdated(shown: Document, now: Document) -> Iterator[Outdated]:
    """Figures that are printed otherwise than the profile would have them; a gap counts as not given."""
    before, after = _figures(shown), _figures(now)
    for path, texts in before.items():
        if path in after and texts != after[path]:
            yield Outdated(path, tuple(sorted(texts)), tuple(sorted(after[path])))


def _figures(document: Document) -> dict[str, set[str]]:
    """Every text in which the figure at a path is printed."""
    found: dict[str, set[str]] = {}
    for part in document.parts:
        for run in part_runs(part):
            if isinstance(run, (Figure, Gap)):
                found.setdefault(run.source, set()).add(run.text)
    return found
