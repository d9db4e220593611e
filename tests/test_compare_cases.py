"""Compare drafts that differ in every way, each change in full: cases/compare/old.xml and its variants."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import CASES
from conftest import Golden
from edits import finished

from generator.base.keys import OWN
from generator.diff import Change, ChangeKind, Op, assign_keys, by_chapter, compare, summary
from generator.document import Annex, Document, Paragraph, Plan, nodes_in
from generator.document.draft_xml import read_draft

DRAFTS = CASES / "compare"
OLD = DRAFTS / "old.xml"
NEW = sorted(file for file in DRAFTS.glob("*.xml") if file != OLD)
MARKS = {Op.SAME: "{}", Op.DELETED: "[-{}-]", Op.INSERTED: "{{+{}+}}"}


def draft(file: Path) -> Document:
    """Return a draft with numbers, tasks and contents computed."""
    return finished(read_draft(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("file", NEW, ids=lambda file: file.stem)
def test_what_became_of_a_draft_is_told_in_full(file: Path, golden: Golden) -> None:
    there = compare(*assign_keys([draft(OLD), draft(file)]))
    golden.check(file.with_suffix(".txt"), "\n".join(map(in_full, there)))


@pytest.mark.parametrize("file", NEW, ids=lambda file: file.stem)
def test_the_way_back_is_told_in_full(file: Path, golden: Golden) -> None:
    back = compare(*assign_keys([draft(file), draft(OLD)]))
    golden.check(file.with_suffix(".back.txt"), "\n".join(map(in_full, back)))


@pytest.mark.parametrize("file", NEW, ids=lambda file: file.stem)
def test_changes_are_gathered_by_chapter_and_counted(file: Path, golden: Golden) -> None:
    before, after = assign_keys([draft(OLD), draft(file)])
    found = compare(before, after)
    told = (f"{' › '.join(each.headings)}: {len(each.changes)}" for each in by_chapter(before, after, found))
    golden.check(DRAFTS / "chapters" / f"{file.stem}.txt", "\n".join((*told, str(summary(found)), "")))


def test_drafts_that_are_the_same_or_differ_in_numbers_alone_are_said_to() -> None:
    found = compare(*assign_keys([draft(OLD), draft(DRAFTS / "a-section-gone.xml")]))
    numbers = [change for change in found if change.kind is ChangeKind.RENUMBERED]
    assert (str(summary([])), summary(numbers).total) == ("两稿相同。", "只有序号不同")


@pytest.mark.parametrize("file", NEW, ids=lambda file: file.stem)
def test_a_paragraph_without_a_key_of_its_own_goes_by_its_first_passage(file: Path) -> None:
    new = draft(file)
    for before, after in zip(paragraphs(new), paragraphs(assign_keys([draft(OLD), new])[1]), strict=True):
        bare = not before.key or OWN in before.key
        assert after.key == (f"{after.passages[0].key}¶" if bare else before.key)


def paragraphs(document: Document) -> list[Paragraph]:
    """Return the paragraphs of the document's parts, whatever block holds them."""
    blocks = [block for part in document.parts if isinstance(part, Plan | Annex) for block in nodes_in(part)]
    return [block for block in blocks if isinstance(block, Paragraph)]


def in_full(change: Change) -> str:
    """Write all that a change says."""
    marks = "".join(MARKS[mark.op].format(mark.text) for mark in change.marks)
    lines = {
        "label": change.label,
        "where": " › ".join(change.where),
        "-": change.old,
        "+": change.new,
        "marks": marks,
        "figures": ", ".join(change.figures),
    }
    head = f"{change.kind} {change.block} {change.key}{' (follows)' if change.folded else ''}"
    told = (f"  {name} {line!r}" for name, line in lines.items() if line not in {None, ""} or name in "-+")
    return "\n".join((head, *told)) + "\n"
