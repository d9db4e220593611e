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
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from outside import blocks_of, told

from generator.word.outside import read_outside
from generator.word.reader import BareBlock, BareCell, BareLine, BareTable
from generator.yaml_source import load_data, mapping, texts

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
    once = {line.text for line in lines}  # the headings of a table stand again on every page
    printed = Counter(_HAN.findall("".join(once)))
    read = Counter(_HAN.findall("".join(strings(read_outside(blocks).parts))))
    assert printed - read == Counter()


_CASE = mapping(load_data(ROOT / "tests" / "cases" / "outside_words.yaml"))
_WORDS = st.sampled_from(texts(_CASE["words"]))
_LINES = st.builds(BareLine, _WORDS, st.integers(0, 3))
_CELLS = st.builds(BareCell, st.lists(_LINES, max_size=2).map(tuple), st.sampled_from([1, 1, 1, 2]))
_TABLES = st.builds(
    BareTable, st.lists(st.lists(_CELLS, min_size=1, max_size=4).map(tuple), max_size=4).map(tuple)
)


@one_in(2)
@given(blocks=st.lists(st.one_of(_LINES, _LINES, _TABLES), max_size=12))
def test_no_word_is_lost_whatever_stands_there(blocks: list[BareBlock]) -> None:
    lines = (line for block in blocks for line in ([block] if isinstance(block, BareLine) else block.lines))
    printed = set(_HAN.findall("".join(line.text for line in lines)))
    assert printed <= set(_HAN.findall("".join(strings(read_outside(blocks).parts))))


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


def test_text_says_once_who_is_responsible(tmp_path: Path, command: Command) -> None:
    pieces = (
        Piece(1, 1, "食堂"),
        Piece(0, words="人人有饭吃。（教育局牵头，民政局配合）"),
        Piece(0, words="天天有菜吃。（责任单位：财政局、民政局）"),
        Piece(0, words="责任单位：住建局"),
        Piece(1, 2, "坡道"),
        Piece(4, 1, "坡道项目", ("修坡道。修好它（交通局牵头）",)),
    )
    (tmp_path / "plan.docx").write_bytes(written(pieces, DRESSES["plain"], "青河县“十四五”残疾人事业规划"))
    said = command("text", "plan.docx").out
    assert [said.count(name) for name in ("教育局", "财政局", "住建局", "交通局")] == [1] * 4


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
