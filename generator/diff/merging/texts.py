"""Merge what one block says itself: its texts word by word, all else as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from generator.diff.merging.edits import Edit
from generator.diff.merging.sides import Claim, ConflictKind, Fragment, Hand, MergeConflict
from generator.diff.merging.spots import Slot, Spot, class_of, key_of, values_of
from generator.diff.merging.tokens import runs_of
from generator.diff.merging.words import Clash, MergedText, merge_texts, merge_whole
from generator.diff.words import Op, mark_differences
from generator.document import Cell, Column, Duties, Node, Run, Stretch, children, plain
from generator.document.fields import Shape, fields_of

_Sign: TypeAlias = Callable[[int, str, str, str], Hand]
_WHOLE = (Cell, Column)
_SENTENCE = 12  # characters of a cell that is read as one
_CATEGORY = "category"
_UNPRINTED = {
    "key",
    "id",
    "column",
    "categories",
    _CATEGORY,
    "look",
    "mark",
    "levels",
    "lines",
    "item_pattern",
}


class Merger:
    """Merge what spots say, and gather the `fragments` and `conflicts` on the way.

    Conflicts that need not be told, since they are those of another row, are among the `repeated` too.
    `sign` says by whose hand an edit of a version is, from the text there, what goes and what comes;
    `profiles` are the versions that have figures only; the edits of `keep` stand in a conflict.
    """

    def __init__(self, sign: _Sign, profiles: frozenset[int], keep: int | None) -> None:
        self._sign, self._profiles, self._keep = sign, profiles, keep
        self.fragments: list[Fragment] = []
        self.conflicts: list[MergeConflict] = []
        self.repeated: list[MergeConflict] = []
        self._categories: set[tuple[Slot, str, tuple[Claim, ...]]] = set()

    def merge(self, base: Spot, sides: Sequence[tuple[int, Spot]], *, fresh: bool) -> dict[str, Any]:
        """Return what the merged spot says; `base` is as it was or, if `fresh`, as one version put it in."""
        said = values_of(base)
        edited = [(n, spot) for n, spot in sides if (spot.node, spot.opens) != (base.node, base.opens)]
        theirs = [(n, values_of(spot)) for n, spot in edited]
        for name, was in [*said.items()] if theirs else ():
            if others := [(n, own[name]) for n, own in theirs if name in own and own[name] != was]:
                said[name] = self._merged(base, name, was, others)
        if fresh:
            self.fragments += self._put_in(base, said, [n for n, _ in sides])
        return said

    def _merged(self, base: Spot, name: str, was: Any, others: Sequence[tuple[int, Any]]) -> Any:  # noqa: ANN401
        """Return the merged value of one field, of which `others` are those of versions that changed it."""
        if _is_text(base.node, name):
            return self._text(base, was, others)
        wanted = [value for n, (_, value) in enumerate(others) if value not in [v for _, v in others[:n]]]
        key = key_of(base)
        if len(wanted) == 1:
            self.fragments += self._changed(key, was, wanted[0], [n for n, _ in others])
            return wanted[0]
        text = _words(was)
        said = [(n, _words(value)) for n, value in others]
        claims = [Claim(n, self._sign(n, words, text, words), words) for n, words in said]
        kind = ConflictKind.WORDS if text or any(claim.text for claim in claims) else ConflictKind.FORM
        conflict = MergeConflict(kind, key, (), text, tuple(claims), text)
        self.conflicts.append(conflict)
        if name == _CATEGORY and self._is_known(base, conflict):
            self.repeated.append(conflict)
        kept = [(n, value) for n, value in others if n == self._keep]
        self.fragments += [each for n, value in kept for each in self._changed(key, was, value, [n])]
        return kept[0][1] if kept else was

    def _is_known(self, row: Spot, conflict: MergeConflict) -> bool:
        """Return whether a row before has the same conflict over its category: it is one cell for several."""
        said = (row.slot, conflict.base, conflict.claims)
        known = said in self._categories
        self._categories.add(said)
        return known

    def _text(self, base: Spot, was: Any, others: Sequence[tuple[int, Any]]) -> Any:  # noqa: ANN401  # runs
        """Return the merged text of a field, of which `others` are the texts of versions."""
        key = key_of(base)
        whole = isinstance(base.node, _WHOLE) and any(map(_is_value, [was, *(runs for _, runs in others)]))
        merged = (
            merge_whole(was, others, self._keep)
            if whole
            else merge_texts(was, others, self._profiles, self._keep)
        )
        texts = {n: plain(runs) for n, runs in others}

        def by(edit: Edit, gone: str) -> Hand:
            return self._sign(edit.versions[0], texts[edit.versions[0]], gone, edit.text)

        if merged.edits:
            versions = frozenset(n for edit in merged.edits for n in edit.versions)
            self.fragments.append(Fragment(key, tuple(merged.stretches(by)), versions))
        for clash in merged.clashes:
            self.conflicts.append(self._clash(key, merged, clash, texts))
        return merged.runs

    def _clash(self, key: str, merged: MergedText, clash: Clash, texts: Mapping[int, str]) -> MergeConflict:
        """Return the conflict that a clash in the text of the block `key` is."""
        base = _said(merged, clash, ())
        claims = []
        for n in dict.fromkeys(n for edit in clash.edits for n in edit.versions):
            text = _said(merged, clash, [edit for edit in clash.edits if n in edit.versions])
            claims.append(Claim(n, self._sign(n, texts[n], base, text), text))
        kind = ConflictKind.FIGURE if clash.figure else ConflictKind.WORDS
        return MergeConflict(kind, key, (), base, tuple(claims), plain(merged.runs))

    def _changed(self, key: str, was: Any, now: Any, versions: Sequence[int]) -> Iterator[Fragment]:  # noqa: ANN401
        """Yield the fragments of a value that is another one now, line by line."""
        olds, news = _lines(was), _lines(now)
        for n in range(max(len(olds), len(news))):
            old, new = ("".join(lines[n : n + 1]) for lines in (olds, news))
            if old != new:
                hand = self._sign(versions[0], new, old, new)
                yield Fragment(key, tuple(_pieces(old, new, hand)), frozenset(versions))

    def _put_in(self, spot: Spot, said: Mapping[str, Any], versions: Sequence[int]) -> Iterator[Fragment]:
        """Yield the fragments of a block that came."""
        key = key_of(spot)
        for name in said.keys() - _UNPRINTED:
            for line in _lines(said[name]):
                hand = self._sign(versions[0], line, "", line)
                yield Fragment(key, (Stretch(line, before=False, **hand._asdict()),), frozenset(versions))


def _pieces(old: str, new: str, hand: Hand) -> Iterator[Stretch]:
    """Yield the pieces of a text that `hand` changed."""
    for mark in mark_differences(old, new):
        if mark.op is Op.SAME:
            yield Stretch(mark.text)
        else:
            gone = mark.op is Op.DELETED
            yield Stretch(mark.text, before=gone, after=not gone, author=hand.author, date=hand.date)


def _said(merged: MergedText, clash: Clash, edits: Sequence[Edit]) -> str:
    """Return the words at the place of a clash, with `edits` made."""
    made = MergedText(merged.base[: clash.end], tuple(edits), ())
    return plain(made.runs)[len(plain(runs_of(merged.base[: clash.start]))) :]


def _is_text(node: Node, name: str) -> bool:
    """Return whether a field of a node is text with figures."""
    return any(each.name == name and each.shape is Shape.RUNS for each in fields_of(class_of(node)))


def _is_value(runs: Sequence[Run]) -> bool:
    """Return whether a cell holds a value or a name, whose words do not go apart, and not a sentence."""
    text = plain(runs)
    return len(text) < _SENTENCE or any(character.isdigit() for character in text)


def _lines(value: Any) -> list[str]:  # noqa: ANN401  # the value of a field
    """Return the lines of text of a value; none of a switch and the like."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, Duties):
        return [value.names]
    if not isinstance(value, tuple) or not value:
        return []
    if isinstance(value[0], tuple):
        return [plain(runs) for runs in value]
    return [*value] if isinstance(value[0], str) else [plain(value)]


def _words(value: Any) -> str:  # noqa: ANN401  # the value of a field
    return "\n".join(_lines(value))


def words_below(node: Node, *, deep: bool = True) -> list[str]:
    """Return the lines of text of a node, and, if `deep`, of what it holds."""
    said = [each for each in fields_of(class_of(node)) if not each.child and not each.computed]
    own = [line for each in said if each.name not in _UNPRINTED for line in _lines(getattr(node, each.name))]
    return own + [line for child in children(node) for line in words_below(child)] if deep else own
