"""Compare pairs of drafts, and render the pages that show what changed between them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import CASES
from conftest import ROOT
from word_files import edited

from generator.diff import Change
from generator.pipeline.check import check
from generator.pipeline.comparison_page import as_page
from generator.pipeline.diff import Comparison, diff
from generator.pipeline.draft import draft
from generator.pipeline.support.sides import Side, open_side
from generator.pipeline.support.word_files import Base, read_word

CASE = CASES / "diff"
NEAR = "figures-and-a-box"
SMALL = (CASE / NEAR / "old.yaml", CASE / NEAR / "new.yaml")
FAR = (ROOT / "profiles/luojiang.yaml", ROOT / "profiles/jining.yaml")
PAIRS = ("far", "hand", *sorted(folder.name for folder in CASE.iterdir()))
"""Two real plans, a file edited by hand, and the cases."""


@cache
def compared(pair: str) -> Comparison:
    """Return the comparison of a pair of drafts."""
    if pair == "far":
        return _diff(*FAR)
    if pair == "hand":
        with TemporaryDirectory() as folder:
            return _diff(SMALL[0], _edited_by_hand(Path(folder)))
    return _diff(CASE / pair / "old.yaml", CASE / pair / "new.yaml")


def told(old: bytes, new: bytes) -> list[Change]:
    """Return the changes that a comparison of two Word files lists."""
    before = read_word(old, "old.docx")
    after = read_word(new, "new.docx", Base("old.docx", before.draft))
    sides = (
        Side(name, w.document, w.draft, w.profile, fresh=False)
        for name, w in (("old", before), ("new", after))
    )
    return [change for change in diff(*sides).changes if not change.folded]


def _diff(old: Path, new: Path) -> Comparison:
    return diff(open_side(str(old)), open_side(str(new)))


@cache
def paged(pair: str) -> str:
    """Return the page of a pair's comparison."""
    return as_page(compared(pair))


def _edited_by_hand(folder: Path) -> Path:
    """Write the Word file of the small pair's old draft with some words changed by hand; return its path."""
    profile = check(SMALL[0]).profile
    assert profile is not None
    draft(profile, folder, ["docx"])
    written = folder / "old.docx"
    changed = edited(written.read_bytes(), lambda xml: xml.replace("受人口老龄化程度加深", "受人口老龄化"))
    file = folder / "edited.docx"
    file.write_bytes(changed)
    return file
