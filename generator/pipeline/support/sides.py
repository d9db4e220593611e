"""Open the two sides of a comparison: profiles drafted on the fly, Word files of ours, files out of git."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.document import Document
from generator.locality.profile import Profile, read_source
from generator.pipeline.support.composing import compose
from generator.pipeline.support.git import is_revision, read_revision
from generator.pipeline.support.upper_plans import validated_profile
from generator.pipeline.support.word_files import MOST_BYTES, read_word
from generator.word.reader import is_word

_FOR_PEOPLE = {".md", ".html", ".htm"}  # of these nobody reads a draft back


@dataclass(frozen=True, slots=True)
class Side:
    """Hold a draft as it stands, as it was written, and the profile it was written from (None if unknown).

    `fresh` tells that it was drafted just now.
    """

    name: str
    document: Document
    draft: Document
    profile: Profile | None
    fresh: bool

    def redraft(self) -> Document:
        """Return the draft of its profile by today's templates. Raise PlanError if that fails."""
        return self.draft if self.fresh or not self.profile else compose(self.profile)


def open_side(name: str) -> Side:
    """Return the draft that `name` stands for: a profile, a Word file of ours, or REV:path.

    Raise PlanError if it cannot be read, only people can read it, or a profile cannot be drafted.
    """
    if (ending := Path(name).suffix.lower()) in _FOR_PEOPLE:
        raise PlanError([Finding("side-format", Place(name), {"format": ending})])
    content = read_revision(name, MOST_BYTES) if is_revision(name) else read_whole(Path(name), MOST_BYTES)
    if is_word(content, name):
        word = read_word(content, name)
        return Side(name, word.document, word.draft, word.profile, fresh=False)
    profile = validated_profile(read_source(content, name)[0])
    draft = compose(profile)
    return Side(name, draft, draft, profile, fresh=True)
