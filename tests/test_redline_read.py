"""Test that a redline of ours, rejected, is read as the old draft, and accepted as the new one.

So it is after every kind of edit in a file whose marks are kept, to our reader and by the words that
LibreOffice leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from block_edits import Edit
from marks import attack, sampled
from office import Office, by_uno
from revisions import BODY, accepted, rejected
from same_plan import written
from samples import PLANS
from samples import written as draft
from sentence_edits import EDITS as SENTENCE_EDITS
from test_lost_marks import BY_NAME, changed
from test_redline_office import squeezed
from word_files import edited

from generator.diff import Change
from generator.pipeline.diff import diff
from generator.pipeline.support.sides import open_side, open_sides
from generator.pipeline.support.word_files import Pending
from generator.pipeline.tracked_changes import with_tracked_changes

_BEGIN = r'<w:bookmarkStart w:id="(\d+)" w:name="_pd_[^>]*>'
_SENTENCE = re.compile(rf'{_BEGIN}((?:(?!</?w:p>|bookmark|run-in).)*)<w:bookmarkEnd w:id="\1"/>')
_TEXT = re.compile(r"(<w:t [^>]*>)[^<]*")
SEEDS = sorted({*range(60)} - {12})  # in 12 only “二” is left of a title
EDITS: dict[str, Edit] = {**BY_NAME, **{edit.__name__: edit for edit in SENTENCE_EDITS}}


def without(xml: str, chance: Random, *, marks: bool) -> str:
    """Return a main part without some of its sentences; `marks` leaves their bookmarks of nothing."""
    found = [match for match in _SENTENCE.finditer(xml) if "。" in match[2] and "sdt" not in match[2]]
    for match in sorted(
        chance.sample(found, min(len(found), chance.randint(1, 4))), key=lambda m: -m.start()
    ):
        left = _TEXT.sub(r"\1", match[0]) if marks else ""
        xml = xml[: match.start()] + left + xml[match.end() :]
    return xml


def between(old: Path, new: Path, pending: Pending) -> list[Change]:
    """Return what a comparison lists, but for what reads the same on both sides."""
    found = diff(*open_sides(str(old), str(new), pending)).changes
    return [each for each in found if not each.folded and each.old != each.new]


def assert_round_trip(content: bytes, edit: Callable[[str], str], folder: Path) -> None:
    """Check the redline from a draft to what an edit of its main part makes of it."""
    old, new, red = (folder / f"{name}.docx" for name in ("old", "new", "red"))
    old.write_bytes(content)
    new.write_bytes(edited(content, edit))
    red.write_bytes(with_tracked_changes(diff(*open_sides(str(old), str(new)))))
    assert between(old, red, Pending.REJECT) == []
    assert between(new, red, Pending.ACCEPT) == []


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("seed", sampled(range(12), (0, 1), attack))
def test_sentences_that_went_come_back_if_their_deletion_is_rejected(
    *, marks: bool, seed: int, tmp_path: Path
) -> None:
    assert_round_trip(written(), lambda xml: without(xml, Random(seed), marks=marks), tmp_path)


def random_edit(seed: int) -> tuple[str, Callable[[str], str]]:
    """Return the name of a plan and some edits of its main part, of any kind."""
    chance = Random(seed)
    name, kinds = chance.choice(PLANS), [chance.choice(list(EDITS)) for _ in range(chance.randint(1, 4))]
    return name, lambda xml: changed(xml, kinds, "kept", Random(seed), EDITS)


@pytest.mark.parametrize("kind", sampled(EDITS, ("remove_title", "leave_controls"), attack))
def test_every_kind_of_edit_is_taken_back_and_made_again(kind: str, tmp_path: Path) -> None:
    assert_round_trip(draft("dengkou"), lambda xml: changed(xml, [kind], "kept", Random(1), EDITS), tmp_path)


@pytest.mark.parametrize("seed", sampled(SEEDS, (), attack))
def test_edits_are_taken_back_and_made_again(seed: int, tmp_path: Path) -> None:
    name, edit = random_edit(seed)
    assert_round_trip(draft(name), edit, tmp_path)


@pytest.mark.office
def test_libreoffice_takes_edits_back_and_makes_them_again(office: Office, tmp_path: Path) -> None:
    files = {tmp_path / f"{seed}.docx": random_edit(seed) for seed in range(12)}
    for file, (name, edit) in files.items():
        old, new = tmp_path / "old", tmp_path / "new"
        old.write_bytes(draft(name))
        new.write_bytes(edited(draft(name), edit))
        file.write_bytes(with_tracked_changes(diff(open_side(str(old)), open_side(str(new)))))
    found = by_uno(office.soffice, "office_changes.py", files, tmp_path)
    for file in files:
        left = [squeezed(words) for words in found[str(file)]]
        made = [squeezed(settle(file.read_bytes(), (BODY,))) for settle in (accepted, rejected)]
        assert left == made, file
