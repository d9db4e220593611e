"""Merge many people's copies of one draft, and today's profile, into one Word file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import MOST_COMMENTS
from generator.base.time_of_writing import NOBODY, Authorship, stamp
from generator.diff.merging import Hand, MergeConflict, Merged, Version, merge
from generator.diff.report.merging import conflict_words, merge_phrase
from generator.document import Annotations, Comment, Document
from generator.locality.profile import Profile
from generator.pipeline.support.sides import Side, open_side
from generator.pipeline.support.word_files import Base
from generator.pipeline.tracked_changes import Origin, comments_left, redline
from generator.word.ooxml import names
from generator.word.redline import new_comments, valid_date


@dataclass(frozen=True, slots=True)
class MergedFiles:
    """Hold the files that were merged, and what came of it.

    `sides` are the copies, then what today's templates word differently if they do, then the profile, as the
    versions of `found` are; `notes` tell what was found in the files beside their edits.
    """

    base: Side
    sides: tuple[Side, ...]
    found: Merged
    notes: tuple[Finding, ...] = ()

    @property
    def comments(self) -> list[Comment]:
        """Return the comments of all files, each once."""
        return new_comments(
            [self.base.annotations.comments, *(side.annotations.comments for side in self.sides)]
        )


def merge_files(base: str, copies: Sequence[str], profile: str = "") -> MergedFiles:
    """Return the `copies` of the draft `base`, and the draft of `profile` if one is named, as one.

    Raise PlanError for a file that cannot be read, or is of another place or period.
    """
    first = open_side(base)
    carried = Base(base, first.draft)
    sides = [open_side(name, carried) for name in copies]
    if profile:
        sides.append(open_side(profile))
    unfit = [Finding("merge-copy", Place(side.name), {}) for side in sides[: len(copies)] if side.fresh]
    unfit += [
        Finding("merge-profile", Place(side.name), {}) for side in sides[len(copies) :] if not side.fresh
    ]
    if others := unfit or [finding for side in sides for finding in _other(first, side)]:
        raise PlanError(others)
    if profile:
        sides += _since(first, sides.pop())
    titles = _short_names([side.name for side in sides])
    versions: list[Version] = []
    earlier: list[MergeConflict] = []
    notes: list[Finding] = [note for side in (first, *sides) for note in side.notes]
    for n, (side, title) in enumerate(zip(sides, titles, strict=True)):
        version = Version(
            title, side.document, _hand(side, title), side.annotations.lines, profile=side.fresh
        )
        if side.fresh or first.draft not in (side.draft, side.composed):
            version, conflicts = _carried_over(first, side, version, n)
            earlier += conflicts
            notes += [] if side.fresh else [Finding("merge-draft", Place(side.name), {"base": base})]
        versions.append(version)
    found = merge(first.document, versions)
    return MergedFiles(
        first, tuple(sides), replace(found, conflicts=(*earlier, *found.conflicts)), tuple(notes)
    )


def _since(base: Side, profile: Side) -> list[Side]:
    """Return what has changed since `base` was composed: what today's templates word differently, `profile`.

    Each has as its draft what it has changed. Where the profile of `base` is not known, all is of `profile`.
    """
    composed = base.composed
    try:
        today = base.redraft()
    except PlanError:
        today = composed
    if today == composed:
        return [replace(profile, draft=composed)]
    library = Side(merge_phrase("library"), today, composed, base.profile, fresh=True)
    return [library, replace(profile, draft=today)]


def _unfit(sides: Sequence[Side], copies: int) -> Iterator[Finding]:
    """Yield the findings that one of the first `copies` of `sides` is a profile, or one behind them none."""
    for n, side in enumerate(sides):
        if side.fresh is (n < copies):
            yield Finding("merge-copy" if side.fresh else "merge-profile", Place(side.name), {})


def _other(base: Side, side: Side) -> Iterator[Finding]:
    """Yield the finding that `side` is of another place or period than `base`."""
    ours, theirs = base.draft, side.draft
    if (ours.locality, ours.period) != (theirs.locality, theirs.period):
        facts = {
            "place": theirs.locality,
            "period": theirs.period,
            "other": ours.locality,
            "other_period": ours.period,
        }
        yield Finding("merge-other", Place(side.name), facts)


def _hand(side: Side, title: str) -> Hand:
    """Return whose the edits of `side` are that nobody tracked: the file's, of when it was saved."""
    return Hand(title, valid_date(side.saved) if not side.fresh else "")


def _carried_over(base: Side, side: Side, version: Version, n: int) -> tuple[Version, list[MergeConflict]]:
    """Return `version`, of `side`, as a version of `base`, of whose draft it is none, with conflicts.

    It has what people changed in `base` since that was written, and what it has itself changed since then:
    the figures of a profile, or the edits of a copy of another draft. Where both have, `base` stands.
    """
    origin = side.composed
    if base.document == origin:
        return version, []
    people = Version(base.name, base.document, Hand(Path(base.name).stem))
    both = merge(origin, [people, version], keep=0)
    places = {0: -1, 1: n}
    conflicts = [
        replace(each, claims=tuple(claim._replace(version=places[claim.version]) for claim in each.claims))
        for each in both.conflicts
    ]
    return replace(version, document=both.document), conflicts


def _short_names(files: Iterable[str]) -> list[str]:
    """Return the names of `files` without endings, and with no more folders than tell one from another."""
    paths = [Path(name).with_suffix("") for name in files]
    return [_apart(path, [other for other in paths if other != path]) for path in paths]


def _apart(path: Path, others: Sequence[Path]) -> str:
    """Return the end of `path` that none of the `others` has, else all of it."""
    ends = (path.parts[-n:] for n in range(1, len(path.parts)))
    unlike = (end for end in ends if all(other.parts[-len(end) :] != end for other in others))
    return str(Path(*next(unlike, path.parts)))


def merged_docx(merged: MergedFiles, written: Authorship = NOBODY) -> bytes:
    """Return the Word file of `merged`: every edit tracked as its author's, conflicts as comments.

    `written` says by whom the comments on conflicts are, and of when. Where there are more comments than a
    file may hold, it has these, and of the copies' as many as go in. The same files give the same bytes.
    """
    time = written.time
    author = written.author or names.AUTHOR
    date = stamp(time) if time else ""
    conflicts = [_comment(each, author, date, merged.found) for each in merged.found.conflicts]
    room = max(MOST_COMMENTS - len(conflicts), 0)
    comments = [*merged.comments[:room], *conflicts]
    return redline(
        merged.found.base,
        merged.found.document,
        written,
        Annotations(tuple(comments)),
        _origin(merged),
        merged.found.fragments,
    )


def left_out(merged: MergedFiles, output: str) -> list[Finding]:
    """Return the finding that the file `output` does not hold all the comments of `merged`, if it cannot."""
    return comments_left(len(merged.comments) + len(merged.found.conflicts), output)


def _origin(merged: MergedFiles) -> Origin:
    """Return what the merged draft comes from: today's profile, else that of the base."""
    last: Side | None = merged.sides[-1] if merged.sides and merged.sides[-1].fresh else None
    profile: Profile | None = last.profile if last else merged.base.profile
    composed: Document = last.document if last else merged.base.composed
    return Origin(profile, composed if composed != merged.found.document else None)


def _comment(conflict: MergeConflict, author: str, date: str, found: Merged) -> Comment:
    """Return the comment that tells `conflict`, on the words that stand there."""
    about = conflict.about or conflict.base
    line = about.partition("\n")[0]
    return Comment(
        author, author[:1], date, conflict_words(conflict, found), line, line, 0, len(line), conflict.where
    )
