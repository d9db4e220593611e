"""Read plans that Plandraft did not write: their structure is found, and no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from commands import Command
from conftest import ROOT, Golden
from dresses import DRESSES, Piece, written
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


def test_text_prints_a_plan_of_anyone_s(tmp_path: Path, command: Command) -> None:
    pieces = (
        Piece(1, 1, "食堂"),
        Piece(0, words="人人有饭吃。"),
        Piece(1, 2, "坡道"),
        Piece(4, 1, "坡道项目", ("修坡道",)),
    )
    (tmp_path / "plan.docx").write_bytes(written(pieces, DRESSES["plain"], "青河县“十四五”残疾人事业规划"))
    said = command("text", "plan.docx")
    assert (said.code, said.err) == (0, "")
    titles = [
        "# 青河县“十四五”残疾人事业规划",
        "## 食堂",
        "人人有饭吃。",
        "## 坡道",
        "##### 坡道项目",
        "- 修坡道",
    ]
    assert [line for line in said.out.splitlines() if line in titles] == titles


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
