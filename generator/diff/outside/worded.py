"""Tell changes of words from those of form alone: plans of several hands are never in the same form."""

from __future__ import annotations

import unicodedata

from generator.base.value_grammar import UNCONFIRMED_MARK
from generator.base.values import ValueKind, read_value
from generator.diff.changes import Change, ChangeKind
from generator.diff.outside.spots import folded
from generator.document import Division

_LEVELS = {kind.level for kind in Division.__subclasses__()}
_WHOLE = {ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED, ChangeKind.RENUMBERED}


def says_otherwise(change: Change, *, marked: bool = False) -> bool:
    """Return whether the new plan says something else than the old one, and not the same in another form.

    Form is how wide signs are, blanks, the sign for no figure, brackets around a line of its own, whether a
    heading runs in, where a paragraph begins; and, where a profile that was made of the other plan is on one
    side (`marked`), the mark that a figure has yet to be confirmed.
    """
    old, new = change.old or "", change.new or ""
    if marked and change.kind not in _WHOLE:
        old, new = (UNCONFIRMED_MARK.sub("", text) for text in (old, new))
    if change.kind in _WHOLE:
        return True
    if change.kind is ChangeKind.ATTRIBUTE and not change.marks:
        return {old, new} <= _LEVELS
    if _bare(old) == _bare(new):
        return False
    if change.block == "line":
        return folded(old) != folded(new)
    return change.kind is not ChangeKind.CELL or not (_is_nothing(old) and _is_nothing(new))


def _bare(text: str) -> str:
    """Return `text` without blanks, its signs as wide as they should be."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_nothing(text: str) -> bool:
    return not text.strip() or read_value(_bare(text)).kind is ValueKind.NONE
