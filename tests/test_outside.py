"""Read plans that Plandraft did not write: their structure is found, and no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from conftest import ROOT, Golden
from outside import blocks_of, told

from generator.word.outside import read_outside
from generator.word.reader import BareLine

CASES = sorted((ROOT / "tests" / "cases" / "outside").glob("*.yaml"))
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOT_PRINTED = {"key", "numbering", "locality", "period", "column", "id", "categories", "look"}


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_structure_is_found(file: Path, golden: Golden) -> None:
    golden.check(file.with_suffix(".txt"), told(read_outside(blocks_of(file))))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_no_chinese_character_is_lost(file: Path) -> None:
    blocks = blocks_of(file)
    lines = (line for block in blocks for line in ([block] if isinstance(block, BareLine) else block.lines))
    texts = {line.text for line in lines}  # the headings of a table stand again on every page
    written = Counter(_HAN.findall("".join(texts)))
    read = Counter(_HAN.findall("".join(strings(read_outside(blocks).parts))))
    assert written - read == Counter()


def strings(held: object) -> Iterator[str]:
    """Yield all texts of a part of a document that are printed."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, tuple):
        for each in held:
            yield from strings(each)
    elif is_dataclass(held):
        for field in fields(held):
            if field.name not in _NOT_PRINTED:
                yield from strings(getattr(held, field.name))
