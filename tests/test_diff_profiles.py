"""Edit real profiles at random: tracked changes lead both ways, and the comparison misses no change."""

from __future__ import annotations

from collections import Counter
from random import Random

from examples import one_in
from hypothesis import assume, given
from hypothesis import strategies as st
from profile_edits import BASES, base, edited
from revisions import accepted, rejected

from generator.diff import assign_keys, compare
from generator.pipeline.tracked_changes import redline
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx


@one_in(3)
@given(st.sampled_from(BASES), st.integers(0, 2**32), st.integers(1, 8))
def test_edits_of_a_profile(name: str, seed: int, times: int) -> None:
    draft = edited(name, Random(seed), times)
    assume(draft is not None)
    assert draft
    before, after = assign_keys([base(name)[1], draft])
    old, new = (write_docx(document, official_style_sheet(), {}, {}) for document in (before, after))
    tracked = redline(before, after)
    assert Counter(accepted(tracked)) == Counter(accepted(new))
    assert Counter(rejected(tracked)) == Counter(accepted(old))
    assert bool(compare(before, after)) == (accepted(old) != accepted(new))
