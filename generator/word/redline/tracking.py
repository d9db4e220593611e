"""Track every change between the trees of two Word files, in place."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from generator.diff.merging import Fragment
from generator.document import RevisedLine
from generator.word.redline.blocks import BlockMerger
from generator.word.redline.credits import Credits
from generator.word.redline.fields import track_fields
from generator.word.redline.fragment_credits import FragmentCredits
from generator.word.redline.letterheads import merge_letterheads
from generator.word.redline.revisions import RevisionFactory, W
from generator.word.redline.trees import WordTrees


def track_changes(  # noqa: PLR0913  # whose the changes are is said in three ways
    old: WordTrees,
    new: WordTrees,
    *,
    author: str,
    stamp: str,
    lines: Sequence[RevisedLine] = (),
    fragments: Sequence[Fragment] = (),
) -> None:
    """Mark in `new` every difference from `old` as a change of `author` at `stamp` (ISO 8601, UTC, or "").

    Those of the paragraphs `lines`, or of the `fragments` of a merged draft, stay changes of the people who
    made them.
    Accepting all changes gives the words of `new`, rejecting all those of `old`. Paragraphs are the same if
    they are under the same bookmark. Changes `new` in place; `old` is used up. The same trees give the same
    result.
    """
    kept = frozenset(str(mark.get(f"{W}name")) for mark in new.body.iter(f"{W}bookmarkStart"))
    credit = FragmentCredits(fragments) if fragments else Credits(lines)
    revisions = RevisionFactory(author, stamp, _first_free_id(new.body), credit, kept)
    merger = BlockMerger(revisions)
    merge_letterheads(old, new, merger)
    merger.merge(old.body, new.body)
    track_fields(new.body, revisions)


def _first_free_id(body: etree._Element) -> int:
    """Return the number after the highest id of a bookmark in `body`."""
    ids = (int(str(mark.get(f"{W}id"))) for mark in body.iter(f"{W}bookmarkStart"))
    return max(ids, default=0) + 1
