"""Say whose an edit is: of the person who tracked it in the version, else of the version's own hand."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diff.adoption import RevisedLines
from generator.diff.merging.sides import Hand, Version
from generator.document import Stretch

_MOST = 5000  # pieces of tracked changes that are looked through for words that went
_FEW = 4  # characters: fewer may well stand in a change of somebody else's, elsewhere


class Signatures:
    """Know by whose hand the edits of a version are."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._lines = RevisedLines(version.lines)
        every = (piece for line in version.lines for piece in line.stretches if piece.before != piece.after)
        self._changed = [piece for piece, _ in zip(every, range(_MOST), strict=False)]

    def of(self, text: str, gone: str, come: str) -> Hand:
        """Return who put `come` in the place of `gone` in a block that is `text` now."""
        if not self._changed:
            return self._version.hand
        here = [piece for piece in self._lines.cut(text) if piece.before != piece.after] if text else []
        found = _matching(here, gone, come) or _matching(self._changed, gone, come, _FEW)
        return Hand(found.author, found.date) if found and found.author else self._version.hand


def _matching(pieces: Sequence[Stretch], gone: str, come: str, least: int = 1) -> Stretch | None:
    """Return the first of `pieces` that has `least` characters or more of what comes or goes."""
    for piece in pieces:
        other = come if piece.after else gone
        short = min(piece.text, other, key=len)
        if len(short) >= least and (piece.text in other or other in piece.text):
            return piece
    return None
