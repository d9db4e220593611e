"""The two sides of a comparison: profiles drafted on the fly, Word files of ours, files out of git."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.document import Document
from generator.files import read_whole
from generator.pipeline.draft import compose
from generator.pipeline.git import is_revision, read_revision
from generator.pipeline.upper_plans import validated_profile
from generator.pipeline.word import MOST_BYTES, read_word
from generator.profile import Profile, read_source
from generator.read_docx import is_word


@dataclass(frozen=True, slots=True)
class Side:
    """A draft as it stands, as it was written, and the profile it was written from (None if unknown).

    It is `fresh` if it was written just now.
    """

    name: str
    document: Document
    draft: Document
    profile: Profile | None
    fresh: bool

    def redraft(self) -> Document:
        """What its profile gives with today's templates; raises PlanError if that cannot be drafted."""
        return self.draft if self.fresh or not self.profile else compose(self.profile)


def open_side(name: str) -> Side:
    """The draft that a profile, a Word file or REV:path stands for.

    Raises PlanError if it cannot be read, or a profile not be drafted.
    """
    content = read_revision(name, MOST_BYTES) if is_revision(name) else read_whole(Path(name), MOST_BYTES)
    if is_word(content, name):
        word = read_word(content, name)
        return Side(name, word.document, word.draft, word.profile, fresh=False)
    profile = validated_profile(read_source(content, name)[0])
    draft = compose(profile)
    return Side(name, draft, draft, profile, fresh=True)
