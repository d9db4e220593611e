"""Test how versions of one draft are merged: every edit stands, equal ones once, or is a conflict."""

from __future__ import annotations

from collections import Counter

import pytest
from commands import CASES
from edits import versions
from examples import one_in
from hypothesis import given
from merging import authors_of_changes, copy_of, merged_copies, merged_of, ten, words
from redlines import documents
from revisions import accepted, rejected

from generator.diff import Op
from generator.diff.merging import ConflictKind, Fragment, Merged, wishes_of
from generator.document import Document, Stretch
from generator.pipeline.tracked_changes import redline
from generator.word.redline.credits import FragmentCredits
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.yaml_source import load_data, mapping, strings, texts

MERGES = mapping(load_data(CASES / "merge.yaml"))


def written(document: Document) -> bytes:
    return write_docx(document, official_style_sheet(), {}, {})


@pytest.mark.parametrize("name", MERGES)
def test_case(name: str) -> None:
    case = mapping(MERGES[name])
    found = merged_of(str(case["base"]), strings(mapping(case["copies"])), str(case.get("profile", "")))
    assert words(found.document).partition("\n")[2] == str(case["merged"])
    told = [
        " ".join([each.kind.value, *(f"{claim.hand.author}={claim.text}" for claim in each.claims)])
        for each in found.conflicts
    ]
    assert told == texts(case.get("conflicts", []))


@one_in(4)
@given(versions())
def test_one_copy_is_taken_as_it_is_and_twice_the_same_as_once(drafts: tuple[Document, Document]) -> None:
    base, copy = drafts
    for copies in ([copy], [copy, copy]):
        found = merged_copies(base, copies)
        assert not found.conflicts
        assert words(found.document) == words(copy)


def check_settled(found: Merged) -> None:
    tracked = redline(found.base, found.document, fragments=found.fragments)
    assert Counter(accepted(tracked)) == Counter(accepted(written(found.document)))
    assert Counter(rejected(tracked)) == Counter(accepted(written(found.base)))


@pytest.mark.parametrize("seed", range(3))
def test_accepting_gives_the_merged_words_and_rejecting_the_base(seed: int) -> None:
    base = documents("hard")[0]
    check_settled(merged_copies(base, [copy_of(base, n, rate=0.4) for n in (seed, seed + 100)]))


def test_ten_copies_may_be_accepted_and_rejected() -> None:
    check_settled(ten())


def test_no_edit_of_ten_is_lost_or_told_twice() -> None:
    found = ten()
    assert not [each for each in found.conflicts if each.kind is ConflictKind.UNPLACED]
    wishes = wishes_of(found)
    assert len({(wish.change.id, wish.change.new) for wish in wishes}) == len(wishes)
    edited = {n for n, each in enumerate(found.versions) if words(each.document) != words(found.base)}
    assert len(edited) > 5
    assert {n for wish in wishes for n in wish.versions} == edited


def test_every_tracked_change_is_its_authors() -> None:
    found = merged_of(
        '<p key="p"><passage key="s">先说一句。再说一句。</passage></p>'
        '<p key="q"><passage key="t">丙说。</passage></p>',
        {
            "甲": '<p key="p"><passage key="s">先说两句。再说一句。</passage></p>'
            '<p key="q"><passage key="t">丙说。</passage></p>',
            "乙": '<p key="p"><passage key="s">先说一句。再说三句。</passage></p>',
        },
    )
    tracked = redline(found.base, found.document, fragments=found.fragments)
    assert authors_of_changes(tracked) == {"甲": ["一", "两"], "乙": ["一", "三", "丙说。"]}


def test_a_change_that_has_no_words_is_passed_over() -> None:
    nothing = [
        Fragment("p", (Stretch("", before=gone, after=not gone, author="甲"),)) for gone in (True, False)
    ]
    marks = FragmentCredits(nothing).marks("先说一句。", "先说两句。")
    assert "".join(mark.text for mark in marks if mark.op is not Op.INSERTED) == "先说一句。"
