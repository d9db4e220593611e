"""Test that `merge` tells at run time what it loses: an edit that the merged draft is without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from examples import one_in
from hypothesis import assume, given
from hypothesis import strategies as st
from made_up_copies import NOTHING, Copy, copies, draft_of, lines
from merging import PEOPLE, drafted, merged_copies

from generator.diff.merging import ConflictKind, MergeConflict, Version
from generator.diff.merging.check import unplaced
from generator.diff.merging.keys import share_keys
from generator.document import Document

BASE = draft_of(NOTHING)


def told(base: Document, merged: Document, copies: Sequence[Document]) -> list[MergeConflict]:
    """Return what is told of copies of `base` that were merged so, beside no conflict."""
    keyed, [now, *documents] = share_keys(base, [merged, *copies])
    versions = [
        Version(hand.author, document, hand) for hand, document in zip(PEOPLE, documents, strict=False)
    ]
    return [*unplaced(keyed, now, versions, ())]


def without_one(copy: Copy) -> Iterator[Copy]:
    """Yield `copy` without one of its edits, for each of them."""
    for place in copy.words:
        yield copy._replace(words={name: text for name, text in copy.words.items() if name != place})
    if copy.figure:
        yield copy._replace(figure="", printed=())
    for block in sorted(copy.gone):
        yield copy._replace(gone=copy.gone - {block})
    if copy.said:
        yield copy._replace(said={})
    if copy.typed:
        yield copy._replace(typed={})
    if copy.first:
        yield copy._replace(first=())


@one_in(2)
@given(copies(1, 3), st.integers(0, 9))
def test_an_edit_that_is_left_out_is_told_as_of_who_made_it(made: list[Copy], which: int) -> None:
    all_of_them = merged_copies(BASE, [draft_of(copy) for copy in made])
    assume(not all_of_them.conflicts)
    left = [*without_one(made[0])]
    assume(left)
    one_lost = merged_copies(BASE, [draft_of(copy) for copy in (left[which % len(left)], *made[1:])])
    assume(lines(one_lost.document) != lines(all_of_them.document))
    found = [*unplaced(all_of_them.base, one_lost.document, all_of_them.versions, ())]
    assert {each.kind for each in found} == {ConflictKind.UNPLACED}
    assert 0 in {claim.version for each in found for claim in each.claims}


@pytest.mark.parametrize(
    ("orders", "lost"),
    [
        ("abc bac cab | bca", ""),
        ("abc bac cab | cba", ""),
        ("abc bac cab | abc", "01"),
        ("abc bac cab | bac", "1"),
        ("abc bac cab | cab", "0"),
        ("abc bca cab | bca", "1"),  # nobody but a moved in the first: that c goes past b is the second's
        ("abc bca cab | cba", ""),
        ("abc bac acb | cba", ""),
        ("abc bac acb | bac", "1"),
        ("abc axbc cab | axcb", "1"),
        ("abc axbc cab | caxb", ""),
        ("abc axbc abc | abxc", "0"),
        ("abc axbc abc | xabc", "0"),
        ("abc axbc bca | bcax", ""),
        ("abc axbc bca | xbca", ""),
        ("abc axbc bca | bxca", "0"),
        ("abc axbc abc | abc", "0"),
    ],
)
def test_where_a_block_stands_is_told_unless_it_stands_so(orders: str, lost: str) -> None:
    base, one, other, _, merged = (_plan(order) for order in orders.split())
    found = told(base, merged, [one, other])
    assert sorted({str(claim.version) for each in found for claim in each.claims}) == [*lost]


def _plan(order: str) -> Document:
    return drafted(
        "".join(f'<p key="{key}¶"><passage key="{key}">{key}说一句。</passage></p>' for key in order)
    )


@pytest.mark.parametrize(
    ("base", "copy", "merged"),
    [
        ("先说一句，再说一句。", "先说一句。", "先说一句，再说两句。"),  # what somebody deletes
        ("先说一句。", "先说两句。", "后说一句。"),
    ],
)
def test_words_that_are_left_out_of_what_others_changed_too_are_told(
    base: str, copy: str, merged: str
) -> None:
    one, two, both = (
        drafted(f'<p key="p"><passage key="s">{text}</passage></p>') for text in (base, copy, merged)
    )
    [found] = told(one, both, [two, both])
    assert [(claim.version, claim.text) for claim in found.claims] == [(0, copy)]
