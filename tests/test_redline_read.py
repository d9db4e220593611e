"""Test that a redline of ours, rejected, is read as the old draft, and accepted as the new one."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from marks import attack, sampled
from test_who_and_why import written
from word_files import edited

from generator.diff import Change
from generator.pipeline.diff import diff
from generator.pipeline.support.sides import open_side, open_sides
from generator.pipeline.support.word_files import Pending
from generator.pipeline.tracked_changes import with_tracked_changes

_BEGIN = r'<w:bookmarkStart w:id="(\d+)" w:name="_pd_[^>]*>'
_SENTENCE = re.compile(rf'{_BEGIN}((?:(?!</?w:p>|bookmark|run-in).)*)<w:bookmarkEnd w:id="\1"/>')
_TEXT = re.compile(r"(<w:t [^>]*>)[^<]*")


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
    """Return what a comparison lists."""
    return [each for each in diff(*open_sides(str(old), str(new), pending)).changes if not each.folded]


def round_trip(content: bytes, seed: int, *, marks: bool) -> None:
    """Check the redline from a draft to one without some sentences."""
    with TemporaryDirectory() as folder:
        old, new, red = (Path(folder) / f"{name}.docx" for name in ("old", "new", "red"))
        old.write_bytes(content)
        new.write_bytes(edited(content, lambda xml: without(xml, Random(seed), marks=marks)))
        found = diff(open_side(str(old)), open_side(str(new)))
        assert found.changes
        red.write_bytes(with_tracked_changes(found))
        assert between(old, red, Pending.REJECT) == []
        assert between(new, red, Pending.ACCEPT) == []


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("seed", sampled(range(12), (0, 1), attack))
def test_sentences_that_went_come_back_if_their_deletion_is_rejected(*, marks: bool, seed: int) -> None:
    round_trip(written(), seed, marks=marks)
