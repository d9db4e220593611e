"""Test that what any other profile says comes back from its Word file, whole or with half of its marks."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest
from marks import fault, sampled
from profile_ways import FILES, another, lines
from test_lost_marks import stripped
from word_files import edited

from generator.pipeline.pull import pull
from generator.pipeline.support.composing import compose
from generator.pipeline.support.pulling.sorting import Choice

NAMES = [*FILES]
FEW, MANY = 3, 8  # edits
# The last: departments in items, 以上 that went, a sentence that opens a paragraph, lines of letters;
# two equal sentences, figures that are words.
SEEDS = sampled(
    [*((n, FEW) for n in (0, 1, 5, 29, 37, 64, 70)), *((n, MANY) for n in (2100, 2101, 2172))],
    ((5, FEW),),
    fault,
)


@pytest.mark.parametrize("drawn", SEEDS)
def test_what_any_profile_says_is_taken_or_told(drawn: tuple[int, int], tmp_path: Path) -> None:
    seed, edits = drawn
    name, marks = NAMES[seed % len(NAMES)], seed % 2
    made = another(name, Random(seed), edits)
    assert made is not None
    draft, content = made
    word, profile = tmp_path / "新.docx", tmp_path / f"{name}.yaml"
    word.write_bytes(edited(content, lambda xml: stripped(xml, Random(seed), 0.5)) if marks else content)
    shutil.copyfile(FILES[name], profile)
    pulled = pull(profile, word, Choice())
    assert [(each.kind, each.key, each.new) for each in pulled.left] == []
    assert lines(compose(pulled.trial.profile)) == lines(draft)
