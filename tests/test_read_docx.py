"""Read Word files back: what was written comes back whole, and what was edited comes back edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import numbered_documents
from hypothesis import given
from marks import sampled
from plans import bare, document
from samples import NEXT, SAMPLES, composed, written
from word_files import edited, read, texts

from generator.document import Division, Document, Figure, Gap, Paragraph, Plan, nodes_in, runs_in
from generator.pipeline.support.word_files import open_word
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.word.writer.inline import split_figure

FEW = ("dawukou", "xinzhou", "notice", "letter", NEXT[0])


@given(numbered_documents())
def test_every_document_comes_back_as_it_was_written(document: Document) -> None:
    assert read(write_docx(document, official_style_sheet(), {}, {}), document) == document


@pytest.mark.parametrize("name", sampled([*SAMPLES, *NEXT], FEW, pytest.mark.slow))
def test_the_plans_and_letters_come_back_as_they_were_written(name: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(written(name))
    word = open_word(file)
    assert word.document == word.draft == composed(name)
    assert word.intact


def test_the_words_come_from_the_body_and_not_from_the_draft_that_the_file_carries() -> None:
    draft = document(bare("county"))
    changed = edited(written("kind-county"), lambda xml: xml.replace("残疾人", "残障人"))
    assert texts(read(changed, draft)) == texts(draft).replace("残疾人", "残障人")


def test_an_edited_paragraph_keeps_its_key_and_its_figures() -> None:
    draft = composed("dengkou")
    before = figures(draft)
    sign, old, unit = split_figure(before[0].text)
    mine, number = f'<w:tag w:val="{before[0].source}"/>', f'preserve">{old}</w:t>'

    def change(xml: str) -> str:
        place = xml.index(number, xml.index(mine))
        return xml[:place] + 'preserve">4321</w:t>' + xml[place + len(number) :]

    back = read(edited(written("dengkou"), change), draft)
    changed = [new for new, old in zip(figures(back), before, strict=True) if new != old]
    assert changed == [Figure(f"{sign}4321{unit}", before[0].source)]


def test_a_paragraph_typed_by_hand_comes_without_a_key_where_it_stands() -> None:
    draft = composed("dengkou")
    first = next(b for b in nodes_in(plan(draft)) if isinstance(b, Division) and len(b.body) > 1)
    typed = "<w:p><w:r><w:t>手写的一段。</w:t></w:r></w:p>"

    def type_in(xml: str) -> str:
        place = xml.index("</w:p>", xml.index(first.title)) + len("</w:p>")
        return xml[:place] + typed + xml[place:]

    back = read(edited(written("dengkou"), type_in), draft)
    division = next(b for b in nodes_in(plan(back)) if isinstance(b, Division) and b.key == first.key)
    assert "手写的一段。" in texts(back)
    assert [p.key for p in nodes_in(division) if isinstance(p, Paragraph)].count("") == 1


def test_a_heading_taken_out_leaves_its_paragraphs() -> None:
    draft = composed("dengkou")
    gone = next(b for b in nodes_in(plan(draft)) if isinstance(b, Division) and not b.run_in)

    def cut(xml: str) -> str:
        end = xml.index("</w:p>", xml.index(gone.title)) + len("</w:p>")
        return xml[: xml.rindex("<w:p>", 0, end)] + xml[end:]

    back = read(edited(written("dengkou"), cut), draft)
    assert gone.key not in {node.key for node in nodes_in(plan(back)) if isinstance(node, Division)}
    assert texts(back) == texts(draft)


def test_a_gap_that_someone_filled_in_is_a_figure_of_the_same_path() -> None:
    draft = document(bare("county"))
    gap = next(run for run in runs_in(draft) if isinstance(run, Gap) and run.department)

    def fill(xml: str) -> str:
        place = xml.index(gap.text)
        start = xml.rindex("<w:sdt>", 0, place)
        control = xml[start : xml.index("</w:sdt>", place)]
        return xml.replace(control, control.replace("<w:showingPlcHdr/>", "").replace(gap.text, "88"), 1)

    back = read(edited(written("kind-county"), fill), draft)
    assert Figure("88", gap.source) in list(runs_in(back))


def test_tracked_insertions_count_and_deletions_do_not() -> None:
    draft = composed("dengkou")
    mark = 'w:id="9001" w:author="审" w:date="2022-01-01T00:00:00Z"'
    inserted = f"<w:ins {mark}><w:r><w:t>新加</w:t></w:r></w:ins>"
    deleted = f"<w:del {mark}><w:r><w:delText>旧字</w:delText></w:r></w:del>"
    end = "</w:p><w:sectPr"
    back = read(edited(written("dengkou"), lambda xml: xml.replace(end, inserted + deleted + end)), draft)
    assert texts(back) == texts(draft) + "新加"


def figures(document: Document) -> list[Figure]:
    """Return the figures of a document in order."""
    return [run for run in runs_in(document) if isinstance(run, Figure)]


def plan(document: Document) -> Plan:
    """Return the plan among the parts."""
    return next(part for part in document.parts if isinstance(part, Plan))
