"""Compare plans of anyone that hold more of one thing than any plan has: the work is bounded."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

import pytest
from marks import attack

from generator.pipeline.diff import diff
from generator.pipeline.support.compared import outside_side
from generator.word.outside import read_outside
from generator.word.reader import BareLine

MANY, SECONDS = 5_000, 5.0  # lines; of the processor, of which these take one
_SIGNS = "残疾人食堂坡道电梯药品书屋仓库车辆学校"


def _words(chance: Random, count: int) -> str:
    return "".join(chance.choices(_SIGNS, k=count))


_LINES: dict[str, Callable[[Random, int], str]] = {
    "the same heading": lambda _, n: f"{n % 90 + 1}、指导思想",
    "other headings": lambda chance, n: f"{n % 90 + 1}、{_words(chance, 10)}",
    "other sentences": lambda chance, _: f"{_words(chance, 60)}。",
    "short sentences": lambda chance, _: f"{_words(chance, 1)}。" * 50,
}


@attack
@pytest.mark.parametrize("name", _LINES)
def test_two_plans_are_compared_in_bounded_time(name: str) -> None:
    chance = Random(name)
    begun = time.process_time()
    sides = [
        outside_side(side, read_outside([BareLine(_LINES[name](chance, n)) for n in range(MANY)]))
        for side in ("old", "new")
    ]
    diff(*sides)
    assert time.process_time() - begun < SECONDS
