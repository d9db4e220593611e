"""Open the two sides of a comparison: profiles drafted on the fly, Word files of ours, files out of git."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.document import NOTHING, Annotations, Document
from generator.locality.profile import Profile, read_source
from generator.pipeline.support.composing import compose
from generator.pipeline.support.failures import told
from generator.pipeline.support.git import is_revision, read_revision
from generator.pipeline.support.upper_plans import validated_profile
from generator.pipeline.support.word_files import MOST_BYTES, Base, Pending, read_word
from generator.word.ooxml import names
from generator.word.outside import OutsidePlan
from generator.word.reader import is_word

_FOR_PEOPLE = {".md", ".html", ".htm"}  # of these nobody reads a draft back


@dataclass(frozen=True, slots=True)
class Side:
    """Hold a draft as it stands, as it was written, and the profile it was written from (None if unknown).

    `fresh` tells that it was drafted just now; `notes` say what a file has lost. `annotations` are its
    comments and its pending changes, `rejected` is the draft without these (None where there are none).
    `composition` is the draft before people changed it, if the one it was written as has that already.
    `saved` is when a file was last saved, `outside` how a plan was read that we did not write.
    `digest` is that with which a file was sealed when it was written.
    """

    name: str
    document: Document
    draft: Document
    profile: Profile | None
    fresh: bool
    notes: tuple[Finding, ...] = ()
    annotations: Annotations = NOTHING
    rejected: Document | None = None
    composition: Document | None = None
    saved: str = ""
    outside: OutsidePlan | None = None
    digest: str = ""

    @property
    def composed(self) -> Document:
        """Return the draft as it came from a profile, before people changed anything."""
        return self.composition or self.draft

    def redraft(self) -> Document:
        """Return the draft of its profile by today's templates. Raise PlanError if that fails."""
        return self.composed if self.fresh or not self.profile else compose(self.profile)


def open_sides(old: str, new: str, pending: Pending = Pending.TOLD) -> tuple[Side, Side]:
    """Return the drafts that `old` and `new` stand for, as `open_side` does.

    A Word file that has lost its own draft is read as a version of the other side.
    """
    try:
        first = open_side(old, pending=pending)
    except PlanError as error:
        if any(finding.rule != "docx-foreign" for finding in error.findings):
            raise
        second = open_side(new, pending=pending)
        return open_side(old, Base(new, second.draft), pending), second
    return first, open_side(new, Base(old, first.draft), pending)


def open_side(name: str, base: Base | None = None, pending: Pending = Pending.TOLD, author: str = "") -> Side:
    """Return the draft that `name` stands for: a profile, a Word file of ours, or REV:path.

    `base` is what a Word file without a draft of its own may be a version of, `pending` says how changes are
    read that nobody accepted or rejected, but for those of an `author`, which are accepted. Raise PlanError,
    which names it, for whatever goes wrong: it cannot be read, or only people can read it.
    """
    return told(partial(_opened, name, base, pending, author), Path(name))


def _opened(name: str, base: Base | None, pending: Pending, author: str) -> Side:
    """Return the side `name` as `open_side` does."""
    content = read_revision(name, MOST_BYTES) if is_revision(name) else read_whole(Path(name), MOST_BYTES)
    if is_word(content, name):
        word = read_word(content, name, base, pending, author=author)
        return Side(
            name,
            word.document,
            word.draft,
            word.profile,
            fresh=False,
            notes=word.notes,
            annotations=word.annotations,
            rejected=word.rejected,
            composition=word.composed,
            saved=word.saved,
            digest=word.properties.get(names.DIGEST, ""),
        )
    try:
        profile = validated_profile(read_source(content, name)[0])
    except PlanError as error:
        if (ending := Path(name).suffix.lower()) in _FOR_PEOPLE:
            raise PlanError([Finding("side-format", Place(name), {"format": ending})]) from error
        raise
    draft = compose(profile)
    return Side(name, draft, draft, profile, fresh=True)
