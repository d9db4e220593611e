"""Type, cut and paste at random in a Word file: the comparison misses nothing and blames the hand."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from random import Random

import pytest
from commands import CASES
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from revisions import accepted, rejected
from word_files import edited

from generator.diff import Cause
from generator.pipeline.diff import diff
from generator.pipeline.support.sides import Side
from generator.pipeline.support.word_files import read_word
from generator.pipeline.tracked_changes import with_tracked_changes
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPED = ("改", "", "99%", "①", "《新》", "\u200b", "𠮷")


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a draft as it was written."""
    from generator.pipeline.batch import DraftOptions, draft_files  # noqa: PLC0415  # the command is per test

    folder = tmp_path_factory.mktemp("scribbles")
    file = CASES / "diff" / "figures-and-a-box" / "old.yaml"
    [outcome] = draft_files([file], folder, DraftOptions(("docx",), paginated=False, comment=None), 1)
    return outcome.files[0].read_bytes()


def scribbled(xml: str, chance: Random, times: int) -> str:
    """Return the main part after so many edits."""
    root = etree.fromstring(xml.encode())
    for _ in range(times):
        lines, rows = [*root.iter(f"{W}p")], [*root.iter(f"{W}tr")]
        chance.choice((_cut, _move, _copy, _type, _type))(chance.choice(lines), chance.choice(lines), chance)
        if rows and chance.random() < 0.3:
            chance.choice((_cut, _copy))(chance.choice(rows), lines[0], chance)
    return etree.tostring(root, encoding="unicode")


def _cut(block: etree._Element, _: etree._Element, __: Random) -> None:
    parent = block.getparent()
    if parent is not None and len(parent) > 1:
        parent.remove(block)


def _move(block: etree._Element, other: etree._Element, _: Random) -> None:
    if block is not other and other not in block.iterdescendants():
        other.addnext(block)


def _copy(block: etree._Element, _: etree._Element, __: Random) -> None:
    block.addnext(deepcopy(block))


def _type(block: etree._Element, _: etree._Element, chance: Random) -> None:
    """Type words into a paragraph, in place of some of its own."""
    for text in block.iter(f"{W}t"):
        words = text.text or ""
        start = chance.randint(0, len(words))
        text.text = words[:start] + chance.choice(TYPED) + words[chance.randint(start, len(words)) :]
        return


@one_in(6)
@given(st.integers(0, 2**32), st.integers(1, 8))
def test_what_was_typed_is_told(content: bytes, seed: int, times: int) -> None:
    word = read_word(content, "plan.docx")
    old = Side("old", word.draft, word.draft, word.profile, fresh=False)
    typed = read_word(edited(content, lambda xml: scribbled(xml, Random(seed), times)), "plan.docx")
    new = Side("new", typed.document, typed.draft, typed.profile, fresh=False)
    for one, other in ((old, new), (new, old)):
        found = diff(one, other)
        before, after = (write_docx(d, official_style_sheet(), {}, {}) for d in (found.before, found.after))
        assert {change.cause for change in found.changes} <= {Cause.HAND}
        assert found.changes or Counter(accepted(before)) == Counter(accepted(after))
        assert Counter(accepted(with_tracked_changes(found))) == Counter(accepted(after))
        assert Counter(rejected(with_tracked_changes(found))) == Counter(accepted(before))
