"""Merge the texts of one block: which edits of several versions stand beside each other, and which do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from generator.diff.merging.edits import ENDS, Edit, edits_of, joined_equal, sentence_ends
from generator.diff.merging.tokens import Token, figure_pairs, runs_of, text_of, tokens_of
from generator.document import Run, Stretch, Text

_Edits: TypeAlias = list[Edit]


class Clash(NamedTuple):
    """Hold edits of several versions to tokens start:end that do not go together, one of a new `figure`."""

    start: int
    end: int
    edits: tuple[Edit, ...]
    figure: bool = False


@dataclass(frozen=True, slots=True)
class MergedText:
    """Hold the merged tokens of a text in pieces: edits that stand, and clashes, at which the base stands."""

    base: tuple[Token, ...]
    edits: tuple[Edit, ...]
    clashes: tuple[Clash, ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """Return the merged text."""
        return runs_of([token for piece in self._pieces() for token in piece[1]])

    def stretches(self, by: Callable[[Edit, str], tuple[str, str]]) -> Iterator[Stretch]:
        """Yield the pieces of the merged text; `by` says who made an edit that took out a text, and when."""
        for edit, kept in self._pieces():
            if edit is None:
                yield Stretch("".join(token.text for token in kept))
                continue
            gone = text_of(self.base[edit.start : edit.end])
            author, date = by(edit, gone)
            if gone:
                yield Stretch(gone, after=False, author=author, date=date)
            if edit.text:
                yield Stretch(edit.text, before=False, author=author, date=date)

    def _pieces(self) -> Iterator[tuple[Edit | None, Sequence[Token]]]:
        place = 0
        for edit in self.edits:
            if edit.start > place:
                yield None, self.base[place : edit.start]
            yield edit, edit.new
            place = edit.end
        if place < len(self.base):
            yield None, self.base[place:]


def merge_texts(
    base: Sequence[Run],
    sides: Sequence[tuple[int, Sequence[Run]]],
    profiles: frozenset[int] = frozenset(),
    keep: int | None = None,
) -> MergedText:
    """Return `base` with the edits of all `sides`, pairs of a version and its text.

    Where they clash the base stands, or what the version `keep` has. Equal edits are one. Where a version of
    `profiles` has a new figure in a sentence that another version has reworded, they clash.
    """
    before = tokens_of(base)
    ends = sentence_ends(before)
    edits = joined_equal(
        [edit for version, runs in sides for edit in edits_of(before, tokens_of(runs), ends, version)]
    )
    standing: _Edits = []
    contested: list[_Edits] = []
    for group in _groups(edits, ends, profiles):
        if len(group) == 1 or not _contested(group, before, profiles):
            standing += group
        else:
            contested.append(group)
    clashes: list[Clash] = []
    for group in contested:
        whole = sorted([*group, *_of_sentence(group, standing, ends, before)], key=lambda edit: edit[:2])
        standing = [edit for edit in standing if edit not in whole]
        clashes.append(_clash(whole, profiles))
        standing += [edit for edit in whole if keep in edit.versions]
    return MergedText(before, tuple(sorted(standing, key=lambda edit: edit[:2])), tuple(clashes))


def _clash(group: _Edits, profiles: frozenset[int]) -> Clash:
    """Return the clash of the edits of `group`."""
    start, end = min(edit.start for edit in group), max(edit.end for edit in group)
    return Clash(
        start, end, tuple(group), figure=any(_of(edit, profiles) and _holds_figure(edit) for edit in group)
    )


def _of_sentence(group: _Edits, standing: _Edits, ends: Sequence[int], before: Sequence[Token]) -> _Edits:
    """Return the other edits of the versions of `group` to the same sentences: half a wording is none.

    Figures are settled apart from it.
    """
    versions = {n for edit in group for n in edit.versions}
    sentences = {ends[place] for edit in group for place in range(edit.start, max(edit.end, edit.start + 1))}
    return [
        edit
        for edit in standing
        if versions & {*edit.versions} and ends[edit.start] in sentences and not _only_figure(edit, before)
    ]


def merge_whole(
    base: Sequence[Run], sides: Sequence[tuple[int, Sequence[Run]]], keep: int | None = None
) -> MergedText:
    """Return `base` merged as one word, as the text of a cell is: several texts for it clash.

    Then the base stands, or what the version `keep` has.
    """
    before = tokens_of(base)
    found = [Edit(0, len(before), tokens_of(runs), (version,)) for version, runs in sides]
    edits = joined_equal([edit for edit in found if edit.new != before])
    if len(edits) > 1:
        kept = tuple(edit for edit in edits if keep in edit.versions)
        return MergedText(before, kept, (Clash(0, len(before), tuple(edits)),))
    return MergedText(before, tuple(edits), ())


def _groups(edits: _Edits, ends: Sequence[int], profiles: frozenset[int]) -> Iterator[_Edits]:
    """Yield `edits` in groups that may clash: of overlapping places, of a sentence with a new figure."""
    figured = {ends[edit.start] for edit in edits if _of(edit, profiles) and _holds_figure(edit)}
    group: _Edits = []
    for edit in edits:
        if group and not _meet(group, edit) and not _in_one(group, edit, ends, figured):
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _of(edit: Edit, profiles: frozenset[int]) -> bool:
    return bool(profiles.intersection(edit.versions))


def _holds_figure(edit: Edit) -> bool:
    return any(not isinstance(token.run, Text) for token in edit.new)


def _meet(group: _Edits, edit: Edit) -> bool:
    """Return whether `edit` begins where one of `group`, all before it, has not ended, or begins too."""
    end = max(each.end for each in group)
    return edit.start < end or any(each.start == edit.start for each in group)


def _in_one(group: _Edits, edit: Edit, ends: Sequence[int], figured: set[int]) -> bool:
    """Return whether `edit` stands in a sentence with one of `group`, in which a profile has a new figure."""
    return ends[edit.start] in figured and any(ends[each.start] == ends[edit.start] for each in group)


def _contested(group: _Edits, before: Sequence[Token], profiles: frozenset[int]) -> bool:
    """Return whether the edits of `group` do not go together.

    Sentences put in at one place do; so do all edits of one version, and figures beside other figures.
    """
    if len({edit.versions for edit in group}) == 1:
        return False
    figures = any(_of(edit, profiles) and _only_figure(edit, before) for edit in group)
    if figures and not all(_of(edit, profiles) or _only_figure(edit, before) for edit in group):
        return True
    if all(edit.start == edit.end == group[0].start for edit in group):
        return not all(_is_sentence(edit, before) for edit in group)
    return any(_overlap(one, other) for n, one in enumerate(group) for other in group[n + 1 :])


def _overlap(one: Edit, other: Edit) -> bool:
    """Return whether two edits, `one` the first, concern the same words or the same place."""
    return other.start < one.end or one.start == other.start


def _only_figure(edit: Edit, before: Sequence[Token]) -> bool:
    """Return whether an edit does nothing but print other figures."""
    return bool(figure_pairs(before[edit.start : edit.end], edit.new))


def _is_sentence(edit: Edit, before: Sequence[Token]) -> bool:
    """Return whether an edit puts in whole sentences between sentences."""
    opens = edit.start == 0 or before[edit.start - 1].text in ENDS
    return opens and edit.text[-1:] in ENDS
