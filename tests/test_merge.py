"""Test how versions of one draft are merged: every edit stands, equal ones once, or is a conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from commands import CASES
from edits import versions
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from made_up_copies import FIGURE, NOTHING, PRINTED, Copy, copies, draft_of, kind_of, lines, together
from merging import W, authors_of_changes, merged_copies, merged_of, words
from revisions import accepted, rejected
from word_files import part

from generator.diff import Op
from generator.diff.merging import ConflictKind, Fragment, Hand, Merged, Version, merge, wishes_of
from generator.diff.merging.figures import map_runs
from generator.document import Document, Letter, Stretch, Text
from generator.pipeline.support.word_files import Pending, read_word
from generator.pipeline.tracked_changes import redline
from generator.word.redline.fragment_credits import FragmentCredits
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.yaml_source import load_data, mapping, strings, texts

MERGES = mapping(load_data(CASES / "merge.yaml"))
BASE = draft_of(NOTHING)
_CHANGES = ("ins", "del", "moveFrom", "moveTo")


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


def _without_figures(document: Document) -> Document:
    """Return `document` with figures as words: one changed in one place would change in all its places."""
    made: Document = map_runs(document, lambda run: Text(run.text))
    return made


@given(versions())
def test_one_copy_is_taken_as_it_is_and_twice_the_same_as_once(drafts: tuple[Document, Document]) -> None:
    base, copy = (_without_figures(document) for document in drafts)
    for several in ([copy], [copy, copy]):
        found = merged_copies(base, several)
        assert not found.conflicts
        assert words(found.document) == words(copy)


def check(made: Sequence[Copy]) -> Merged:
    """Check that copies come to all that their edits come to, and that what does not go together is told."""
    found = merged_copies(BASE, [draft_of(copy) for copy in made])
    wanted, contested = together(made)
    assert lines(found.document) == lines(draft_of(wanted))
    told = Counter(each.kind for each in found.conflicts)
    assert told == Counter(map(kind_of, contested))
    for n, copy in enumerate(made):
        claimed = [claim.text for each in found.conflicts for claim in each.claims if claim.version == n]
        lost = [text for place, text in copy.words.items() if wanted.words.get(place) != text]
        bare = [text.removeprefix("县") for text in lost]  # a conflict begins where its sides part
        assert not [text for text in bare if not any(text in claim for claim in claimed)]
    return found


def check_wishes(found: Merged) -> None:
    """Check that what somebody wants is told once, of each who wants it."""
    wishes = wishes_of(found)
    assert len({(wish.change.id, wish.change.new) for wish in wishes}) == len(wishes)
    edited = {n for n, each in enumerate(found.versions) if words(each.document) != words(found.base)}
    assert {n for wish in wishes for n in wish.versions} == edited


@given(copies(2, 3))
def test_edits_of_a_few_come_together_or_are_told(made: list[Copy]) -> None:
    check_wishes(check(made))


@one_in(4)
@given(copies(10, 10))
def test_edits_of_ten_come_together_or_are_told(made: list[Copy]) -> None:
    check_wishes(check(made))


@one_in(6)
@given(copies(1, 1), st.sampled_from(FIGURE[1:]))
def test_new_figures_come_into_edited_words_or_are_told_where_somebody_reworded(
    made: list[Copy], figure: str
) -> None:
    """Check that in a sentence that held a figure nothing is guessed: no new words, no new value."""
    copy = made[0]._replace(figure="", printed=())
    today = Copy({}, figure, PRINTED)
    versions = [
        Version("手改", draft_of(copy), Hand("手改")),
        Version("档案", draft_of(today), Hand("档案"), profile=True),
    ]
    found = merge(BASE, versions)
    kept = copy.gone.intersection(PRINTED)
    open_ones = [name for name in PRINTED if f"{name}.how" in copy.words]
    words = {place: text for place, text in copy.words.items() if place.removesuffix(".how") not in open_ones}
    printed = tuple(name for name in PRINTED if name not in open_ones)
    wanted = copy._replace(words=words, figure=figure, printed=printed, gone=copy.gone - kept)
    assert lines(found.document) == lines(draft_of(wanted))
    told = [ConflictKind.FIGURE] * len(open_ones) + [ConflictKind.DELETED] * len(kept)
    assert Counter(each.kind for each in found.conflicts) == Counter(told)
    for each in found.conflicts:
        assert {claim.version for claim in each.claims} == {0, 1}


def _signed_by_nobody(content: bytes) -> list[str]:
    """Return the words of the tracked changes that are of none of the people: headings that count on."""
    changes = part(content, "word/document.xml").iter(*(f"{W}{kind}" for kind in _CHANGES))
    found = (change for change in changes if change.get(f"{W}author") == "Plandraft")
    return [said for change in found if (said := "".join(change.itertext()))]


@one_in(6)
@given(copies(2, 10))
def test_accepting_gives_the_merged_words_and_rejecting_the_base(made: list[Copy]) -> None:
    found = merged_copies(BASE, [draft_of(copy) for copy in made])
    tracked = redline(found.base, found.document, fragments=found.fragments)
    assert Counter(accepted(tracked)) == Counter(accepted(written(found.document)))
    assert Counter(rejected(tracked)) == Counter(accepted(written(found.base)))
    assert [words for words in _signed_by_nobody(tracked) if not words.rstrip(".").isdigit()] == []
    for pending, document in ((Pending.ACCEPT, found.document), (Pending.REJECT, found.base)):
        read = read_word(tracked, "合并稿.docx", pending=pending).document
        assert lines(read) == lines(document)


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


def test_what_moved_within_a_paragraph_is_told_as_moved_by_who_moved_it() -> None:
    """Check that no stop that both have in common is told as what came or went."""
    words = {"s": "无障碍服务。", "u": "应急处置。", "t": "支持提供服务。"}
    base, copy = (
        "".join(f'<passage key="{key}">{words[key]}</passage>' for key in order) for order in ("sut", "stu")
    )
    found = merged_of(f'<p key="p">{base}</p>', {"甲": f'<p key="p">{copy}</p>'})
    tracked = redline(found.base, found.document, fragments=found.fragments)
    assert authors_of_changes(tracked) == {"甲": [words["u"]] * 2}


def test_a_number_that_moved_on_is_not_of_whoever_wrote_it_elsewhere() -> None:
    """Check that whose words happen to hold the number is not told as who changed it."""
    measures = {
        key: f'<measure key="{key}" title="{key}项"><p key="{key}p"><passage key="{key}s">{key}项说一句。'
        "</passage></p></measure>"
        for key in "甲乙丙丁"
    }
    base, moved = ("".join(measures[key] for key in order) for order in ("甲乙丙丁", "丁甲乙丙"))
    added = '<p key="n"><passage key="x">每年办1至2期、3至4期。</passage></p>'
    found = merged_of(
        f'<chapter key="c" title="任务">{base}</chapter>',
        {
            "移": f'<chapter key="c" title="任务">{moved}</chapter>',
            "添": f'<chapter key="c" title="任务">{base}</chapter>{added}',
        },
    )
    tracked = authors_of_changes(redline(found.base, found.document, fragments=found.fragments))
    assert [text for text in tracked["添"] if text.isdecimal()] == []
    assert any(text.isdecimal() for text in tracked["Plandraft"])


TABLE = """
<box key="b" title="指标"><indicator-table key="t">
<column id="name">指标</column><column id="target">2025年</column>
<row key="r"><cell column="name">参保率</cell><cell column="target">90</cell></row></indicator-table></box>"""


@pytest.mark.parametrize("orders", ["sTu suT", "sTu Tsu", "suT sTu", "Tsu sTu"])
def test_what_moves_past_a_table_is_the_mover_and_not_the_table(orders: str) -> None:
    blocks = {key: f'<p key="{key}¶"><passage key="{key}">{key}说一句。</passage></p>' for key in "su"}
    base, copy = ("".join((blocks | {"T": TABLE})[key] for key in order) for order in orders.split())
    found = merged_of(base, {"甲": copy})
    xml = part(redline(found.base, found.document, fragments=found.fragments), "word/document.xml")
    assert {mark.get(f"{W}author") for mark in xml.iter(f"{W}moveFrom", f"{W}moveTo")} == {"甲"}
    assert [mark for row in xml.iter(f"{W}trPr") for mark in row.iter(f"{W}ins", f"{W}del")] == []


def test_a_wish_is_placed_as_in_the_base_by_whatever_title_it_has_now() -> None:
    base, new = (
        f'<chapter key="a" title="{title}"><measure key="b" title="{own}"><p key="p"><passage key="s">{said}'
        "</passage></p></measure></chapter>"
        for title, own, said in (("任务", "就业", "先说一句。"), ("主要任务", "促进就业", "先说两句。"))
    )
    wishes = wishes_of(merged_of(base, {"甲": new}))
    assert [(wish.change.where[1:], wish.change.label) for wish in wishes] == [
        ((), "一、任务"),
        (("一、任务",), "1.就业"),
        (("一、任务", "1.就业"), "先说一句。"),
    ]


def test_a_change_that_has_no_words_is_passed_over() -> None:
    nothing = [
        Fragment("p", (Stretch("", before=gone, after=not gone, author="甲"),)) for gone in (True, False)
    ]
    marks = FragmentCredits(nothing).marks("先说一句。", "先说两句。")
    assert "".join(mark.text for mark in marks if mark.op is not Op.INSERTED) == "先说一句。"


def test_the_list_of_attachments_and_the_lines_of_a_title_are_merged() -> None:
    attached, both = ((Text("规划"),),), ((Text("规划"),), (Text("分工"),))
    letter = Letter("l", "关于印发规划的通知", attachments=attached, lines=("关于印发", "规划的通知"))
    base = Document("规划", "青石县", "2021-2025", (letter,))
    copy = replace(letter, attachments=both, lines=("关于印发规划", "的通知"))
    found = merged_copies(base, [replace(base, parts=(copy,)), base])
    assert not found.conflicts
    assert found.document.parts == (copy,)
