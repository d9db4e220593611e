"""Test tracked changes: accepted they give the words of the new draft, rejected those of the old one."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from edits import versions
from examples import one_in
from hypothesis import given
from lxml import etree
from marks import sampled
from merging import ENDS, ends, ends_tracked
from redlines import PAIRS, documents, pair, tracked
from revisions import accepted, rejected
from word_files import part

from generator.diff import assign_keys
from generator.document import Document, Letter
from generator.document.draft_xml import read_draft
from generator.document.number import number
from generator.pipeline.support.word_files import read_word
from generator.pipeline.tracked_changes import redline
from generator.word.redline import WordTrees, track_changes
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.yaml_source import mapping, texts

MOVES = ("moveFrom", "moveTo")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


# The validators and LibreOffice try all pairs as well; the default run has one of each sort.
FEW = ("no-record", "form-of-letter", "gaps-filled", "chapters-swapped", "duties", "hard", "edited-xinzhou-0")
QUICK = sampled(PAIRS, FEW, pytest.mark.slow)


def written(document: Document) -> bytes:
    return write_docx(document, official_style_sheet(), {}, {})


@pytest.mark.parametrize("name", QUICK)
def test_real_pairs(name: str) -> None:
    old, new = pair(name)
    assert Counter(accepted(tracked(name))) == Counter(accepted(new))
    assert Counter(rejected(tracked(name))) == Counter(accepted(old))


@pytest.mark.parametrize("name", QUICK)
def test_it_is_read_as_the_new_draft_figures_and_all(name: str) -> None:
    word = read_word(tracked(name), "plan.docx")
    assert word.document == word.draft
    assert word.intact


def test_the_same_pair_gives_the_same_bytes() -> None:
    assert redline(*documents("hard")) == tracked("hard")


@pytest.mark.parametrize("name", ["hard", "letter-gone", "form-of-letter"])
def test_trees_that_another_library_has_parsed_are_changed_in_place(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    old, new = (docx.Document(io.BytesIO(content)) for content in pair(name))
    track_changes(trees(old), trees(new), author="Plandraft", stamp="2023-11-14T22:13:20Z")
    merged = redline(*documents(name))
    changed = {part.partname.lstrip("/"): part.element for part in (new.part, *headers(new).values())}
    for part_name, element in changed.items():
        assert etree.tostring(element, method="c14n") == etree.tostring(
            part(merged, part_name), method="c14n"
        )


def headers(document: docx.document.Document) -> dict[str, Any]:
    """Return the header parts of a file by the ids of their relationships."""
    return {link: r.target_part for link, r in document.part.rels.items() if r.reltype == RT.HEADER}


def trees(document: docx.document.Document) -> WordTrees:
    return WordTrees(document.element.body, {link: p.element for link, p in headers(document).items()})


def test_a_moved_paragraph_is_told_as_moved_and_rows_as_rows() -> None:
    xml = part(tracked("chapters-swapped"), "word/document.xml")
    names = [sorted(str(e.get(f"{W}name")) for e in xml.iter(f"{W}{kind}RangeStart")) for kind in MOVES]
    assert names == [["move1", "move2"]] * 2
    rows = part(tracked("indicator-added"), "word/document.xml").findall(f".//{W}trPr/{W}ins")
    assert len(rows) == 1


def test_one_figure_is_one_change_in_each_place() -> None:
    xml = part(tracked("one-target"), "word/document.xml")
    words = {kind: ["".join(e.itertext()) for e in xml.iter(f"{W}{kind}")] for kind in ("del", "ins")}
    assert words == {"del": ["350", "350户"], "ins": ["420", "420户"]}
    assert {e.get(f"{W}author") for e in xml.iter(f"{W}ins", f"{W}del")} == {"Plandraft"}


@one_in(2)
@given(versions())
def test_accepting_gives_the_new_words_and_rejecting_the_old_ones(drafts: tuple[Document, Document]) -> None:
    before, after = assign_keys(drafts)
    old, new, tracked = written(before), written(after), redline(before, after)
    assert Counter(accepted(tracked)) == Counter(accepted(new))
    assert Counter(rejected(tracked)) == Counter(accepted(old))
    if not any(isinstance(part, Letter) for document in drafts for part in document.parts):
        assert accepted(tracked) == accepted(new)  # a masthead that went stands in the body
        assert rejected(tracked) == accepted(old)


TABLE = """
<p key="p"><passage key="s">先说一句。</passage></p>
<box key="b" title="指标"><indicator-table key="t">
<column id="name">指标</column><column id="target">2025年</column>
<row key="r"><cell column="name">甲</cell><cell column="target">9</cell></row>
</indicator-table></box>"""
ITEM = """
<box key="b" title="指标"><item key="i" title="甲"><p key="q"><passage key="u">9</passage></p></item></box>"""


def test_a_table_whose_columns_changed_goes_whole_and_comes_whole() -> None:
    """Check that a deleted block before the table stays before it."""
    drafts = (
        read_draft(f'<document title="规划"><plan key="plan" title="规划">{body}</plan></document>')
        for body in (TABLE, ITEM)
    )
    before, after = (number(document) for document in assign_keys(list(drafts)))
    old, new, tracked = written(before), written(after), redline(before, after)
    assert rejected(tracked) == accepted(old)
    assert accepted(old) == ["规划", "先说一句。", "专栏1  指标", "指标", "2025年", "1.甲", "9"]
    assert accepted(tracked) == accepted(new)


@pytest.mark.parametrize("name", ENDS)
def test_what_came_at_the_end_of_a_paragraph_and_behind_it_is_not_taken_for_one(name: str) -> None:
    content = ends_tracked(name)
    assert accepted(content) == accepted(written(ends(name).document))
    assert rejected(content) == accepted(written(ends(name).base))
    body = part(content, "word/document.xml").find(f"{W}body")
    assert body is not None
    came = [words for each in body.iter(f"{W}ins", f"{W}moveTo") if (words := "".join(each.itertext()))]
    assert [words for words in came if words != "2"] == texts(mapping(ENDS[name])["came"])
    sides = [
        [tag for each in p if (tag := str(each.tag)) != f"{W}pPr" and "bookmark" not in tag] for p in body
    ]
    met = zip(sides, sides[1:], body, strict=False)
    assert [p for one, other, p in met if one[-1:] == other[:1] == [f"{W}ins"] and not _ends_new(p)] == []


def _ends_new(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is not None
